package io.gavel.engine.account;

/** Receives the legs of a fact. */
@FunctionalInterface
public interface LegSink {
    /**
     * One leg. Over the legs of a fact the {@code totalDelta}s of an asset sum to zero.
     *
     * @param totalDelta change of what the account owns, smallest units
     * @param heldDelta change of what of it is held, smallest units
     */
    void post(int accountId, int assetId, long totalDelta, long heldDelta, LegKind kind);
}
