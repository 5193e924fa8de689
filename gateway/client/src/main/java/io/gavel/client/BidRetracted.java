package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * Bids were taken back.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param clOrdId of the retraction; null for who did not send it
 * @param price the public price now; null where none is told
 * @param bids how many went
 * @param released what was held for them; null where it is not ours to know
 * @param duplicate whether the command was heard before and this repeats its answer; then what is not known any more is null
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record BidRetracted(
        long seq,
        long atUs,
        String auction,
        String account,
        String clOrdId,
        BigDecimal price,
        long bids,
        BigDecimal released,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
