package io.gavel.journal.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;

/**
 * Whether a sync reaches the kernel: pages of a scratch file are written, and after the sync the kernel is asked whether
 * it still has them to write.
 *
 * <p>Linux tells that of every mapping, in {@code /proc/self/smaps}. It finds a library or a file system that swallows
 * syncs, which memory file systems do. It can't see what a device does with a flush, nor a file system in user space or
 * over a network that takes pages and keeps them.
 *
 * @param verdict what was found
 * @param dirtyBytes that the kernel still had to write after the sync
 * @param syncNs how long the sync took
 */
public record SyncProof(Verdict verdict, long dirtyBytes, long syncNs) {
    /** What was found. */
    public enum Verdict {
        /** The kernel has handed on all that was written. */
        REACHED,
        /** The sync said that it was done, and the kernel still has what was written. */
        SWALLOWED,
        /** This system doesn't say what it has still to write. */
        NOT_VISIBLE
    }

    static final SyncProof NONE = new SyncProof(Verdict.NOT_VISIBLE, 0, 0);

    private static final String SCRATCH = "sync-proof.new";
    private static final int SCRATCH_BYTES = 64 << 10;
    private static final int PAGE_BYTES = 4 << 10;
    private static final int NOT_FOUND = -1;
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    /** The sync to be looked at. */
    @FunctionalInterface
    interface Sync {
        void sync(FileChannel channel) throws IOException;
    }

    /** Makes a scratch file in a folder, looks, and removes it. */
    static SyncProof of(Path folder, Sync sync) throws IOException {
        if (folder.getFileSystem() != FileSystems.getDefault() || !Files.isReadable(MAPPINGS)) {
            return NONE;
        }
        Path file = folder.resolve(SCRATCH);
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return look(file, channel, sync);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static SyncProof look(Path file, FileChannel channel, Sync sync) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(SCRATCH_BYTES);
        while (zeros.hasRemaining()) {
            channel.write(zeros);
        }
        // The mapping is how the kernel tells, and the way by which the journal itself writes.
        MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, SCRATCH_BYTES);
        try {
            for (int at = 0; at < SCRATCH_BYTES; at += PAGE_BYTES) {
                mapped.put(at, (byte) 1);
            }
            String name = file.toRealPath().toString();
            boolean isVisible = dirtyBytes(name) > 0;
            long startNs = System.nanoTime();
            sync.sync(channel);
            long syncNs = System.nanoTime() - startNs;
            long dirty = dirtyBytes(name);
            if (!isVisible || dirty == NOT_FOUND) {
                return new SyncProof(Verdict.NOT_VISIBLE, 0, syncNs);
            }
            return new SyncProof(dirty == 0 ? Verdict.REACHED : Verdict.SWALLOWED, dirty, syncNs);
        } finally {
            IoUtil.unmap(mapped);
        }
    }

    /** What the kernel has to write of the file with this name, as far as this process maps it. */
    private static long dirtyBytes(String name) throws IOException {
        long kib = NOT_FOUND;
        boolean isIn = false;
        try (BufferedReader lines = Files.newBufferedReader(MAPPINGS, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (isMapping(line)) {
                    isIn = line.endsWith(SCRATCH) && isOf(line, name);
                    kib = isIn && kib == NOT_FOUND ? 0 : kib;
                } else if (isIn && (line.startsWith("Shared_Dirty:") || line.startsWith("Private_Dirty:"))) {
                    kib += Long.parseLong(line.substring(line.indexOf(':') + 1, line.lastIndexOf(' '))
                            .strip());
                }
            }
        }
        return kib == NOT_FOUND ? NOT_FOUND : kib << 10;
    }

    /** A mapping's first line begins with its address, others with a word that ends in a colon. */
    private static boolean isMapping(String line) {
        int space = line.indexOf(' ');
        return space > 0 && line.charAt(space - 1) != ':';
    }

    /** The kernel writes names as bytes, and some of them escaped: what has none of these is compared. */
    private static boolean isOf(String line, String name) {
        boolean isPlain = name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
        return !isPlain || line.endsWith(" " + name);
    }
}
