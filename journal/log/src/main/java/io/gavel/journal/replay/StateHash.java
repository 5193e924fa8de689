package io.gavel.journal.replay;

/**
 * The state of a market behind a transaction, as one number: two engines, releases or machines that agree here agreed on
 * everything before.
 *
 * @param seq of the last transaction in it
 * @param timeNs engine time of that
 * @param value see {@link io.gavel.engine.market.Market#stateHash}
 * @param known what it should be; null: nobody knew
 */
public record StateHash(long seq, long timeNs, long value, Known known) {
    /**
     * A state hash that was written down before.
     *
     * @param origin where, in words: a snapshot's file
     */
    public record Known(long seq, long value, String origin) {}

    /** Whether it is what it was known to be; true where nobody knew. */
    public boolean isAsKnown() {
        return known == null || known.value() == value;
    }
}
