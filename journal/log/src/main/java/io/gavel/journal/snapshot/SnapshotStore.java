package io.gavel.journal.snapshot;

import io.gavel.engine.market.SnapshotSource;
import io.gavel.journal.JournalSync;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The snapshots of a journal: {@code DIR/snapshots/<20-digit seq>.snapshot}. A name stands for a whole file: it is given
 * when the content is on the device, and the journal up to there as well.
 *
 * <p>Several processes may write; each calls its unfinished file by its own name. One thread an object.
 */
public final class SnapshotStore {
    private static final String SUFFIX = ".snapshot";
    private static final String ASIDE_SUFFIX = ".new";
    private static final int SEQ_DIGITS = 20;
    /** A writer that was still for so long has ended. */
    private static final long ABANDONED_NS = 3_600_000_000_000L;

    private final Path journal;
    private final Path folder;
    private final Storage storage;
    /** What was found whole, or written. */
    private final Map<Path, SnapshotFile> good = new HashMap<>();
    /** Generations below are on the device already. */
    private long unsyncedGeneration = 1;

    SnapshotStore(Path journal, Storage storage) {
        this.journal = journal;
        this.folder = journal.resolve("snapshots");
        this.storage = storage;
    }

    /** Of the journal in this folder. */
    public static SnapshotStore of(Path journal) {
        return new SnapshotStore(journal, Storage.of(journal));
    }

    /** All that are named as snapshots are, newest first; nothing is read. */
    public List<Path> list() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path entry : entries) {
                if (isNamed(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // All names have the same length: their order is that of their sequences.
        files.sort(Collections.reverseOrder());
        return files;
    }

    /**
     * The newest whose every byte is right and whose name is its own; null if there is none. Whether it agrees with the
     * journal is for who reads that.
     *
     * @param skipped told of each newer one that is not
     * @param progress of reading them
     */
    public SnapshotFile newest(Consumer<SnapshotBad> skipped, ScanProgress progress) {
        for (Path file : list()) {
            try {
                return verify(file, progress);
            } catch (SnapshotBad bad) {
                skipped.accept(bad);
            }
        }
        return null;
    }

    /**
     * Reads all of one and checks that its name is its own.
     *
     * @throws SnapshotBad if it is not a snapshot as it was written
     */
    public SnapshotFile verify(Path file, ScanProgress progress) {
        SnapshotFile snapshot = SnapshotFile.verify(file, progress);
        if (!file.getFileName().toString().equals(name(snapshot.header().seq()))) {
            throw new SnapshotBad(
                    SnapshotFlaw.WRONG_NAME,
                    "expected the name " + name(snapshot.header().seq()),
                    file);
        }
        return snapshot;
    }

    /**
     * Writes one aside, syncs it, syncs the journal up to it, and gives it its name.
     *
     * @param content the market's records, then those of who stands outside
     * @param owner tells unfinished files of several writers apart
     * @param pace how fast
     * @return what was written; null if the pace said to leave off, and nothing is left behind then
     */
    public SnapshotFile write(SnapshotHeader header, SnapshotSource content, String owner, Pace pace) {
        Path file = folder.resolve(name(header.seq()));
        Path aside = folder.resolve(name(header.seq()) + "." + owner + ASIDE_SUFFIX);
        try {
            createFolder();
            SnapshotFile written = writeAside(aside, file, header, content, pace);
            if (written != null) {
                // Or, after a power cut, the journal might end before what the snapshot knows.
                JournalSync.generations(
                        journal, storage, Math.min(unsyncedGeneration, header.generation()), header.generation());
                unsyncedGeneration = header.generation();
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                storage.syncDirectory(folder);
                good.put(file, written);
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("expected to be able to write a snapshot, file=" + file, e);
        } finally {
            removeQuietly(aside);
        }
    }

    /**
     * Removes all that are older than the newest good ones; nothing as long as there are fewer.
     *
     * @param count how many good ones stay, at least 1
     * @return those, newest first; each was read once by this object or written by it
     */
    public List<SnapshotFile> keep(int count) {
        List<SnapshotFile> kept = new ArrayList<>();
        for (Path file : list()) {
            if (kept.size() == count) {
                removeQuietly(file);
            } else if (isGood(file)) {
                kept.add(good.get(file));
            }
        }
        good.values().retainAll(kept);
        return kept;
    }

    /**
     * Removes what writers left that ended in the middle; for who holds the journal's lock and has no replica yet. A file
     * of a replica is one of the last server: only who holds the lock has one. Other processes may be writing theirs just
     * now, and a process id says nothing across containers, so theirs go when nothing was written for an hour. Should such
     * a writer wake up again it finds no file to give a name to, and says so.
     */
    public void removeUnfinished() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ASIDE_SUFFIX)) {
            for (Path entry : entries) {
                if (isAbandoned(entry)) {
                    removeQuietly(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Most often nothing was ever written. They are no snapshots, so nobody is misled by them.
        }
    }

    private boolean isAbandoned(Path aside) throws IOException {
        if (aside.getFileName().toString().endsWith(SUFFIX + "." + ReplicaAgent.OWNER + ASIDE_SUFFIX)) {
            return true;
        }
        try {
            long writtenNs = Files.getLastModifiedTime(aside).to(TimeUnit.NANOSECONDS);
            return storage.wallClockNs() - writtenNs >= ABANDONED_NS;
        } catch (NoSuchFileException named) {
            return false;
        }
    }

    private boolean isGood(Path file) {
        if (!good.containsKey(file)) {
            try {
                good.put(file, verify(file, ScanProgress.NONE));
            } catch (SnapshotBad bad) {
                return false;
            }
        }
        return true;
    }

    static String name(long seq) {
        String digits = Long.toString(seq);
        return "0".repeat(SEQ_DIGITS - digits.length()) + digits + SUFFIX;
    }

    private SnapshotFile writeAside(Path aside, Path file, SnapshotHeader header, SnapshotSource content, Pace pace)
            throws IOException {
        try (SnapshotFileWriter writer = new SnapshotFileWriter(aside, header, pace, storage)) {
            content.readInto(writer);
            writer.finish();
            return new SnapshotFile(file, header, writer.bytes(), writer.records(), writer.stateHash());
        } catch (SnapshotLeftOff left) {
            return null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void createFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            storage.syncDirectory(journal);
        }
    }

    private static boolean isNamed(Path entry) {
        String name = entry.getFileName().toString();
        return name.length() == SEQ_DIGITS + SUFFIX.length()
                // Nineteen digits fit into a long.
                && name.charAt(0) == '0'
                && name.chars().limit(SEQ_DIGITS).allMatch(c -> c >= '0' && c <= '9');
    }

    /** What the name of a listed file says. */
    public static long seq(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, SEQ_DIGITS));
    }

    private static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What was said before matters more; it is tried again.
        }
    }
}
