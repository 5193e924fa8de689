package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;

/**
 * An instrument to create; the limits of its orders may follow with {@link #withQuantities} and
 * {@link #withMaxNotional}.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid with
 * @param tick smallest step of the price
 * @param lot smallest step of the quantity
 * @param movesMoney whether orders are covered by holds and trades move money; false: the bare matcher
 * @param minQty least quantity of an order; null: one lot
 * @param maxQty greatest quantity of an order; null: no limit
 * @param maxNotional greatest price times quantity of an order, in {@code quote}; null: no limit
 */
public record NewInstrument(
        String instrument,
        String base,
        String quote,
        BigDecimal tick,
        BigDecimal lot,
        boolean movesMoney,
        BigDecimal minQty,
        BigDecimal maxQty,
        BigDecimal maxNotional) {

    /** Without limits of its own. */
    public NewInstrument(
            String instrument, String base, String quote, BigDecimal tick, BigDecimal lot, boolean movesMoney) {
        this(instrument, base, quote, tick, lot, movesMoney, null, null, null);
    }

    /** The same, taking only orders of {@code least} to {@code most}; null: no limit on that side. */
    public NewInstrument withQuantities(BigDecimal least, BigDecimal most) {
        return new NewInstrument(instrument, base, quote, tick, lot, movesMoney, least, most, maxNotional);
    }

    /** The same, taking only orders whose price times quantity is at most {@code most}, in the quote asset. */
    public NewInstrument withMaxNotional(BigDecimal most) {
        return new NewInstrument(instrument, base, quote, tick, lot, movesMoney, minQty, maxQty, most);
    }

    void writeTo(JsonWriter json) {
        json.field("instrument", instrument)
                .field("base", base)
                .field("quote", quote)
                .field("tick", tick.toPlainString())
                .field("lot", lot.toPlainString())
                .field("risk", movesMoney ? "full" : "none");
        optional(json, "minQty", minQty);
        optional(json, "maxQty", maxQty);
        optional(json, "maxNotional", maxNotional);
    }

    private static void optional(JsonWriter json, String name, BigDecimal value) {
        if (value != null) {
            json.field(name, value.toPlainString());
        }
    }
}
