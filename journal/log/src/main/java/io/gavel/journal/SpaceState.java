package io.gavel.journal;

/** How much the disk still lets a journal take. The journal only says so; whoever feeds it refuses. */
public enum SpaceState {
    OK,
    /** Take nothing but cancels and what time brings; ends by itself when there is space again. */
    CANCEL_ONLY,
    /** Take nothing more: let what is under way finish, and close. Lasts until the next opening. */
    HALT
}
