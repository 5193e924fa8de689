package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * The lot is ours.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param duplicate whether the command was heard before and this repeats its answer
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Bought(
        long seq,
        long atUs,
        String auction,
        String account,
        String clOrdId,
        BigDecimal price,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
