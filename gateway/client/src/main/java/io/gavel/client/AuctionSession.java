package io.gavel.client;

import java.util.List;

/**
 * A session of auctions, asked for.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param state "scheduled", "preview", "open" or "closed"
 * @param previewAtUs when it is shown; {@link Event#NO_TIME}: not before it opens
 * @param opensAtUs when its first lots open; {@link Event#NO_TIME}: not yet known
 * @param closesAtUs when the first lot of a timed session ends; {@link Event#NO_TIME}: not yet known, or not timed
 * @param shiftUs so much later than scheduled are the ends that move together
 * @param lots in their order
 */
public record AuctionSession(
        long seq,
        long atUs,
        String session,
        String state,
        long previewAtUs,
        long opensAtUs,
        long closesAtUs,
        long shiftUs,
        List<Lot> lots)
        implements Answer, Event {

    /**
     * One auction of it.
     *
     * @param lot its place
     * @param category null where it has none
     * @param state "scheduled", "open", "closed" or "canceled"
     * @param endsAtUs microseconds since the epoch; {@link Event#NO_TIME}: not yet known
     */
    public record Lot(long lot, String auction, String category, String state, long endsAtUs) {}
}
