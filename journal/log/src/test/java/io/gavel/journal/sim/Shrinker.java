package io.gavel.journal.sim;

import java.util.ArrayList;
import java.util.List;

/** Leaves out what a broken law does not need. */
final class Shrinker {
    private final Plant plant;

    Shrinker(Plant plant) {
        this.plant = plant;
    }

    /** The shortest script found that still fails; the one given, if it does not fail at all. */
    Script shrink(Script script) {
        Script shortest = isBroken(script.untroubled()) ? script.untroubled() : script;
        for (int length = Math.max(1, shortest.steps().size() / 2); length > 0; length /= 2) {
            shortest = without(shortest, length);
        }
        return shortest;
    }

    /** Leaves out so many steps in a row, wherever it fails all the same. */
    private Script without(Script script, int length) {
        Script shortest = script;
        int at = 0;
        while (at < shortest.steps().size()) {
            List<Step> fewer = new ArrayList<>(shortest.steps());
            fewer.subList(at, Math.min(fewer.size(), at + length)).clear();
            Script candidate = shortest.with(fewer);
            if (isBroken(candidate)) {
                shortest = candidate;
            } else {
                at += length;
            }
        }
        return shortest;
    }

    boolean isBroken(Script script) {
        try {
            Simulation.run(script, plant);
            return false;
        } catch (RuntimeException | Error broken) {
            return true;
        }
    }
}
