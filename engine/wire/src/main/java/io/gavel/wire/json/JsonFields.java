package io.gavel.wire.json;

import io.gavel.wire.Decimal;
import java.nio.charset.StandardCharsets;

/**
 * The fields of the message at hand, each as the type that belongs there.
 *
 * <p>A field that is not what it should be is a finding ({@link #malformed}, {@link #unsupported}); the first one counts,
 * and reading goes on with a harmless value, so that who reads need not look after each field. One thread.
 */
final class JsonFields {
    /** Takes a decimal string with as many decimals as it has: what it counts is unknown, and so refused. */
    static final int ANY_DECIMALS = -1;

    /** Latest time and longest duration: below 2^62 ns (the year 2116), so that the engine can add one to the other. */
    static final long MAX_MICROS = (1L << 62) / 1_000;

    /** A percentage counts millionths of a percent. */
    static final int PERCENT_DECIMALS = 6;

    private final JsonReader reader = new JsonReader();
    private final int[] index = new int[JsonField.count()];
    private final FieldSet present = new FieldSet();

    private boolean isUnsupported;
    private String field;
    private String expected;

    private byte[] textBytes;
    private int textFrom;
    private int textTo;
    private final byte[] unescaped = new byte[4 * JsonCommands.MAX_TEXT_LENGTH];

    JsonReader reader() {
        return reader;
    }

    /** Reads a text; throws {@link JsonException} where it is not one object. */
    void read(byte[] bytes, int offset, int length) {
        present.clear();
        isUnsupported = false;
        field = null;
        expected = null;
        reader.read(bytes, offset, length);
    }

    /** Which field a member is, or null for an unknown one. */
    JsonField known(int member) {
        if (reader.isNameEscaped(member)) {
            byte[] text = reader.name(member).getBytes(StandardCharsets.UTF_8);
            return JsonField.WORDS.get(text, 0, text.length);
        }
        return JsonField.WORDS.get(
                reader.bytes(), reader.nameStart(member), reader.nameEnd(member), reader.nameHash(member));
    }

    /** Says which member holds a field. */
    void put(JsonField name, int member) {
        index[name.ordinal()] = member;
        present.add(name);
    }

    boolean has(JsonField name) {
        return present.has(name);
    }

    /** The fields that are there. */
    FieldSet present() {
        return present;
    }

    /** Where it went wrong first; null: nowhere yet. */
    String field() {
        return field;
    }

    String expected() {
        return expected;
    }

    boolean isUnsupported() {
        return isUnsupported;
    }

    boolean isSound() {
        return field == null;
    }

    /** The field is not what was expected; the first finding counts. */
    void malformed(String name, String expected) {
        if (field == null) {
            field = name;
            this.expected = expected;
        }
    }

    /** The field asks for what is not offered. */
    void unsupported(String name) {
        if (field == null) {
            field = name;
            expected = "not supported";
            isUnsupported = true;
        }
    }

    void unsupported(JsonField name) {
        unsupported(name.jsonName());
    }

    /** Finds the text of a name or client order id: 1 to 32 printable ASCII characters. Valid until the next one. */
    boolean text(JsonField name) {
        int i = index[name.ordinal()];
        if (reader.kind(i) != JsonReader.Kind.STRING) {
            malformed(name.jsonName(), "expected a string");
            return false;
        }
        if (reader.isEscaped(i)) {
            textBytes = unescaped;
            textFrom = 0;
            textTo = reader.copyString(i, unescaped);
        } else {
            textBytes = reader.bytes();
            textFrom = reader.textStart(i);
            textTo = reader.textEnd(i);
        }
        boolean isValid = isName();
        if (!isValid) {
            malformed(name.jsonName(), "expected 1 to 32 printable ASCII characters");
        }
        return isValid;
    }

    byte[] textBytes() {
        return textBytes;
    }

    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    int textLength() {
        return textTo - textFrom;
    }

    String textAsString() {
        return new String(textBytes, textFrom, textLength(), StandardCharsets.US_ASCII);
    }

    long decimal(JsonField name, int decimals, long absent) {
        return has(name) ? decimal(name, decimals) : absent;
    }

    long decimal(JsonField name, int decimals) {
        return decimal(reader, index[name.ordinal()], name.jsonName(), decimals);
    }

    /** The decimal string that is a member of {@code from}, told of as {@code name} where it is none. */
    long decimal(JsonReader from, int member, String name, int decimals) {
        if (from.kind(member) != JsonReader.Kind.STRING || from.isEscaped(member)) {
            malformed(name, Decimal.expected(Decimal.MALFORMED, decimals));
            return 0;
        }
        int scale = decimals == ANY_DECIMALS ? writtenDecimals(from, member) : decimals;
        long value = Decimal.parse(from.bytes(), from.textStart(member), from.textEnd(member), scale);
        if (Decimal.isError(value)) {
            malformed(name, Decimal.expected(value, scale));
            return 0;
        }
        return value;
    }

    /** How many decimals a decimal string has; 0 for what is none, which {@link #decimal} then finds. */
    int writtenDecimals(JsonField name) {
        return writtenDecimals(reader, index[name.ordinal()]);
    }

    /** A percentage in millionths of a percent, or the null value of the schemas. */
    long percentMicros(JsonField name) {
        return decimal(name, PERCENT_DECIMALS, EventFields.ABSENT);
    }

    /** Whether a field is there and a string. */
    boolean isText(JsonField name) {
        return has(name) && reader.kind(index[name.ordinal()]) == JsonReader.Kind.STRING;
    }

    /** Whether a field is there and a list. */
    boolean isArray(JsonField name) {
        return has(name) && reader.kind(index[name.ordinal()]) == JsonReader.Kind.ARRAY;
    }

    /** What the word that a field holds means; null where it is none of the set, or the field no plain string. */
    <T> T word(JsonField name, JsonWords<T> words) {
        int i = index[name.ordinal()];
        return reader.kind(i) == JsonReader.Kind.STRING
                ? words.get(reader.bytes(), reader.textStart(i), reader.textEnd(i))
                : null;
    }

    long integer(JsonField name, long least, long most) {
        int i = index[name.ordinal()];
        if (reader.kind(i) == JsonReader.Kind.INTEGER) {
            long value = reader.integer(i);
            if (value >= least && value <= most) {
                return value;
            }
        }
        malformed(name.jsonName(), "expected an integer from " + least + " to " + most);
        return least;
    }

    /** A time or a span in microseconds, as ns. */
    long nanos(JsonField name, long absent) {
        return has(name) ? integer(name, 0, MAX_MICROS) * 1_000 : absent;
    }

    boolean bool(JsonField name, boolean absent) {
        if (!has(name)) {
            return absent;
        }
        int i = index[name.ordinal()];
        if (reader.kind(i) != JsonReader.Kind.BOOLEAN) {
            malformed(name.jsonName(), "expected true or false");
            return absent;
        }
        return reader.bool(i);
    }

    /** The place of a word among those allowed; 0 where the field is absent. */
    int choice(JsonField name, String[] words) {
        if (!has(name)) {
            return 0;
        }
        int i = index[name.ordinal()];
        if (reader.kind(i) == JsonReader.Kind.STRING) {
            for (int choice = 0; choice < words.length; choice++) {
                if (JsonWords.isWord(words[choice], reader.bytes(), reader.textStart(i), reader.textEnd(i))) {
                    return choice;
                }
            }
        }
        malformed(name.jsonName(), "expected one of " + String.join(", ", words));
        return 0;
    }

    /** Reads the object or array that a field holds; false, and a finding, where it holds neither. */
    boolean enter(JsonField name, boolean mayBeArray, JsonReader nested) {
        int i = index[name.ordinal()];
        JsonReader.Kind kind = reader.kind(i);
        if (kind == JsonReader.Kind.OBJECT || (mayBeArray && kind == JsonReader.Kind.ARRAY)) {
            nested.readMember(reader, i);
            return true;
        }
        malformed(name.jsonName(), mayBeArray ? "expected a list of pairs, or an object" : "expected an object");
        return false;
    }

    private boolean isName() {
        int length = textLength();
        boolean isName = length >= 1 && length <= JsonCommands.MAX_TEXT_LENGTH;
        for (int at = textFrom; isName && at < textTo; at++) {
            isName = textBytes[at] >= 0x20 && textBytes[at] < 0x7F;
        }
        return isName;
    }

    private static int writtenDecimals(JsonReader from, int member) {
        if (from.kind(member) != JsonReader.Kind.STRING) {
            return 0;
        }
        int decimals = Decimal.decimals(from.bytes(), from.textStart(member), from.textEnd(member));
        return Math.min(Math.max(decimals, 0), Decimal.MAX_DECIMALS);
    }
}
