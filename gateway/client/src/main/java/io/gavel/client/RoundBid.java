package io.gavel.client;

import java.math.BigDecimal;

/**
 * What a supplier offers in a reverse auction; nobody knew until its stage ended.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param account the supplier's alias
 */
public record RoundBid(long seq, long atUs, String auction, String account, BigDecimal price) implements Event {}
