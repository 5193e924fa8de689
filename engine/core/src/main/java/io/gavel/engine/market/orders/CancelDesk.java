package io.gavel.engine.market.orders;

import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.CancelAllAfterSetEncoder;
import io.gavel.wire.sbe.BlockAccountDecoder;
import io.gavel.wire.sbe.CancelAllAfterDecoder;
import io.gavel.wire.sbe.MassCancelDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.Side;

/**
 * Decides what cancels many orders of an account at once: mass cancels, the kill switch and the dead man's timer. All
 * in order of entry, each order with an event of its own, and at the end how many there were, be it none.
 */
public final class CancelDesk {
    /** Every instrument. */
    private static final int ALL = 0;

    /** Times stay below. */
    private static final long END_OF_TIME_NS = 1L << 62;

    private final Listings listings;
    private final OrderStore orders;
    private final AccountOrders accountOrders;
    private final AccountLimits limits;
    private final OpenOrders openOrders;
    private final Facts facts;

    public CancelDesk(
            Listings listings,
            OrderStore orders,
            AccountOrders accountOrders,
            AccountLimits limits,
            OpenOrders openOrders,
            Facts facts) {
        this.listings = listings;
        this.orders = orders;
        this.accountOrders = accountOrders;
        this.limits = limits;
        this.openOrders = openOrders;
        this.facts = facts;
    }

    public void massCancel(int accountId, MassCancelDecoder command) {
        int instrumentId = command.instrumentId();
        CancelReason reason = command.reason();
        Side side = command.side();
        boolean isSide = side == Side.BUY || side == Side.SELL || side == Side.NULL_VAL;
        if (instrumentId != ALL && listings.instrument(instrumentId) == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
        } else if (!isSide || reason != CancelReason.MASS && reason != CancelReason.DISCONNECT) {
            facts.refused(Refusal.NOT_SUPPORTED);
        } else {
            cancelAll(accountId, instrumentId, side, reason);
        }
    }

    /** Turns the kill switch: who is blocked has no open orders, and enters none. */
    public void blockAccount(int accountId, BlockAccountDecoder command) {
        boolean isBlocked = command.blocked() != BooleanType.FALSE;
        limits.block(accountId, isBlocked);
        if (isBlocked) {
            cancelAll(accountId, ALL, Side.NULL_VAL, CancelReason.ADMIN);
        }
        facts.accountBlocked(accountId, isBlocked);
    }

    /** Sets the dead man's timer anew, or takes it off. */
    public void cancelAllAfter(int accountId, CancelAllAfterDecoder command, long seq, long timeNs) {
        long timeoutNs = command.timeoutNs();
        if (timeoutNs < 0) {
            facts.refused(Refusal.TIME_IN_PAST, timeNs);
        } else if (timeoutNs == 0) {
            listings.timers.clear(Timers.Kind.DEAD_MAN, accountId);
            facts.cancelAllAfterSet(CancelAllAfterSetEncoder.deadlineNsNullValue());
        } else {
            long deadlineNs = timeoutNs < END_OF_TIME_NS - timeNs ? timeNs + timeoutNs : END_OF_TIME_NS - 1;
            listings.timers.set(Timers.Kind.DEAD_MAN, accountId, deadlineNs, seq);
            facts.cancelAllAfterSet(deadlineNs);
        }
    }

    /** Nobody has set the account's timer anew in time. */
    public void onDeadMan(int accountId) {
        listings.timers.clear(Timers.Kind.DEAD_MAN, accountId);
        cancelAll(accountId, ALL, Side.NULL_VAL, CancelReason.DEADMAN);
    }

    private void cancelAll(int accountId, int instrumentId, Side side, CancelReason reason) {
        int count = 0;
        int order = accountOrders.first(accountId);
        while (order != AccountOrders.NONE) {
            int behind = accountOrders.behind(order);
            boolean isIn = instrumentId == ALL || orders.instrumentId(order) == instrumentId;
            if (isIn && (side == Side.NULL_VAL || orders.side(order) == side)) {
                openOrders.cancel(listings.instrument(orders.instrumentId(order)), order, reason);
                count++;
            }
            order = behind;
        }
        facts.massCanceled(accountId, instrumentId, side, count, reason);
    }
}
