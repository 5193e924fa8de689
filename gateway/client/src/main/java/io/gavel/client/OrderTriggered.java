package io.gavel.client;

import java.math.BigDecimal;

/**
 * A stop has become a market or limit order; what it trades follows.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price the limit; null where there is none
 * @param qty what is left of it
 */
public record OrderTriggered(
        long seq,
        long atUs,
        String account,
        String clOrdId,
        String orderId,
        String instrument,
        BigDecimal price,
        BigDecimal qty)
        implements Event {}
