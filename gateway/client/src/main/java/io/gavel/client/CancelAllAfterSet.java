package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * The dead man's timer of an account was set or taken off.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param expiresAtUs when all orders are canceled unless it is set anew; {@link Event#NO_TIME}: never
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record CancelAllAfterSet(long seq, long atUs, String account, long expiresAtUs, Durability level)
        implements Answer, Event {}
