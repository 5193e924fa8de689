package io.gavel.wire.json;

import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.ContinuationDecoder;
import io.gavel.wire.log.RecoveredDecoder;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.TimeReachedDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import java.util.Arrays;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;

/**
 * What the public calls the bidders of an auction: bidder-1, bidder-2, … in order of their first accepted bid, and
 * where bids are hidden in the order in which they are told.
 *
 * <p>A number never changes and says nothing about other auctions. Feed it every durable transaction in order. Numbers
 * are kept for all auctions ever, 16 bytes a bidder. One thread.
 */
public final class Aliases {
    /** Receives the number of an account in an auction. */
    @FunctionalInterface
    public interface AliasSink {
        void onAlias(int auctionId, int accountId, int number);
    }

    /** No number: the account never had a bid accepted there. */
    public static final int NONE = 0;

    private final Long2LongHashMap numbers = new Long2LongHashMap(NONE);
    private final Int2IntHashMap biddersByAuction = new Int2IntHashMap(NONE);
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final BuyNowDecoder buyNow = new BuyNowDecoder();
    private final EventDecoders decoders = new EventDecoders();

    /** Numbers the bidders that the transaction makes known. Leaves the flyweight before its first event. */
    public void onTransaction(Transaction transaction) {
        switch (transaction.commandTemplateId()) {
            case PlaceBidDecoder.TEMPLATE_ID, BuyNowDecoder.TEMPLATE_ID -> onBid(transaction);
            case TimeReachedDecoder.TEMPLATE_ID,
                    ContinuationDecoder.TEMPLATE_ID,
                    RecoveredDecoder.TEMPLATE_ID,
                    CloseAuctionDecoder.TEMPLATE_ID -> onEnds(transaction);
            default -> {
                // Makes nobody known who is not.
            }
        }
    }

    /** The number of an account in an auction, from 1 on, or {@link #NONE}. */
    public int get(int auctionId, int accountId) {
        return (int) numbers.get(key(auctionId, accountId));
    }

    /** All numbers, by auction and account. O(n log n). */
    public void forEach(AliasSink sink) {
        long[] keys = new long[numbers.size()];
        int count = 0;
        for (Long2LongHashMap.KeyIterator all = numbers.keySet().iterator(); all.hasNext(); ) {
            keys[count++] = all.nextValue();
        }
        Arrays.sort(keys);
        for (long key : keys) {
            sink.onAlias((int) (key >> 32), (int) key, (int) numbers.get(key));
        }
    }

    /** Puts back what {@link #forEach} told. */
    public void restore(int auctionId, int accountId, int number) {
        numbers.put(key(auctionId, accountId), number);
        biddersByAuction.put(auctionId, Math.max(number, biddersByAuction.get(auctionId)));
    }

    /** Whose bid is hidden is not known by it: neither how many bid nor who was first can be read from the numbers. */
    private void onBid(Transaction transaction) {
        transaction.rewind();
        if (transaction.nextEvent()) {
            int event = transaction.eventTemplateId();
            boolean isOpenBid =
                    event == BidAcceptedDecoder.TEMPLATE_ID && decoders.sealedStateBehind(transaction) == null;
            if (isOpenBid || event == BoughtDecoder.TEMPLATE_ID) {
                number(auctionId(transaction), transaction.accountId());
            }
        }
        transaction.rewind();
    }

    private void onEnds(Transaction transaction) {
        transaction.rewind();
        while (transaction.nextEvent()) {
            switch (transaction.eventTemplateId()) {
                case RoundBidDecoder.TEMPLATE_ID -> {
                    RoundBidDecoder bid = decoders.roundBid(transaction);
                    number(bid.auctionId(), bid.accountId());
                }
                case AuctionAwardedDecoder.TEMPLATE_ID -> {
                    AuctionAwardedDecoder awarded = decoders.auctionAwarded(transaction);
                    number(awarded.auctionId(), awarded.accountId());
                }
                case AuctionClosedDecoder.TEMPLATE_ID -> {
                    AuctionClosedDecoder closed = decoders.auctionClosed(transaction);
                    if (closed.winnerAccountId() != 0) {
                        number(closed.auctionId(), closed.winnerAccountId());
                    }
                }
                default -> {
                    // Makes nobody known.
                }
            }
        }
        transaction.rewind();
    }

    private void number(int auctionId, int accountId) {
        long key = key(auctionId, accountId);
        if (numbers.get(key) == NONE) {
            int number = biddersByAuction.get(auctionId) + 1;
            biddersByAuction.put(auctionId, number);
            numbers.put(key, number);
        }
    }

    private int auctionId(Transaction transaction) {
        int body = transaction.commandBodyOffset();
        int blockLength = transaction.commandBlockLength();
        int version = transaction.commandVersion();
        return transaction.commandTemplateId() == PlaceBidDecoder.TEMPLATE_ID
                ? placeBid.wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId()
                : buyNow.wrap(transaction.buffer(), body, blockLength, version).auctionId();
    }

    private static long key(int auctionId, int accountId) {
        return (long) auctionId << 32 | accountId;
    }
}
