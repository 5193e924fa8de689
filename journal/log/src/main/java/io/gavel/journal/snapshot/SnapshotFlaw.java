package io.gavel.journal.snapshot;

/** Why a snapshot is not used. An older one is, or the whole journal. */
public enum SnapshotFlaw {
    /** It cannot be read at all. */
    UNREADABLE,
    /** Its first bytes are not those of a snapshot. */
    NOT_A_SNAPSHOT,
    /** A later release wrote it. */
    UNKNOWN_VERSION,
    /** It does not end as a snapshot does. */
    TRUNCATED,
    /** Its bytes are not those that were written. */
    BAD_CRC,
    /** It is whole, and its name says another sequence than its header. */
    WRONG_NAME,
    /** It is whole, and of another journal. */
    FOREIGN_JOURNAL,
    /** It is whole, and the journal has another chain at its sequence, or no excerpt that ends there. */
    BROKEN_CHAIN,
    /** It is whole, and the journal no longer holds its point. */
    BEFORE_JOURNAL,
    /** It is whole, and a market that reads it does not become what was written. */
    BAD_STATE
}
