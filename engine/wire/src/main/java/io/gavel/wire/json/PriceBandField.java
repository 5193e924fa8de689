package io.gavel.wire.json;

import io.gavel.wire.sbe.SetPriceBandEncoder;

/** The field {@code priceBand}, {@code {"low":"90.00","high":"110.00"}}, either of which may be absent. */
final class PriceBandField {
    private static final long ABSENT = SetPriceBandEncoder.lowNullValue();

    private final JsonFields fields;
    private final JsonReader nested = new JsonReader();
    private long low;
    private long high;

    PriceBandField(JsonFields fields) {
        this.fields = fields;
    }

    /** Reads the field of the message at hand; absent, both are. */
    void read(int priceDecimals) {
        low = ABSENT;
        high = ABSENT;
        if (fields.has(JsonField.PRICE_BAND) && fields.enter(JsonField.PRICE_BAND, false, nested)) {
            int known = 0;
            if (nested.has("low")) {
                low = fields.decimal(nested, nested.find("low"), "priceBand.low", priceDecimals);
                known++;
            }
            if (nested.has("high")) {
                high = fields.decimal(nested, nested.find("high"), "priceBand.high", priceDecimals);
                known++;
            }
            if (known == 0 || known < nested.count()) {
                fields.malformed("priceBand", "expected low and high only");
            }
        }
    }

    /** In price units, or the null value. */
    long low() {
        return low;
    }

    long high() {
        return high;
    }
}
