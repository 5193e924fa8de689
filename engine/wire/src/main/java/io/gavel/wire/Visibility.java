package io.gavel.wire;

/** Who sees an event on a network; part of every event's definition ({@link EventType#visibility}). */
public enum Visibility {
    /** The session that sent the command. */
    SENDER,
    /** Every session of the account concerned. */
    OWNER,
    /** Everybody, without what belongs to one side only. */
    PUBLIC,
    /** Administrators. */
    ADMIN,
    /** Nobody outside: the journal only. */
    NOBODY
}
