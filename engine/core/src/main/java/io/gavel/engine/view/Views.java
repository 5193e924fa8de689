package io.gavel.engine.view;

import io.gavel.engine.market.SnapshotSink;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.json.JsonQuery;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.FinishedAuctionRecordDecoder;
import io.gavel.wire.log.FinishedOrderRecordDecoder;
import io.gavel.wire.log.FinishedOrderRecordEncoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.log.SnapshotHeaderDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Live books, auctions, sessions, balances and orders, built from durable events; answers the questions of the protocol.
 *
 * <p>Feed it every durable transaction in order, after the directory and the aliases. Answers come in two forms: full,
 * with every account, and as an account on a network sees them, with aliases; whether a balance or an order may be
 * asked about is for the caller to check. One thread. Allocates to grow and for what is new, not per event.
 */
public final class Views {
    private final BookViews books = new BookViews();
    private final OrderTracker tracker;
    private final SessionViews sessions;
    private final AuctionViews auctions;
    private final BalanceViews balances;
    private final ViewAnswers answers;
    private long lastSeq;

    public Views(Directory directory, Aliases aliases) {
        tracker = new OrderTracker(directory, books);
        balances = new BalanceViews(directory);
        sessions = new SessionViews(directory);
        auctions = new AuctionViews(directory, sessions);
        answers = new ViewAnswers(
                directory,
                tracker.orders(),
                books,
                balances,
                new AuctionAnswers(directory, aliases, auctions, sessions));
    }

    /** Somebody else is told of every change of a book from now on, after it was made here. */
    public void listen(BookChanges listener) {
        books.listen(listener);
    }

    /** A side of a book as it is shown. */
    public BookSide book(int instrumentId, boolean isSell) {
        return books.side(instrumentId, isSell);
    }

    /** Takes a transaction's events in. Leaves the flyweight before its first event. */
    public void onTransaction(Transaction transaction) {
        transaction.rewind();
        while (transaction.nextEvent()) {
            balances.onEvent(transaction);
            tracker.onEvent(transaction);
            sessions.onEvent(transaction);
            auctions.onEvent(transaction);
        }
        tracker.onEnd(transaction);
        transaction.rewind();
        lastSeq = transaction.seq();
    }

    /**
     * Takes in one record of a snapshot, the market's or one of {@link #writeFinished}; the directory has seen it before.
     * Records of other kinds are ignored.
     */
    public void onSnapshotRecord(int templateId, DirectBuffer buffer, int offset, int blockLength, int version) {
        switch (templateId) {
            case BalanceRecordDecoder.TEMPLATE_ID ->
                balances.restore(new BalanceRecordDecoder().wrap(buffer, offset, blockLength, version));
            case OrderRecordDecoder.TEMPLATE_ID ->
                tracker.restore(new OrderRecordDecoder().wrap(buffer, offset, blockLength, version));
            case AuctionRecordDecoder.TEMPLATE_ID ->
                auctions.restore(new AuctionRecordDecoder().wrap(buffer, offset, blockLength, version));
            case AuctionStateRecordDecoder.TEMPLATE_ID ->
                auctions.restore(new AuctionStateRecordDecoder().wrap(buffer, offset, blockLength, version));
            case CreateAuctionDecoder.TEMPLATE_ID ->
                auctions.restore(new CreateAuctionDecoder().wrap(buffer, offset, blockLength, version));
            case BidRecordDecoder.TEMPLATE_ID ->
                auctions.restore(new BidRecordDecoder().wrap(buffer, offset, blockLength, version));
            case SessionRecordDecoder.TEMPLATE_ID ->
                sessions.restore(new SessionRecordDecoder().wrap(buffer, offset, blockLength, version));
            case FinishedOrderRecordDecoder.TEMPLATE_ID ->
                tracker.restore(new FinishedOrderRecordDecoder().wrap(buffer, offset, blockLength, version));
            case FinishedAuctionRecordDecoder.TEMPLATE_ID ->
                auctions.restore(new FinishedAuctionRecordDecoder().wrap(buffer, offset, blockLength, version));
            case SnapshotHeaderDecoder.TEMPLATE_ID ->
                lastSeq = new SnapshotHeaderDecoder()
                        .wrap(buffer, offset, blockLength, version)
                        .lastSeq();
            default -> {
                // Names are the directory's.
            }
        }
    }

    /** Writes what a market's snapshot does not know: finished orders that can still be asked for, and how auctions ended. */
    public void writeFinished(SnapshotSink sink) {
        writeFinishedOrders(sink);
        auctions.writeFinished(sink);
    }

    private void writeFinishedOrders(SnapshotSink sink) {
        OrderViews orders = tracker.orders();
        byte[] text = new byte[255];
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
        FinishedOrderRecordEncoder record = new FinishedOrderRecordEncoder();
        EventFrameEncoder frame = new EventFrameEncoder();
        orders.forEachFinished(order -> {
            record.wrap(buffer, Transaction.EVENT_FRAME_LENGTH)
                    .orderId(orders.orderId(order))
                    .instrumentId(orders.instrumentId(order))
                    .accountId(orders.accountId(order))
                    .priceTicks(orders.priceTicks(order))
                    .qtyLots(orders.qtyLots(order))
                    .filledLots(orders.filledLots(order))
                    .side(orders.isSell(order) ? Side.SELL : Side.BUY)
                    .canceled(orders.state(order) == OrderState.CANCELED ? BooleanType.TRUE : BooleanType.FALSE)
                    .putClOrdId(text, 0, orders.clOrdId(order, text));
            int length = Transaction.EVENT_FRAME_LENGTH + record.encodedLength();
            frame.wrap(buffer, 0)
                    .frameLength(length)
                    .blockLength(FinishedOrderRecordEncoder.BLOCK_LENGTH)
                    .templateId(FinishedOrderRecordEncoder.TEMPLATE_ID)
                    .version(FinishedOrderRecordEncoder.SCHEMA_VERSION);
            sink.onRecord(buffer, 0, length);
        });
    }

    /** Sequence of the last transaction taken in: the present that answers speak of. */
    public long lastSeq() {
        return lastSeq;
    }

    /**
     * Answers with every account by name.
     *
     * @param atNs the time that the answer carries
     * @return null when {@code out} has the answer, else why there is none, and nothing was written
     */
    public Refusal answerInFull(JsonQuery query, long atNs, JsonWriter out) {
        return answers.answer(query, lastSeq, atNs, true, 0, out);
    }

    /** Answers as an account sees it, others by alias; 0: nobody's. Otherwise as {@link #answerInFull}. */
    public Refusal answer(JsonQuery query, long atNs, int viewerAccountId, JsonWriter out) {
        return answers.answer(query, lastSeq, atNs, false, viewerAccountId, out);
    }
}
