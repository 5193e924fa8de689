package io.gavel.client;

import java.math.BigDecimal;

/**
 * Nothing is held for the own bid any more.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param reason "lost", "canceled", "uncovered" or "replaced"
 */
public record BidReleased(long seq, long atUs, String auction, String account, BigDecimal released, String reason)
        implements Event {}
