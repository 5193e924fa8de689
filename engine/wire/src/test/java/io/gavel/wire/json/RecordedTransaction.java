package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedEncoder;
import io.gavel.wire.log.AuctionExtendedEncoder;
import io.gavel.wire.log.AuctionOpenedEncoder;
import io.gavel.wire.log.AuctionStateEncoder;
import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.BoughtEncoder;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.ContinuationEncoder;
import io.gavel.wire.log.CreatedEncoder;
import io.gavel.wire.log.DuplicateAnsweredEncoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.OrderCanceledEncoder;
import io.gavel.wire.log.OutbidEncoder;
import io.gavel.wire.log.RefusedEncoder;
import io.gavel.wire.log.RuleSetChangedEncoder;
import io.gavel.wire.log.TimeReachedEncoder;
import io.gavel.wire.log.TradedEncoder;
import io.gavel.wire.log.TransactionHeadEncoder;
import io.gavel.wire.log.UpgradeEncoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.Side;
import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** A transaction written by hand, without an engine: a command, then whatever events a test wants. */
final class RecordedTransaction {
    static final long ABSENT = Long.MIN_VALUE;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(2048);
    private final long seq;
    private final long timeNs;
    private int commandLength;
    private int length;
    private int events;

    private RecordedTransaction(long seq, long timeNs) {
        this.seq = seq;
        this.timeNs = timeNs;
    }

    /** Starts with a command that a directory's adapter reads from JSON. */
    static RecordedTransaction of(long seq, long timeNs, Directory directory, String json) {
        JsonCommands commands = new JsonCommands(directory, true);
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                JsonCommands.Outcome.COMMAND,
                commands.decode(text, 0, text.length, 0, true),
                () -> commands.field() + " " + commands.expected());
        RecordedTransaction transaction = new RecordedTransaction(seq, timeNs);
        transaction.buffer.putBytes(Transaction.HEAD_LENGTH, commands.buffer(), 0, commands.length());
        return transaction.command(commands.length());
    }

    static RecordedTransaction timeReached(long seq, long timeNs) {
        RecordedTransaction transaction = new RecordedTransaction(seq, timeNs);
        return transaction.command(
                transaction.header(TimeReachedEncoder.TEMPLATE_ID, TimeReachedEncoder.BLOCK_LENGTH, 0));
    }

    static RecordedTransaction upgrade(long seq, long timeNs, int ruleSet) {
        RecordedTransaction transaction = new RecordedTransaction(seq, timeNs);
        int body = Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        new UpgradeEncoder().wrap(transaction.buffer, body).ruleSet(ruleSet);
        return transaction.command(transaction.header(UpgradeEncoder.TEMPLATE_ID, UpgradeEncoder.BLOCK_LENGTH, 0));
    }

    static RecordedTransaction continuation(long seq, long timeNs, long ofSeq, int accountId) {
        RecordedTransaction transaction = new RecordedTransaction(seq, timeNs);
        int body = Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        new ContinuationEncoder().wrap(transaction.buffer, body).ofSeq(ofSeq);
        return transaction.command(
                transaction.header(ContinuationEncoder.TEMPLATE_ID, ContinuationEncoder.BLOCK_LENGTH, accountId));
    }

    RecordedTransaction continues() {
        new CommandHeadEncoder().wrap(buffer, Transaction.HEAD_LENGTH).flags((short) Transaction.FLAG_CONTINUES);
        return this;
    }

    RecordedTransaction created(EntityKind kind, int id) {
        new CreatedEncoder().wrap(buffer, body()).id(id).kind(kind);
        return event(CreatedEncoder.TEMPLATE_ID, CreatedEncoder.BLOCK_LENGTH, CreatedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction orderAccepted(long orderId) {
        new OrderAcceptedEncoder().wrap(buffer, body()).orderId(orderId);
        return event(
                OrderAcceptedEncoder.TEMPLATE_ID, OrderAcceptedEncoder.BLOCK_LENGTH, OrderAcceptedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction refused(Refusal refusal, long bound) {
        new RefusedEncoder().wrap(buffer, body()).code(refusal.code()).bound(bound);
        return event(RefusedEncoder.TEMPLATE_ID, RefusedEncoder.BLOCK_LENGTH, RefusedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction traded(
            int instrumentId, int maker, String makerClOrdId, long priceTicks, long qtyLots, Side takerSide) {
        TradedEncoder traded = new TradedEncoder()
                .wrap(buffer, body())
                .instrumentId(instrumentId)
                .makerAccountId(maker)
                .makerOrderId(7)
                .takerOrderId(8)
                .priceTicks(priceTicks)
                .qtyLots(qtyLots)
                .takerLimitTicks(priceTicks)
                .takerSide(takerSide)
                .makerClOrdId(makerClOrdId);
        return event(TradedEncoder.TEMPLATE_ID, TradedEncoder.BLOCK_LENGTH, traded.encodedLength());
    }

    RecordedTransaction orderCanceled(
            int instrumentId, int account, String clOrdId, long leavesLots, CancelReason reason) {
        OrderCanceledEncoder canceled = new OrderCanceledEncoder()
                .wrap(buffer, body())
                .orderId(8)
                .instrumentId(instrumentId)
                .accountId(account)
                .leavesLots(leavesLots)
                .priceTicks(1)
                .side(Side.BUY)
                .reason(reason)
                .clOrdId(clOrdId);
        return event(OrderCanceledEncoder.TEMPLATE_ID, OrderCanceledEncoder.BLOCK_LENGTH, canceled.encodedLength());
    }

    RecordedTransaction bidAccepted() {
        new BidAcceptedEncoder().wrap(buffer, body()).holdDeltaMinor(777);
        return event(BidAcceptedEncoder.TEMPLATE_ID, BidAcceptedEncoder.BLOCK_LENGTH, BidAcceptedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction auctionState(
            int auctionId, int leader, long price, long minNext, long endsAtNs, int bids, boolean reserveMet) {
        new AuctionStateEncoder()
                .wrap(buffer, body())
                .auctionId(auctionId)
                .leaderAccountId(leader)
                .priceMinor(price)
                .minNextMinor(minNext)
                .endsAtNs(endsAtNs)
                .bids(bids)
                .reserveMet(reserveMet ? BooleanType.TRUE : BooleanType.FALSE);
        return event(
                AuctionStateEncoder.TEMPLATE_ID, AuctionStateEncoder.BLOCK_LENGTH, AuctionStateEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction outbid(int auctionId, int account, long price) {
        new OutbidEncoder()
                .wrap(buffer, body())
                .auctionId(auctionId)
                .accountId(account)
                .priceMinor(price)
                .releasedMinor(999);
        return event(OutbidEncoder.TEMPLATE_ID, OutbidEncoder.BLOCK_LENGTH, OutbidEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction bought(long price) {
        new BoughtEncoder().wrap(buffer, body()).priceMinor(price);
        return event(BoughtEncoder.TEMPLATE_ID, BoughtEncoder.BLOCK_LENGTH, BoughtEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction balanceChanged(int assetId, long total, long held) {
        new BalanceChangedEncoder()
                .wrap(buffer, body())
                .assetId(assetId)
                .totalMinor(total)
                .heldMinor(held);
        return event(
                BalanceChangedEncoder.TEMPLATE_ID,
                BalanceChangedEncoder.BLOCK_LENGTH,
                BalanceChangedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction duplicate(
            long originalSeq, int template, int code, long value1, long value2, long value3, int value4) {
        new DuplicateAnsweredEncoder()
                .wrap(buffer, body())
                .originalSeq(originalSeq)
                .answerTemplateId(template)
                .code(code)
                .value1(value1)
                .value2(value2)
                .value3(value3)
                .value4(value4);
        return event(
                DuplicateAnsweredEncoder.TEMPLATE_ID,
                DuplicateAnsweredEncoder.BLOCK_LENGTH,
                DuplicateAnsweredEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction ruleSetChanged(int ruleSet) {
        new RuleSetChangedEncoder().wrap(buffer, body()).ruleSet(ruleSet);
        return event(
                RuleSetChangedEncoder.TEMPLATE_ID,
                RuleSetChangedEncoder.BLOCK_LENGTH,
                RuleSetChangedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction auctionOpened(int auctionId, long minNext, long endsAtNs) {
        new AuctionOpenedEncoder()
                .wrap(buffer, body())
                .auctionId(auctionId)
                .minNextMinor(minNext)
                .endsAtNs(endsAtNs);
        return event(
                AuctionOpenedEncoder.TEMPLATE_ID, AuctionOpenedEncoder.BLOCK_LENGTH, AuctionOpenedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction auctionClosed(int auctionId, AuctionOutcome outcome, int winner, long price) {
        new AuctionClosedEncoder()
                .wrap(buffer, body())
                .auctionId(auctionId)
                .winnerAccountId(winner)
                .priceMinor(price)
                .holderAccountId(winner)
                .releasedMinor(4242)
                .outcome(outcome);
        return event(
                AuctionClosedEncoder.TEMPLATE_ID, AuctionClosedEncoder.BLOCK_LENGTH, AuctionClosedEncoder.BLOCK_LENGTH);
    }

    RecordedTransaction auctionExtended(int auctionId, long endsAtNs) {
        new AuctionExtendedEncoder().wrap(buffer, body()).auctionId(auctionId).endsAtNs(endsAtNs);
        return event(
                AuctionExtendedEncoder.TEMPLATE_ID,
                AuctionExtendedEncoder.BLOCK_LENGTH,
                AuctionExtendedEncoder.BLOCK_LENGTH);
    }

    /** Where the body of the next event is written, in {@link #buffer}. */
    int body() {
        return length + Transaction.EVENT_FRAME_LENGTH;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Appends the event whose body was written. */
    RecordedTransaction event(int template, int blockLength) {
        return event(template, blockLength, blockLength);
    }

    /** The flyweight on the whole, before its first event. */
    Transaction done() {
        new TransactionHeadEncoder()
                .wrap(buffer, 0)
                .length(length)
                .commandLength(commandLength)
                .eventCount(events)
                .timeNs(timeNs);
        return new Transaction().wrap(buffer, 0, seq);
    }

    private int header(int template, int blockLength, int accountId) {
        new CommandHeadEncoder()
                .wrap(buffer, Transaction.HEAD_LENGTH)
                .accountId(accountId)
                .authority((short) 0)
                .flags((short) 0)
                .reserved(0);
        new MessageHeaderEncoder()
                .wrap(buffer, Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH)
                .blockLength(blockLength)
                .templateId(template)
                .schemaId(2)
                .version(1);
        return Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH + blockLength;
    }

    private RecordedTransaction command(int commandLength) {
        this.commandLength = commandLength;
        length = Transaction.HEAD_LENGTH + commandLength;
        return this;
    }

    private RecordedTransaction event(int template, int blockLength, int bodyLength) {
        int frameLength = Transaction.EVENT_FRAME_LENGTH + bodyLength;
        new EventFrameEncoder()
                .wrap(buffer, length)
                .frameLength(frameLength)
                .blockLength(blockLength)
                .templateId(template)
                .version(1);
        length += frameLength;
        events++;
        return this;
    }
}
