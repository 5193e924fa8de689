package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The one door through which a repair changes a journal. Everything done here is on the device when it returns, in the order
 * in which it was asked for.
 *
 * <p>Between {@link #begin} and {@link #finish} the folder says of itself that a repair is unfinished, and nobody else opens
 * it. One thread.
 */
public final class DamagedJournalWriter {
    private static final int COPY_BYTES = 1 << 20;

    private final DamagedJournal journal;
    private final JournalDirectory directory;
    private final Storage storage;
    private boolean isResumed;

    private DamagedJournalWriter(DamagedJournal journal) {
        this.journal = journal;
        directory = journal.directory();
        storage = directory.storage();
    }

    /** @throws IllegalStateException if the journal was opened for a look only */
    public static DamagedJournalWriter of(DamagedJournal journal) {
        if (!journal.isTaken()) {
            throw new IllegalStateException(
                    "expected a journal that was taken, not looked at, directory=" + journal.root());
        }
        return new DamagedJournalWriter(journal);
    }

    /** From now on nobody but a repair opens this journal. */
    public void begin(String name) throws IOException {
        write(directory.repairing(), (name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Goes on with what another repair began: that may have been killed before the names that it had made were on the
     * device, and what is built on them must not outlive them.
     */
    public void resume() throws IOException {
        isResumed = true;
        syncNames(directory.root());
    }

    private void syncNames(Path folder) throws IOException {
        storage.syncDirectory(folder);
        for (Path entry : DamagedJournal.list(folder)) {
            if (Files.isDirectory(entry)) {
                syncNames(entry);
            }
        }
    }

    /** Renames a file or folder; makes the folder that it goes to. */
    public void move(Path from, Path to) throws IOException {
        makeFolder(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        storage.syncDirectory(to.getParent());
        storage.syncDirectory(from.getParent());
    }

    /** Copies the first bytes of a file aside and then puts the copy in place, whole or not at all. */
    public void copy(Path from, long bytes, Path to) throws IOException {
        makeFolder(to.getParent());
        Path aside = to.resolveSibling(to.getFileName() + ".new");
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(
                        aside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer chunk = ByteBuffer.allocate(COPY_BYTES);
            long at = 0;
            while (at < bytes) {
                chunk.clear().limit((int) Math.min(COPY_BYTES, bytes - at));
                int count = source.read(chunk, at);
                if (count < 0) {
                    throw new IOException("expected " + bytes + " bytes, file=" + from + ", length=" + at);
                }
                writeAll(target, chunk.flip());
                at += count;
            }
            storage.sync(target);
        }
        Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
        storage.syncDirectory(to.getParent());
    }

    /** Writes a small file aside and then puts it in place, whole or not at all. */
    public void write(Path file, byte[] content) throws IOException {
        makeFolder(file.getParent());
        WholeFile.put(storage, file, ByteBuffer.wrap(content));
        storage.syncDirectory(file.getParent());
    }

    /** What was assumed is written down, in the place of what was not right. */
    public void keepBeginning() throws IOException {
        Retained beginning = journal.assumedBeginning();
        if (beginning != null && beginning.isAll()) {
            Files.deleteIfExists(journal.beginningFile());
            storage.syncDirectory(directory.root());
        } else if (beginning != null) {
            beginning.write(directory);
        }
        journal.assumeNothing();
    }

    /**
     * Writes the next generation behind what is good: its first record names that, its second is the note. Then sets what
     * remembers the journal's end back to it, and lets others open the journal again.
     *
     * @param good what {@link DamagedJournal#scan} found when there was no damage left; null where no record is left at all
     * @param otherwise names the journal where no record is left
     * @return number of the new generation
     */
    public long finish(JournalReport good, UUID otherwise, RepairNote note) throws IOException {
        long number = directory.lastGeneration() + 1;
        UUID journalId = good == null ? otherwise : good.journalId();
        long lastSeq = good == null ? 0 : good.lastSeq();
        if (isResumed) {
            // What the cache shows of another repair's generation may be what a failed sync has forgotten.
            LeftInCache.bringToDevice(directory, number - 1);
        }
        writeGeneration(number, journalId, good, note);
        setCounter(journalId, lastSeq);
        WatermarkFile.create(directory, new Watermark(good == null ? JournalReport.START : good.end(), journalId));
        storage.syncDirectory(directory.root());
        Files.delete(directory.repairing());
        storage.syncDirectory(directory.root());
        return number;
    }

    private void writeGeneration(long number, UUID journalId, JournalReport good, RepairNote note) throws IOException {
        long lastSeq = good == null ? 0 : good.lastSeq();
        long chain = good == null ? EnvelopeDescriptor.CHAIN_START : good.chain();
        Durability level = good == null ? Durability.PROCESS : good.level();
        Path folder = directory.generation(number);
        makeFolder(folder);
        try (GenerationWriter writer = new GenerationWriter(storage, folder, level, JournalConfig.MIN_BLOCK_BYTES)) {
            writer.writeOpened(number, journalId, lastSeq, chain, false);
            writer.writeRepaired(lastSeq, note);
            writer.writeClosed(lastSeq);
        }
        try (FileChannel channel = FileChannel.open(directory.queueFile(number), StandardOpenOption.WRITE)) {
            storage.sync(channel);
        }
        storage.syncDirectory(folder);
        storage.syncDirectory(directory.generations());
    }

    /** In place where that is possible: who follows the journal in another process shall see it. */
    private void setCounter(UUID journalId, long seq) throws IOException {
        try (DurableCounter counter = DurableCounter.openToWrite(directory)) {
            if (counter.journalId().equals(journalId)) {
                counter.seq(seq);
                try (FileChannel channel = FileChannel.open(directory.durableFile(), StandardOpenOption.WRITE)) {
                    storage.sync(channel);
                }
                return;
            }
        } catch (JournalDamaged unreadable) {
            // A new one takes its place.
        }
        DurableCounter.create(directory, journalId, seq);
    }

    private void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            makeFolder(folder.getParent());
            Files.createDirectory(folder);
            storage.syncDirectory(folder.getParent());
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
