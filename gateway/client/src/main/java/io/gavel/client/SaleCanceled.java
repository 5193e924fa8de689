package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;

/**
 * A sale was taken back, and the money with it.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param winner the own account, or another's alias
 * @param clOrdId of the cancel; null for who did not send it
 * @param hammer went back to the buyer; null where it is not ours to know, as the next two
 * @param premium went back to the buyer
 * @param commission went back to the seller
 * @param duplicate whether the command was heard before and this repeats its answer; then what is not known any more is null
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record SaleCanceled(
        long seq,
        long atUs,
        String auction,
        String winner,
        String clOrdId,
        BigDecimal hammer,
        BigDecimal premium,
        BigDecimal commission,
        String reason,
        boolean duplicate,
        Durability level)
        implements Answer, Event {}
