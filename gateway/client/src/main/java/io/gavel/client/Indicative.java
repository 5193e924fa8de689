package io.gavel.client;

import java.math.BigDecimal;

/**
 * What a call auction would print now.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price null where nothing would trade
 * @param qty what would trade at it
 * @param surplus what is left at it of the longer side
 * @param surplusSide the longer side; null where there is none
 */
public record Indicative(
        long seq, long atUs, String instrument, BigDecimal price, BigDecimal qty, BigDecimal surplus, Side surplusSide)
        implements Event {}
