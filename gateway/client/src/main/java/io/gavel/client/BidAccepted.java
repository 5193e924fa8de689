package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * A bid counts. Whether it leads is told by {@code leader}.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price the public price now
 * @param leader who leads: the own account, or another's alias
 * @param minNext the least that the next bidder must offer
 * @param endsAtUs when the auction ends as things stand; {@link Event#NO_TIME}: not yet known
 * @param alias what the public calls us in this auction; compare it with the leader and winner that a room is told
 * @param duplicate whether the bid was heard before and this repeats its answer
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record BidAccepted(
        long seq,
        long atUs,
        String auction,
        String account,
        String clOrdId,
        BigDecimal price,
        String leader,
        BigDecimal minNext,
        long endsAtUs,
        String alias,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
