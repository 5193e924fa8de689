package io.gavel.wire.json;

import io.gavel.wire.Decimal;

/**
 * Increment tables of venues, by name: data, not rules. They are read as if they had been written out, in the money of the
 * auction.
 *
 * <p>Sources: eBay's and Trade Me's published tables; MaxSold, "How do the bid increments work?" (support article
 * 203144054). A bound that a venue includes ("up to and including 20") ends one smallest unit above it.
 */
enum NamedIncrements {
    EBAY(false, new long[] {100, 500, 2_500, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000}, new long[] {
        5, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000
    }),
    TRADE_ME(true, new long[] {2_000, 20_000, 100_000, 500_000, 2_500_000}, new long[] {
        50, 100, 500, 1_000, 5_000, 10_000
    }),
    MAXSOLD(true, new long[] {3_500, 10_000, 100_000, 500_000, 1_000_000}, new long[] {
        100, 500, 1_000, 5_000, 10_000, 25_000
    });

    /** What the tables are written in: hundredths. */
    static final int DECIMALS = 2;

    private final boolean includesBounds;
    private final long[] bounds;
    private final long[] steps;

    NamedIncrements(boolean includesBounds, long[] bounds, long[] steps) {
        this.includesBounds = includesBounds;
        this.bounds = bounds;
        this.steps = steps;
    }

    /** Fills a table with the amounts of an asset, which has at least {@link #DECIMALS}. */
    void fill(BandTable table, int assetDecimals) {
        long scale = Decimal.powerOfTen(assetDecimals - DECIMALS);
        table.clear();
        for (int i = 0; i < bounds.length; i++) {
            table.add(bounds[i] * scale + (includesBounds ? 1 : 0), steps[i] * scale);
        }
        table.add(EventFields.ABSENT, steps[bounds.length] * scale);
    }
}
