package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * What an account has of an asset; {@code available} is {@code total} less {@code held}.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param held what bids and orders have bound
 * @param duplicate whether the command was heard before and this repeats its answer
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Balance(
        long seq,
        long atUs,
        String account,
        String asset,
        BigDecimal total,
        BigDecimal held,
        BigDecimal available,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
