package io.gavel.wire.json;

/**
 * A fee of an auction: a percentage of the hammer price, or a list of pairs of below and the percentage of that part.
 * One thread.
 */
final class FeeField {
    private final JsonFields fields;
    private final JsonField name;
    private final BandTable table;
    private final JsonReader nested = new JsonReader();

    FeeField(JsonFields fields, JsonField name) {
        this.fields = fields;
        this.name = name;
        table = new BandTable(fields, name, "percent");
    }

    /** Reads the field of the message at hand; absent, there is no tier. */
    BandTable read(int decimals) {
        table.clear();
        if (fields.has(name) && fields.isSound()) {
            if (fields.isText(name)) {
                table.add(EventFields.ABSENT, fields.decimal(name, JsonFields.PERCENT_DECIMALS));
            } else if (fields.isArray(name)) {
                fields.enter(name, true, nested);
                table.read(nested, decimals, JsonFields.PERCENT_DECIMALS);
            } else {
                fields.malformed(name.jsonName(), "expected a percentage, or a list of pairs of below and percent");
            }
        }
        return table;
    }
}
