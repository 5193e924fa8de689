package io.gavel.journal.repair;

import io.gavel.journal.DamagedJournal;
import io.gavel.journal.DamagedJournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code DIR/repairs/<time>}: where one repair puts what does not stay, under the same names as within the journal. One that
 * was cut is gone on with in its own folder; every step may be done twice.
 */
final class RepairFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALL = "repairs";
    private static final String QUEUE_SUFFIX = ".cq4";

    private final DamagedJournal journal;
    private final DamagedJournalWriter writer;
    private final Path path;
    private final boolean isResumed;

    private RepairFolder(DamagedJournal journal, DamagedJournalWriter writer, Path path, boolean isResumed) {
        this.journal = journal;
        this.writer = writer;
        this.path = path;
        this.isResumed = isResumed;
    }

    /** Begins a repair, or goes on with one that did not come to its end: from now on nobody else opens the journal. */
    static RepairFolder begin(DamagedJournal journal, DamagedJournalWriter writer) throws IOException {
        String unfinished = journal.unfinished();
        if (unfinished != null) {
            writer.resume();
            return new RepairFolder(journal, writer, within(journal.root(), unfinished), true);
        }
        String name = freeName(journal.root(), journal.storage().wallClockNs());
        writer.begin(name);
        return new RepairFolder(journal, writer, within(journal.root(), name), false);
    }

    /** Where one of that name is, whether it is there or not. */
    static Path within(Path journal, String name) {
        return journal.resolve(ALL).resolve(name);
    }

    /** Whether a folder is one of these, and no journal although it looks like one. */
    static boolean isOne(Path folder) {
        Path all = folder.toAbsolutePath().normalize().getParent();
        return all != null && all.endsWith(ALL);
    }

    Path path() {
        return path;
    }

    boolean isResumed() {
        return isResumed;
    }

    /** Moves a file or folder of the journal here. */
    void aside(Path moved) throws IOException {
        String name = journal.root().relativize(moved).toString();
        Path target = path.resolve(name);
        for (int again = 2; Files.exists(target); again++) {
            target = path.resolve(name + "." + again);
        }
        writer.move(moved, target);
    }

    /** Keeps a file of the journal as it was before the repair; nothing where there is none. */
    void keepCopy(String name) throws IOException {
        Path file = journal.root().resolve(name);
        Path copy = path.resolve(name);
        if (Files.isRegularFile(file) && !Files.exists(copy)) {
            writer.copy(file, Files.size(file), copy);
        }
    }

    /** Moves a generation here and puts one with the first bytes of its file in the place. */
    void cut(Path file, long keptBytes) throws IOException {
        Path kept = path.resolve("kept").resolve(file.getParent().getFileName());
        writer.copy(file, Math.min(keptBytes, Files.size(file)), kept.resolve(file.getFileName()));
        exchange(kept);
    }

    /** Carries out a cut that was prepared before the repair was cut itself. */
    void takeUpCut() throws IOException {
        for (Path kept : DamagedJournal.list(path.resolve("kept"))) {
            exchange(kept);
        }
    }

    /** What lies here by now, by its old place within the journal. */
    List<String> moved() throws IOException {
        List<String> moved = new ArrayList<>();
        for (String kind : List.of("generations", "snapshots", "readers")) {
            for (Path entry : DamagedJournal.list(path.resolve(kind))) {
                moved.add(path.relativize(entry).toString());
            }
        }
        Path note = path.resolve(journal.beginningFile().getFileName());
        if (Files.exists(note)) {
            moved.add(path.relativize(note).toString());
        }
        return moved;
    }

    void write(String name, byte[] content) throws IOException {
        writer.write(path.resolve(name), content);
    }

    private void exchange(Path kept) throws IOException {
        if (DamagedJournal.list(kept).stream()
                .noneMatch(file -> file.getFileName().toString().endsWith(QUEUE_SUFFIX))) {
            // The copy had not come to its end.
            return;
        }
        Path generation = journal.generations().resolve(kept.getFileName().toString());
        if (Files.exists(generation)) {
            aside(generation);
        }
        writer.move(kept, generation);
    }

    private static String freeName(Path journal, long nowNs) {
        String name = NAME.format(Instant.ofEpochSecond(0, nowNs));
        String free = name;
        for (int again = 2; Files.exists(within(journal, free)); again++) {
            free = name + "-" + again;
        }
        return free;
    }
}
