package io.gavel.client;

import io.gavel.wire.Durability;
import io.gavel.wire.Refusal;
import java.math.BigDecimal;

/**
 * Nothing was done.
 *
 * @param code the number on every protocol: {@link io.gavel.wire.Refusal#code}
 * @param name the word for it: {@link io.gavel.wire.Refusal#name}
 * @param message a sentence for people
 * @param bound what failed, in the unit that the refusal says; null where there is none
 * @param minNext for a bid that is too low: the least that counts; else null
 * @param duplicate whether the command was heard before and this repeats its answer
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Refused(
        long seq,
        String account,
        String clOrdId,
        int code,
        String name,
        String message,
        String bound,
        BigDecimal minNext,
        boolean duplicate,
        Durability level)
        implements Answer {

    /** Whether this is the refusal meant. */
    public boolean is(Refusal refusal) {
        return code == refusal.code();
    }

    static Refused here(Refusal refusal, String message) {
        return new Refused(0, null, null, refusal.code(), refusal.name(), message, null, null, false, null);
    }
}
