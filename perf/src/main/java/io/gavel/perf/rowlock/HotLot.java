package io.gavel.perf.rowlock;

import io.gavel.perf.Stretch;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** One auction that everybody bids on, closed loop: a new bid is made when one in flight was answered. */
interface HotLot extends AutoCloseable {
    /**
     * Keeps so many bids in flight for about this long, and waits for the answers of all.
     *
     * @param answers gets the time from each bid to its durable answer, in ns
     * @return units are bids that were accepted
     */
    Stretch bid(int inFlight, long durationNs, Histogram answers) throws IOException;

    /** What is stored agrees with what was answered, or an exception says what does not. */
    void verify() throws IOException;

    @Override
    void close() throws IOException;
}
