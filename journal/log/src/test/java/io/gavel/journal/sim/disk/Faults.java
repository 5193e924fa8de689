package io.gavel.journal.sim.disk;

/** Decides what becomes of each operation. */
@FunctionalInterface
public interface Faults {
    Faults NONE = (operation, number) -> Fate.DONE;

    /** @param number counts the operations of a machine from 1 */
    Fate of(Operation operation, long number);
}
