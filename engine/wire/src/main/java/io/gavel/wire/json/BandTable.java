package io.gavel.wire.json;

/**
 * A list of pairs of below and a value: each holds for what is below its first number and not below the one before; the
 * last has null there. One thread.
 */
final class BandTable {
    private static final int MAX_BANDS = JsonCommands.MAX_INCREMENTS;

    private final JsonFields fields;
    private final String name;
    private final String valueName;
    private final JsonReader pair = new JsonReader();
    private final long[] belows = new long[MAX_BANDS];
    private final long[] values = new long[MAX_BANDS];
    private int count;

    /** @param valueName what stands behind below, in the words of a finding */
    BandTable(JsonFields fields, JsonField name, String valueName) {
        this.fields = fields;
        this.name = name.jsonName();
        this.valueName = valueName;
    }

    void clear() {
        count = 0;
    }

    /** Adds a band; {@link EventFields#ABSENT} is the last one's below. */
    void add(long below, long value) {
        belows[count] = below;
        values[count] = value;
        count++;
    }

    /** Reads the list, which may have 1 to {@link JsonCommands#MAX_INCREMENTS} pairs. */
    void read(JsonReader list, int belowDecimals, int valueDecimals) {
        clear();
        int pairs = list.count();
        if (pairs == 0 || pairs > MAX_BANDS) {
            fields.malformed(name, "expected 1 to " + MAX_BANDS + " pairs");
            return;
        }
        for (int i = 0; i < pairs && fields.isSound(); i++) {
            readPair(list, i, i == pairs - 1, belowDecimals, valueDecimals);
        }
    }

    int count() {
        return count;
    }

    /** {@link EventFields#ABSENT} in the last band. */
    long below(int i) {
        return belows[i];
    }

    long value(int i) {
        return values[i];
    }

    private void readPair(JsonReader list, int i, boolean isLast, int belowDecimals, int valueDecimals) {
        if (list.kind(i) != JsonReader.Kind.ARRAY || pair.readMember(list, i).count() != 2) {
            fields.malformed(name, "expected pairs of below and " + valueName);
            return;
        }
        boolean isOpen = pair.kind(0) == JsonReader.Kind.NULL;
        if (isOpen != isLast) {
            fields.malformed(name, "expected below to be null in the last pair, and only there");
            return;
        }
        long below = isOpen ? EventFields.ABSENT : fields.decimal(pair, 0, name, belowDecimals);
        if (!isOpen && below <= (i == 0 ? 0 : belows[i - 1])) {
            fields.malformed(name, "expected each below to be above the one before, and above zero");
        }
        add(below, fields.decimal(pair, 1, name, valueDecimals));
    }
}
