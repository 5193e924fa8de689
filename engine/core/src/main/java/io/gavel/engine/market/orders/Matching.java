package io.gavel.engine.market.orders;

import io.gavel.engine.account.Fees;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.DryRun;
import io.gavel.engine.book.GuardedMatch;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.types.Aggressor;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.TimeInForce;

/** An order that enters a book which trades: it trades what it can and may, and its rest rests or is canceled. */
final class Matching implements GuardedMatch.Listener, DryRun.Purse {
    private static final long NO_TICKS = Instrument.NO_TICKS;

    private final Ledger ledger;
    private final OrderStore orders;
    private final OpenOrders openOrders;
    private final Facts facts;
    private final GuardedMatch guarded;
    private final DryRun dryRun;

    private Instrument instrument;
    private IncomingOrder taker;
    private SelfTrade selfTrade;
    private long firstTicks;

    /** What is left to spend in a dry run, and what it would cost so far. */
    private long budget;

    private long cost;
    private boolean isOutOfRange;

    Matching(Ledger ledger, OrderStore orders, OpenOrders openOrders, Facts facts) {
        this.ledger = ledger;
        this.orders = orders;
        this.openOrders = openOrders;
        this.facts = facts;
        guarded = new GuardedMatch(orders);
        dryRun = new DryRun(orders);
    }

    /** Matches an order that nothing refuses any more; all that is left of it has been dealt with then. */
    void enter(Instrument in, IncomingOrder incoming) {
        instrument = in;
        taker = incoming;
        selfTrade = incoming.selfTrade == SelfTrade.NULL_VAL ? in.selfTrade() : incoming.selfTrade;
        firstTicks = NO_TICKS;
        long limitTicks = limitTicks(in, incoming);
        CancelReason condition = unmetCondition(limitTicks);
        if (condition != null) {
            cancelRest(incoming.leavesLots, condition);
            return;
        }
        if (selfTrade == SelfTrade.NONE && !paysAsItGoes()) {
            finish(in.book().match(incoming.side, limitTicks, incoming.leavesLots, this), GuardedMatch.End.NOBODY);
            return;
        }
        GuardedMatch.End end = guarded.run(
                in.book(), incoming.side, limitTicks, incoming.leavesLots, incoming.accountId, selfTrade, this);
        incoming.qtyLots -= guarded.preventedLots();
        finish(guarded.leavesLots(), end);
    }

    /** Price of the first trade of the order that entered last, or {@link Instrument#NO_TICKS} where none came about. */
    long firstTicks() {
        return firstTicks;
    }

    /**
     * What a market order will pay, fees included: nothing where a condition of its own keeps it from trading.
     *
     * @return {@link Amounts#OUT_OF_RANGE} where that is no amount
     */
    long costOf(Instrument in, IncomingOrder incoming) {
        instrument = in;
        taker = incoming;
        selfTrade = incoming.selfTrade == SelfTrade.NULL_VAL ? in.selfTrade() : incoming.selfTrade;
        long traded = tradable(limitTicks(in, incoming), Ledger.LIMIT);
        if (unmetBy(traded) != null) {
            return 0;
        }
        return isOutOfRange ? Amounts.OUT_OF_RANGE : cost;
    }

    @Override
    public void onTrade(int maker, long priceTicks, long qtyLots) {
        if (firstTicks == NO_TICKS) {
            firstTicks = priceTicks;
        }
        instrument.lastTicks(priceTicks);
        if (taker.isCommands) {
            facts.traded(instrument, taker, maker, priceTicks, qtyLots);
        } else {
            crossTraded(maker, priceTicks, qtyLots);
        }
        openOrders.reduced(instrument, maker, priceTicks, qtyLots);
    }

    @Override
    public void onFilled(int maker) {
        openOrders.forget(maker);
    }

    @Override
    public long affordableLots(long priceTicks, long lots) {
        if (!paysAsItGoes()) {
            return lots;
        }
        return affordable(priceTicks, lots, funds());
    }

    @Override
    public void onPrevented(int maker, long priceTicks, long lots) {
        facts.matchPrevented(instrument, taker, maker, priceTicks, lots, selfTrade);
        openOrders.reduced(instrument, maker, priceTicks, lots);
    }

    @Override
    public void onPreventedMaker(int maker, long priceTicks, long leavesLots) {
        facts.restingCanceled(instrument, maker, priceTicks, leavesLots, CancelReason.STP);
        openOrders.uncounted(instrument, maker, priceTicks, leavesLots);
        openOrders.forget(maker);
    }

    @Override
    public long pay(long priceTicks, long lots) {
        long paid = budget == Ledger.LIMIT ? lots : affordable(priceTicks, lots, budget - cost);
        if (paid > 0 && instrument.movesMoney()) {
            long price = costOfLots(priceTicks, paid);
            isOutOfRange |= price < 0 || price >= Ledger.LIMIT - cost;
            cost = isOutOfRange ? cost : cost + price;
        }
        return paid;
    }

    private void crossTraded(int maker, long priceTicks, long qtyLots) {
        if (taker.isBuy()) {
            facts.crossTraded(instrument, taker.order, maker, priceTicks, qtyLots, taker.holdTicks, Aggressor.BUY);
        } else {
            facts.crossTraded(instrument, maker, taker.order, priceTicks, qtyLots, priceTicks, Aggressor.SELL);
        }
    }

    /** The worst price at which it trades: its own limit, or where the venue ends. */
    private static long limitTicks(Instrument instrument, IncomingOrder incoming) {
        if (incoming.type == OrdType.LIMIT && !instrument.hasCollar()) {
            return incoming.priceTicks;
        }
        long reach = instrument.reachTicks(incoming.side);
        if (incoming.type == OrdType.MARKET) {
            return instrument.insideBand(incoming.side, reach);
        }
        return incoming.isBuy() ? Math.min(incoming.priceTicks, reach) : Math.max(incoming.priceTicks, reach);
    }

    /** The reason for which nothing trades at all, or null. */
    private CancelReason unmetCondition(long limitTicks) {
        if (taker.type == OrdType.MARKET_TO_LIMIT && !taker.hasLimit()) {
            return CancelReason.MARKET;
        }
        if (taker.timeInForce != TimeInForce.FOK && taker.minLots == 0) {
            return null;
        }
        return unmetBy(tradable(limitTicks, paysAsItGoes() ? funds() : Ledger.LIMIT));
    }

    /** Whether nothing is held for what it buys. */
    private boolean paysAsItGoes() {
        return taker.holdTicks == 0 && taker.isBuy() && instrument.movesMoney();
    }

    /** What it can pay with, below {@link Ledger#LIMIT}. */
    private long funds() {
        return ledger.spendable(taker.accountId, instrument.quoteAssetId());
    }

    private CancelReason unmetBy(long tradedLots) {
        if (taker.timeInForce == TimeInForce.FOK && tradedLots < taker.leavesLots) {
            return CancelReason.FOK;
        }
        return tradedLots < taker.minLots ? CancelReason.MIN_QTY : null;
    }

    /** What would trade for this money; {@link Ledger#LIMIT}: whatever it costs. */
    private long tradable(long limitTicks, long funds) {
        budget = funds;
        cost = 0;
        isOutOfRange = false;
        if (taker.type == OrdType.MARKET_TO_LIMIT && !taker.hasLimit()) {
            return 0;
        }
        return dryRun.run(
                instrument.book(), taker.side, limitTicks, taker.leavesLots, taker.accountId, selfTrade, this);
    }

    /** What becomes of the rest. */
    private void finish(long leavesLots, GuardedMatch.End end) {
        if (leavesLots == 0 && end != GuardedMatch.End.SELF) {
            if (taker.order != OrderStore.NONE) {
                openOrders.forget(taker.order);
            }
            return;
        }
        CancelReason reason = reasonOf(end);
        if (reason != null) {
            cancelRest(leavesLots, reason);
            return;
        }
        if (taker.type == OrdType.MARKET_TO_LIMIT) {
            taker.type = OrdType.LIMIT;
        }
        openOrders.rest(instrument, taker, leavesLots);
    }

    /** Why the rest does not rest, or null. */
    private CancelReason reasonOf(GuardedMatch.End end) {
        if (end == GuardedMatch.End.SELF) {
            return CancelReason.STP;
        }
        if (taker.type == OrdType.MARKET) {
            return CancelReason.MARKET;
        }
        if (instrument.hasCollar() && instrument.book().meets(taker.side, taker.priceTicks)) {
            return CancelReason.COLLAR;
        }
        return taker.isImmediate() ? CancelReason.IOC : null;
    }

    private void cancelRest(long leavesLots, CancelReason reason) {
        if (taker.isCommands) {
            facts.incomingCanceled(instrument, taker, leavesLots, reason);
        } else {
            facts.restingCanceled(instrument, taker.order, taker.holdTicks, leavesLots, reason);
        }
        if (taker.order != OrderStore.NONE) {
            openOrders.forget(taker.order);
        }
    }

    /** How many of these lots can be paid with so much, fees included. */
    private long affordable(long priceTicks, long lots, long funds) {
        if (costs(priceTicks, lots, funds)) {
            return lots;
        }
        long some = 0;
        long tooMany = lots;
        while (tooMany - some > 1) {
            long half = some + (tooMany - some >>> 1);
            if (costs(priceTicks, half, funds)) {
                some = half;
            } else {
                tooMany = half;
            }
        }
        return some;
    }

    private boolean costs(long priceTicks, long lots, long funds) {
        long price = costOfLots(priceTicks, lots);
        return price >= 0 && price <= funds;
    }

    private long costOfLots(long priceTicks, long lots) {
        long perTick = Amounts.product(priceTicks, lots);
        long notional = perTick < 0 ? perTick : Amounts.product(perTick, instrument.tickLotMinor());
        return notional < 0 ? notional : notional + Fees.charged(notional, instrument.takerFeePercentMicros());
    }
}
