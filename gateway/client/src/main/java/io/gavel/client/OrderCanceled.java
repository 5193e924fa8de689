package io.gavel.client;

import java.math.BigDecimal;

/**
 * An order is gone.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param qty what was left of it
 * @param reason "user", "ioc" and so on, as in docs/PROTOCOL.md
 */
public record OrderCanceled(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String orderId,
        String instrument,
        BigDecimal qty,
        String reason)
        implements Answer, Event {}
