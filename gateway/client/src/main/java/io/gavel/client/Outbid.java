package io.gavel.client;

import java.math.BigDecimal;

/**
 * Somebody else leads now, and the money held for the bid is free again.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price the public price now
 */
public record Outbid(long seq, long atUs, String auction, String account, BigDecimal price) implements Event {}
