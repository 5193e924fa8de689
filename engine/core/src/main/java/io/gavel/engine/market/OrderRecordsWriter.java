package io.gavel.engine.market;

import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.orders.OpenOrders;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.log.AnswerRecordEncoder;
import io.gavel.wire.log.OrderRecordEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.TimeInForce;

/** Writes what rests in the books, and the answers that are remembered. */
final class OrderRecordsWriter {
    private final RecordWriter out;
    private final Listings listings;
    private final OrderStore orders;
    private final OpenOrders openOrders;
    private final AnswerWindow answers;
    private final OrderRecordEncoder orderRecord = new OrderRecordEncoder();
    private final AnswerRecordEncoder answerRecord = new AnswerRecordEncoder();
    private final byte[] id = new byte[OrderStore.MAX_ID_LENGTH];

    OrderRecordsWriter(Market market, RecordWriter out) {
        this.out = out;
        listings = market.listings();
        orders = market.orders();
        openOrders = market.restingOrders();
        answers = market.answers();
    }

    /** By instrument, side, price and time. */
    void writeOrders() {
        for (Instrument instrument : listings.instruments()) {
            OpenOrders.forEach(instrument, order -> writeOrder(instrument, order));
        }
    }

    private void writeOrder(Instrument instrument, int order) {
        OrderRecordEncoder record = orderRecord.wrap(out.buffer(), RecordWriter.BODY);
        record.orderId(orders.orderId(order))
                .instrumentId(orders.instrumentId(order))
                .accountId(orders.accountId(order))
                .priceTicks(
                        openOrders.isWaiting(order)
                                ? openOrders.holdTicks(instrument, order)
                                : instrument.book().priceTicks(order))
                .qtyLots(orders.qtyLots(order))
                .leavesLots(orders.allLots(order))
                .side(orders.side(order));
        writeExtras(order);
        writeTimer(order);
        record.answerNumber(
                answers.isPinned(order)
                        ? OrderRecordEncoder.answerNumberNullValue()
                        : Integer.toUnsignedLong(answers.number(answers.entryOf(order))));
        record.putClOrdId(id, 0, orders.copyId(order, id, 0));
        out.emit(OrderRecordEncoder.TEMPLATE_ID, OrderRecordEncoder.BLOCK_LENGTH, record.encodedLength());
    }

    private void writeExtras(int order) {
        OrderExtras extras = orders.extras();
        boolean isSpecial = orders.isSpecial(order);
        boolean hides = extras.displayLots(order) != OrderExtras.ABSENT;
        orderRecord
                .ordType(isSpecial ? extras.type(order) : OrdType.NULL_VAL)
                .timeInForce(isSpecial ? extras.timeInForce(order) : TimeInForce.NULL_VAL)
                .postOnly(isSpecial ? extras.postOnly(order) : PostOnly.NULL_VAL)
                .selfTrade(extras.selfTrade(order))
                .holdTicks(extras.holdTicks(order))
                .stopTicks(extras.stopTicks(order))
                .displayLots(extras.displayLots(order))
                .shownLots(hides ? orders.leavesLots(order) : OrderRecordEncoder.shownLotsNullValue())
                .minLots(extras.minLots(order) == 0 ? OrderRecordEncoder.minLotsNullValue() : extras.minLots(order));
    }

    private void writeTimer(int order) {
        Timers timers = listings.timers;
        long deadlineNs = timers.deadlineNs(Timers.Kind.ORDER, order);
        boolean isSet = deadlineNs != Timers.NEVER;
        orderRecord
                .expireAtNs(isSet ? deadlineNs : OrderRecordEncoder.expireAtNsNullValue())
                .enteredSeq(
                        isSet ? timers.createdSeq(Timers.Kind.ORDER, order) : OrderRecordEncoder.enteredSeqNullValue());
    }

    /** Pinned answers in the order of their orders, then the others by account and age. */
    void writeAnswers() {
        for (Instrument instrument : listings.instruments()) {
            OpenOrders.forEach(instrument, order -> writePinned(order));
        }
        answers.forEach(
                (accountId, entry) -> writeAnswer(accountId, entry, Integer.toUnsignedLong(answers.number(entry))));
    }

    private void writePinned(int order) {
        if (answers.isPinned(order)) {
            int accountId = orders.accountId(order);
            writeAnswer(accountId, answers.entryOf(order), AnswerRecordEncoder.numberNullValue());
        }
    }

    private void writeAnswer(int accountId, long entry, long number) {
        answerRecord
                .wrap(out.buffer(), RecordWriter.BODY)
                .accountId(accountId)
                .answer(answers.answer(entry))
                .idHash(answers.idHash(entry))
                .bodyHash(answers.bodyHash(entry))
                .seq(answers.seq(entry))
                .value1(answers.value1(entry))
                .value2(answers.value2(entry))
                .value3(answers.value3(entry))
                .number(number);
        out.emit(AnswerRecordEncoder.TEMPLATE_ID, AnswerRecordEncoder.BLOCK_LENGTH);
    }
}
