package io.gavel.journal.sim.disk;

import io.gavel.journal.storage.SharedWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Words of a mapped file. */
final class SimWords implements SharedWords {
    private final SimFile file;
    private final MappedStore mapped;
    private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    SimWords(SimMachine machine, Path path, SimFile file) {
        this.file = file;
        mapped = new MappedStore(machine, path, file);
    }

    @Override
    public long load(int offset) {
        file.read(offset, word.clear());
        return word.getLong(0);
    }

    @Override
    public void store(int offset, long value) {
        word.putLong(0, value);
        mapped.store(offset, word.array(), 0, Long.BYTES);
    }

    @Override
    public void close() {
        // nothing is mapped
    }
}
