package io.gavel.client;

import java.math.BigDecimal;

/**
 * An order, asked for.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param state "open", "filled" or "canceled"
 * @param leaves what may still trade
 */
public record Order(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String state,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal leaves,
        BigDecimal filled)
        implements Answer {}
