package io.gavel.engine.scenario;

import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What a market is like between two lines, read from the records of its snapshot: balances, books, auctions. */
final class MarketState {
    /** One account's money of one kind, in smallest units. */
    record Balance(int accountId, int assetId, long totalMinor, long heldMinor) {}

    /** One resting order; in a list best first, oldest first. */
    record Order(int instrumentId, int accountId, Side side, long priceTicks, long leavesLots) {}

    /** One auction; {@code priceMinor} and {@code endsAtNs} may be the schema's null. */
    record Auction(int id, int phase, int leaderAccountId, long priceMinor, long endsAtNs, int bids) {}

    private final List<Balance> balances = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Auction> auctions = new ArrayList<>();

    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final BalanceRecordDecoder balance = new BalanceRecordDecoder();
    private final OrderRecordDecoder order = new OrderRecordDecoder();
    private final AuctionStateRecordDecoder auction = new AuctionStateRecordDecoder();

    private MarketState() {}

    /** Reads the records of a snapshot; each starts with its frame. */
    static MarketState of(List<byte[]> records) {
        MarketState state = new MarketState();
        for (byte[] record : records) {
            state.add(new UnsafeBuffer(record));
        }
        return state;
    }

    private void add(UnsafeBuffer record) {
        frame.wrap(record, 0);
        switch (frame.templateId()) {
            case BalanceRecordDecoder.TEMPLATE_ID -> addBalance(record);
            case OrderRecordDecoder.TEMPLATE_ID -> addOrder(record);
            case AuctionStateRecordDecoder.TEMPLATE_ID -> addAuction(record);
            default -> {
                // The other records say nothing that a scenario checks.
            }
        }
    }

    private void addBalance(UnsafeBuffer record) {
        balance.wrap(record, EventFrameDecoder.ENCODED_LENGTH, frame.blockLength(), frame.version());
        balances.add(new Balance(balance.accountId(), balance.assetId(), balance.totalMinor(), balance.heldMinor()));
    }

    private void addOrder(UnsafeBuffer record) {
        order.wrap(record, EventFrameDecoder.ENCODED_LENGTH, frame.blockLength(), frame.version());
        orders.add(new Order(
                order.instrumentId(), order.accountId(), order.side(), order.priceTicks(), order.leavesLots()));
    }

    private void addAuction(UnsafeBuffer record) {
        auction.wrap(record, EventFrameDecoder.ENCODED_LENGTH, frame.blockLength(), frame.version());
        auctions.add(new Auction(
                auction.auctionId(),
                auction.phase(),
                auction.leaderAccountId(),
                auction.priceMinor(),
                auction.endsAtNs(),
                auction.bids()));
    }

    /** The balance of an account that never had any is zero. */
    Balance balance(int accountId, int assetId) {
        for (Balance candidate : balances) {
            if (candidate.accountId() == accountId && candidate.assetId() == assetId) {
                return candidate;
            }
        }
        return new Balance(accountId, assetId, 0, 0);
    }

    /** One side of a book, best first, oldest first. */
    List<Order> orders(int instrumentId, Side side) {
        return orders.stream()
                .filter(candidate -> candidate.instrumentId() == instrumentId && candidate.side() == side)
                .toList();
    }

    /** The auction, or null where there is none. */
    Auction auction(int id) {
        for (Auction candidate : auctions) {
            if (candidate.id() == id) {
                return candidate;
            }
        }
        return null;
    }
}
