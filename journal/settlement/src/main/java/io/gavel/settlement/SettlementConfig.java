package io.gavel.settlement;

import io.gavel.settlement.duckdb.DuckDbConfig;
import java.time.Duration;

/**
 * How settlement batches and waits. A batch ends at the end of a command, when it reaches any of the caps.
 *
 * @param maxRows rows of all tables
 * @param maxBytes journal bytes
 * @param linger how long the first row may wait for others; zero settles what is there at once
 * @param backoffMin first pause after the database failed; doubles up to {@code backoffMax}, each with jitter
 * @param backoffMax longest pause
 * @param duckDb how the embedded database is opened
 * @param reader as whom the journal knows this settlement ({@link io.gavel.journal.NamedReader}), so that what it needs is
 *     not dropped; a name for each database. {@link #NO_READER}: it does not
 */
public record SettlementConfig(
        int maxRows,
        long maxBytes,
        Duration linger,
        Duration backoffMin,
        Duration backoffMax,
        DuckDbConfig duckDb,
        String reader) {
    /** The journal keeps nothing for it. */
    public static final String NO_READER = "";

    public SettlementConfig {
        if (maxRows < 1 || maxBytes < 1 || linger.isNegative()) {
            throw new IllegalArgumentException(
                    "expected positive caps, maxRows=" + maxRows + ", maxBytes=" + maxBytes + ", linger=" + linger);
        }
        if (backoffMin.isNegative() || backoffMin.isZero() || backoffMax.compareTo(backoffMin) < 0) {
            throw new IllegalArgumentException(
                    "expected 0 < backoffMin <= backoffMax, backoffMin=" + backoffMin + ", backoffMax=" + backoffMax);
        }
    }

    /** 10,000 rows, 4 MiB, 5 ms: the knee of every database measured is near 10,000 rows. */
    public static SettlementConfig defaults() {
        return new SettlementConfig(
                10_000,
                4L << 20,
                Duration.ofMillis(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                DuckDbConfig.defaults(),
                NO_READER);
    }

    public SettlementConfig withCaps(int maxRows, long maxBytes, Duration linger) {
        return new SettlementConfig(maxRows, maxBytes, linger, backoffMin, backoffMax, duckDb, reader);
    }

    public SettlementConfig withBackoff(Duration backoffMin, Duration backoffMax) {
        return new SettlementConfig(maxRows, maxBytes, linger, backoffMin, backoffMax, duckDb, reader);
    }

    public SettlementConfig withReader(String reader) {
        return new SettlementConfig(maxRows, maxBytes, linger, backoffMin, backoffMax, duckDb, reader);
    }
}
