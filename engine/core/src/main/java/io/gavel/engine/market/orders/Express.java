package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.PlainCommand;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;

/** What is decided in one look about one kind of command, and what all of them ask. */
abstract class Express {
    /** A command is left as it is. */
    static final int NO = 0;

    /** A command is to be decided by {@link ExpressEntry#trades} once a transaction was begun. */
    static final int TRADES = -1;

    final Listings listings;
    final OrderStore orders;
    final AnswerWindow answers;
    private final AccountLimits limits;

    Express(Listings listings, OrderStore orders, AnswerWindow answers, AccountLimits limits) {
        this.listings = listings;
        this.orders = orders;
        this.answers = answers;
        this.limits = limits;
    }

    /**
     * Decides a command of its kind if it can be, and has changed nothing if not. It is read, as {@link PlainCommand} says, where it
     * stands; its events are written behind it.
     *
     * @param place the {@link Bytes#place} of its head
     * @param length of it all
     * @param seq that of its transaction
     * @return the events, {@link #NO}, or {@link #TRADES}
     */
    abstract int decides(byte[] bytes, long place, int length, long seq);

    /** Whether an account is one, and nothing limits it. */
    final boolean isUnlimited(int accountId) {
        return listings.accounts.has(accountId) && !limits.areAny(accountId);
    }

    /** Whether an order for so much at such a price can be decided in an instrument. */
    static boolean isRight(Instrument instrument, long qty, long lots, long price, long ticks) {
        return instrument.takesPlain(ticks)
                && instrument.isInTicks(price, ticks)
                && lots > 0
                && instrument.isInLots(qty, lots);
    }

    /**
     * Whether an order is one with nothing but a limit, of this instrument; it may be none, or one that is found by the same
     * eight bytes under an id of another length.
     */
    final boolean isPlain(int order, int idLength, Instrument instrument) {
        return order != OrderStore.NONE
                && orders.isPlain(order, idLength)
                && orders.instrumentId(order) == instrument.id();
    }

    /** Whether an id that is not among the answers heard lately is an open order's. */
    final boolean isPinned(int accountId, long id) {
        return answers.hasPinned(accountId) && orders.find(accountId, id) != OrderStore.NONE;
    }
}
