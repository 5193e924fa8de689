package io.gavel.engine.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * The obvious English auction, to compare with: keeps every accepted bid and works everything out anew from the list,
 * by the words of the rules and nothing of the engine's. Amounts in smallest units; no money, no time.
 */
final class ObviousAuction {
    /** An accepted bid. */
    private record Bid(int bidder, long maximum) {}

    private final long start;
    private final long reserve;
    private final long[][] bands;
    private final List<Bid> bids = new ArrayList<>();

    /** @param bands {below, step}, the last below {@link Long#MAX_VALUE} */
    ObviousAuction(long start, long reserve, long[][] bands) {
        this.start = start;
        this.reserve = reserve;
        this.bands = bands;
    }

    /** Whether the bid is accepted; then it counts. */
    boolean bid(int bidder, long maximum) {
        boolean leads = !bids.isEmpty() && leader() == bidder;
        boolean isAccepted = leads ? maximum > maximumOf(bidder) : maximum >= next();
        if (isAccepted) {
            bids.add(new Bid(bidder, maximum));
        }
        return isAccepted;
    }

    /** ENG-7: who was the first to bid the highest maximum. */
    int leader() {
        Bid best = bids.get(0);
        for (Bid bid : bids) {
            if (bid.maximum > best.maximum) {
                best = bid;
            }
        }
        return best.bidder;
    }

    /** ENG-3, ENG-5, ENG-6, ENG-9: the highest maximum of the others and a step, at most what the leader gives. */
    long price() {
        int leader = leader();
        long own = maximumOf(leader);
        long others = -1;
        for (Bid bid : bids) {
            if (bid.bidder != leader) {
                others = Math.max(others, bid.maximum);
            }
        }
        // Who led before the present leader came bid against others too, the leader's own earlier bids never count.
        long price = Math.min(own, others < 0 ? start : others + step(others));
        if (reserve > 0) {
            price = own >= reserve ? Math.max(price, reserve) : own;
        }
        return price;
    }

    /** ENG-4. */
    long next() {
        return bids.isEmpty() ? start : price() + step(price());
    }

    int count() {
        return bids.size();
    }

    private long maximumOf(int bidder) {
        return bids.stream()
                .filter(bid -> bid.bidder == bidder)
                .mapToLong(Bid::maximum)
                .max()
                .orElse(-1);
    }

    private long step(long price) {
        for (long[] band : bands) {
            if (price < band[0]) {
                return band[1];
            }
        }
        throw new IllegalStateException("expected the last band to be open");
    }
}
