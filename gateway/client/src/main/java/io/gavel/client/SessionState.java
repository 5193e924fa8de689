package io.gavel.client;

/**
 * A session is shown, opens or is over, or is shown already and has other times.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param state "scheduled", "preview", "open" or "closed"
 * @param opensAtUs when its first lots open; {@link Event#NO_TIME}: not yet known
 * @param closesAtUs when the first lot of a timed session ends; {@link Event#NO_TIME}: not yet known, or not timed
 */
public record SessionState(long seq, long atUs, String session, String state, long opensAtUs, long closesAtUs)
        implements Event {}
