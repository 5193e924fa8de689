package io.gavel.journal.sim.disk;

import io.gavel.journal.storage.Background;

/** Work that goes on when the simulation wants it to. */
final class SimBackground implements Background {
    private final SimMachine machine;
    private final Work work;

    SimBackground(SimMachine machine, Work work) {
        this.machine = machine;
        this.work = work;
        machine.add(this);
    }

    void step() {
        if (!machine.isStopped()) {
            work.step();
        }
    }

    @Override
    public void wake() {
        // its turn comes
    }

    @Override
    public void close() {
        machine.remove(this);
    }
}
