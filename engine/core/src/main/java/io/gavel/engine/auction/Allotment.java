package io.gavel.engine.auction;

/**
 * Who gets how many units of a uniform-price auction, and at which price, as the US Treasury does it (31 CFR 356.20):
 * bids at any price first, then from the highest price down; who asks for the last units shares them by a percentage.
 */
public final class Allotment {
    /** A percentage is counted in hundredths of a percent. */
    private static final long WHOLE = 10_000;

    private final SealedBids bids;
    private final int[] served;
    private final long[] units;
    private long left;
    private long price;
    private int winners;

    private Allotment(SealedBids bids, long qty, long least) {
        this.bids = bids;
        served = bids.byRank();
        units = new long[bids.size()];
        left = qty;
        price = least;
    }

    /** @param least bids below it do not count (UNI-2), and where none counts it is the price (UNI-5) */
    static Allotment of(SealedBids bids, long qty, long least) {
        Allotment allotment = new Allotment(bids, qty, least);
        allotment.serve(least);
        return allotment;
    }

    /** What all pay for a unit: the price of the last bid that gets any (UNI-3). */
    public long price() {
        return price;
    }

    /** How many get units. */
    public int winners() {
        return winners;
    }

    /** Units that nobody gets. */
    public long left() {
        return left;
    }

    /** All slots in the order in which they are served. */
    int[] served() {
        return served;
    }

    /** What the bid in a slot gets. */
    long units(int slot) {
        return units[slot];
    }

    private void serve(long least) {
        for (int from = 0; from < served.length && left > 0; ) {
            long amount = bids.amount(served[from]);
            if (amount != SealedBids.ANY_PRICE && amount < least) {
                return;
            }
            int to = from;
            long asked = 0;
            while (to < served.length && bids.amount(served[to]) == amount) {
                // Each is held for, and all that can be held is below 2^62, so their sum is in range.
                asked += bids.qty(served[to++]);
            }
            share(from, to, asked <= left ? WHOLE : percentage(left, asked));
            if (amount != SealedBids.ANY_PRICE) {
                price = amount;
            }
            from = to;
        }
    }

    /** Those who ask at one price get the same part of what they ask for, rounded up, while there is any (UNI-4). */
    private void share(int from, int to, long percentage) {
        for (int next = from; next < to && left > 0; next++) {
            int slot = served[next];
            units[slot] = Math.min(left, part(bids.qty(slot), percentage));
            left -= units[slot];
            winners++;
        }
    }

    /** The least of which all that is asked for has what is left: rounded up, so that nothing stays. */
    private static long percentage(long left, long asked) {
        long below = 0;
        long enough = WHOLE;
        while (enough - below > 1) {
            long middle = (below + enough) / 2;
            if (asked / WHOLE * middle + asked % WHOLE * middle / WHOLE >= left) {
                enough = middle;
            } else {
                below = middle;
            }
        }
        return enough;
    }

    /** Rounded up. */
    private static long part(long qty, long percentage) {
        return qty / WHOLE * percentage + (qty % WHOLE * percentage + WHOLE - 1) / WHOLE;
    }
}
