package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * What a call auction printed; its trades follow.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price null where nothing trades
 * @param qty what trades at it
 * @param surplus what is left at it of the longer side
 * @param surplusSide the longer side; null where there is none
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Uncrossed(
        long seq,
        long atUs,
        String instrument,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal surplus,
        Side surplusSide,
        Durability level)
        implements Answer, Event {}
