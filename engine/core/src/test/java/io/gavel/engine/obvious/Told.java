package io.gavel.engine.obvious;

import java.util.Arrays;

/** What was told, one fact after the other, as plain numbers: two of them are compared by one look, and shown as text. */
final class Told {
    /** A field that is absent. */
    static final long NONE = Long.MIN_VALUE;

    private static final Fact[] FACTS = Fact.values();

    private long[] words = new long[1_024];
    private int length;

    void clear() {
        length = 0;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void tell(Fact fact, long... fields) {
        if (fields.length != fact.fields()) {
            throw new IllegalArgumentException("expected another number of fields, fact=" + fact);
        }
        if (length + 1 + fields.length > words.length) {
            words = Arrays.copyOf(words, 2 * words.length + fields.length);
        }
        words[length++] = fact.ordinal();
        for (long field : fields) {
            words[length++] = field;
        }
    }

    boolean isSameAs(Told other) {
        return Arrays.equals(words, 0, length, other.words, 0, other.length);
    }

    /** The first fact; there is one. */
    Fact first() {
        return FACTS[(int) words[0]];
    }

    long word(int index) {
        return words[index];
    }

    void append(Told other) {
        if (length + other.length > words.length) {
            words = Arrays.copyOf(words, 2 * (length + other.length));
        }
        System.arraycopy(other.words, 0, words, length, other.length);
        length += other.length;
    }

    /** How many facts of a kind there are. */
    int count(Fact fact) {
        int count = 0;
        for (int at = 0; at < length; at += 1 + FACTS[(int) words[at]].fields()) {
            count += words[at] == fact.ordinal() ? 1 : 0;
        }
        return count;
    }

    /** A field of the first fact of a kind; absent where there is no such fact. */
    long find(Fact fact, int field) {
        for (int at = 0; at < length; at += 1 + FACTS[(int) words[at]].fields()) {
            if (words[at] == fact.ordinal()) {
                return words[at + 1 + field];
            }
        }
        return NONE;
    }

    /** Takes a fact; {@link Told#word} has its fields from there on. */
    interface Reader {
        void on(Fact fact, int at);
    }

    void forEach(Reader reader) {
        for (int at = 0; at < length; at += 1 + FACTS[(int) words[at]].fields()) {
            reader.on(FACTS[(int) words[at]], at + 1);
        }
    }

    /** Adds how many facts of each kind there are. */
    void countInto(long[] counts) {
        for (int at = 0; at < length; at += 1 + FACTS[(int) words[at]].fields()) {
            counts[(int) words[at]]++;
        }
    }

    /** Adds how often each code was given. */
    void countRefusals(long[] counts) {
        for (int at = 0; at < length; at += 1 + FACTS[(int) words[at]].fields()) {
            if (words[at] == Fact.REFUSED.ordinal()) {
                counts[(int) words[at + 1]]++;
            }
        }
    }

    /** The first refusal's code, 0 where there is none. */
    int refusal() {
        return length > 0 && words[0] == Fact.REFUSED.ordinal() ? (int) words[1] : 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < length; ) {
            Fact fact = FACTS[(int) words[at++]];
            text.append("  ").append(fact);
            for (int i = 0; i < fact.fields(); i++) {
                long value = words[at++];
                text.append(' ').append(fact.field(i)).append('=').append(value == NONE ? "-" : String.valueOf(value));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
