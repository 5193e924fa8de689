package io.gavel.client;

/**
 * The ends of all lots of a session moved together.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param auction the lot whose late bid moved them; null: an outage did
 * @param shiftUs so much later than scheduled are they now
 */
public record SessionExtended(long seq, long atUs, String session, String auction, long shiftUs) implements Event {}
