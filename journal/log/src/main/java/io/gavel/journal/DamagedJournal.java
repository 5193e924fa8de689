package io.gavel.journal;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal that may be damaged, and that nobody writes while this is open: what it holds, as far as it can be read. Changes
 * nothing; {@link DamagedJournalWriter} does. One thread.
 */
public final class DamagedJournal implements AutoCloseable {
    private final JournalDirectory directory;
    private final JournalLock lock;
    /** The same, which may be read as if it began elsewhere than it says. */
    private JournalDirectory files;

    private DamagedJournal(JournalDirectory directory, JournalLock lock) {
        this.directory = directory;
        this.lock = lock;
        this.files = directory;
    }

    /**
     * Takes the lock, to write; looks at nothing yet.
     *
     * @throws JournalDamaged with {@link DamageReason#NOT_A_JOURNAL} where there is none
     * @throws JournalLocked if somebody writes it
     */
    public static DamagedJournal take(Path root) {
        return take(new JournalDirectory(root));
    }

    static DamagedJournal take(JournalDirectory directory) {
        checkIsThere(directory);
        return new DamagedJournal(directory, JournalLock.take(directory));
    }

    /**
     * Keeps writers away, and cannot be written: works in a folder in which nothing can be.
     *
     * @throws JournalDamaged as above
     * @throws JournalLocked if somebody writes it
     */
    public static DamagedJournal look(Path root) {
        JournalDirectory directory = new JournalDirectory(root);
        checkIsThere(directory);
        return new DamagedJournal(directory, JournalLock.look(directory));
    }

    public Path root() {
        return directory.root();
    }

    public Storage storage() {
        return directory.storage();
    }

    /** Whether it may be written. */
    boolean isTaken() {
        return !lock.isShared();
    }

    JournalDirectory directory() {
        return directory;
    }

    /** Where it is assumed to begin; null: where it says itself. */
    Retained assumedBeginning() {
        return files.assumed();
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
        return isNew ? new Verification(Status.WHOLE, false, found.report(), null, found.known()) : found;
    }

    /** What the generations hold, whatever is known of their end. The damage is null where every record follows another. */
    public Verification scan() {
        return scan(TransactionListener.NONE);
    }

    /** @param listener told what is good on the way */
    public Verification scan(TransactionListener listener) {
        return scan(files, KnownEnd.nothing(), listener, ScanProgress.NONE);
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

    /** Who in the folder knows how far the journal went, as far as they can be read. */
    public List<EndWitness> witnesses() {
        return KnownEnd.of(directory, List.of()).witnesses();
    }

    private static Verification scan(
            JournalDirectory files, KnownEnd known, TransactionListener listener, ScanProgress progress) {
        try (JournalScan scan = new JournalScan(files, JournalCursor.NO_LIMIT, progress)) {
            try {
                JournalReport report = scan.run(known, listener);
                Status status = report.tornBytes() > 0 ? Status.TORN_TAIL : Status.WHOLE;
                return new Verification(status, false, report, null, known.knownBy());
            } catch (JournalDamaged damage) {
                return new Verification(Status.DAMAGED, false, scan.report(), damage, known.knownBy());
            }
        } catch (JournalDamaged damage) {
            return new Verification(Status.DAMAGED, false, null, known.withoutRecords(damage), known.knownBy());
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

    /** What {@link DamagedJournalWriter#begin} was given by a repair that did not come to its end; null where there is none. */
    public String unfinished() throws IOException {
        return Files.exists(directory.repairing())
                ? Files.readString(directory.repairing(), StandardCharsets.UTF_8)
                        .strip()
                : null;
    }

    @Override
    public void close() {
        lock.close();
    }

    private static void checkIsThere(JournalDirectory directory) {
        if (!directory.exists() && !Files.exists(directory.durableFile())) {
            throw directory.notAJournal();
        }
    }
}
