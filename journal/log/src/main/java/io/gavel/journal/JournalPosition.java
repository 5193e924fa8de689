package io.gavel.journal;

/**
 * A point of a journal where an excerpt ends.
 *
 * @param seq the last sequence of that excerpt
 * @param chain behind it
 * @param generation that it is in
 */
public record JournalPosition(long seq, long chain, long generation) {}
