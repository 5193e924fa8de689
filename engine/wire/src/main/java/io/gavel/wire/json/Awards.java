package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/**
 * Who won what in auctions whose end lists it, from the awards in front of the end: of the same transaction, of the same
 * command, or of each bid that took something. One thread; allocates for what is awarded only.
 */
final class Awards {
    /** So long an ended auction is remembered, for who goes through the transactions of a command again. */
    private static final int TRANSACTIONS_REMEMBERED = 4_096;

    private static final int FIGURES = 3;

    private final Directory directory;
    private final EventDecoders decoders = new EventDecoders();

    /** By auction: account, quantity and price of each award. */
    private final Int2ObjectHashMap<LongArrayList> byAuction = new Int2ObjectHashMap<>();

    /** Pairs of the sequence of an end and the auction, the oldest first. */
    private final LongArrayList ends = new LongArrayList();

    private long lastSeq;

    Awards(Directory directory) {
        this.directory = directory;
    }

    /** Takes the awards of a transaction in, once. Leaves the flyweight before its first event. */
    void begin(Transaction transaction) {
        if (transaction.seq() <= lastSeq || !canAward(transaction)) {
            return;
        }
        lastSeq = transaction.seq();
        forget();
        while (transaction.nextEvent()) {
            switch (transaction.eventTemplateId()) {
                case AuctionAwardedDecoder.TEMPLATE_ID -> add(decoders.auctionAwarded(transaction));
                case AuctionEndedDecoder.TEMPLATE_ID -> {
                    ends.addLong(lastSeq);
                    ends.addLong(decoders.auctionEnded(transaction).auctionId());
                }
                default -> {
                    // Awards nothing.
                }
            }
        }
        transaction.rewind();
    }

    /** How many awards of an auction are known; fewer than there were where telling began behind some. */
    int count(int auctionId) {
        LongArrayList awards = byAuction.get(auctionId);
        return awards == null ? 0 : awards.size() / FIGURES;
    }

    int accountId(int auctionId, int i) {
        return (int) byAuction.get(auctionId).getLong(i * FIGURES);
    }

    long qty(int auctionId, int i) {
        return byAuction.get(auctionId).getLong(i * FIGURES + 1);
    }

    long priceMinor(int auctionId, int i) {
        return byAuction.get(auctionId).getLong(i * FIGURES + 2);
    }

    /** Orders are most of what there is, and award nothing. */
    private static boolean canAward(Transaction transaction) {
        int template = transaction.commandTemplateId();
        return template < NewOrderDecoder.TEMPLATE_ID
                || template >= PlaceBidDecoder.TEMPLATE_ID && template <= CloseAuctionDecoder.TEMPLATE_ID;
    }

    private void add(AuctionAwardedDecoder awarded) {
        Directory.Auction auction = directory.auction(awarded.auctionId());
        if (auction == null || !auction.isMultiUnit()) {
            return;
        }
        LongArrayList awards = byAuction.computeIfAbsent(awarded.auctionId(), id -> new LongArrayList());
        awards.addLong(awarded.accountId());
        awards.addLong(awarded.qty());
        awards.addLong(awarded.priceMinor());
    }

    private void forget() {
        while (!ends.isEmpty() && ends.getLong(0) + TRANSACTIONS_REMEMBERED < lastSeq) {
            byAuction.remove((int) ends.getLong(1));
            ends.removeAt(0);
            ends.removeAt(0);
        }
    }
}
