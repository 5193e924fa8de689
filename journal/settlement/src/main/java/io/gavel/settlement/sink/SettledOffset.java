package io.gavel.settlement.sink;

/**
 * How far a database is settled.
 *
 * @param nextSeq first journal sequence that is not settled yet
 * @param epoch which taking of the database this is: a writer of an earlier one is fenced
 * @param digest over all transactions before {@code nextSeq}
 * @param rowSum over the rows that later ones follow from
 * @param anchor by which the journal is known again; null in a database of an earlier release
 */
public record SettledOffset(long nextSeq, long epoch, long digest, long rowSum, Anchor anchor) {}
