package io.gavel.journal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Histories of the simulator: {@code -Dgavel.sim.seeds=N} of them from {@code -Dgavel.sim.from=SEED} on. One alone: {@code
 * -Dgavel.sim.seed=SEED}, and a part of it: {@code -Dgavel.sim.steps=3,7}.
 */
class SimulatorTest {
    private static final long SEEDS = Long.getLong("gavel.sim.seeds", 1_000);
    private static final long FROM = Long.getLong("gavel.sim.from", 1);
    private static final long ALONE = Long.getLong("gavel.sim.seed", 0);
    private static final long PROGRESS_EVERY = 1_000;
    /** What is seldom comes once in so many histories, at least. */
    private static final long MANY = 50;

    private final Simulator simulator = new Simulator(Plant.NONE, System.out);

    @Test
    void nothingPromisedIsLostAndNothingIsInvented() {
        if (ALONE != 0) {
            System.out.println(simulator.replay(ALONE, System.getProperty("gavel.sim.steps", "")));
            return;
        }
        Tally all = simulator.run(FROM, SEEDS, PROGRESS_EVERY);
        assertTrue(all.crashes >= 3 * SEEDS, all.toString());
        assertTrue(all.faults + all.fulls >= SEEDS, all.toString());
        assertTrue(all.snapshots >= SEEDS, all.toString());
        assertTrue(
                all.drops >= SEEDS / MANY && all.rots >= SEEDS / MANY && all.repairs >= SEEDS / MANY, all.toString());
    }

    @Test
    void aSeedIsOneHistory() {
        for (long seed = FROM; seed < FROM + 20; seed++) {
            Tally first = Simulation.run(Script.of(seed), Plant.NONE);
            Tally second = Simulation.run(Script.of(seed), Plant.NONE);
            assertEquals(first.toString(), second.toString());
            assertNotEquals(first.trace, Simulation.run(Script.of(seed + 20), Plant.NONE).trace);
        }
    }
}
