package io.gavel.wire.json;

/** Which fields a message has, or may have. Sets that messages share are not changed once they are made. */
final class FieldSet {
    private final long[] words = new long[(JsonField.count() + Long.SIZE - 1) / Long.SIZE];

    static FieldSet of(JsonField... fields) {
        FieldSet set = new FieldSet();
        for (JsonField field : fields) {
            set.add(field);
        }
        return set;
    }

    /** What is in any of the sets. */
    static FieldSet union(FieldSet... sets) {
        FieldSet union = new FieldSet();
        for (FieldSet set : sets) {
            for (int i = 0; i < union.words.length; i++) {
                union.words[i] |= set.words[i];
            }
        }
        return union;
    }

    /** What is in this set and not in the other. */
    FieldSet minus(FieldSet other) {
        FieldSet rest = new FieldSet();
        for (int i = 0; i < words.length; i++) {
            rest.words[i] = words[i] & ~other.words[i];
        }
        return rest;
    }

    void clear() {
        for (int i = 0; i < words.length; i++) {
            words[i] = 0;
        }
    }

    void add(JsonField field) {
        words[field.ordinal() / Long.SIZE] |= 1L << field.ordinal();
    }

    boolean has(JsonField field) {
        return (words[field.ordinal() / Long.SIZE] & 1L << field.ordinal()) != 0;
    }

    /** The first field of this set that the other has too; null: none. */
    JsonField firstIn(FieldSet other) {
        for (int i = 0; i < words.length; i++) {
            long both = words[i] & other.words[i];
            if (both != 0) {
                return first(i, both);
            }
        }
        return null;
    }

    /** The first field of this set that the other lacks, but for one that may be lacking; null: none. */
    JsonField firstNotIn(FieldSet other, JsonField dispensable) {
        for (int i = 0; i < words.length; i++) {
            long missing = words[i] & ~other.words[i];
            if (dispensable != null && dispensable.ordinal() / Long.SIZE == i) {
                missing &= ~(1L << dispensable.ordinal());
            }
            if (missing != 0) {
                return first(i, missing);
            }
        }
        return null;
    }

    private static JsonField first(int word, long bits) {
        return JsonField.at(word * Long.SIZE + Long.numberOfTrailingZeros(bits));
    }
}
