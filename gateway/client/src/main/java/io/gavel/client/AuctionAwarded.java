package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * Somebody gets the lot, or some of its units.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param account who wins: the own account, or another's alias
 * @param price of a unit
 * @param hammer price times units; null where it is not ours to know, as the next two
 * @param premium what the buyer pays on top
 * @param commission what the seller pays of it
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record AuctionAwarded(
        long seq,
        long atUs,
        String auction,
        String account,
        long qty,
        BigDecimal price,
        BigDecimal hammer,
        BigDecimal premium,
        BigDecimal commission,
        Durability level)
        implements Answer, Event {}
