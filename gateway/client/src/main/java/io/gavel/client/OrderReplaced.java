package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * An order has another limit or quantity: by its owner, or as a call gave its print to a market-to-limit order.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param clOrdId its name from now on
 * @param origClOrdId its name before; null where it keeps it
 * @param price the limit; null where there is none
 * @param qty all of it, what is filled included
 * @param leaves what is left of it; null in the answer to a command that was heard before
 * @param duplicate whether the replace was heard before and this repeats its answer
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record OrderReplaced(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String origClOrdId,
        String orderId,
        String instrument,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal leaves,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
