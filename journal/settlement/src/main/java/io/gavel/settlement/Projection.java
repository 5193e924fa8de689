package io.gavel.settlement;

import io.gavel.engine.Hash64;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CreatedDecoder;

/**
 * Turns transactions into rows: a function of all transactions from the journal's first, and of nothing else.
 *
 * <p>Remembers what later rows need: names, open orders, open auctions, balances, and how many events there were. A
 * restart reads the journal from the start to have that again; reading the tables instead would be faster, but would
 * trust a second truth. Throws {@link IllegalStateException} on a transaction that cannot follow those before it.
 */
final class Projection {
    private static final int EVENT_TEMPLATES = 512;

    private final CreatedDecoder created = new CreatedDecoder();
    private final Directory directory = new Directory();
    private final long[] eventCounts = new long[EVENT_TEMPLATES];

    private final RowBatch batch;
    private final Rows counts;
    private final ReferenceRows references;
    private final BalanceRows balances;
    private final OrderRows orders;
    private final AuctionRows auctions;
    private final RefusalRows refusals;

    private long digest;

    Projection(RowBatch batch) {
        this.batch = batch;
        counts = batch.rows(Table.EVENT_COUNT);
        references = new ReferenceRows(batch, directory);
        balances = new BalanceRows(batch, directory);
        orders = new OrderRows(batch, directory);
        auctions = new AuctionRows(batch, directory);
        refusals = new RefusalRows(batch);
    }

    /** Over every byte of every transaction so far: two that are equal have seen the same journal. */
    long digest() {
        return digest;
    }

    /** Adds the transaction's rows to the batch, which covers it then. */
    void onTransaction(Transaction tx) {
        if (tx.seq() != batch.nextSeq()) {
            throw new IllegalStateException(
                    "expected no gap in the journal, seq=" + tx.seq() + ", expected=" + batch.nextSeq());
        }
        directory.onTransaction(tx);
        tx.rewind();
        while (tx.nextEvent()) {
            onEvent(tx);
        }
        // Rows of a command that was given up later are not those of this journal any more, and the digest says so.
        digest = Hash64.of(tx.isSkipped() ? ~digest : digest, tx.buffer(), tx.offset(), tx.length());
        batch.cover(tx.seq() + 1, tx.length(), digest, tx.timeNs());
    }

    private void onEvent(Transaction tx) {
        EventType type = EventType.of(tx.eventTemplateId());
        if (type == null) {
            throw new IllegalStateException("expected a known event, templateId=" + tx.eventTemplateId());
        }
        count(type, tx);
        balances.onEvent(tx);
        switch (type) {
            case CREATED -> onCreated(tx);
            case REFUSED -> refusals.onRefused(tx);
            case ORDER_ACCEPTED -> orders.onAccepted(tx);
            case TRADED -> orders.onTraded(tx);
            case ORDER_CANCELED -> orders.onCanceled(tx);
            case BID_ACCEPTED -> auctions.onBidAccepted(tx);
            case AUCTION_STATE -> auctions.onState(tx);
            case AUCTION_OPENED -> auctions.onOpened(tx);
            case AUCTION_EXTENDED -> auctions.onExtended(tx);
            case AUCTION_CLOSED -> auctions.onClosed(tx);
            case OUTBID -> auctions.onOutbid(tx);
            case BOUGHT -> auctions.onBought(tx);
            default -> {
                // The rest is counted, and its money, if any, is in the ledger.
            }
        }
    }

    private void count(EventType type, Transaction tx) {
        long events = ++eventCounts[type.templateId()];
        counts.at(type.templateId())
                .add(type.templateId())
                .addText(type.jsonName())
                .add(events)
                .add(tx.seq())
                .end();
    }

    private void onCreated(Transaction tx) {
        created.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        switch (created.kind()) {
            case ASSET -> references.onAssetCreated(tx, created.id());
            case ACCOUNT -> references.onAccountCreated(tx, created.id());
            case INSTRUMENT -> references.onInstrumentCreated(tx, created.id());
            case AUCTION -> auctions.onCreated(tx, created.id());
            default -> throw new IllegalStateException("expected a known kind, kind=" + created.kindRaw());
        }
    }
}
