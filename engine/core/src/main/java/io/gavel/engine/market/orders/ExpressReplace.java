package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
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
    boolean decides(Command command, long seq) {
        if (!command.isReplace()) {
            return false;
        }
        byte[] bytes = command.bytes();
        long body = command.place();
        int accountId = command.accountId();
        Instrument instrument =
                listings.instrument(Bytes.readInt(bytes, body + ReplaceOrderDecoder.instrumentIdEncodingOffset()));
        int idLength = command.shortIdLength(ReplaceOrderDecoder.BLOCK_LENGTH);
        int behind = ReplaceOrderDecoder.BLOCK_LENGTH + 1 + idLength;
        int nextIdLength = command.shortIdLength(behind);
        if (instrument == null
                || instrument.movesMoney()
                || !isUnlimited(accountId)
                || idLength == 0
                || nextIdLength == 0) {
            return false;
        }
        long id = command.shortId(ReplaceOrderDecoder.BLOCK_LENGTH, idLength);
        long nextId = command.shortId(behind, nextIdLength);
        int order = orders.find(accountId, nextId);
        if (!isPlain(order, instrument)) {
            return false;
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
            return false;
        }
        long orderId = orders.orderId(order);
        facts.orderReplaced(instrument, orderId, accountId, PlainOrder.sideOf(side), ticks, lots, leaves, ticks, 0);
        answers.ended(order);
        orders.rename(order, id, idLength);
        book.remove(order, leavesBefore);
        orders.change(order, side, lots, leaves);
        book.restUnmet(order, side, ticks, leaves);
        answers.remember(
                accountId,
                idHash,
                command.replaceBodyHash(nextId, nextIdLength),
                seq,
                OrderReplacedEncoder.TEMPLATE_ID,
                orderId,
                ticks,
                lots,
                order);
        return true;
    }
}
