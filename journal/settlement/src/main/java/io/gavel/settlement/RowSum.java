package io.gavel.settlement;

/**
 * One number over all rows that later rows follow from, in whatever order they came: a settlement that goes on from the
 * database's rows finds the same one, or they are not those that were written. One thread.
 */
final class RowSum {
    /** Of a row that is not there, or that nothing follows from. */
    static final long NONE = 0;

    private long sum;

    long value() {
        return sum;
    }

    /** Puts a row's new version in place of the one before, by their hashes; returns the new one. */
    long replace(long before, long now) {
        sum += now - before;
        return now;
    }

    /** A row that never changes. */
    void add(long hash) {
        replace(NONE, hash);
    }
}
