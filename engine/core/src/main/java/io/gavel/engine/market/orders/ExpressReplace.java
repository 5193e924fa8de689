package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.PlainCommand;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.log.OrderReplacedEncoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;

/** Replaces by which a plain order loses its place and meets nobody, where no money is moved. */
final class ExpressReplace extends Express {
    private final Facts facts;

    ExpressReplace(Listings listings, OrderStore orders, AnswerWindow answers, AccountLimits limits, Facts facts) {
        super(listings, orders, answers, limits);
        this.facts = facts;
    }

    @Override
    int decides(byte[] bytes, long place, int length, long seq) {
        long body = PlainCommand.body(place);
        int accountId = PlainCommand.accountId(bytes, place);
        Instrument instrument =
                listings.instrument(Bytes.readInt(bytes, body + ReplaceOrderDecoder.instrumentIdEncodingOffset()));
        int idLength = PlainCommand.idLength(bytes, place, length, ReplaceOrderDecoder.BLOCK_LENGTH);
        int behind = ReplaceOrderDecoder.BLOCK_LENGTH + 1 + idLength;
        int nextIdLength = PlainCommand.idLength(bytes, place, length, behind);
        if (instrument == null
                || instrument.movesMoney()
                || !isUnlimited(accountId)
                || idLength == 0
                || nextIdLength == 0) {
            return NO;
        }
        long id = PlainCommand.id(bytes, place, ReplaceOrderDecoder.BLOCK_LENGTH, idLength);
        long nextId = PlainCommand.id(bytes, place, behind, nextIdLength);
        int order = orders.find(accountId, nextId);
        if (!isPlain(order, nextIdLength, instrument)) {
            return NO;
        }
        long qty = Bytes.read(bytes, body + ReplaceOrderDecoder.qtyEncodingOffset());
        long price = Bytes.read(bytes, body + ReplaceOrderDecoder.priceEncodingOffset());
        long lots = instrument.lots(qty);
        long ticks = instrument.ticks(price);
        long lotsBefore = orders.qtyLots(order);
        long leavesBefore = orders.leavesLots(order);
        long leaves = lots - (lotsBefore - leavesBefore);
        int side = orders.sideValue(order);
        OrderBook book = instrument.book();
        boolean keepsPlace = lots <= lotsBefore && ticks == book.priceTicks(order);
        long idHash = Hash64.of(0, id, idLength);
        if (keepsPlace
                || leaves <= 0
                || !isRight(instrument, qty, lots, price, ticks)
                || book.meets(side, ticks)
                || answers.find(accountId, idHash) != AnswerWindow.NONE
                || isPinned(accountId, id)) {
            return NO;
        }
        long orderId = orders.orderId(order);
        answers.ended(order);
        orders.rename(order, id, idLength);
        book.remove(order, side, leavesBefore);
        orders.change(order, side, lots, leaves);
        book.restUnmet(order, side, ticks, leaves);
        answers.remember(
                accountId,
                idHash,
                PlainCommand.replaceHash(bytes, place, nextId, nextIdLength),
                seq,
                OrderReplacedEncoder.TEMPLATE_ID,
                orderId,
                ticks,
                lots,
                order);
        return facts.replaced(bytes, place + length, instrument, orderId, side, ticks, lots, leaves);
    }
}
