package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * Orders of an account were canceled together; each has its own {@link OrderCanceled}.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param instrument null: all
 * @param side null: both
 * @param count how many there were
 * @param reason "mass", "disconnect", "deadman" or "admin"
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record MassCanceled(
        long seq, long atUs, String account, String instrument, Side side, long count, String reason, Durability level)
        implements Answer, Event {}
