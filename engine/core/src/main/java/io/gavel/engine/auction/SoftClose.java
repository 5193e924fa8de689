package io.gavel.engine.auction;

import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;

/**
 * How late bids move the end (SC-1 to SC-4).
 *
 * @param windowNs a bid counts as late from this long before the end
 * @param extensionNs how far the end moves
 * @param anchor what the extension counts from: the bid's time or the present end
 * @param trigger what the bid must have changed
 * @param capNs latest end, counted from the scheduled one, or {@link #NO_CAP}
 * @param scope whose end moves (SC-6)
 */
public record SoftClose(
        long windowNs,
        long extensionNs,
        ExtensionAnchor anchor,
        ExtensionTrigger trigger,
        long capNs,
        ExtensionScope scope) {
    public static final long NO_CAP = Long.MAX_VALUE;

    /** The end after an accepted bid at {@code timeNs}: never earlier than the present one. */
    long endAfter(long timeNs, long endNs, long scheduledEndNs, boolean priceChanged, boolean leaderChanged) {
        if (timeNs < endNs - windowNs || !isTriggered(priceChanged, leaderChanged)) {
            return endNs;
        }
        long wanted = anchor == ExtensionAnchor.BID ? timeNs + extensionNs : endNs + extensionNs;
        long latest = capNs == NO_CAP ? Long.MAX_VALUE : scheduledEndNs + capNs;
        return Math.max(endNs, Math.min(wanted, latest));
    }

    private boolean isTriggered(boolean priceChanged, boolean leaderChanged) {
        return switch (trigger) {
            case BID -> true;
            case PRICE -> priceChanged || leaderChanged;
            case LEADER -> leaderChanged;
            case NULL_VAL -> false;
        };
    }
}
