package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * An order is gone.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param qty what was left of it
 * @param reason "user", "ioc" and so on, as in docs/PROTOCOL.md
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record OrderCanceled(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String orderId,
        String instrument,
        BigDecimal qty,
        String reason,
        Durability level)
        implements Answer, Event {}
