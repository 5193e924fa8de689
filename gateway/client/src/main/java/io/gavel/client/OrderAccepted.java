package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * An order is in. What it traded at once follows as {@link Trade} events.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price the limit; null where there is none
 * @param duplicate whether the order was heard before and this repeats its answer
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record OrderAccepted(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String orderId,
        String instrument,
        Side side,
        BigDecimal qty,
        BigDecimal price,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
