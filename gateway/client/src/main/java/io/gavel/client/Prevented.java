package io.gavel.client;

import java.math.BigDecimal;

/**
 * Two orders of the own account met and did not trade; which of them were canceled or made smaller, other events tell.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param qty what both lost; 0 unless the mode is "decrement"
 * @param mode "cancelNewest", "cancelOldest", "cancelBoth" or "decrement"
 * @param makerClOrdId of the order that rested
 * @param takerClOrdId of the one that came in
 */
public record Prevented(
        long seq,
        long atUs,
        String account,
        String instrument,
        BigDecimal price,
        BigDecimal qty,
        String mode,
        String makerClOrdId,
        String makerOrderId,
        String takerClOrdId,
        String takerOrderId)
        implements Event {}
