package io.gavel.client;

import java.math.BigDecimal;

/**
 * Two orders met.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param aggressor "buy", "sell" or "none"
 * @param buyer null unless the buyer is the own account
 * @param seller null unless the seller is the own account
 */
public record Trade(
        long seq,
        long atUs,
        String instrument,
        String tradeId,
        BigDecimal price,
        BigDecimal qty,
        String aggressor,
        Party buyer,
        Party seller)
        implements Event {

    /** The own side of a trade. */
    public record Party(String account, String clOrdId, String orderId) {}
}
