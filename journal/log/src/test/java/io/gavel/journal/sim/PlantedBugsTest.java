package io.gavel.journal.sim;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulator that finds nothing proves nothing: each bug that is put in has to be found, soon. */
class PlantedBugsTest {
    private static final long BUDGET = 1_000;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Plant plant) {
        Simulator simulator = new Simulator(plant, System.out);
        long seed = simulator.firstBroken(1, BUDGET);
        assertNotEquals(0, seed, "not found in seeds 1 to " + BUDGET);
        Script script = Script.of(seed);
        Script shortest = new Shrinker(plant).shrink(script);
        assertTrue(shortest.steps().size() <= script.steps().size());
        assertTrue(new Shrinker(plant).isBroken(shortest));
        System.out.println(plant + ": seed " + seed + ", " + shortest.steps().size() + " of "
                + script.steps().size() + " steps");
    }
}
