package io.gavel.client;

import java.math.BigDecimal;

/**
 * An order is in. What it traded at once follows as {@link Trade} events.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price the limit; null where there is none
 * @param duplicate whether the order was heard before and this repeats its answer
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
        boolean duplicate)
        implements Answer, Event {}
