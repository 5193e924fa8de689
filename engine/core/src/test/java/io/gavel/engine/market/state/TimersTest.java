package io.gavel.engine.market.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimersTest {
    @Test
    void givesWhatFallsTogetherInOrderOfCreationAcrossKinds() {
        Timers timers = new Timers();
        for (int seq = 9; seq >= 1; seq--) {
            timers.set(Timers.Kind.values()[seq % 3], 800 - 8 * seq, 500, seq);
        }
        for (int seq = 1; seq <= 9; seq++) {
            assertEquals(Timers.Kind.values()[seq % 3], timers.earliestKind());
            assertEquals(800 - 8 * seq, timers.earliest());
            timers.clear(timers.earliestKind(), timers.earliest());
        }
        assertEquals(Timers.NEVER, timers.earliestNs());
    }

    @Test
    void keepsOneTimerOfAKindForEach() {
        Timers timers = new Timers();
        timers.set(Timers.Kind.ORDER, 8, 100, 1);
        timers.set(Timers.Kind.DEAD_MAN, 7, 50, 2);
        timers.set(Timers.Kind.ORDER, 8, 20, 3);
        assertEquals(2, timers.size());
        assertEquals(Timers.Kind.ORDER, timers.earliestKind());
        assertEquals(20, timers.deadlineNs(Timers.Kind.ORDER, 8));
        assertEquals(3, timers.createdSeq(Timers.Kind.ORDER, 8));
        assertEquals(Timers.NEVER, timers.deadlineNs(Timers.Kind.AUCTION, 7));
    }

    @Test
    void agreesWithASortedListOverRandomChanges() {
        Random random = new Random(42);
        Timers timers = new Timers();
        TreeMap<Integer, long[]> expected = new TreeMap<>();
        Comparator<long[]> order =
                Comparator.<long[]>comparingLong(timer -> timer[0]).thenComparingLong(timer -> timer[1]);
        for (int step = 0; step < 200_000; step++) {
            int who = random.nextInt(1_500);
            Timers.Kind kind = Timers.Kind.values()[who % 3];
            int subject = who * 8;
            if (random.nextInt(4) == 0) {
                timers.set(kind, subject, Timers.NEVER, 0);
                expected.remove(who);
            } else {
                long at = random.nextInt(1_000);
                timers.set(kind, subject, at, step);
                expected.put(who, new long[] {at, step, who});
            }
            assertEquals(expected.size(), timers.size());
            if (!expected.isEmpty() && step % 10 == 0) {
                long[] earliest = expected.values().stream().min(order).orElseThrow();
                assertEquals(earliest[0], timers.earliestNs());
                assertEquals(earliest[2] * 8, timers.earliest());
                assertEquals(Timers.Kind.values()[(int) (earliest[2] % 3)], timers.earliestKind());
            }
        }
    }
}
