package io.gavel.journal.sim.disk;

import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.ExcerptFile;
import io.gavel.journal.storage.SharedWords;
import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The machine's storage. */
final class SimStorage implements Storage {
    private final SimMachine machine;

    SimStorage(SimMachine machine) {
        this.machine = machine;
    }

    @Override
    public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
        return SimExcerptFile.create(machine, directory, blockBytes);
    }

    @Override
    public SharedWords share(Path file, int lengthBytes, boolean isWritable) throws IOException {
        return new SimWords(machine, file, machine.files().file(file));
    }

    @Override
    public void sync(FileChannel channel) throws IOException {
        channel.force(false);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes(Path path) {
        return machine.disk().usableBytes();
    }

    @Override
    public String fileSystemType(Path path) {
        return "ext4";
    }

    @Override
    public long wallClockNs() {
        return machine.clockNs();
    }

    @Override
    public UUID newId() {
        return new UUID(machine.random().nextLong(), machine.random().nextLong());
    }

    @Override
    public Background background(String name, Background.Work work) {
        return new SimBackground(machine, work);
    }
}
