package io.gavel.journal;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A journal under its lock that may be damaged: the one door through which a repair changes it. Everything done here is on
 * the device when it returns, in the order in which it was asked for.
 *
 * <p>Between {@link #begin} and {@link #finish} the folder says of itself that a repair is unfinished, and nobody else opens
 * it. One thread.
 */
public final class DamagedJournal implements AutoCloseable {
    private static final int COPY_BYTES = 1 << 20;

    private final JournalDirectory directory;
    private final Storage storage;
    private final JournalLock lock;
    /** The same, which may be read as if it began elsewhere than it says. */
    private JournalDirectory files;

    private DamagedJournal(JournalDirectory directory, JournalLock lock) {
        this.directory = directory;
        this.storage = directory.storage();
        this.lock = lock;
        this.files = directory;
    }

    /**
     * Takes the lock; looks at nothing yet.
     *
     * @throws JournalDamaged with {@link DamageReason#NOT_A_JOURNAL} where there is none
     * @throws JournalLocked if somebody writes it
     */
    public static DamagedJournal take(Path root) {
        return take(new JournalDirectory(root));
    }

    static DamagedJournal take(JournalDirectory directory) {
        if (!directory.exists() && !Files.exists(directory.durableFile())) {
            throw new JournalDamaged(DamageReason.NOT_A_JOURNAL, "expected generations", directory.root(), 0, 0);
        }
        return new DamagedJournal(directory, JournalLock.take(directory));
    }

    public Path root() {
        return directory.root();
    }

    public Storage storage() {
        return storage;
    }

    /**
     * What an opening would say.
     *
     * @param others who know more from outside
     */
    public Verification verify(List<EndWitness> others, ScanProgress progress) {
        KnownEnd known = KnownEnd.of(directory, others);
        Verification found = scan(directory, known, TransactionListener.NONE, progress);
        boolean isNew =
                found.damage() != null && found.damage().reason() == DamageReason.NOT_A_JOURNAL && !known.isAnyTold();
        return isNew ? new Verification(Status.WHOLE, false, found.report(), null) : found;
    }

    /** What the generations hold, whatever is known of their end. The damage is null where every record follows another. */
    public Verification scan() {
        return scan(TransactionListener.NONE);
    }

    /** @param listener told what is good on the way */
    public Verification scan(TransactionListener listener) {
        return scan(files, null, listener, ScanProgress.NONE);
    }

    /**
     * Why {@code DIR/retained} cannot be right: it is not as it was written, of another journal, or missing although the first
     * generations are. Null where it may be right, or there is none and none is needed.
     */
    public JournalDamaged beginningFlaw() {
        Retained found = Retained.found(directory);
        try {
            Retained noted = Retained.read(directory);
            if (found == null || found.isAll()) {
                return null;
            }
            if (noted.isAll()) {
                return new JournalDamaged(
                        DamageReason.MISSING_GENERATION,
                        "expected generation 1, first=" + found.firstGeneration(),
                        directory.generations(),
                        0,
                        0);
            }
            return noted.journalId().equals(found.journalId())
                    ? null
                    : new JournalDamaged(
                            DamageReason.FOREIGN_FILE, "expected journal " + found.journalId(), beginningFile(), 0, 0);
        } catch (JournalDamaged flaw) {
            return flaw;
        }
    }

    /** Where it is written down that the first generations were dropped. */
    public Path beginningFile() {
        return Retained.file(directory);
    }

    /**
     * From now on the journal is read as if it began with the first of its generations that has records.
     *
     * @return false where that cannot be read; nothing is assumed then
     */
    public boolean assumeBeginning() {
        Retained found = Retained.found(directory);
        files = found == null ? directory : directory.assuming(found);
        return found != null;
    }

    /** Whether the journal is read as if it began elsewhere than it says. */
    public boolean isBeginningAssumed() {
        return files.assumed() != null;
    }

    /** The journal begins again where it says itself. */
    public void assumeNothing() {
        files = directory;
    }

    /** The last sequence that was dropped, as said or assumed; 0 where all is kept. */
    public long droppedSeq() {
        return Retained.read(files).previousLastSeq();
    }

    /** What was assumed is written down, in the place of what was not right. */
    public void keepBeginning() throws IOException {
        Retained beginning = files.assumed();
        if (beginning != null && beginning.isAll()) {
            Files.deleteIfExists(beginningFile());
            storage.syncDirectory(directory.root());
        } else if (beginning != null) {
            beginning.write(directory);
        }
        files = directory;
    }

    /** Who in the folder knows how far the journal went, as far as they can be read. */
    public List<EndWitness> witnesses() {
        return KnownEnd.of(directory, List.of()).witnesses();
    }

    private static Verification scan(
            JournalDirectory files, KnownEnd known, TransactionListener listener, ScanProgress progress) {
        try (JournalScan scan = new JournalScan(files, JournalCursor.NO_LIMIT, progress)) {
            try {
                JournalReport report = scan.run(known == null ? KnownEnd.nothing() : known, listener);
                return new Verification(report.tornBytes() > 0 ? Status.TORN_TAIL : Status.WHOLE, false, report, null);
            } catch (JournalDamaged damage) {
                return new Verification(Status.DAMAGED, false, scan.report(), damage);
            }
        } catch (JournalDamaged damage) {
            JournalDamaged meant = known == null ? damage : known.withoutRecords(damage);
            return new Verification(Status.DAMAGED, false, null, meant);
        }
    }

    public Path generations() {
        return directory.generations();
    }

    /** Folder of a generation, whether it is there or not. */
    public Path generation(long number) {
        return directory.generation(number);
    }

    /** Number of a generation's folder; 0 where the name is none. */
    public long number(Path folder) {
        return JournalDirectory.number(folder);
    }

    /** Number of the last generation before the first gap, 0 where there is none. */
    public long lastGeneration() {
        return files.lastGeneration();
    }

    /** Everything in the folder of generations, by name. */
    public List<Path> entries() throws IOException {
        return list(directory.generations());
    }

    /** Everything in a folder, by name; nothing where there is none. */
    public static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return entries;
        }
        entries.sort(null);
        return entries;
    }

    /** What {@link #begin} was given by a repair that did not come to its end; null where there is none. */
    public String unfinished() throws IOException {
        return Files.exists(directory.repairing())
                ? Files.readString(directory.repairing(), StandardCharsets.UTF_8)
                        .strip()
                : null;
    }

    /** From now on nobody but a repair opens this journal. */
    public void begin(String name) throws IOException {
        write(directory.repairing(), (name + "\n").getBytes(StandardCharsets.UTF_8));
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

    /**
     * Writes the next generation behind what is good: its first record names that, its second is the note. Then sets what
     * remembers the journal's end back to it, and lets others open the journal again.
     *
     * @param good what {@link #scan} found when there was no damage left; null where no record is left at all
     * @param otherwise names the journal where no record is left
     * @return number of the new generation
     */
    public long finish(JournalReport good, UUID otherwise, RepairNote note) throws IOException {
        long number = directory.lastGeneration() + 1;
        UUID journalId = good == null ? otherwise : good.journalId();
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
        setCounter(journalId, lastSeq);
        WatermarkFile.create(directory, new Watermark(good == null ? JournalReport.START : good.end(), journalId));
        storage.syncDirectory(directory.root());
        Files.delete(directory.repairing());
        storage.syncDirectory(directory.root());
        return number;
    }

    @Override
    public void close() {
        lock.close();
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
