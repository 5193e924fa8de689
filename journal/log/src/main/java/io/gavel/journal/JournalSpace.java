package io.gavel.journal;

/**
 * How a journal's prepared space was used since its opening.
 *
 * @param handovers how often a full generation was left for the next one
 * @param unpreparedBytes appended where no page had been prepared: the next generation was not ready in time
 * @param failure why no generation could be prepared lately, or null; appends go on without
 */
public record JournalSpace(long handovers, long unpreparedBytes, Throwable failure) {}
