package io.gavel.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON object, or one array, into a table of its members.
 *
 * <p>{@link #read} checks the whole text first, strictly by RFC 8259, and then some: valid UTF-8, no lone surrogate, no
 * name twice in an object, at most {@link #MAX_DEPTH} levels and {@link #MAX_FIELDS} fields per object, nothing behind.
 * Members are then asked for by index or name; a member that is an object or an array is read by a second reader
 * ({@link #readMember}). Numbers are integers or nothing: no message of Gavel has any other. Errors are
 * {@link JsonException} and nothing else. Borrows the bytes until the next read. Allocates only to grow, and where a
 * method returns a String. One thread.
 */
public final class JsonReader {
    /** Levels of objects and arrays, the outermost included. */
    public static final int MAX_DEPTH = 8;
    /** Fields in one object. */
    public static final int MAX_FIELDS = 64;

    /** What a member is. */
    public enum Kind {
        STRING,
        /** A number without fraction and exponent; it may still be too large for a long. */
        INTEGER,
        /** Any other number. Nothing accepts it. */
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int ESCAPED = 1;
    private static final int NAME_ESCAPED = 2;

    private byte[] bytes;
    private int start;
    private int pos;
    private int end;
    private int count;
    private boolean isArray;
    /** Member of the outermost level that is being read: names errors. */
    private int current;

    private boolean lastEscaped;

    private int[] nameStart = new int[MAX_FIELDS];
    private int[] nameEnd = new int[MAX_FIELDS];
    private int[] nameHash = new int[MAX_FIELDS];
    private int[] valueStart = new int[MAX_FIELDS];
    private int[] valueEnd = new int[MAX_FIELDS];
    private byte[] kinds = new byte[MAX_FIELDS];
    private byte[] flags = new byte[MAX_FIELDS];

    /** Reads a text that must be one object. */
    public JsonReader read(byte[] bytes, int offset, int length) {
        begin(bytes, offset, offset + length);
        skipSpace();
        if (pos == end || bytes[pos] != '{') {
            throw error("expected a JSON object");
        }
        return finish();
    }

    /** Reads the member {@code index} of another reader, which must be an object or an array. */
    public JsonReader readMember(JsonReader parent, int index) {
        Kind kind = parent.kind(index);
        if (kind != Kind.OBJECT && kind != Kind.ARRAY) {
            throw new JsonException(parent.fieldName(index), "expected an object or an array");
        }
        begin(parent.bytes, parent.valueStart[index], parent.valueEnd[index]);
        return finish();
    }

    /** Members of the object, or elements of the array. */
    public int count() {
        return count;
    }

    /** Whether an array was read: its members have no names. */
    public boolean isArray() {
        return isArray;
    }

    public Kind kind(int index) {
        return KINDS[kinds[index]];
    }

    /** The name of a member; allocates. */
    public String name(int index) {
        return text(nameStart[index], nameEnd[index], (flags[index] & NAME_ESCAPED) != 0);
    }

    /** Index of the member of this name, or -1. */
    public int find(String name) {
        for (int i = 0; i < count; i++) {
            if (nameIs(i, name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is a member of this name; {@code null} counts as one. */
    public boolean has(String name) {
        return find(name) >= 0;
    }

    /** The text of a string member; allocates. */
    public String string(int index) {
        require(index, Kind.STRING, "expected a string");
        return text(valueStart[index] + 1, valueEnd[index] - 1, isEscaped(index));
    }

    /** The text of the string member of this name, or {@code absent} where there is none. */
    public String string(String name, String absent) {
        int index = find(name);
        return index < 0 || kind(index) == Kind.NULL ? absent : string(index);
    }

    public long integer(int index) {
        require(index, Kind.INTEGER, "expected an integer");
        int at = valueStart[index];
        boolean isNegative = bytes[at] == '-';
        long value = 0;
        for (int i = isNegative ? at + 1 : at; i < valueEnd[index]; i++) {
            int digit = bytes[i] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw new JsonException(fieldName(index), "expected an integer of at most 63 bits");
            }
            value = value * 10 - digit;
        }
        if (isNegative) {
            return value;
        }
        if (value == Long.MIN_VALUE) {
            throw new JsonException(fieldName(index), "expected an integer of at most 63 bits");
        }
        return -value;
    }

    /** The integer member of this name, or {@code absent} where there is none. */
    public long integer(String name, long absent) {
        int index = find(name);
        return index < 0 || kind(index) == Kind.NULL ? absent : integer(index);
    }

    public boolean bool(int index) {
        require(index, Kind.BOOLEAN, "expected true or false");
        return bytes[valueStart[index]] == 't';
    }

    /** The boolean member of this name, or {@code absent} where there is none. */
    public boolean bool(String name, boolean absent) {
        int index = find(name);
        return index < 0 || kind(index) == Kind.NULL ? absent : bool(index);
    }

    /**
     * Copies the text of a string member, as UTF-8.
     *
     * @return its length, or -1 when it is longer than {@code into}
     */
    public int copyString(int index, byte[] into) {
        require(index, Kind.STRING, "expected a string");
        int from = valueStart[index] + 1;
        int to = valueEnd[index] - 1;
        if (isEscaped(index)) {
            byte[] text = text(from, to, true).getBytes(StandardCharsets.UTF_8);
            if (text.length > into.length) {
                return -1;
            }
            System.arraycopy(text, 0, into, 0, text.length);
            return text.length;
        }
        if (to - from > into.length) {
            return -1;
        }
        System.arraycopy(bytes, from, into, 0, to - from);
        return to - from;
    }

    byte[] bytes() {
        return bytes;
    }

    /** First byte of a string's text; meaningful only where {@link #isEscaped} says false. */
    int textStart(int index) {
        return valueStart[index] + 1;
    }

    int textEnd(int index) {
        return valueEnd[index] - 1;
    }

    boolean isEscaped(int index) {
        return (flags[index] & ESCAPED) != 0;
    }

    boolean isNameEscaped(int index) {
        return (flags[index] & NAME_ESCAPED) != 0;
    }

    int nameStart(int index) {
        return nameStart[index];
    }

    int nameEnd(int index) {
        return nameEnd[index];
    }

    /** The hash of a name as {@link String#hashCode} has it; meaningful only for a plain one. */
    int nameHash(int index) {
        return nameHash[index];
    }

    private void require(int index, Kind kind, String expected) {
        if (kind(index) != kind) {
            throw new JsonException(fieldName(index), expected);
        }
    }

    private String fieldName(int index) {
        return isArray ? "" : name(index);
    }

    private boolean nameIs(int index, String name) {
        if (isArray) {
            return false;
        }
        if (isNameEscaped(index)) {
            return name(index).equals(name);
        }
        int from = nameStart[index];
        int length = nameEnd[index] - from;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((bytes[from + i] & 0xFF) != name.charAt(i)) {
                // A name beyond ASCII compares as text.
                return bytes[from + i] < 0 && name(index).equals(name);
            }
        }
        return true;
    }

    private void begin(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        start = from;
        pos = from;
        end = to;
        count = 0;
        current = -1;
        isArray = false;
    }

    private JsonReader finish() {
        isArray = bytes[pos] == '[';
        pos++;
        if (isArray) {
            count = array(1, 0);
        } else {
            count = object(1, 0);
        }
        current = -1;
        skipSpace();
        if (pos != end) {
            throw error("expected nothing behind the object");
        }
        return this;
    }

    /** Reads behind the opening brace; names of open objects lie in the name table from {@code base} on, as a stack. */
    private int object(int depth, int base) {
        int names = base;
        skipSpace();
        if (next() == '}') {
            pos++;
            return 0;
        }
        while (true) {
            if (names - base == MAX_FIELDS) {
                throw error("expected at most 64 fields");
            }
            member(depth, base, names);
            names++;
            skipSpace();
            byte b = next();
            pos++;
            if (b == '}') {
                return names - base;
            }
            if (b != ',') {
                pos--;
                throw error("expected ',' or '}'");
            }
            skipSpace();
        }
    }

    private void member(int depth, int base, int slot) {
        reserve(slot);
        if (next() != '"') {
            throw error("expected a field name");
        }
        pos++;
        int from = pos;
        skipString();
        nameStart[slot] = from;
        nameEnd[slot] = pos - 1;
        nameHash[slot] = lastEscaped ? 0 : hash(bytes, from, pos - 1);
        flags[slot] = (byte) (lastEscaped ? NAME_ESCAPED : 0);
        if (depth == 1) {
            current = slot;
        }
        refuseDuplicate(base, slot);
        skipSpace();
        if (next() != ':') {
            throw error("expected ':'");
        }
        pos++;
        skipSpace();
        int valueFrom = pos;
        Kind kind = value(depth, slot + 1);
        if (depth == 1) {
            record(slot, valueFrom, kind);
        }
    }

    private int array(int depth, int base) {
        int elements = 0;
        skipSpace();
        if (next() == ']') {
            pos++;
            return 0;
        }
        while (true) {
            int from = pos;
            if (depth == 1) {
                reserve(elements);
                flags[elements] = 0;
            }
            // Elements of the outermost array take the slots; names of objects inside are pushed behind them.
            Kind kind = value(depth, depth == 1 ? elements + 1 : base);
            if (depth == 1) {
                record(elements, from, kind);
            }
            elements++;
            skipSpace();
            byte b = next();
            pos++;
            if (b == ']') {
                return elements;
            }
            if (b != ',') {
                pos--;
                throw error("expected ',' or ']'");
            }
            skipSpace();
        }
    }

    private void record(int slot, int from, Kind kind) {
        valueStart[slot] = from;
        valueEnd[slot] = pos;
        kinds[slot] = (byte) kind.ordinal();
        if (kind == Kind.STRING && lastEscaped) {
            flags[slot] |= ESCAPED;
        }
    }

    private Kind value(int depth, int base) {
        switch (next()) {
            case '"' -> {
                pos++;
                skipString();
                return Kind.STRING;
            }
            case '{' -> {
                descend(depth);
                object(depth + 1, base);
                return Kind.OBJECT;
            }
            case '[' -> {
                descend(depth);
                array(depth + 1, base);
                return Kind.ARRAY;
            }
            case 't' -> {
                return literal("true", Kind.BOOLEAN);
            }
            case 'f' -> {
                return literal("false", Kind.BOOLEAN);
            }
            case 'n' -> {
                return literal("null", Kind.NULL);
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return number();
            }
            default -> throw error("expected a value");
        }
    }

    private void descend(int depth) {
        if (depth == MAX_DEPTH) {
            throw error("expected at most 8 levels");
        }
        pos++;
    }

    private Kind literal(String word, Kind kind) {
        for (int i = 0; i < word.length(); i++) {
            if (pos == end || bytes[pos] != word.charAt(i)) {
                throw error("expected a value");
            }
            pos++;
        }
        return kind;
    }

    private Kind number() {
        Kind kind = Kind.INTEGER;
        if (bytes[pos] == '-') {
            pos++;
        }
        if (pos < end && bytes[pos] == '0') {
            pos++;
        } else {
            digits();
        }
        if (pos < end && bytes[pos] == '.') {
            pos++;
            digits();
            kind = Kind.NUMBER;
        }
        if (pos < end && (bytes[pos] | 0x20) == 'e') {
            pos++;
            if (pos < end && (bytes[pos] == '+' || bytes[pos] == '-')) {
                pos++;
            }
            digits();
            kind = Kind.NUMBER;
        }
        return kind;
    }

    private void digits() {
        int from = pos;
        while (pos < end && bytes[pos] >= '0' && bytes[pos] <= '9') {
            pos++;
        }
        if (pos == from) {
            throw error("expected a digit");
        }
    }

    /** Reads behind the opening quote to behind the closing one. */
    private void skipString() {
        lastEscaped = false;
        final byte[] text = bytes;
        final int limit = end;
        int i = pos;
        while (i < limit) {
            byte b = text[i];
            if (b == '"') {
                pos = i + 1;
                return;
            }
            if (b == '\\') {
                lastEscaped = true;
                pos = i;
                skipEscape();
                i = pos;
            } else if (b >= 0x20) {
                i++;
            } else if (b >= 0) {
                pos = i;
                throw error("expected no control character in a string");
            } else {
                pos = i;
                skipSequence();
                i = pos;
            }
        }
        pos = limit;
        throw error("expected '\"'");
    }

    private void skipEscape() {
        pos++;
        byte b = next();
        pos++;
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                int unit = hex4();
                if (unit >= 0xDC00 && unit <= 0xDFFF) {
                    throw error("expected no lone surrogate");
                }
                if (unit >= 0xD800 && unit <= 0xDBFF) {
                    skipLowSurrogate();
                }
            }
            default -> {
                pos--;
                throw error("expected an escape of JSON");
            }
        }
    }

    private void skipLowSurrogate() {
        if (end - pos < 6 || bytes[pos] != '\\' || bytes[pos + 1] != 'u') {
            throw error("expected no lone surrogate");
        }
        pos += 2;
        int low = hex4();
        if (low < 0xDC00 || low > 0xDFFF) {
            throw error("expected no lone surrogate");
        }
    }

    private int hex4() {
        if (end - pos < 4) {
            throw error("expected four hex digits");
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[pos], 16);
            if (digit < 0) {
                throw error("expected four hex digits");
            }
            unit = unit << 4 | digit;
            pos++;
        }
        return unit;
    }

    /** Skips one UTF-8 sequence of two to four bytes: shortest form only, no surrogates, nothing above U+10FFFF. */
    private void skipSequence() {
        int lead = bytes[pos] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || end - pos < length) {
            throw error("expected valid UTF-8");
        }
        int second = bytes[pos + 1] & 0xFF;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            throw error("expected valid UTF-8");
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[pos + i] & 0xC0) != 0x80) {
                throw error("expected valid UTF-8");
            }
        }
        pos += length;
    }

    private void refuseDuplicate(int base, int slot) {
        for (int i = base; i < slot; i++) {
            if ((flags[i] & NAME_ESCAPED) != 0 || (flags[slot] & NAME_ESCAPED) != 0) {
                if (name(i).equals(name(slot))) {
                    throw error("expected each field once");
                }
            } else if (nameHash[i] == nameHash[slot]
                    && Arrays.equals(bytes, nameStart[i], nameEnd[i], bytes, nameStart[slot], nameEnd[slot])) {
                throw error("expected each field once");
            }
        }
    }

    private byte next() {
        if (pos == end) {
            throw error("expected more: the text ends too early");
        }
        return bytes[pos];
    }

    private void skipSpace() {
        while (pos < end) {
            byte b = bytes[pos];
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return;
            }
            pos++;
        }
    }

    private JsonException error(String expected) {
        count = 0;
        String field = current < 0 ? "" : name(current);
        return new JsonException(field, expected + " at byte " + (pos - start));
    }

    /** The text between two positions, which was checked before. */
    private String text(int from, int to, boolean isEscaped) {
        if (!isEscaped) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int i = from;
        while (i < to) {
            if (bytes[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(bytes, plain, i - plain, StandardCharsets.UTF_8));
            byte b = bytes[i + 1];
            i += 2;
            if (b == 'u') {
                text.append((char) Integer.parseInt(new String(bytes, i, 4, StandardCharsets.US_ASCII), 16));
                i += 4;
            } else {
                text.append(unescaped(b));
            }
            plain = i;
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8))
                .toString();
    }

    private static char unescaped(byte b) {
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) b;
        };
    }

    /** The hash that {@link String#hashCode} gives ASCII text. */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + (bytes[i] & 0xFF);
        }
        return hash;
    }

    private void reserve(int slot) {
        if (slot < kinds.length) {
            return;
        }
        int capacity = kinds.length * 2;
        nameStart = Arrays.copyOf(nameStart, capacity);
        nameEnd = Arrays.copyOf(nameEnd, capacity);
        nameHash = Arrays.copyOf(nameHash, capacity);
        valueStart = Arrays.copyOf(valueStart, capacity);
        valueEnd = Arrays.copyOf(valueEnd, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        flags = Arrays.copyOf(flags, capacity);
    }
}
