package io.gavel.journal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** This machine. */
final class Machine implements Storage {
    @Override
    public ExcerptFile createExcerpts(Path directory, int blockBytes) {
        return ChronicleFile.create(directory, blockBytes);
    }

    @Override
    public SharedWords share(Path file, int lengthBytes, boolean isWritable) throws IOException {
        return MappedWords.map(file, lengthBytes, isWritable);
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
    public long usableBytes(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public String fileSystemType(Path path) throws IOException {
        return Files.getFileStore(path).type();
    }

    @Override
    public String mountOptions(Path path) throws IOException {
        return MountTable.optionsOf(path);
    }

    @Override
    public SyncProof proveSync(Path folder) throws IOException {
        return SyncProof.of(folder, this::sync);
    }

    @Override
    public long wallClockNs() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    @Override
    public UUID newId() {
        return UUID.randomUUID();
    }

    @Override
    public Background background(String name, Background.Work work) {
        return BackgroundThread.start(name, work);
    }
}
