package io.gavel.client;

import java.math.BigDecimal;

/**
 * The lot is ours.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param duplicate whether the command was heard before and this repeats its answer
 */
public record Bought(
        long seq, long atUs, String auction, String account, String clOrdId, BigDecimal price, boolean duplicate)
        implements Answer, Event {}
