package io.gavel.engine.auction;

/**
 * Until when bids can be taken back (RET-2).
 *
 * @param freeNs a bid from earlier than this before the end can always be retracted
 * @param withinNs a later one so long after it was placed
 */
public record RetractionPolicy(long freeNs, long withinNs) {}
