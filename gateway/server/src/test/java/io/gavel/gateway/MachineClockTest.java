package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MachineClockTest {
    private static final long SECOND = 1_000_000_000L;

    /** The alarms are meant here. */
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(MachineClock.class);

    private long monotonic = 77;
    private long wall = 1_000 * SECOND;
    private final MachineClock clock = new MachineClock(() -> monotonic, () -> wall);

    @BeforeEach
    void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        LOG.setLevel(null);
    }

    @Test
    void engineTimeStartsAtTheWallAndFollowsTheMonotonicClock() {
        assertEquals(1_000 * SECOND, clock.getAsLong());
        monotonic += 5;
        assertEquals(1_000 * SECOND + 5, clock.getAsLong());
    }

    @Test
    void jumpOfTheWallIsFollowedSlowlyInBothDirections() {
        wall += 3_600 * SECOND;
        long before = clock.getAsLong();
        monotonic += SECOND;
        wall += SECOND;
        assertEquals(before + SECOND + SECOND / 2_000, clock.getAsLong());

        wall -= 7_200 * SECOND;
        before = clock.getAsLong();
        monotonic += SECOND;
        wall += SECOND;
        assertEquals(before + SECOND - SECOND / 2_000, clock.getAsLong());
    }

    @Test
    void smallDriftIsMadeUpFor() {
        for (int i = 0; i < 10; i++) {
            monotonic += SECOND;
            wall += SECOND + 100_000;
            clock.getAsLong();
        }
        assertTrue(Math.abs(wall - clock.getAsLong()) <= 100_000);
    }

    @Test
    void timeNeverGoesBack() {
        long last = clock.getAsLong();
        wall = 0;
        for (int i = 0; i < 1_000; i++) {
            monotonic += i % 2 == 0 ? SECOND : 0;
            long now = clock.getAsLong();
            assertTrue(now >= last);
            last = now;
        }
    }
}
