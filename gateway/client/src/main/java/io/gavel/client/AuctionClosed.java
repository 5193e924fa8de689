package io.gavel.client;

import java.math.BigDecimal;

/**
 * An auction is over.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param outcome "sold", "unsold" or "canceled"
 * @param price what the winner pays; null unless sold
 * @param winner the own account, or another's alias; null unless sold
 */
public record AuctionClosed(long seq, long atUs, String auction, String outcome, BigDecimal price, String winner)
        implements Answer, Event {}
