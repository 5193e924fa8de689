package io.gavel.engine.market.auctions;

import io.gavel.engine.Check;

/**
 * What the venue allows accounts to bid in an asset (BLK-5): at most so much with one bid, and at most so much held for
 * all bids together. What is held is counted, for all accounts, from the first limit on; where there never was one, a
 * change costs one look.
 *
 * <p>Units: smallest units of the asset. O(1), no allocation but where a limit is set. Thread: the market's.
 */
public final class BidLimits {
    /** No limit. */
    static final long NONE = Long.MIN_VALUE;

    /** Of an account in an asset; {@link #NONE} where there is none of a kind. */
    private record Limit(long maxBid, long maxExposure) {}

    /** Receives limits in order of account, then asset; {@link #NONE} where there is none of a kind. */
    @FunctionalInterface
    public interface Sink {
        void onLimit(int accountId, int assetId, long maxBid, long maxExposure);
    }

    private static final Limit NO_LIMIT = new Limit(NONE, NONE);

    /** What is held for the bids of an account in an asset. */
    private static final class Exposure {
        long held;
    }

    private final ByPair<Limit> limits = new ByPair<>();
    private final ByPair<Exposure> exposures = new ByPair<>();
    private boolean counts;
    private boolean hasLimits;

    /** Whether what is held is counted, so that it must be told to {@link #changed}. */
    boolean counts() {
        return counts;
    }

    /** Counts from now on. */
    void startCounting() {
        counts = true;
    }

    /** The most that a bid may offer, or {@link #NONE}. */
    long maxBid(int accountId, int assetId) {
        Limit limit = limit(accountId, assetId);
        return limit == null ? NONE : limit.maxBid;
    }

    /** The limit that so much more held for bids would exceed, or {@link #NONE} where it keeps to it. */
    long exceeded(int accountId, int assetId, long more) {
        Limit limit = limit(accountId, assetId);
        boolean isWithin = limit == null
                || limit.maxExposure == NONE
                || more <= 0
                || more <= limit.maxExposure - held(accountId, assetId);
        return isWithin ? NONE : limit.maxExposure;
    }

    /** So much more is held for bids, or less. */
    void changed(int accountId, int assetId, long delta) {
        if (!counts || delta == 0) {
            return;
        }
        Exposure exposure = exposures.get(accountId, assetId);
        if (exposure == null) {
            exposure = new Exposure();
            exposures.put(accountId, assetId, exposure);
        }
        exposure.held += delta;
    }

    /** Sets both limits; two times {@link #NONE} takes them off. */
    void set(int accountId, int assetId, long maxBid, long maxExposure) {
        boolean isNone = maxBid == NONE && maxExposure == NONE;
        hasLimits = true;
        limits.put(accountId, assetId, isNone ? NO_LIMIT : new Limit(maxBid, maxExposure));
    }

    /** Allocates: for snapshots. */
    public void forEach(Sink sink) {
        limits.inOrder((accountId, assetId, limit) -> {
            if (limit != NO_LIMIT) {
                sink.onLimit(accountId, assetId, limit.maxBid, limit.maxExposure);
            }
        });
    }

    /** Checks what is counted against a recount. For tests, replay and the simulator. */
    void verify(BidLimits recounted) {
        recounted.exposures.inOrder((accountId, assetId, exposure) -> Check.law(
                exposure.held == held(accountId, assetId), "what is held is counted", exposure.held, accountId));
        exposures.inOrder((accountId, assetId, exposure) -> Check.law(
                exposure.held == recounted.held(accountId, assetId),
                "what is counted is held",
                exposure.held,
                accountId));
    }

    private Limit limit(int accountId, int assetId) {
        return hasLimits ? limits.get(accountId, assetId) : null;
    }

    private long held(int accountId, int assetId) {
        Exposure exposure = exposures.get(accountId, assetId);
        return exposure == null ? 0 : exposure.held;
    }
}
