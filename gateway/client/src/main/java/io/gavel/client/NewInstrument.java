package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;

/**
 * An instrument to create.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid with
 * @param tick smallest step of the price
 * @param lot smallest step of the quantity
 * @param movesMoney whether orders are covered by holds and trades move money; false: the bare matcher
 */
public record NewInstrument(
        String instrument, String base, String quote, BigDecimal tick, BigDecimal lot, boolean movesMoney) {

    void writeTo(JsonWriter json) {
        json.field("instrument", instrument)
                .field("base", base)
                .field("quote", quote)
                .field("tick", tick.toPlainString())
                .field("lot", lot.toPlainString())
                .field("risk", movesMoney ? "full" : "none");
    }
}
