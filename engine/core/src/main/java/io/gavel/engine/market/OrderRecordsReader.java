package io.gavel.engine.market;

import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.orders.OpenOrders;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.log.AnswerRecordDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.types.OrdType;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.IntArrayList;

/** Puts orders back into their books, and answers to those who were told them. */
final class OrderRecordsReader {
    private final Listings listings;
    private final OrderStore orders;
    private final OpenOrders openOrders;
    private final AccountOrders accountOrders;
    private final AnswerWindow answers;
    /** The orders in the order in which they came. */
    private final IntArrayList restored = new IntArrayList();
    /** Those whose answers come first, in their order, and how many of them have theirs back. */
    private final IntArrayList pinned = new IntArrayList();

    private int pinnedBack;
    /** The others by the number of their answer. */
    private final Int2IntHashMap byNumber = new Int2IntHashMap(OrderStore.NONE);

    private final byte[] id = new byte[OrderStore.MAX_ID_LENGTH];

    OrderRecordsReader(Market market) {
        listings = market.listings();
        orders = market.orders();
        openOrders = market.restingOrders();
        accountOrders = market.accountOrders();
        answers = market.answers();
    }

    void onOrder(OrderRecordDecoder record) {
        long leavesLots = record.leavesLots();
        long shownLots = record.shownLots();
        boolean hides = shownLots != OrderRecordDecoder.shownLotsNullValue();
        int length = record.clOrdIdLength();
        record.getClOrdId(id, 0, length);
        int order = orders.add(
                record.orderId(),
                record.accountId(),
                record.instrumentId(),
                record.side(),
                record.qtyLots(),
                hides ? shownLots : leavesLots,
                id,
                0,
                length);
        if (record.ordType() != OrdType.NULL_VAL) {
            readExtras(order, record, hides ? leavesLots - shownLots : 0);
        }
        if (record.expireAtNs() != OrderRecordDecoder.expireAtNsNullValue()) {
            listings.timers.set(Timers.Kind.ORDER, order, record.expireAtNs(), record.enteredSeq());
        }
        restored.addInt(order);
        if (record.answerNumber() == OrderRecordDecoder.answerNumberNullValue()) {
            pinned.addInt(order);
        } else {
            byNumber.put((int) record.answerNumber(), order);
        }
        Instrument instrument = listings.instrument(record.instrumentId());
        openOrders.queue(instrument, order, record.priceTicks(), record.stopTicks());
    }

    private void readExtras(int order, OrderRecordDecoder record, long hiddenLots) {
        OrderExtras extras = orders.extras();
        orders.flags(order, OrderStore.SPECIAL);
        extras.add(order, record.ordType(), record.timeInForce(), record.postOnly(), record.selfTrade());
        extras.holdTicks(order, record.holdTicks());
        extras.stopTicks(order, record.stopTicks());
        extras.displayLots(order, record.displayLots());
        extras.hiddenLots(order, hiddenLots);
        extras.minLots(order, Math.max(0, record.minLots()));
    }

    /** Those of pinned orders come first, in the order of the orders. */
    void onAnswer(AnswerRecordDecoder record) {
        if (pinnedBack < pinned.size()) {
            int order = pinned.getInt(pinnedBack++);
            checkAnswers(order, record);
            answers.pin(
                    order,
                    record.idHash(),
                    record.bodyHash(),
                    record.seq(),
                    record.answer(),
                    record.value1(),
                    record.value2(),
                    record.value3());
            return;
        }
        if (record.number() == AnswerRecordDecoder.numberNullValue()) {
            // An older release had them by age.
            answers.remember(
                    record.accountId(),
                    record.idHash(),
                    record.bodyHash(),
                    record.seq(),
                    record.answer(),
                    record.value1(),
                    record.value2(),
                    record.value3(),
                    OrderStore.NONE);
            return;
        }
        int order = byNumber.get((int) record.number());
        if (order != OrderStore.NONE) {
            checkAnswers(order, record);
        }
        answers.restore(
                record.accountId(),
                record.idHash(),
                record.bodyHash(),
                record.seq(),
                record.answer(),
                record.value1(),
                record.value2(),
                record.value3(),
                (int) record.number(),
                order);
    }

    private void checkAnswers(int order, AnswerRecordDecoder record) {
        boolean isOrders = record.answer() == OrderAcceptedDecoder.TEMPLATE_ID
                || record.answer() == OrderEnteredDecoder.TEMPLATE_ID
                || record.answer() == OrderReplacedDecoder.TEMPLATE_ID;
        if (!isOrders || record.value1() != orders.orderId(order) || record.accountId() != orders.accountId(order)) {
            throw new IllegalStateException("expected the answer of a resting order, orderId=" + orders.orderId(order)
                    + ", answer=" + record.answer() + ", value1=" + record.value1());
        }
    }

    /** Orders come by book; accounts have theirs in order of entry. */
    void open() {
        int[] handles = restored.toIntArray();
        accountOrders.addAll(handles);
        for (int order : handles) {
            openOrders.counted(listings.instrument(orders.instrumentId(order)), order);
        }
    }
}
