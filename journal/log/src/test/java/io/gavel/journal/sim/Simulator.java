package io.gavel.journal.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs seeds, and tells of one that breaks a law as short as it can. */
final class Simulator {
    private final Plant plant;
    private final PrintStream out;

    Simulator(Plant plant, PrintStream out) {
        this.plant = plant;
        this.out = out;
    }

    /**
     * Runs so many seeds.
     *
     * @param progressEvery says how far it is after each so many
     * @throws AssertionError for the first history in which a law is broken
     */
    Tally run(long from, long count, long progressEvery) {
        Tally all = new Tally();
        for (long seed = from; seed < from + count; seed++) {
            Script script = Script.of(seed);
            try {
                all.add(Simulation.run(script, plant));
            } catch (RuntimeException | Error broken) {
                throw new AssertionError(
                        describe(
                                new Shrinker(plant).shrink(script),
                                script.steps().size()),
                        broken);
            }
            if (all.histories % progressEvery == 0) {
                out.println("up to seed " + seed + ": " + all);
            }
        }
        return all;
    }

    /** The seed from which on a law is broken, within so many; 0: none. */
    long firstBroken(long from, long count) {
        Shrinker shrinker = new Shrinker(plant);
        for (long seed = from; seed < from + count; seed++) {
            if (shrinker.isBroken(Script.of(seed))) {
                return seed;
            }
        }
        return 0;
    }

    /** Runs a part of one history once more and tells what happens. */
    String replay(long seed, String indexes) {
        Script script = Script.of(seed);
        List<String> kept = Arrays.asList(indexes.split(","));
        return describe(
                script.with(script.steps().stream()
                        .filter(step -> indexes.isEmpty() || kept.contains(String.valueOf(step.index())))
                        .toList()),
                script.steps().size());
    }

    private String describe(Script script, int allSteps) {
        List<String> notes = new ArrayList<>();
        String end;
        try {
            end = Simulation.run(script, plant, notes::add).toString();
        } catch (RuntimeException | Error broken) {
            end = broken.toString();
        }
        return "seed " + script.seed() + ", " + script.steps().size() + " of " + allSteps + " steps: " + end
                + "\nagain: -Dgavel.sim.seed=" + script.seed() + " -Dgavel.sim.steps=" + script.indexes() + "\n"
                + String.join("\n", notes);
    }
}
