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

    private final JsonText text = new JsonText();
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
        try {
            text.skipSpace();
            if (text.isAtEnd() || text.peek() != '{') {
                throw text.error("expected a JSON object");
            }
            return finish();
        } catch (JsonException e) {
            throw inField(e);
        }
    }

    /** Reads the member {@code index} of another reader, which must be an object or an array. */
    public JsonReader readMember(JsonReader parent, int index) {
        Kind kind = parent.kind(index);
        if (kind != Kind.OBJECT && kind != Kind.ARRAY) {
            throw new JsonException(parent.fieldName(index), "expected an object or an array");
        }
        begin(parent.bytes(), parent.valueStart[index], parent.valueEnd[index]);
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
        return text.decode(nameStart[index], nameEnd[index], (flags[index] & NAME_ESCAPED) != 0);
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
        return text.decode(valueStart[index] + 1, valueEnd[index] - 1, isEscaped(index));
    }

    /** The text of the string member of this name, or {@code absent} where there is none. */
    public String string(String name, String absent) {
        int index = find(name);
        return index < 0 || kind(index) == Kind.NULL ? absent : string(index);
    }

    public long integer(int index) {
        require(index, Kind.INTEGER, "expected an integer");
        byte[] bytes = text.bytes();
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
        return text.bytes()[valueStart[index]] == 't';
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
            byte[] decoded = text.decode(from, to, true).getBytes(StandardCharsets.UTF_8);
            if (decoded.length > into.length) {
                return -1;
            }
            System.arraycopy(decoded, 0, into, 0, decoded.length);
            return decoded.length;
        }
        if (to - from > into.length) {
            return -1;
        }
        System.arraycopy(text.bytes(), from, into, 0, to - from);
        return to - from;
    }

    byte[] bytes() {
        return text.bytes();
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
        byte[] bytes = text.bytes();
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
        text.wrap(bytes, from, to);
        count = 0;
        current = -1;
        isArray = false;
    }

    private JsonReader finish() {
        isArray = text.peek() == '[';
        text.skip();
        if (isArray) {
            count = array(1, 0);
        } else {
            count = object(1, 0);
        }
        current = -1;
        text.skipSpace();
        if (!text.isAtEnd()) {
            throw text.error("expected nothing behind the object");
        }
        return this;
    }

    /** Reads behind the opening brace; names of open objects lie in the name table from {@code base} on, as a stack. */
    private int object(int depth, int base) {
        int names = base;
        if (text.peekBehindSpace() == '}') {
            text.skip();
            return 0;
        }
        while (true) {
            if (names - base == MAX_FIELDS) {
                throw text.error("expected at most 64 fields");
            }
            member(depth, base, names);
            names++;
            byte b = text.peekBehindSpace();
            if (b != ',' && b != '}') {
                throw text.error("expected ',' or '}'");
            }
            text.skip();
            if (b == '}') {
                return names - base;
            }
            text.skipSpace();
        }
    }

    private void member(int depth, int base, int slot) {
        reserve(slot);
        if (text.peek() != '"') {
            throw text.error("expected a field name");
        }
        text.skip();
        int from = text.position();
        lastEscaped = text.skipString();
        nameStart[slot] = from;
        nameEnd[slot] = text.position() - 1;
        nameHash[slot] = lastEscaped ? 0 : JsonText.hash(bytes(), from, text.position() - 1);
        flags[slot] = (byte) (lastEscaped ? NAME_ESCAPED : 0);
        if (depth == 1) {
            current = slot;
        }
        refuseDuplicate(base, slot);
        if (text.peekBehindSpace() != ':') {
            throw text.error("expected ':'");
        }
        text.skip();
        text.skipSpace();
        int valueFrom = text.position();
        Kind kind = value(depth, slot + 1);
        if (depth == 1) {
            record(slot, valueFrom, kind);
        }
    }

    private int array(int depth, int base) {
        int elements = 0;
        if (text.peekBehindSpace() == ']') {
            text.skip();
            return 0;
        }
        while (true) {
            int from = text.position();
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
            byte b = text.peekBehindSpace();
            if (b != ',' && b != ']') {
                throw text.error("expected ',' or ']'");
            }
            text.skip();
            if (b == ']') {
                return elements;
            }
            text.skipSpace();
        }
    }

    private void record(int slot, int from, Kind kind) {
        valueStart[slot] = from;
        valueEnd[slot] = text.position();
        kinds[slot] = (byte) kind.ordinal();
        if (kind == Kind.STRING && lastEscaped) {
            flags[slot] |= ESCAPED;
        }
    }

    private Kind value(int depth, int base) {
        switch (text.peek()) {
            case '"' -> {
                text.skip();
                lastEscaped = text.skipString();
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
                text.skipWord("true");
                return Kind.BOOLEAN;
            }
            case 'f' -> {
                text.skipWord("false");
                return Kind.BOOLEAN;
            }
            case 'n' -> {
                text.skipWord("null");
                return Kind.NULL;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return text.skipNumber() ? Kind.INTEGER : Kind.NUMBER;
            }
            default -> throw text.error("expected a value");
        }
    }

    private void descend(int depth) {
        if (depth == MAX_DEPTH) {
            throw text.error("expected at most 8 levels");
        }
        text.skip();
    }

    private void refuseDuplicate(int base, int slot) {
        for (int i = base; i < slot; i++) {
            if ((flags[i] & NAME_ESCAPED) != 0 || (flags[slot] & NAME_ESCAPED) != 0) {
                if (name(i).equals(name(slot))) {
                    throw text.error("expected each field once");
                }
            } else if (nameHash[i] == nameHash[slot]
                    && Arrays.equals(bytes(), nameStart[i], nameEnd[i], bytes(), nameStart[slot], nameEnd[slot])) {
                throw text.error("expected each field once");
            }
        }
    }

    /** The error, naming the member in which it happened; nothing of the text is kept. */
    private JsonException inField(JsonException e) {
        count = 0;
        return current < 0 ? e : new JsonException(name(current), e.expected());
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
