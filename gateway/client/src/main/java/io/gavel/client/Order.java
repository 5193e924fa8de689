package io.gavel.client;

import java.math.BigDecimal;

/**
 * An order, asked for.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param state "open", "filled" or "canceled"
 * @param price its limit, or null where it has none
 * @param stopPx what it waits for, or null where it does not
 * @param leaves what may still trade
 */
public record Order(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String orderId,
        String instrument,
        Side side,
        String state,
        BigDecimal price,
        BigDecimal stopPx,
        BigDecimal qty,
        BigDecimal leaves,
        BigDecimal filled)
        implements Answer {}
