package io.gavel.settlement.sink;

/**
 * A point of the journal at or before what is settled, where one of its excerpts ends: by it a journal that is met again
 * shows that it is still the one that was settled.
 *
 * @param seq the last sequence of that excerpt; 0: before the first
 * @param chain the journal's own, behind it
 * @param generation of the journal that it is in
 * @param digest over all transactions up to {@code seq}
 */
public record Anchor(long seq, long chain, long generation, long digest) {
    /** Before the first transaction. */
    public static final Anchor START = new Anchor(0, 0, 0, 0);
}
