package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;

/**
 * An order to enter: start with {@link #limit}, {@link #market}, {@link #marketToLimit}, {@link #stop} or
 * {@link #stopLimit}; each condition gives another order. Good till canceled unless said otherwise. What conditions go
 * together is the server's to say ({@code BAD_ORDER}).
 */
public final class NewOrder {
    /** What happens where an account would trade with itself. */
    public enum SelfTrade {
        NONE("none"),
        CANCEL_NEWEST("cancelNewest"),
        CANCEL_OLDEST("cancelOldest"),
        CANCEL_BOTH("cancelBoth"),
        DECREMENT("decrement");

        private final String word;

        SelfTrade(String word) {
            this.word = word;
        }
    }

    private final NewOrder before;
    private final String name;
    private final String value;
    private final long time;

    /** One field more than the order before it; without a value it is the time. */
    private NewOrder(NewOrder before, String name, String value, long time) {
        this.before = before;
        this.name = name;
        this.value = value;
        this.time = time;
    }

    /** An order that trades at {@code price} or better and rests with what is left. */
    public static NewOrder limit(String clOrdId, String instrument, Side side, BigDecimal qty, BigDecimal price) {
        return order(clOrdId, instrument, side, qty).with("price", price);
    }

    /** An order that trades at any price; in {@code continuous} what is left is canceled. */
    public static NewOrder market(String clOrdId, String instrument, Side side, BigDecimal qty) {
        return order(clOrdId, instrument, side, qty).with("ordType", "market");
    }

    /** An order that trades at the best price there is, and rests at it with what is left. */
    public static NewOrder marketToLimit(String clOrdId, String instrument, Side side, BigDecimal qty) {
        return order(clOrdId, instrument, side, qty).with("ordType", "marketToLimit");
    }

    /** A market order that waits until there is a trade at {@code stopPx}, or beyond it. */
    public static NewOrder stop(String clOrdId, String instrument, Side side, BigDecimal qty, BigDecimal stopPx) {
        return order(clOrdId, instrument, side, qty).with("ordType", "stop").with("stopPx", stopPx);
    }

    /** The same with a limit. */
    public static NewOrder stopLimit(
            String clOrdId, String instrument, Side side, BigDecimal qty, BigDecimal stopPx, BigDecimal price) {
        return order(clOrdId, instrument, side, qty)
                .with("ordType", "stopLimit")
                .with("stopPx", stopPx)
                .with("price", price);
    }

    /** The same, except that what cannot trade at once is canceled. */
    public NewOrder immediateOrCancel() {
        return with("timeInForce", "ioc");
    }

    /** The same, except that it trades in full at once or not at all. */
    public NewOrder fillOrKill() {
        return with("timeInForce", "fok");
    }

    /** The same until the instrument closes. */
    public NewOrder day() {
        return with("timeInForce", "day");
    }

    /** The same until a time, in microseconds since the epoch. */
    public NewOrder until(long atUs) {
        return new NewOrder(with("timeInForce", "gtd"), "expireAt", null, atUs);
    }

    /** The same for the present call auction only. */
    public NewOrder auctionOnly() {
        return with("timeInForce", "auction");
    }

    /** The same, refused where it would trade at once. */
    public NewOrder postOnly() {
        return with("postOnly", "reject");
    }

    /** The same, one tick away from the other side where it would trade at once. */
    public NewOrder sliding() {
        return with("postOnly", "slide");
    }

    /** The same, of which the book shows so much at a time. */
    public NewOrder showing(BigDecimal displayQty) {
        return with("displayQty", displayQty);
    }

    /** The same, trading at least so much at once or not at all. */
    public NewOrder atLeast(BigDecimal minQty) {
        return with("minQty", minQty);
    }

    /** The same with a mode of its own in place of the instrument's. */
    public NewOrder selfTrade(SelfTrade mode) {
        return with("selfTrade", mode.word);
    }

    void writeTo(JsonWriter json) {
        if (before != null) {
            before.writeTo(json);
        }
        if (value == null) {
            json.field(name, time);
        } else {
            json.field(name, value);
        }
    }

    private static NewOrder order(String clOrdId, String instrument, Side side, BigDecimal qty) {
        return new NewOrder(null, "clOrdId", clOrdId, 0)
                .with("instrument", instrument)
                .with("side", side.word())
                .with("qty", qty);
    }

    private NewOrder with(String name, BigDecimal value) {
        return with(name, value.toPlainString());
    }

    private NewOrder with(String name, String value) {
        return new NewOrder(this, name, value, 0);
    }
}
