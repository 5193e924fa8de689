package io.gavel.journal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What the journal asks of the machine. Names, reads and plain writes are not here: they go through {@link
 * java.nio.file.Files} and {@link FileChannel}, and so to whatever file system a path belongs to.
 *
 * <p>Whoever wants to see a journal's storage fail brings a file system of his own that is a Storage as well, or passes one
 * that delegates to {@link #MACHINE}.
 */
public interface Storage {
    /** Mapped files, this machine's devices and clock. */
    Storage MACHINE = new Machine();

    /** The storage behind a path: its file system's own, where that has one. */
    static Storage of(Path path) {
        return path.getFileSystem() instanceof Storage own ? own : MACHINE;
    }

    /**
     * Makes the one file of excerpts in a folder that has none.
     *
     * @param blockBytes how much of the file is mapped and grown at a time
     */
    ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException;

    /**
     * Shares the words of a small file that exists with whoever else does.
     *
     * @param lengthBytes of the whole file, a multiple of eight
     */
    SharedWords share(Path file, int lengthBytes, boolean isWritable) throws IOException;

    /** Blocks until the device has a file's content; one call covers all that was written through any mapping of it. */
    void sync(FileChannel channel) throws IOException;

    /** Blocks until the device has the names in a directory. */
    void syncDirectory(Path directory) throws IOException;

    /** Space that this process may still use where a path lies. */
    long usableBytes(Path path) throws IOException;

    /** Kind of the file system where a path lies, as the operating system calls it. */
    String fileSystemType(Path path) throws IOException;

    /** How the file system where a path lies is mounted, options parted by commas; empty where that is not known. */
    default String mountOptions(Path path) throws IOException {
        return "";
    }

    /**
     * Looks whether a sync of a file in this folder reaches the kernel. Writes a small file there and removes it.
     *
     * @param folder that exists
     */
    default SyncProof proveSync(Path folder) throws IOException {
        return SyncProof.NONE;
    }

    /** Wall clock, ns since the epoch; for the record only, nothing is decided by it. */
    long wallClockNs();

    /** Names a new journal. */
    UUID newId();

    /** Lets work go on beside the caller until it is closed. */
    Background background(String name, Background.Work work);
}
