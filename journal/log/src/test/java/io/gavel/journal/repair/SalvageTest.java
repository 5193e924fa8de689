package io.gavel.journal.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.Sample;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.repair.Salvage.Trust;
import io.gavel.wire.Transaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
    private static final int PER_GENERATION = 60;
    private static final int BATCH = 6;

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private final List<String> found = new ArrayList<>();
    private Path journal;

    @BeforeEach
    void writeAJournal() {
        journal = directory.resolve("journal");
        for (int generation = 0; generation < 3; generation++) {
            try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
                sample.appendInBatches(opened, 1 + (long) generation * PER_GENERATION, PER_GENERATION, BATCH);
            }
        }
    }

    @Test
    void aWholeJournalIsGoodToItsEnd() throws IOException {
        assertEquals(List.of("GOOD 1-180"), salvage(journal));
    }

    @Test
    void whatLiesBehindAHoleIsReadAndTheGapIsMarked() throws IOException {
        overwrite(2, 4);
        // Records behind the hole follow each other, but not what was before it.
        assertEquals(List.of("GOOD 1-78", "gap 79-84", "LOOSE 85-90", "CHAINED 91-180"), salvage(journal));
    }

    @Test
    void aMissingGenerationIsAGap() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 2));
        assertEquals(List.of("GOOD 1-60", "gap 61-120", "CHAINED 121-180"), salvage(journal));
    }

    @Test
    void anEndThatSomebodyKnowsOfIsAGap() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 3));
        assertEquals(List.of("GOOD 1-120", "gap 121-180"), salvage(journal));
        Files.write(journal.resolve("watermark"), new byte[7]);
        JournalFiles.setDurable(journal, 130);
        assertEquals(List.of("GOOD 1-120", "gap 121-130"), salvage(journal));
        JournalFiles.write(journal.resolve("durable"), 16, new byte[8]);
        assertEquals(List.of("GOOD 1-120"), salvage(journal), "of another journal");
    }

    @Test
    void whatWasDroppedIsNotMissing() throws IOException {
        assertEquals(1, JournalRetention.dropBefore(journal, 100));
        assertEquals(List.of("dropped 1-60", "GOOD 61-180"), salvage(journal));
        overwrite(2, 4);
        assertEquals(
                List.of("dropped 1-60", "GOOD 61-78", "gap 79-84", "LOOSE 85-90", "CHAINED 91-180"), salvage(journal));
        JournalFiles.delete(JournalFiles.generation(journal, 2));
        assertEquals(List.of("dropped 1-60", "gap 61-120", "CHAINED 121-180"), salvage(journal));
    }

    @Test
    void whatLiesBeforeTheFirstRecordIsDroppedOrLostWhereNobodySaysWhich() throws IOException {
        assertEquals(1, JournalRetention.dropBefore(journal, 100));
        Path note = journal.resolve("retained");
        byte[] good = Files.readAllBytes(note);
        for (int bit = 0; bit < good.length * Byte.SIZE; bit += 11) {
            JournalFiles.flipBit(note, bit / Byte.SIZE, bit % Byte.SIZE);
            assertEquals(List.of("dropped or lost 1-60", "CHAINED 61-180"), salvage(journal), "bit " + bit);
            Files.write(note, good);
        }
        Files.delete(note);
        assertEquals(List.of("gap 1-60", "CHAINED 61-180"), salvage(journal), "nothing says that any was dropped");
    }

    @Test
    void whatATornAppendLeftBehindCastsNoDoubtOnWhatFollows() throws IOException {
        Path killed = directory.resolve("killed");
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(live, 181, 3_000);
            JournalFiles.copy(journal, killed);
        }
        Path file = JournalFiles.queueFile(killed, 4);
        JournalImage.Place firstPart =
                JournalImage.places(Files.readAllBytes(file)).get(1);
        JournalFiles.zero(file, firstPart.header(), 4_096);
        JournalFiles.setDurable(killed, 180);
        try (ChronicleJournal opened = ChronicleJournal.open(killed, JournalConfig.small())) {
            sample.appendInBatches(opened, 181, 600, BATCH);
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(killed).status());
        List<String> runs = salvage(killed);
        assertEquals("GOOD 1-180", runs.get(0));
        assertTrue(runs.get(2).startsWith("LOOSE "), runs::toString);
        assertEquals("GOOD 181-780", runs.get(runs.size() - 1), runs::toString);
    }

    @Test
    void whatIsThereTwiceIsSaidToBe() throws IOException {
        Path copy = JournalFiles.generation(journal, 3).resolve("19700101-00LY.cq4");
        Files.copy(JournalFiles.queueFile(journal, 3), copy);
        assertEquals(List.of("GOOD 1-180", "REPEATED 121-180"), salvage(journal));
        Files.delete(copy);
        Path other = directory.resolve("other");
        try (ChronicleJournal opened = ChronicleJournal.open(other, JournalConfig.small())) {
            new Sample().at(5).append(opened, 1, 3);
        }
        Files.copy(JournalFiles.queueFile(other, 1), copy);
        assertEquals(List.of("GOOD 1-180", "CONFLICTING 1-3"), salvage(journal));
    }

    @Test
    void aFileWhoseBytesWereShiftedIsReadAllTheSame() throws IOException {
        Path file = JournalFiles.queueFile(journal, 1);
        byte[] bytes = Files.readAllBytes(file);
        byte[] shifted = new byte[bytes.length + 3];
        System.arraycopy(bytes, 0, shifted, 3, bytes.length);
        Files.write(file, shifted);
        assertEquals(List.of("GOOD 1-180"), salvage(journal));
    }

    @Test
    void whatARepairMovedAsideIsSalvagedFromThere() throws IOException {
        overwrite(2, 4);
        RepairReport report =
                JournalRepair.repair(journal, new RepairOrder("ann", "test", false), List.of(), ScanProgress.NONE);
        List<String> aside = List.of("CHAINED 61-78", "gap 79-84", "LOOSE 85-90", "CHAINED 91-180");
        assertEquals(aside, salvage(report.folder()), "what is before it is where it was, and not missing");
        assertEquals(List.of("CHAINED 121-180"), salvage(JournalFiles.queueFile(report.folder(), 3)));
    }

    @Test
    void theSourceStaysAsItIs() throws IOException {
        overwrite(2, 4);
        byte[] before = Files.readAllBytes(JournalFiles.queueFile(journal, 2));
        salvage(journal);
        assertArrayEquals(before, Files.readAllBytes(JournalFiles.queueFile(journal, 2)));
        assertFalse(Files.exists(journal.resolve("repairs")));
    }

    @Test
    void aLineHasTheTrustTheCommandAndEveryByte() throws IOException {
        overwrite(3, 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SalvageLines lines = new SalvageLines(out);
        Salvage.read(journal, lines);
        lines.writeEnd();
        List<String> written = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(3 + 174 + 1 + 1, written.size());
        assertTrue(written.get(0).startsWith("{\"salvage\":\"file\",\"file\":\""), written.get(0));
        assertTrue(
                written.get(1).startsWith("{\"salvage\":\"transaction\",\"seq\":1,\"trust\":\"good\",\"at\":1,"),
                written.get(1));
        assertTrue(written.contains("{\"salvage\":\"gap\",\"fromSeq\":127,\"toSeq\":132}"));
        assertEquals(
                "{\"salvage\":\"end\",\"good\":126,\"chained\":42,\"loose\":6,\"repeated\":0,\"conflicting\":0,"
                        + "\"gaps\":1,\"missing\":6,\"dropped\":0,\"droppedOrLost\":0,\"unreadable\":0}",
                written.get(written.size() - 1));
        assertFalse(lines.isUnbroken());
    }

    /** Runs of one trust, in order; every transaction of this journal must be as it was written. */
    private List<String> salvage(Path source) throws IOException {
        found.clear();
        Runs runs = new Runs();
        Salvage.read(source, runs);
        runs.end();
        return found;
    }

    private final class Runs implements Salvage.Listener {
        private Trust run;
        private long first;
        private long last;

        @Override
        public void onFile(Path file, long bytes) {
            assertTrue(bytes > 0);
        }

        @Override
        public void onGap(long fromSeq, long toSeq) {
            end();
            found.add("gap " + fromSeq + "-" + toSeq);
        }

        @Override
        public void onDropped(long fromSeq, long toSeq, boolean isNoted) {
            found.add((isNoted ? "dropped " : "dropped or lost ") + fromSeq + "-" + toSeq);
        }

        @Override
        public void onTransaction(Transaction transaction, Trust trust, long position) {
            assertTrue(trust == Trust.CONFLICTING || sample.isRight(transaction), "seq=" + transaction.seq());
            if (run != trust || transaction.seq() != last + 1) {
                end();
                run = trust;
                first = transaction.seq();
            }
            last = transaction.seq();
        }

        @Override
        public void onUnreadable(long firstSeq, long count, long position) {
            end();
            found.add("unreadable " + firstSeq);
        }

        private void end() {
            if (run != null) {
                found.add(run + " " + first + "-" + last);
                run = null;
            }
        }
    }

    /** Makes a record of a generation unreadable; 0 is its first. */
    private void overwrite(int generation, int record) throws IOException {
        Path file = JournalFiles.queueFile(journal, generation);
        byte[] bytes = Files.readAllBytes(file);
        bytes[JournalImage.places(bytes).get(record).end() - 3] ^= 8;
        Files.write(file, bytes);
    }
}
