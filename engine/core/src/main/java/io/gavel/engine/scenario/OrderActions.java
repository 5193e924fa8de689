package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Directory;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.Locale;

/** Orders with all their conditions, replaces and cancels: what stands between who does it and the id. */
final class OrderActions {
    private final Names names;
    private final CommandWriter writer;

    OrderActions(Names names, CommandWriter writer) {
        this.names = names;
        this.writer = writer;
    }

    /** Reads {@code 5 coal/usd at 100 ioc shows 2 …} up to the id. */
    NewOrder order(Side side, Words words) {
        var qty = words.number("a quantity");
        Directory.Instrument instrument = names.instrument(words.word("an instrument"));
        OrderReading reading = new OrderReading(instrument, words);
        reading.read();
        OrderTerms terms = new OrderTerms(
                side,
                reading.type(),
                reading.timeInForce,
                Amounts.units(qty, instrument.qtyDecimals()),
                reading.price,
                reading.conditions);
        return new NewOrder(instrument.id(), terms);
    }

    record NewOrder(int instrumentId, OrderTerms terms) {}

    /** Reads {@code a1 on coal/usd to 7 at 101} up to the new id. */
    Replace replace(Words words) {
        String origClOrdId = words.word("an order's id");
        words.expect("on");
        Directory.Instrument instrument = names.instrument(words.word("an instrument"));
        long qty = Conditions.ABSENT;
        long price = Conditions.ABSENT;
        if (words.take("to")) {
            qty = Amounts.units(words.number("a quantity"), instrument.qtyDecimals());
        }
        if (words.take("at")) {
            price = Amounts.units(words.number("a price"), instrument.priceDecimals());
        }
        return new Replace(instrument.id(), qty, price, origClOrdId);
    }

    /** Every instrument, and one that was never created. */
    private static final int ALL = 0;

    private static final int UNKNOWN = Integer.MAX_VALUE;

    record Replace(int instrumentId, long qty, long price, String origClOrdId) {}

    /** Reads what stands behind {@code alice cancels all}. */
    void cancelAll(String who, Words words) {
        if (words.take("after")) {
            writer.cancelAllAfter(names.account(who), words.durationNs("a duration"));
            words.end();
            return;
        }
        Side side = words.take("buys") ? Side.BUY : words.take("sells") ? Side.SELL : null;
        int instrumentId = ALL;
        if (words.peek(0).equals("on") && !words.peek(1).equals("disconnect")) {
            words.expect("on");
            int id = names.instrument(words.word("an instrument")).id();
            instrumentId = id == 0 ? UNKNOWN : id;
        }
        CancelReason reason = words.take("on", "disconnect") ? CancelReason.DISCONNECT : CancelReason.MASS;
        words.end();
        writer.massCancel(names.account(who), instrumentId, side, reason);
    }

    /** A named mode of self-trade prevention. */
    static SelfTrade selfTrade(Words words) {
        if (words.take("none")) {
            return SelfTrade.NONE;
        }
        if (words.take("decrement")) {
            return SelfTrade.DECREMENT;
        }
        words.expect("cancel");
        return switch (words.word("`newest`, `oldest` or `both`")) {
            case "newest" -> SelfTrade.CANCEL_NEWEST;
            case "oldest" -> SelfTrade.CANCEL_OLDEST;
            case "both" -> SelfTrade.CANCEL_BOTH;
            default -> throw words.unexpected("`newest`, `oldest` or `both` before this");
        };
    }

    /** The clauses of one order, in any order. */
    private static final class OrderReading {
        private final Directory.Instrument instrument;
        private final Words words;
        private boolean isMarket;
        private boolean becomesLimit;
        private boolean isStop;
        private long price = OrderTerms.NO_PRICE;
        private TimeInForce timeInForce = TimeInForce.GTC;
        private Conditions conditions = Conditions.NONE;

        OrderReading(Directory.Instrument instrument, Words words) {
            this.instrument = instrument;
            this.words = words;
        }

        void read() {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = clause();
            }
        }

        private boolean clause() {
            if (words.take("at", "market")) {
                isMarket = true;
                becomesLimit = words.take("to", "limit");
            } else if (words.take("at")) {
                price = price();
            } else if (words.take("stop")) {
                isStop = true;
                conditions = conditions.withStopPx(price());
            } else if (words.take("shows")) {
                conditions = conditions.withDisplayQty(qty());
            } else if (words.take("min")) {
                conditions = conditions.withMinQty(qty());
            } else if (words.take("expires")) {
                conditions = conditions.withExpireAtNs(words.timeNs("a time"));
            } else if (words.take("post", "only")) {
                conditions = conditions.withPostOnly(PostOnly.REJECT);
            } else if (words.take("slides")) {
                conditions = conditions.withPostOnly(PostOnly.SLIDE);
            } else if (words.take("stp")) {
                conditions = conditions.withSelfTrade(selfTrade(words));
            } else {
                return timeInForce();
            }
            return true;
        }

        private boolean timeInForce() {
            for (TimeInForce each : TimeInForce.values()) {
                if (each != TimeInForce.NULL_VAL && words.take(each.name().toLowerCase(Locale.ROOT))) {
                    timeInForce = each;
                    return true;
                }
            }
            return false;
        }

        OrdType type() {
            if (isStop) {
                return price == OrderTerms.NO_PRICE ? OrdType.STOP : OrdType.STOP_LIMIT;
            }
            if (isMarket) {
                return becomesLimit ? OrdType.MARKET_TO_LIMIT : OrdType.MARKET;
            }
            return OrdType.LIMIT;
        }

        private long price() {
            return Amounts.units(words.number("a price"), instrument.priceDecimals());
        }

        private long qty() {
            return Amounts.units(words.number("a quantity"), instrument.qtyDecimals());
        }
    }
}
