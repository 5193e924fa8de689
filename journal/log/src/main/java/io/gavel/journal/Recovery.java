package io.gavel.journal;

/**
 * What an opening did to bring a market back.
 *
 * @param found what the journal held
 * @param replayed transactions that were decided again and compared
 * @param completed transactions that a cut command lacked and that were appended
 * @param durationNs of verifying, replaying and completing
 */
public record Recovery(JournalReport found, long replayed, int completed, long durationNs) {}
