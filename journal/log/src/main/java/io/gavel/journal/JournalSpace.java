package io.gavel.journal;

/**
 * How a journal's space was used since its opening, and how much there is.
 *
 * @param handovers how often a full generation was left for the next one
 * @param hastyHandovers how many of them went to one that was not ready, which costs milliseconds
 * @param unpreparedBytes pages that had to be made by the thread that appends, where none had been prepared
 * @param failure why no generation could be prepared lately, or null
 * @param state what the free space allows
 * @param reason why it allows no more; empty while all is well
 * @param freeBytes on the disk when somebody looked last; 0 where nobody looks
 * @param ballastBytes kept back
 */
public record JournalSpace(
        long handovers,
        long hastyHandovers,
        long unpreparedBytes,
        Throwable failure,
        SpaceState state,
        String reason,
        long freeBytes,
        long ballastBytes) {}
