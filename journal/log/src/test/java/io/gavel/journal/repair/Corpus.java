package io.gavel.journal.repair;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Whole journals of every shape that an opening may meet, small enough to damage thousands of copies. */
final class Corpus {
    private static final JournalConfig SMALL = JournalConfig.small();
    private static final JournalConfig PREPARED = SMALL.withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);

    private final Path folder;
    private final Sample sample = new Sample();
    private final List<JournalImage> images = new ArrayList<>();
    private final JournalImage other;

    private Path live;
    private List<byte[]> written;

    /** @param folder where the journals are written */
    Corpus(Path folder) throws IOException {
        this.folder = folder;
        images.add(closedCleanly());
        images.add(killed());
        images.add(tiny());
        images.add(longAppends());
        images.add(emptyGenerations());
        images.add(tornAndCut());
        images.add(prepared());
        begin("other");
        for (int generation = 0; generation < 3; generation++) {
            session(40, 4);
        }
        other = image(false);
    }

    List<JournalImage> images() {
        return images;
    }

    /** Index of one of them; the large one comes seldom. */
    int pick(SplittableRandom random) {
        int small = images.size() - 1;
        return random.nextInt(40) == 0 ? small : random.nextInt(small);
    }

    /** Another journal, with generations and sequences alike. */
    JournalImage other() {
        return other;
    }

    private JournalImage closedCleanly() throws IOException {
        begin("closed cleanly");
        for (int generation = 0; generation < 4; generation++) {
            session(60, 5);
        }
        return image(false);
    }

    /** No generation has its close record; the last one was being written. */
    private JournalImage killed() throws IOException {
        begin("killed");
        for (int generation = 0; generation < 3; generation++) {
            killedSession(150, 7);
        }
        return image(false);
    }

    private JournalImage tiny() throws IOException {
        begin("tiny");
        killedSession(3, 1);
        return image(false);
    }

    /** Appends of several records under one sync. */
    private JournalImage longAppends() throws IOException {
        begin("long appends");
        session(10, 1);
        killedSession(3_000, 1_500);
        return image(false);
    }

    private JournalImage emptyGenerations() throws IOException {
        begin("empty generations");
        session(0, 1);
        session(25, 3);
        session(0, 1);
        session(0, 1);
        session(25, 3);
        session(0, 1);
        return image(false);
    }

    /** The second generation ends in half a record, which was never told and which the third one cut. */
    private JournalImage tornAndCut() throws IOException {
        begin("torn and cut");
        session(40, 4);
        killedSession(40, 4);
        Path file = JournalFiles.queueFile(live, 2);
        JournalFiles.truncate(file, JournalFiles.usedLength(file) - 30);
        written.subList(76, 80).clear();
        JournalFiles.setDurable(live, 76);
        session(40, 4);
        killedSession(30, 4);
        return image(false);
    }

    /** Handovers within one opening, zeros behind the records, and a prepared generation that nobody used yet. */
    private JournalImage prepared() throws IOException {
        begin("prepared");
        try (ChronicleJournal journal = ChronicleJournal.open(live, PREPARED)) {
            while (journal.space().handovers() < 2) {
                append(journal, 40);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            }
            append(journal, 1_500);
            JournalFiles.copy(live, folder.resolve("prepared, cut"));
        }
        live = folder.resolve("prepared, cut");
        return image(true);
    }

    private void begin(String name) {
        live = folder.resolve(name);
        written = new ArrayList<>();
    }

    private void session(int count, int batch) {
        try (ChronicleJournal journal = ChronicleJournal.open(live, SMALL)) {
            for (int done = 0; done < count; done += batch) {
                append(journal, Math.min(batch, count - done));
            }
        }
    }

    /** Goes on in a copy that was taken before the close. */
    private void killedSession(int count, int batch) throws IOException {
        Path copy = live.resolveSibling(live.getFileName() + "'");
        try (ChronicleJournal journal = ChronicleJournal.open(live, SMALL)) {
            for (int done = 0; done < count; done += batch) {
                append(journal, Math.min(batch, count - done));
            }
            JournalFiles.copy(live, copy);
        }
        live = copy;
    }

    private void append(ChronicleJournal journal, int count) {
        long firstSeq = written.size() + 1L;
        sample.append(journal, firstSeq, count);
        for (int i = 0; i < count; i++) {
            written.add(sample.bytes(firstSeq + i));
        }
    }

    private JournalImage image(boolean keepZeros) throws IOException {
        return JournalImage.of(folder.relativize(live).toString(), live, written, keepZeros);
    }
}
