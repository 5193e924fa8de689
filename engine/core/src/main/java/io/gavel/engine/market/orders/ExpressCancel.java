package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.sbe.CancelOrderDecoder;

/** Cancels of orders with nothing but a limit, with money too. */
final class ExpressCancel extends Express {
    private final OpenOrders openOrders;

    ExpressCancel(
            Listings listings, OrderStore orders, AnswerWindow answers, AccountLimits limits, OpenOrders openOrders) {
        super(listings, orders, answers, limits);
        this.openOrders = openOrders;
    }

    @Override
    boolean decides(Command command, long seq) {
        if (!command.isCancel()) {
            return false;
        }
        int accountId = command.accountId();
        Instrument instrument = listings.instrument(Bytes.readInt(command.bytes(), command.place()));
        int idLength = command.shortIdLength(CancelOrderDecoder.BLOCK_LENGTH);
        if (instrument == null || !instrument.isPlain() || !isUnlimited(accountId) || idLength == 0) {
            return false;
        }
        long id = command.shortId(CancelOrderDecoder.BLOCK_LENGTH, idLength);
        int order = orders.find(accountId, id);
        if (!isPlain(order, instrument)) {
            return false;
        }
        openOrders.cancelPlain(instrument, order, accountId, id);
        return true;
    }
}
