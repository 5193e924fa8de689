package io.gavel.journal.sim;

import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.Operation;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

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

    private void stop(long at, Fate how) {
        stopAt = at;
        stop = how;
    }

    /** Lets the next so many of these operations fail, from a number on. */
    private void fail(Set<Operation> operations, long from, long count) {
        failing = operations;
        failFrom = from;
        failLeft = count;
    }

    /** The machine stops at one of the next so many operations, in some way. */
    void stopWithin(long operations, long from, SplittableRandom random) {
        long at = from + 1 + random.nextLong(operations);
        stop(
                at,
                switch (random.nextInt(3)) {
                    case 0 -> Fate.STOPPED_BEFORE;
                    case 1 -> Fate.STOPPED_HALFWAY;
                    default -> Fate.STOPPED_AFTER;
                });
    }

    /** Some operations fail, of some kind, from one of the next so many on; mostly one. */
    void failWithin(long operations, long from, SplittableRandom random) {
        long at = from + 1 + random.nextLong(operations);
        long count = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 1;
        fail(
                switch (random.nextInt(7)) {
                    case 0 -> EnumSet.allOf(Operation.class);
                    case 1 -> EnumSet.of(Operation.STORE, Operation.WRITE, Operation.RESIZE);
                    case 2 -> EnumSet.of(Operation.READ, Operation.LIST, Operation.OPEN);
                    case 3 -> EnumSet.of(Operation.MAKE, Operation.RENAME, Operation.REMOVE);
                    default -> EnumSet.of(Operation.SYNC, Operation.SYNC_NAMES);
                },
                at,
                count);
    }

    /** One of both, mostly the end. */
    void disturbWithin(long operations, long from, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            failWithin(operations, from, random);
        } else {
            stopWithin(operations, from, random);
        }
    }

    void clear() {
        stopAt = NEVER;
        failFrom = NEVER;
    }
}
