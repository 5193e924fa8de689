package io.gavel.engine.market.orders;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.command.NewOrderFields;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.PhaseRules;
import io.gavel.engine.market.state.TickTable;
import io.gavel.wire.OrderField;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/**
 * What keeps a new order out, asked before anything changes, in the order that docs/RULES.md lists. Turns the command
 * into ticks, lots and money on the way.
 */
final class OrderChecks {
    private static final long ABSENT = IncomingOrder.ABSENT;
    private static final long SMALLEST = 1;

    /** Most slices that an iceberg may come in: nobody makes one command trade longer. */
    private static final long MAX_SLICES = 1_000;

    private final Ledger ledger;
    private final OrderStore orders;
    private final AccountOrders accountOrders;
    private final AccountLimits limits;
    private final Matching matching;
    private final Facts facts;
    private final int maxOpenOrders;

    private Instrument instrument;
    private IncomingOrder incoming;

    OrderChecks(
            Ledger ledger,
            OrderStore orders,
            AccountOrders accountOrders,
            AccountLimits limits,
            Matching matching,
            Facts facts,
            int maxOpenOrders) {
        this.ledger = ledger;
        this.orders = orders;
        this.accountOrders = accountOrders;
        this.limits = limits;
        this.matching = matching;
        this.facts = facts;
        this.maxOpenOrders = maxOpenOrders;
    }

    /** Whether an order may enter; if not its refusal is told. Fills {@code into} but for its names. */
    boolean admit(Instrument in, int accountId, NewOrderFields order, IncomingOrder into, long timeNs) {
        instrument = in;
        incoming = into;
        into.plain();
        into.accountId = accountId;
        into.side = order.side();
        into.timeInForce = order.timeInForce();
        OrdType type = order.ordType();
        if (!isKnown(type)) {
            return refuse(Refusal.NOT_SUPPORTED);
        }
        boolean isPlain = type == OrdType.LIMIT && order.isPlain();
        OrderField contradicting = isPlain ? endOfPlain() : contradicting(order, type);
        if (contradicting != null) {
            return refuse(Refusal.BAD_ORDER, contradicting.code());
        }
        if (!PhaseRules.takesNew(in.phase(), into.timeInForce)) {
            return refuse(Refusal.PHASE_REFUSES);
        }
        if (into.expireAtNs != ABSENT && into.expireAtNs <= timeNs) {
            return refuse(Refusal.TIME_IN_PAST, timeNs);
        }
        if (!sizeIsRight(order.qty())) {
            return false;
        }
        into.qtyLots = in.lots(order.qty());
        into.leavesLots = into.qtyLots;
        return pricesAreRight(order) && isCovered();
    }

    /** Whether a quantity is one that the instrument trades; if not the refusal is told. */
    boolean sizeIsRight(Instrument in, long qty) {
        instrument = in;
        return sizeIsRight(qty);
    }

    /** Whether a limit is a price that the instrument takes; if not the refusal is told. */
    boolean priceIsRight(Instrument in, long price) {
        instrument = in;
        return isAboveZero(price) && isOnTick(price) && isInBand(price);
    }

    /** Whether an order is worth what the instrument trades; if not the refusal is told. */
    boolean notionalIsRight(Instrument in, long holdTicks, long qtyLots) {
        instrument = in;
        return notionalIsRight(holdTicks, qtyLots);
    }

    /** @param display {@link IncomingOrder#ABSENT}: all is shown */
    static boolean hasTooManySlices(long quantity, long display) {
        return display != ABSENT && (quantity - 1) / display >= MAX_SLICES;
    }

    private boolean isKnown(OrdType type) {
        return type != OrdType.NULL_VAL
                && (incoming.side == Side.BUY || incoming.side == Side.SELL)
                && incoming.timeInForce != TimeInForce.NULL_VAL;
    }

    /** What is missing of an order that knows no end, or null. */
    private OrderField endOfPlain() {
        return incoming.timeInForce == TimeInForce.GTD ? OrderField.EXPIRE_AT : null;
    }

    /** The first field that contradicts another, or is missing, as only the price may be; null: there is none. */
    private OrderField contradicting(NewOrderFields order, OrdType type) {
        PostOnly postOnly = order.postOnly();
        incoming.type = type;
        incoming.postOnly = postOnly == PostOnly.NULL_VAL ? PostOnly.NO : postOnly;
        incoming.selfTrade = order.selfTrade();
        incoming.expireAtNs = order.expireAtNs();
        boolean hasLimit = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        boolean waits = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        if (!hasLimit && order.price() != ABSENT) {
            return OrderField.PRICE;
        }
        if (waits == (order.stopPx() == ABSENT)) {
            return OrderField.STOP_PX;
        }
        if (waits && incoming.timeInForce == TimeInForce.AUCTION) {
            return OrderField.TIME_IN_FORCE;
        }
        if ((incoming.timeInForce == TimeInForce.GTD) != (incoming.expireAtNs != ABSENT)) {
            return OrderField.EXPIRE_AT;
        }
        if (incoming.postOnly != PostOnly.NO && (type != OrdType.LIMIT || incoming.isImmediate())) {
            return OrderField.POST_ONLY;
        }
        if (!displayAgrees(order.displayQty(), order.qty())) {
            return OrderField.DISPLAY_QTY;
        }
        return minimumAgrees(order.minQty(), order.qty()) ? null : OrderField.MIN_QTY;
    }

    private boolean displayAgrees(long displayQty, long qty) {
        if (displayQty == ABSENT) {
            return true;
        }
        incoming.displayLots = displayQty / instrument.lot();
        return isPartOf(displayQty, qty)
                && !hasTooManySlices(qty, displayQty)
                && !incoming.isImmediate()
                && incoming.type != OrdType.MARKET
                && incoming.type != OrdType.STOP;
    }

    private boolean minimumAgrees(long minQty, long qty) {
        if (minQty == ABSENT) {
            return true;
        }
        incoming.minLots = minQty / instrument.lot();
        return isPartOf(minQty, qty) && incoming.timeInForce != TimeInForce.AUCTION && incoming.postOnly == PostOnly.NO;
    }

    private boolean isPartOf(long part, long qty) {
        return part > 0 && part <= qty && part % instrument.lot() == 0;
    }

    private boolean sizeIsRight(long qty) {
        if (qty <= 0) {
            return refuse(Refusal.QTY_NOT_POSITIVE, SMALLEST);
        }
        if (instrument.lots(qty) * instrument.lot() != qty) {
            return refuse(Refusal.QTY_OFF_LOT, SMALLEST);
        }
        return !instrument.limitsSize() || isWithinSizes(qty);
    }

    private boolean isWithinSizes(long qty) {
        if (instrument.minQty() != Instrument.NO_LIMIT && qty < instrument.minQty()) {
            // A minimum between two lots is the upper one: the bound is what would have been enough.
            return refuse(Refusal.QTY_BELOW_MINIMUM, (instrument.minQty() + instrument.lot() - 1) / instrument.lot());
        }
        if (instrument.maxQty() != Instrument.NO_LIMIT && qty > instrument.maxQty()) {
            return refuse(Refusal.QTY_ABOVE_MAXIMUM, instrument.maxQty() / instrument.lot());
        }
        return true;
    }

    private boolean pricesAreRight(NewOrderFields order) {
        long price = order.price();
        if (incoming.type == OrdType.LIMIT) {
            if (!isAboveZero(price) || !isOnTick(price) || !isInBand(price)) {
                return false;
            }
            incoming.priceTicks = instrument.ticks(price);
            incoming.holdTicks = incoming.priceTicks;
            return incoming.postOnly == PostOnly.NO || !wouldTrade() || slide();
        }
        if (incoming.type == OrdType.MARKET || incoming.type == OrdType.MARKET_TO_LIMIT) {
            priceOfMarket();
            return true;
        }
        return stopIsRight(price, order.stopPx());
    }

    private boolean stopIsRight(long price, long stopPx) {
        boolean hasLimit = incoming.type == OrdType.STOP_LIMIT;
        boolean isRight = (!hasLimit || isAboveZero(price))
                && isAboveZero(stopPx)
                && (!hasLimit || isOnTick(price))
                && isOnTick(stopPx)
                && (!hasLimit || isInBand(price))
                && isInBand(stopPx);
        if (isRight) {
            incoming.stopTicks = stopPx / instrument.tick();
            incoming.priceTicks = hasLimit ? price / instrument.tick() : ABSENT;
            incoming.holdTicks = hasLimit ? incoming.priceTicks : incoming.stopTicks;
        }
        return isRight;
    }

    /** Where it trades at once, an order to follow the market has the best price of the other side. */
    private void priceOfMarket() {
        incoming.priceTicks = ABSENT;
        if (PhaseRules.collects(instrument.phase())) {
            long highest = instrument.bandHighTicks();
            incoming.holdTicks = highest == Instrument.NO_TICKS ? 0 : highest;
            return;
        }
        incoming.holdTicks = 0;
        if (incoming.type == OrdType.MARKET_TO_LIMIT && !instrument.book().isEmptyFor(incoming.side)) {
            long best = instrument.book().bestPriceFor(incoming.side);
            if (instrument.insideBand(incoming.side, best) == best) {
                incoming.priceTicks = best;
                incoming.holdTicks = best;
            }
        }
    }

    private boolean isAboveZero(long price) {
        return price > 0 || refuse(Refusal.PRICE_NOT_POSITIVE, SMALLEST);
    }

    private boolean isOnTick(long price) {
        long ticks = instrument.ticks(price);
        TickTable table = instrument.tickTable();
        return ticks * instrument.tick() == price && (table == TickTable.EVERY_TICK || table.has(ticks))
                || refuse(Refusal.PRICE_OFF_TICK, table.stepAt(ticks));
    }

    private boolean isInBand(long price) {
        long ticks = instrument.ticks(price);
        if (ticks < instrument.bandLowTicks()) {
            return refuse(Refusal.PRICE_OUTSIDE_BAND, instrument.bandLowTicks());
        }
        long highest = instrument.bandHighTicks();
        return highest == Instrument.NO_TICKS || ticks <= highest || refuse(Refusal.PRICE_OUTSIDE_BAND, highest);
    }

    private boolean wouldTrade() {
        return PhaseRules.matches(instrument.phase()) && instrument.book().meets(incoming.side, incoming.priceTicks);
    }

    /** Moves a post-only order away from the other side, as far as it may; what cannot move is refused further down. */
    private boolean slide() {
        if (incoming.postOnly == PostOnly.SLIDE) {
            long best = instrument.book().bestPriceFor(incoming.side);
            TickTable ticks = instrument.tickTable();
            long slid = incoming.isBuy() ? ticks.nextBelow(best) : ticks.nextAbove(best);
            if (slid > 0 && instrument.isInBand(slid)) {
                incoming.priceTicks = slid;
                incoming.holdTicks = slid;
                incoming.isSlid = true;
            }
        }
        return true;
    }

    private boolean isCovered() {
        boolean mayRest = mayRest();
        boolean isLimited = mayRest && limits.areSet(incoming.accountId);
        if (!notionalIsRight(incoming.holdTicks, incoming.qtyLots) || isLimited && !isWithinLimits()) {
            return false;
        }
        if (incoming.postOnly != PostOnly.NO && !incoming.isSlid && wouldTrade()) {
            return refuse(Refusal.POST_ONLY_WOULD_TRADE, instrument.book().bestPriceFor(incoming.side));
        }
        incoming.cost = 0;
        if (instrument.movesMoney() && !(costIsBounded() && fundsSuffice())) {
            return false;
        }
        return !mayRest || hasRoom() || refuse(Refusal.LIMIT_REACHED, maxOpenOrders);
    }

    /** Whether one more order can rest. */
    boolean hasRoom() {
        return orders.size() < maxOpenOrders;
    }

    /** Whether the account may have one more order open, and one of that worth. */
    private boolean isWithinLimits() {
        long maxOrders = limits.maxOpenOrders(incoming.accountId);
        if (maxOrders != AccountLimits.NONE && accountOrders.count(incoming.accountId) >= maxOrders) {
            return refuse(Refusal.OPEN_ORDERS_LIMIT, maxOrders);
        }
        long exceeded = limits.exceeded(incoming.accountId, instrument, 0, 0, incoming.holdTicks, incoming.qtyLots);
        return exceeded == AccountLimits.NONE || refuse(Refusal.OPEN_NOTIONAL_LIMIT, exceeded);
    }

    private boolean notionalIsRight(long holdTicks, long qtyLots) {
        if (holdTicks >= Ledger.LIMIT) {
            // Also where no money moves: the last prices stand for market orders in a call.
            return refuse(Refusal.AMOUNT_RANGE);
        }
        if (!instrument.movesMoney() && !instrument.limitsNotional()) {
            return true;
        }
        long lots = Amounts.product(holdTicks, qtyLots);
        long notional = lots < 0 ? lots : Amounts.product(lots, instrument.tickLotMinor());
        if (notional < 0) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        if (holdTicks == 0) {
            return true;
        }
        if (instrument.minNotional() != Instrument.NO_LIMIT && notional < instrument.minNotional()) {
            return refuse(Refusal.NOTIONAL_BELOW_MINIMUM, instrument.minNotional());
        }
        return instrument.maxNotional() == Instrument.NO_LIMIT
                || notional <= instrument.maxNotional()
                || refuse(Refusal.NOTIONAL_ABOVE_MAXIMUM, instrument.maxNotional());
    }

    /** A buy that waits for a call without a limit costs at most the band's upper edge; without one, anything. */
    private boolean costIsBounded() {
        return incoming.holdTicks != 0
                || !incoming.isBuy()
                || PhaseRules.matches(instrument.phase())
                || ledger.hasCredit(incoming.accountId)
                || refuse(Refusal.UNBOUNDED_COST);
    }

    private boolean fundsSuffice() {
        incoming.cost =
                Amounts.product(incoming.qtyLots, instrument.holdPerLotMinor(incoming.side, incoming.holdTicks));
        boolean paysAtOnce = incoming.isBuy() && incoming.type == OrdType.MARKET && incoming.holdTicks == 0;
        long amount = paysAtOnce && PhaseRules.matches(instrument.phase())
                ? matching.costOf(instrument, incoming)
                : incoming.cost;
        int assetId = instrument.paysWith(incoming.side);
        if (amount < 0 || !ledger.staysInRange(incoming.accountId, assetId, amount)) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        return ledger.covers(incoming.accountId, assetId, amount)
                || refuse(Refusal.INSUFFICIENT_FUNDS, ledger.available(incoming.accountId, assetId));
    }

    private boolean mayRest() {
        if (incoming.isStop() || !PhaseRules.matches(instrument.phase())) {
            return true;
        }
        return !incoming.isImmediate() && incoming.type != OrdType.MARKET;
    }

    private boolean refuse(Refusal refusal) {
        facts.refused(refusal);
        return false;
    }

    private boolean refuse(Refusal refusal, long bound) {
        facts.refused(refusal, bound);
        return false;
    }
}
