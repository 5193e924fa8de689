package io.gavel.journal;

import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.ExcerptFile;
import io.gavel.journal.storage.SharedWords;
import io.gavel.journal.storage.Storage;
import io.gavel.journal.storage.SyncProof;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.UUID;

/** This machine's storage, or another one, but for what a test overrides. */
public class OtherStorage implements Storage {
    private final Storage other;

    public OtherStorage() {
        this(MACHINE);
    }

    public OtherStorage(Storage other) {
        this.other = other;
    }

    @Override
    public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
        return other.createExcerpts(directory, blockBytes);
    }

    @Override
    public SharedWords share(Path file, int lengthBytes, boolean isWritable) throws IOException {
        return other.share(file, lengthBytes, isWritable);
    }

    @Override
    public void sync(FileChannel channel) throws IOException {
        other.sync(channel);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        other.syncDirectory(directory);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return other.usableBytes(path);
    }

    @Override
    public String fileSystemType(Path path) throws IOException {
        return other.fileSystemType(path);
    }

    @Override
    public String mountOptions(Path path) throws IOException {
        return other.mountOptions(path);
    }

    @Override
    public SyncProof proveSync(Path folder) throws IOException {
        return other.proveSync(folder);
    }

    @Override
    public long wallClockNs() {
        return other.wallClockNs();
    }

    @Override
    public UUID newId() {
        return other.newId();
    }

    @Override
    public Background background(String name, Background.Work work) {
        return other.background(name, work);
    }
}
