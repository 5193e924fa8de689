package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.PlainCommand;
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
    int decides(byte[] bytes, long place, int length, long seq) {
        int accountId = PlainCommand.accountId(bytes, place);
        Instrument instrument = listings.instrument(
                Bytes.readInt(bytes, PlainCommand.body(place) + CancelOrderDecoder.instrumentIdEncodingOffset()));
        int idLength = PlainCommand.idLength(bytes, place, length, CancelOrderDecoder.BLOCK_LENGTH);
        if (instrument == null || !instrument.isPlain() || !isUnlimited(accountId) || idLength == 0) {
            return NO;
        }
        long id = PlainCommand.id(bytes, place, CancelOrderDecoder.BLOCK_LENGTH, idLength);
        int order = orders.find(accountId, id);
        return isPlain(order, idLength, instrument)
                ? openOrders.cancelPlain(instrument, order, accountId, id, idLength, bytes, place + length)
                : NO;
    }
}
