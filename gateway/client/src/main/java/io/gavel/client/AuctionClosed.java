package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * An auction is over.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param outcome "sold", "unsold" or "canceled"
 * @param price what the winner pays; null unless sold
 * @param winner the own account, or another's alias; null unless sold
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record AuctionClosed(
        long seq, long atUs, String auction, String outcome, BigDecimal price, String winner, Durability level)
        implements Answer, Event {}
