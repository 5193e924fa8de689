package io.gavel.journal.sim.disk;

import java.io.IOException;

/** Writes into mapped memory: what fails is no exception of a file, but a fault of the JVM. */
final class MappedStore {
    private final SimMachine machine;
    private final Object what;
    private final SimFile file;

    MappedStore(SimMachine machine, Object what, SimFile file) {
        this.machine = machine;
        this.what = what;
        this.file = file;
    }

    void store(long position, byte[] bytes, int offset, int length) {
        try {
            Fate fate = machine.begin(Operation.STORE, what, position);
            file.write(position, bytes, offset, fate == Fate.STOPPED_HALFWAY ? length / 2 : length);
            machine.done(fate);
        } catch (IOException e) {
            throw new MemoryFault(e);
        }
    }
}
