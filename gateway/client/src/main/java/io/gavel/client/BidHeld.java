package io.gavel.client;

import java.math.BigDecimal;

/**
 * The own bid leads again, as those before it went: what it may have to pay is held.
 *
 * @param atUs engine time, microseconds since the epoch
 */
public record BidHeld(long seq, long atUs, String auction, String account, BigDecimal held) implements Event {}
