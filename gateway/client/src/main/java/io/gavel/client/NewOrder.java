package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;

/** An order to enter: start with {@link #limit}. Good till canceled unless said otherwise. */
public final class NewOrder {
    private final String clOrdId;
    private final String instrument;
    private final Side side;
    private final BigDecimal qty;
    private final BigDecimal price;
    private final String timeInForce;

    private NewOrder(
            String clOrdId, String instrument, Side side, BigDecimal qty, BigDecimal price, String timeInForce) {
        this.clOrdId = clOrdId;
        this.instrument = instrument;
        this.side = side;
        this.qty = qty;
        this.price = price;
        this.timeInForce = timeInForce;
    }

    /** An order that trades at {@code price} or better and rests with what is left. */
    public static NewOrder limit(String clOrdId, String instrument, Side side, BigDecimal qty, BigDecimal price) {
        return new NewOrder(clOrdId, instrument, side, qty, price, null);
    }

    /** The same, except that what cannot trade at once is canceled. */
    public NewOrder immediateOrCancel() {
        return new NewOrder(clOrdId, instrument, side, qty, price, "ioc");
    }

    void writeTo(JsonWriter json) {
        json.field("clOrdId", clOrdId)
                .field("instrument", instrument)
                .field("side", side.word())
                .field("qty", qty.toPlainString())
                .field("price", price.toPlainString());
        if (timeInForce != null) {
            json.field("timeInForce", timeInForce);
        }
    }
}
