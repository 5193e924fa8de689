package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * The kill switch of an account was set; on, all its orders are canceled and it can enter no new ones.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param blocked whether it is on
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record AccountBlocked(long seq, long atUs, String account, boolean blocked, Durability level)
        implements Answer, Event {}
