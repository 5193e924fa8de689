package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * Who lost may have the lot after all.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param account the bidder's
 * @param clOrdId of the offer; null for who did not make it
 * @param price what the bidder would pay, and the premium on top; null for who is not the bidder
 * @param expiresAtUs when it ends
 * @param duplicate whether the command was heard before and this repeats its answer; then what is not known any more is null
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record SecondChanceOffered(
        long seq,
        long atUs,
        String auction,
        String account,
        String clOrdId,
        BigDecimal price,
        BigDecimal premium,
        long expiresAtUs,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
