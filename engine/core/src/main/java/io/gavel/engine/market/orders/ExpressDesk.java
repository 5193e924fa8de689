package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.command.PlainCommand;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Listings;

/**
 * Decides what nothing stands in the way of, as of most orders nothing does: a limit and no condition, in an instrument that
 * trades and asks for no more than tick, lot and band, from an account without limits, under an id of up to eight bytes
 * that was not heard before; cancels of such orders; and replaces that bring one to a price at which it meets nobody, where no
 * money moves. All that is asked of such an order fits in one look, where the desks ask for what any order may have.
 *
 * <p>Says yes, that it trades, or nothing. Whatever else a command is, it is left as it is for the desks, which ask anew and tell why: what is
 * refused, and what comes first, stands there alone. That nobody can tell which of both decided is what random histories
 * show, beside an exchange that has but one way.
 */
public final class ExpressDesk {
    private final ExpressEntry entry;
    private final ExpressCancel cancel;
    private final ExpressReplace replace;

    public ExpressDesk(
            Listings listings,
            Ledger ledger,
            OrderStore orders,
            AnswerWindow answers,
            AccountLimits limits,
            OrderDesk desk,
            OpenOrders openOrders,
            Facts facts) {
        entry = new ExpressEntry(listings, ledger, orders, answers, limits, desk, openOrders, facts);
        cancel = new ExpressCancel(listings, orders, answers, limits, openOrders);
        replace = new ExpressReplace(listings, orders, answers, limits, facts);
    }

    /**
     * Decides a command if it is one of those, and has changed nothing if not.
     *
     * @param bytes where it stands, with room for events behind it ({@link TransactionBuffer#take})
     * @param place the {@link Bytes#place} of its head
     * @param seq that of its transaction
     * @return the events for {@link TransactionBuffer#whole}; 0 or less: none, and whether it {@link #isTrade}
     */
    public int decides(byte[] bytes, long place, int length, long seq) {
        long header = PlainCommand.header(bytes, place);
        Express kind;
        if (PlainCommand.isOrder(header)) {
            kind = entry;
        } else if (PlainCommand.isCancel(header)) {
            kind = cancel;
        } else if (PlainCommand.isReplace(header)) {
            kind = replace;
        } else {
            return Express.NO;
        }
        // At one place, so that the compiler takes each for itself: all in one, they are more than it takes in at once.
        return kind.decides(bytes, place, length, seq);
    }

    /** Whether what was found is that the command trades: then {@link #trades} decides it, once a transaction was begun. */
    public static boolean isTrade(int decided) {
        return decided == Express.TRADES;
    }

    /**
     * Decides it, and has changed nothing if not.
     *
     * @param command the one that was asked about last, in the open transaction
     */
    public boolean trades(Command command) {
        return entry.trades(command);
    }
}
