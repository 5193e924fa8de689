package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * An instrument is in another phase.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param phase "preOpen", "call", "continuous", "halt", "closed" or "delisted"
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record PhaseChanged(long seq, long atUs, String instrument, String phase, Durability level)
        implements Answer, Event {}
