package io.gavel.settlement;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: doubling, with up to half taken off by chance so that many do not try as one. */
final class Backoff {
    private final long minNs;
    private final long maxNs;
    private long nextNs;

    Backoff(Duration min, Duration max) {
        minNs = min.toNanos();
        maxNs = max.toNanos();
        reset();
    }

    long nextNs() {
        long current = nextNs;
        nextNs = Math.min(maxNs, current * 2);
        return current - ThreadLocalRandom.current().nextLong(current / 2 + 1);
    }

    void reset() {
        nextNs = minNs;
    }
}
