package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What came due while the engine was away, of those auctions whose terms give their bidders time for it (SC-9). */
final class Outage {
    /** @param dueNs the earliest time at which something was due */
    record Missed(Auction auction, long dueNs) {}

    private static final Comparator<Missed> ORDER = Comparator.comparingLong(Missed::dueNs)
            .thenComparingLong(missed -> missed.auction().createdSeq());

    private Outage() {}

    /** In the order in which it would have happened. O(n log n), and allocates: it is asked once a start. */
    static List<Missed> missed(List<Auction> auctions, long lastNs, long nowNs) {
        List<Missed> all = new ArrayList<>();
        for (Auction auction : auctions) {
            long dueNs = auction.missedNs(lastNs, nowNs);
            if (dueNs != AuctionTerms.NEVER) {
                all.add(new Missed(auction, dueNs));
            }
        }
        all.sort(ORDER);
        return all;
    }
}
