package io.gavel.journal;

/** Why a journal cannot be trusted as it is. A torn tail is none of these: it is cut and reported. */
public enum DamageReason {
    /** The folder holds no journal. */
    NOT_A_JOURNAL,
    /** A record is missing or unreadable, and good ones follow it. */
    HOLE,
    /** A record's bytes are not those that were written, and good ones follow it. */
    BAD_CRC,
    /** A record is whole but does not follow the one before it. */
    BROKEN_CHAIN,
    /** A record is whole but its sequence is not the next one. */
    BROKEN_SEQUENCE,
    /** A record is whole but its transactions do not fill it. */
    BAD_RECORD,
    /** The log ends before a sequence that was already told. */
    SHORTER_THAN_KNOWN,
    /** A file is not part of this journal. */
    FOREIGN_FILE,
    /** A generation was written by a later format. */
    UNKNOWN_VERSION,
    /** The numbers of the generations have a gap. */
    MISSING_GENERATION,
    /** A repair was begun and not finished. */
    REPAIR_UNFINISHED,
    /** The counter of what was told is missing, and the journal was not closed cleanly: records may be missing at its end. */
    END_UNKNOWN
}
