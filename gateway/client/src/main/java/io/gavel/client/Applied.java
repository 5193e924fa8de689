package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * What a command sets holds from now on.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param command its type, such as "setBidder"
 * @param account whose, or who sent it; null where it names none, as the next five
 * @param bidder of whom something is thought, by "setBidder"
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Applied(
        long seq,
        long atUs,
        String command,
        String account,
        String instrument,
        String auction,
        String session,
        String bidder,
        String asset,
        Durability level)
        implements Answer, Event {}
