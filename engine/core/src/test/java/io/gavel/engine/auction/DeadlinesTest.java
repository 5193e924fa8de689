package io.gavel.engine.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    @Test
    void givesWhatFallsTogetherInOrderOfCreation() {
        Deadlines deadlines = new Deadlines();
        for (int id = 9; id >= 1; id--) {
            deadlines.set(id, 100);
        }
        for (int id = 1; id <= 9; id++) {
            assertEquals(id, deadlines.earliest());
            deadlines.set(id, Deadlines.NONE);
        }
        assertEquals(Deadlines.NONE, deadlines.earliestNs());
    }

    @Test
    void agreesWithASortedListOverRandomChanges() {
        Random random = new Random(42);
        Deadlines deadlines = new Deadlines();
        TreeMap<Integer, Long> expected = new TreeMap<>();
        for (int step = 0; step < 200_000; step++) {
            int id = 1 + random.nextInt(500);
            if (random.nextInt(4) == 0) {
                deadlines.set(id, Deadlines.NONE);
                expected.remove(id);
            } else {
                long at = random.nextInt(1_000);
                deadlines.set(id, at);
                expected.put(id, at);
            }
            assertEquals(expected.size(), deadlines.size());
            if (!expected.isEmpty() && step % 10 == 0) {
                var earliest = expected.entrySet().stream()
                        .min(Comparator.comparingLong((java.util.Map.Entry<Integer, Long> entry) -> entry.getValue())
                                .thenComparing(java.util.Map.Entry::getKey))
                        .orElseThrow();
                assertEquals(earliest.getKey(), deadlines.earliest());
                assertEquals(earliest.getValue(), deadlines.earliestNs());
            }
        }
    }
}
