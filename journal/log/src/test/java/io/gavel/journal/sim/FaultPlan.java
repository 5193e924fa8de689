package io.gavel.journal.sim;

import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.Operation;
import java.util.EnumSet;
import java.util.Set;

/** At which operation the machine stops, and which ones fail. */
final class FaultPlan implements Faults {
    private static final long NEVER = Long.MAX_VALUE;

    private long stopAt = NEVER;
    private Fate stop = Fate.STOPPED_BEFORE;
    private long failFrom = NEVER;
    private long failLeft;
    private Set<Operation> failing = EnumSet.noneOf(Operation.class);

    @Override
    public Fate of(Operation operation, long number) {
        if (number >= stopAt) {
            return stop;
        }
        if (number >= failFrom && failLeft > 0 && failing.contains(operation)) {
            failLeft--;
            return Fate.FAILED;
        }
        return Fate.DONE;
    }

    void stop(long at, Fate how) {
        stopAt = at;
        stop = how;
    }

    /** Lets the next so many of these operations fail, from a number on. */
    void fail(Set<Operation> operations, long from, long count) {
        failing = operations;
        failFrom = from;
        failLeft = count;
    }

    void clear() {
        stopAt = NEVER;
        failFrom = NEVER;
    }
}
