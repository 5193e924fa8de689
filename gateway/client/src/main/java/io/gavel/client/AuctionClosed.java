package io.gavel.client;

import io.gavel.wire.Durability;
import java.math.BigDecimal;
import java.util.List;

/**
 * An auction is over.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param outcome "sold", "unsold" or "canceled"; null where the hammer is heard again
 * @param price what the winner pays; null unless sold
 * @param winner the own account, or another's alias; null unless sold, and where there are several
 * @param reason why it was canceled, as {@link GavelClient#cancelAuction(String, String, String)} has it; null: nobody said
 * @param awarded how many {@link AuctionAwarded} there were, where there may be several units; else 0
 * @param awards who got what of several units; empty too where the server did not list them
 * @param duplicate whether the command was heard before and this repeats its answer; then what is not known any more is null
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record AuctionClosed(
        long seq,
        long atUs,
        String auction,
        String outcome,
        BigDecimal price,
        String winner,
        String reason,
        long awarded,
        List<Award> awards,
        boolean duplicate,
        Durability level)
        implements Answer, Event {

    /**
     * Some of the units.
     *
     * @param account the own account, or another's alias
     * @param price of a unit
     */
    public record Award(String account, long qty, BigDecimal price) {}
}
