package io.gavel.settlement;

import io.gavel.engine.Hash64;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CreatedDecoder;

/**
 * Turns transactions into rows: a function of all transactions from the journal's first, and of nothing else.
 *
 * <p>Remembers what later rows need: names, open orders, open auctions, balances, and how many events there were. All of
 * that stands in rows, so a settlement that goes on has it from there ({@link #restore}), and a sum over those rows, settled
 * with them, shows that they are the ones that were written. Throws {@link IllegalStateException} on a transaction that
 * cannot follow those before it.
 */
final class Projection {
    private static final int EVENT_TEMPLATES = 512;

    private final CreatedDecoder created = new CreatedDecoder();
    private final Directory directory = new Directory();
    private final long[] eventCounts = new long[EVENT_TEMPLATES];
    private final long[] countHashes = new long[EVENT_TEMPLATES];
    private final RowSum sum = new RowSum();

    private final RowBatch batch;
    private final Rows counts;
    private final ReferenceRows references;
    private final BalanceRows balances;
    private final OrderRows orders;
    private final SaleRows sales;
    private final SessionRows sessions;
    private final AuctionRows auctions;
    private final VenueRows venue;
    private final RefusalRows refusals;
    private final GivenUpRows givenUp;

    private long digest;

    Projection(RowBatch batch) {
        this.batch = batch;
        counts = batch.rows(Table.EVENT_COUNT);
        references = new ReferenceRows(batch, directory, sum);
        sales = new SaleRows(batch, sum);
        sessions = new SessionRows(batch, directory, sum);
        auctions = new AuctionRows(batch, directory, sales, sessions, sum);
        balances = new BalanceRows(batch, new SettledReference(directory, auctions), sum);
        orders = new OrderRows(batch, directory, sum);
        venue = new VenueRows(batch);
        refusals = new RefusalRows(batch);
        givenUp = new GivenUpRows(batch, sum);
    }

    /**
     * Goes on from rows that were settled; called before the first transaction.
     *
     * @return the sum over them
     */
    long restore(SettlementSink sink, long digest) {
        this.digest = digest;
        sink.read(Table.ASSET, SettlementSink.ANY_STATUS, references::restoreAssets);
        sink.read(Table.INSTRUMENT, SettlementSink.ANY_STATUS, references::restoreInstruments);
        sink.read(Table.SECOND_CHANCE, SettlementSink.ANY_STATUS, sales::restore);
        sink.read(Table.AUCTION_SESSION, SettlementSink.ANY_STATUS, sessions::restore);
        sink.read(Table.AUCTION, AuctionRows.OPEN, auctions::restore);
        sink.read(Table.ORDER_STATE, OrderRows.OPEN, orders::restore);
        sink.read(Table.BALANCE, SettlementSink.ANY_STATUS, balances::restore);
        sink.read(Table.EVENT_COUNT, SettlementSink.ANY_STATUS, this::restoreCounts);
        sink.read(Table.GIVEN_UP, SettlementSink.ANY_STATUS, givenUp::restore);
        return sum.value();
    }

    /** Whether a transaction was settled as one of a command that was given up. */
    boolean isGivenUp(long seq) {
        return givenUp.contains(seq);
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
        if (tx.isSkipped()) {
            givenUp.onSkipped(tx);
        }
        digest = digest(digest, tx);
        batch.cover(tx.seq() + 1, tx.length(), digest, sum.value(), tx.timeNs());
    }

    /** The digest over all transactions up to one, given the digest before it. */
    static long digest(long before, Transaction tx) {
        // Rows of a command that was given up later are not those of this journal any more, and the digest says so.
        return Hash64.of(tx.isSkipped() ? ~before : before, tx.buffer(), tx.offset(), tx.length());
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
            case ORDER_ENTERED -> orders.onEntered(tx);
            case ORDER_REPLACED -> orders.onReplaced(tx);
            case ORDER_TRIGGERED -> orders.onTriggered(tx);
            case MATCH_PREVENTED -> orders.onPrevented(tx);
            case TRADED -> orders.onTraded(tx);
            case CROSS_TRADED -> orders.onCrossTraded(tx);
            case PHASE_CHANGED -> venue.onPhaseChanged(tx);
            case UNCROSSED -> venue.onUncrossed(tx);
            case ACCOUNT_BLOCKED -> venue.onAccountBlocked(tx);
            case ORDER_CANCELED -> orders.onCanceled(tx);
            case BID_ACCEPTED -> auctions.onBidAccepted(tx);
            case AUCTION_STATE -> auctions.onState(tx);
            case AUCTION_OPENED -> auctions.onOpened(tx);
            case AUCTION_EXTENDED -> auctions.onExtended(tx);
            case AUCTION_CLOSED -> auctions.onClosed(tx);
            case OUTBID -> auctions.onOutbid(tx);
            case BOUGHT -> auctions.onBought(tx);
            case AUCTION_AWARDED -> sales.onAwarded(tx);
            case AUCTION_ENDED -> auctions.onEnded(tx);
            case CLOCK_STATE -> auctions.onClockState(tx);
            case SEALED_STATE -> auctions.onSealedState(tx);
            case ROUND_ENDED -> auctions.onRoundEnded(tx);
            case BID_RELEASED,
                    BID_HELD,
                    BID_RETRACTED,
                    SECOND_CHANCE_OFFERED,
                    SECOND_CHANCE_ENDED,
                    SALE_CANCELED,
                    ROUND_BID -> auctions.onTold(type, tx);
            case SESSION_STATE -> sessions.onState(tx);
            case SESSION_EXTENDED -> sessions.onExtended(tx);
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
        countHashes[type.templateId()] = sum.replace(countHashes[type.templateId()], counts.hash());
    }

    private void restoreCounts(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            int templateId = row.integer();
            row.text(); // The name follows from the number.
            eventCounts[templateId] = row.number();
            countHashes[templateId] = sum.replace(RowSum.NONE, row.hash());
        }
    }

    private void onCreated(Transaction tx) {
        created.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        switch (created.kind()) {
            case ASSET -> references.onAssetCreated(tx, created.id());
            case ACCOUNT -> references.onAccountCreated(tx, created.id());
            case INSTRUMENT -> references.onInstrumentCreated(tx, created.id());
            case AUCTION -> auctions.onCreated(tx, created.id());
            case SESSION -> sessions.onCreated(tx, created.id());
            default -> throw new IllegalStateException("expected a known kind, kind=" + created.kindRaw());
        }
    }
}
