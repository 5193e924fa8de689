package io.gavel.journal.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.DamageReason;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.RecordedRepair;
import io.gavel.journal.RepairNote;
import io.gavel.journal.Sample;
import io.gavel.journal.ScanProgress;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRepairTest {
    private static final int PER_GENERATION = 600;
    private static final int BATCH = 6;
    private static final long LAST_SEQ = 3L * PER_GENERATION;
    private static final RepairOrder ORDER = new RepairOrder("ann", "the disk lost a page", false);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
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
    void aWholeJournalIsLeftAlone() throws IOException {
        assertTrue(plan().isWhole());
        assertNull(repair(ORDER));
        assertFalse(Files.exists(journal.resolve("repairs")));
        assertEquals(3, JournalVerifier.verify(journal).report().generations());
    }

    @Test
    void aTornTailNeedsNoRepair() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        JournalFiles.truncate(file, JournalFiles.usedLength(file) - 3);
        assertTrue(plan().isWhole());
        assertTrue(plan().isTorn());
        assertTrue(RepairText.inWords(plan()).contains("never finished"), RepairText.inWords(plan()));
        assertNull(repair(ORDER));
    }

    @Test
    void thePlanSaysWhatWouldBeLostAndWhoKnowsOfItAndChangesNothing() throws IOException {
        damage(2);
        byte[] before = Files.readAllBytes(JournalFiles.queueFile(journal, 2));
        EndWitness settlement = new EndWitness("settlement", directory.resolve("db"), null, LAST_SEQ - 7);
        RepairPlan plan = JournalRepair.plan(journal, List.of(settlement), ScanProgress.NONE);
        assertEquals(DamageReason.BAD_CRC, plan.damage().reason());
        assertEquals(LAST_SEQ, plan.knownSeq());
        assertEquals(LAST_SEQ, plan.toldSeq());
        assertTrue(plan.lastGoodSeq() > PER_GENERATION && plan.lastGoodSeq() < 2 * PER_GENERATION);
        // All but the one damaged record.
        assertEquals(LAST_SEQ - plan.lastGoodSeq() - BATCH, plan.readable());
        assertEquals(
                List.of("watermark", "counter", "settlement"),
                plan.ahead().stream().map(EndWitness::name).toList());
        assertEquals(
                List.of(JournalFiles.queueFile(journal, 2), JournalFiles.queueFile(journal, 3)),
                plan.affected().stream()
                        .filter(f -> f.toString().endsWith(".cq4"))
                        .toList());
        String words = RepairText.inWords(plan);
        assertTrue(words.contains("WERE TOLD"), words);
        assertArrayEquals(before, Files.readAllBytes(JournalFiles.queueFile(journal, 2)));
        assertFalse(Files.exists(journal.resolve("repairs")));
        assertFalse(Files.exists(journal.resolve("repairing")));
    }

    @Test
    void aLookWritesNothingNotEvenALock() throws IOException {
        Files.delete(journal.resolve("lock"));
        List<String> whole = names();
        assertTrue(plan().isWhole());
        assertEquals(whole, names());
        damage(2);
        assertFalse(plan().isWhole());
        assertEquals(whole, names());
    }

    @Test
    void whileSomebodyLooksNobodyWritesAndALookIsNoRepair() throws IOException {
        damage(2);
        try (JournalRepair look = JournalRepair.look(journal)) {
            assertThrows(JournalLocked.class, () -> ChronicleJournal.open(journal, JournalConfig.small()));
            assertThrows(IllegalStateException.class, () -> look.carryOut(ORDER), "nothing is planned");
            assertFalse(look.plan(List.of(), ScanProgress.NONE).isWhole());
            assertThrows(IllegalStateException.class, () -> look.carryOut(ORDER));
        }
        assertFalse(Files.exists(journal.resolve("repairs")));
        try (JournalRepair taken = JournalRepair.take(journal)) {
            long lastGoodSeq = taken.plan(List.of(), ScanProgress.NONE).lastGoodSeq();
            assertEquals(lastGoodSeq, taken.carryOut(ORDER).plan().lastGoodSeq());
            assertWhole(lastGoodSeq);
        }
    }

    @Test
    void whatWasToldIsSaidOfAWholeJournalTooAndNotGuessedWhereNobodyKnows() throws IOException {
        assertEquals(LAST_SEQ, plan().toldSeq());
        assertTrue(json(plan()).contains("\"toldSeq\":" + LAST_SEQ), json(plan()));
        Files.delete(journal.resolve("durable"));
        assertEquals(LAST_SEQ, plan().toldSeq(), "the watermark knows");
        Files.delete(journal.resolve("watermark"));
        assertEquals(RepairPlan.NOT_KNOWN, plan().toldSeq());
        assertFalse(json(plan()).contains("toldSeq"), json(plan()));
    }

    @Test
    void anOrderSaysWhoAndWhy() {
        for (String missing : List.of("", " ", "x".repeat(RepairNote.MAX_TEXT_BYTES + 1))) {
            for (String[] texts : new String[][] {{"ann", missing}, {missing, "why"}}) {
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> new RepairOrder(texts[0], texts[1], false));
                assertTrue(refused.getMessage().startsWith("expected 1 to 254 bytes"), refused.getMessage());
            }
        }
    }

    @Test
    void afterARepairTheJournalIsWholeAndSaysSoAndGoesOn() throws IOException {
        damage(2);
        byte[] second = Files.readAllBytes(JournalFiles.queueFile(journal, 2));
        byte[] third = Files.readAllBytes(JournalFiles.queueFile(journal, 3));
        long lastGoodSeq = plan().lastGoodSeq();
        RepairReport report = repair(ORDER);
        assertNotNull(report);
        assertEquals(3, report.generation());
        assertEquals(List.of("generations/0000000002", "generations/0000000003"), report.moved());
        assertArrayEquals(second, Files.readAllBytes(JournalFiles.queueFile(report.folder(), 2)));
        assertArrayEquals(third, Files.readAllBytes(JournalFiles.queueFile(report.folder(), 3)));
        String json = Files.readString(report.folder().resolve("report.json"));
        assertTrue(json.contains("\"reason\":\"BAD_CRC\""), json);
        assertTrue(json.contains("\"lastGoodSeq\":" + lastGoodSeq + ",\"knownSeq\":" + LAST_SEQ), json);
        assertTrue(json.contains("\"operator\":\"ann\",\"note\":\"the disk lost a page\""), json);
        assertTrue(Files.readString(report.folder().resolve("report.txt")).contains("WERE TOLD"));

        assertWhole(lastGoodSeq);
        try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(lastGoodSeq, opened.lastSeq());
            sample.append(opened, lastGoodSeq + 1, 10);
        }
        assertWhole(lastGoodSeq + 10);
        assertNull(repair(ORDER));
    }

    @Test
    void aLastRecordThatCannotBeReadIsGivenUpAndStaysWhereItIs() throws IOException {
        Path killed = directory.resolve("killed");
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(live, LAST_SEQ + 1, BATCH);
            JournalFiles.copy(journal, killed);
        }
        journal = killed;
        Path file = JournalFiles.queueFile(journal, 4);
        JournalFiles.flipBit(file, JournalFiles.usedLength(file) - 5, 4);
        byte[] damaged = Files.readAllBytes(file);
        RepairPlan plan = plan();
        assertEquals(DamageReason.BAD_CRC, plan.damage().reason());
        assertEquals(LAST_SEQ, plan.lastGoodSeq());
        assertEquals(LAST_SEQ + BATCH, plan.toldSeq());
        assertEquals(5, repair(ORDER).generation());
        assertArrayEquals(damaged, Files.readAllBytes(file));
        assertWhole(LAST_SEQ);
    }

    @Test
    void theRepairIsInTheJournalItself() throws IOException {
        damage(3);
        repair(ORDER);
        byte[] bytes = Files.readAllBytes(JournalFiles.queueFile(journal, 4));
        List<JournalImage.Place> records = JournalImage.places(bytes);
        assertEquals(
                List.of(2, 5, 3), records.stream().map(JournalImage.Place::kind).toList());
        String text = new String(
                bytes,
                records.get(1).envelope(),
                records.get(1).length(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("BAD_CRC") && text.contains("ann") && text.contains("the disk lost a page"), text);
    }

    @Test
    void everyReportOfTheJournalListsItsRepairs() throws IOException {
        damage(3);
        long firstGoodSeq = plan().lastGoodSeq();
        repair(ORDER);
        List<RecordedRepair> repairs = JournalVerifier.verify(journal).report().repairs();
        assertEquals(1, repairs.size());
        assertEquals(4, repairs.get(0).generation());
        assertEquals(firstGoodSeq, repairs.get(0).lastGoodSeq());
        assertTrue(repairs.get(0).repairedNs() > 0);
        assertEquals(
                new RepairNote("BAD_CRC", LAST_SEQ, LAST_SEQ, "ann", "the disk lost a page"),
                repairs.get(0).note());
        assertTrue(repairs.get(0).isAnyTold());
        assertFalse(repairs.get(0).isLossless());
        try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(repairs, opened.recovered().repairs());
            sample.append(opened, firstGoodSeq + 1, 10);
            assertEquals(repairs, JournalVerifier.verify(journal).report().repairs(), "being written");
        }
        Files.write(journal.resolve("watermark"), new byte[5]);
        repair(new RepairOrder("bob", "nothing was lost", false));
        List<RecordedRepair> both = JournalVerifier.verify(journal).report().repairs();
        assertEquals(repairs.get(0), both.get(0));
        assertEquals("bob", both.get(1).note().operator());
        assertTrue(both.get(1).isLossless());
        damage(1);
        assertEquals(List.of(), JournalVerifier.verify(journal).report().repairs(), "none before the damage");
    }

    @Test
    void aRepairThatLeftNothingIsListedAlsoWhileTheJournalIsWrittenAndHoldsNothingYet() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 1));
        repair(ORDER);
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            Verification verification = JournalVerifier.verify(journal);
            assertTrue(verification.isLive());
            assertEquals(live.recovered().repairs(), verification.report().repairs());
            assertEquals(0, verification.report().repairs().get(0).lastGoodSeq());
            assertEquals(LAST_SEQ, verification.report().repairs().get(0).note().knownSeq());
        }
    }

    @Test
    void whatWasToldAndIsGoneIsGivenUp() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 3));
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, plan().damage().reason());
        RepairReport report = repair(ORDER);
        assertEquals(List.of(), report.moved());
        assertWhole(2L * PER_GENERATION);
    }

    @Test
    void aGapGivesUpWhatLiesBehindIt() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 2));
        repair(ORDER);
        assertWhole(PER_GENERATION);
    }

    @Test
    void withoutTheFirstGenerationNothingStaysButTheNameOfTheJournal() throws IOException {
        String id = JournalVerifier.verify(journal).report().journalId().toString();
        JournalFiles.delete(JournalFiles.generation(journal, 1));
        Files.delete(journal.resolve("durable"));
        RepairPlan plan = plan();
        assertEquals(0, plan.lastGoodSeq());
        assertEquals(LAST_SEQ, plan.knownSeq());
        repair(ORDER);
        Verification verification = assertWhole(0);
        assertEquals(id, verification.report().journalId().toString());
    }

    @Test
    void foreignThingsGoAsideAndNothingIsLost() throws IOException {
        Files.createDirectory(journal.resolve("generations").resolve("old"));
        Files.writeString(JournalFiles.generation(journal, 2).resolve("copy.cq4"), "another");
        RepairReport report = repair(ORDER);
        assertEquals(List.of("generations/0000000002", "generations/old"), report.moved());
        assertTrue(Files.exists(report.folder().resolve("generations/0000000002/copy.cq4")));
        assertWhole(LAST_SEQ);
    }

    @Test
    void aDamagedCounterIsMadeAnew() throws IOException {
        byte[] damaged = new byte[5];
        Files.write(journal.resolve("durable"), damaged);
        RepairReport report = repair(ORDER);
        assertArrayEquals(damaged, Files.readAllBytes(report.folder().resolve("durable")));
        assertWhole(LAST_SEQ);
    }

    @Test
    void snapshotsOfWhatWasGivenUpGoAside() throws IOException {
        damage(3);
        long lastGoodSeq = plan().lastGoodSeq();
        Path snapshots = Files.createDirectory(journal.resolve("snapshots"));
        Path older = Files.writeString(snapshots.resolve(String.format("%020d.snapshot", lastGoodSeq)), "older");
        Path newer = Files.writeString(snapshots.resolve(String.format("%020d.snapshot", lastGoodSeq + 1)), "newer");
        RepairReport report = repair(ORDER);
        assertTrue(Files.exists(older));
        assertFalse(Files.exists(newer));
        assertTrue(Files.exists(report.folder().resolve("snapshots").resolve(newer.getFileName())));
    }

    @Test
    void aLaterFormatIsNotGivenUpUnlessTheOrderSaysSo() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        byte[] bytes = Files.readAllBytes(file);
        bytes[JournalImage.places(bytes).get(0).envelope() + 4] = 2;
        Files.write(file, bytes);
        assertEquals(DamageReason.UNKNOWN_VERSION, plan().damage().reason());
        assertThrows(RepairRefused.class, () -> repair(ORDER));
        assertFalse(Files.exists(journal.resolve("repairs")));
        repair(new RepairOrder("ann", "it is none", true));
        assertWhole(2L * PER_GENERATION);
    }

    @Test
    void aStrangerAmongCounterAndGenerationsIsNotGuessed() throws IOException {
        Path watermark = journal.resolve("watermark");
        byte[] known = Files.readAllBytes(watermark);
        Files.delete(watermark);
        JournalFiles.write(journal.resolve("durable"), 16, new byte[8]);
        RepairRefused refused = assertThrows(RepairRefused.class, () -> repair(ORDER));
        assertTrue(refused.getMessage().contains("file=" + journal.resolve("durable")), refused.getMessage());
        assertFalse(Files.exists(journal.resolve("repairs")));
        Files.write(watermark, known);
        repair(ORDER);
        assertWhole(LAST_SEQ);
    }

    @Test
    void whileItIsWrittenNothingIsRepaired() {
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertThrows(JournalLocked.class, () -> repair(ORDER));
            assertThrows(JournalLocked.class, this::plan);
            sample.append(live, LAST_SEQ + 1, 1);
        }
    }

    @Test
    void whatIsNoJournalIsNotRepaired() {
        JournalDamaged none = assertThrows(
                JournalDamaged.class,
                () -> JournalRepair.plan(directory.resolve("nowhere"), List.of(), ScanProgress.NONE));
        assertEquals(DamageReason.NOT_A_JOURNAL, none.reason());
        assertFalse(Files.exists(directory.resolve("nowhere")));
    }

    @Test
    void aReaderThatStoodBehindTheCutIsTold() throws IOException {
        Transaction transaction = new Transaction();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.poll(transaction)) {
                assertTrue(sample.isRight(transaction));
            }
            damage(3);
            repair(ORDER);
            assertTrue(reader.durableSeq() < LAST_SEQ, "the counter is the same file");
            assertFalse(reader.poll(transaction));
            try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
                sample.append(opened, opened.lastSeq() + 1, PER_GENERATION + 1);
            }
            JournalDamaged told = assertThrows(JournalDamaged.class, () -> reader.poll(transaction));
            assertEquals(DamageReason.BROKEN_SEQUENCE, told.reason());
            assertTrue(told.getMessage().contains("read it anew"), told.getMessage());
        }
    }

    private void damage(int generation) throws IOException {
        Path file = JournalFiles.queueFile(journal, generation);
        byte[] bytes = Files.readAllBytes(file);
        bytes[JournalImage.places(bytes).get(40).end() - 3] ^= 8;
        Files.write(file, bytes);
    }

    private static String json(RepairPlan plan) {
        JsonWriter json = new JsonWriter().beginObject();
        RepairText.write(plan, json);
        return json.endObject().toString();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(journal)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private RepairPlan plan() {
        return JournalRepair.plan(journal, List.of(), ScanProgress.NONE);
    }

    private RepairReport repair(RepairOrder order) {
        return JournalRepair.repair(journal, order, List.of(), ScanProgress.NONE);
    }

    private Verification assertWhole(long lastSeq) throws IOException {
        assertFalse(Files.exists(journal.resolve("repairing")));
        try (Stream<Path> left = Files.list(journal)) {
            assertTrue(left.noneMatch(file -> file.toString().endsWith(".new")));
        }
        Verification verification =
                JournalVerifier.verify(journal, transaction -> assertTrue(sample.isRight(transaction)));
        assertEquals(Status.WHOLE, verification.status(), String.valueOf(verification));
        assertEquals(lastSeq, verification.report().lastSeq());
        return verification;
    }
}
