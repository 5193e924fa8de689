package io.gavel.wire.json;

import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.Rounding;

/** The field {@code increments} of an auction: a list of pairs, a percentage, or the name of a table. One thread. */
final class IncrementsField {
    /** Most decimals of an asset for which a named table still fits the wire. */
    private static final int MOST_DECIMALS_OF_NAMED = 10;

    private static final String[] MEMBERS = {"percent", "floor", "rounding"};
    private static final String[] ROUNDINGS = {"up", "down"};
    private static final String EXPECTED = "expected a list of pairs, an object with percent, or a table's name";

    private final JsonFields fields;
    private final BandTable table;
    private final JsonReader nested = new JsonReader();
    private final JsonWords<NamedIncrements> names = new JsonWords<>(NamedIncrements.values(), NamedIncrements::name);
    private long percentMicros;
    private long floor;
    private boolean roundsDown;

    IncrementsField(JsonFields fields) {
        this.fields = fields;
        table = new BandTable(fields, JsonField.INCREMENTS, "step");
    }

    /** Reads the field of the message at hand; absent, there is neither table nor percentage. */
    void read(int decimals) {
        table.clear();
        percentMicros = CreateAuctionEncoder.incrementPercentMicrosNullValue();
        floor = CreateAuctionEncoder.incrementFloorNullValue();
        roundsDown = false;
        if (!fields.has(JsonField.INCREMENTS) || !fields.isSound()) {
            return;
        }
        if (fields.isText(JsonField.INCREMENTS)) {
            readName(decimals);
        } else if (fields.enter(JsonField.INCREMENTS, true, nested)) {
            if (nested.isArray()) {
                readTable(decimals);
            } else {
                readPercentage(decimals);
            }
        }
    }

    /** Whether version 1 of the wire can say it. */
    boolean isPlain() {
        return floor == CreateAuctionEncoder.incrementFloorNullValue() && !roundsDown;
    }

    void writePercentage(CreateAuctionEncoder auction) {
        auction.incrementPercentMicros(percentMicros);
    }

    void writeFloorAndRounding(CreateAuctionEncoder auction) {
        auction.incrementFloor(floor).incrementRounding(roundsDown ? Rounding.DOWN : Rounding.NULL_VAL);
    }

    void writeTable(CreateAuctionEncoder auction) {
        CreateAuctionEncoder.IncrementsEncoder group = auction.incrementsCount(table.count());
        for (int i = 0; i < table.count(); i++) {
            group.next().below(table.below(i)).step(table.value(i));
        }
    }

    private void readTable(int decimals) {
        table.read(nested, decimals, decimals);
        for (int i = 0; i < table.count(); i++) {
            if (table.value(i) <= 0) {
                fields.malformed("increments", "expected steps above zero");
            }
        }
    }

    /** An asset that is not known is refused later, whatever its amounts would be. */
    private void readName(int decimals) {
        NamedIncrements named = fields.word(JsonField.INCREMENTS, names);
        if (named == null) {
            fields.malformed("increments", EXPECTED);
        } else if (decimals == JsonFields.ANY_DECIMALS) {
            named.fill(table, NamedIncrements.DECIMALS);
        } else if (decimals < NamedIncrements.DECIMALS || decimals > MOST_DECIMALS_OF_NAMED) {
            fields.malformed(
                    "increments",
                    "expected a list of pairs: the table needs an asset of " + NamedIncrements.DECIMALS + " to "
                            + MOST_DECIMALS_OF_NAMED + " decimals");
        } else {
            named.fill(table, decimals);
        }
    }

    private void readPercentage(int decimals) {
        int known = 0;
        int percent = nested.find("percent");
        for (String member : MEMBERS) {
            known += nested.has(member) ? 1 : 0;
        }
        if (percent < 0 || known < nested.count()) {
            fields.malformed(
                    "increments", "expected a list of pairs, or an object with percent, floor and rounding only");
            return;
        }
        percentMicros = fields.decimal(nested, percent, "increments.percent", JsonFields.PERCENT_DECIMALS);
        if (percentMicros <= 0) {
            fields.malformed("increments.percent", "expected a percentage above zero");
        }
        if (nested.has("floor")) {
            floor = fields.decimal(nested, nested.find("floor"), "increments.floor", decimals);
            if (floor <= 0) {
                fields.malformed("increments.floor", "expected an amount above zero");
            }
        }
        readRounding();
    }

    private void readRounding() {
        int i = nested.find("rounding");
        if (i < 0) {
            return;
        }
        String word = nested.kind(i) == JsonReader.Kind.STRING ? nested.string(i) : "";
        roundsDown = word.equals(ROUNDINGS[1]);
        if (!roundsDown && !word.equals(ROUNDINGS[0])) {
            fields.malformed("increments.rounding", "expected one of " + String.join(", ", ROUNDINGS));
        }
    }
}
