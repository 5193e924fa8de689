package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * An offer was answered, or its time has passed.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param account the bidder's
 * @param clOrdId of the answer; null for who did not send it
 * @param outcome "accepted", "declined" or "expired"
 * @param duplicate whether the command was heard before and this repeats its answer; then what is not known any more is null
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record SecondChanceEnded(
        long seq,
        long atUs,
        String auction,
        String account,
        String clOrdId,
        String outcome,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
