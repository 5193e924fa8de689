package io.gavel.journal.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.NamedReader;
import io.gavel.journal.RecordedRepair;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.journal.snapshot.LiveExchange;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to a journal whose first generations were dropped, as a kill left it. */
class RetainedRepairTest {
    private static final JournalConfig SMALL_GENERATIONS = JournalConfig.small().withGenerationBytes(1 << 20);
    private static final long NOW_NS = 1_900_000_000_000_000_000L;
    private static final RepairOrder ORDER = new RepairOrder("ann", "the disk lost a page", false);

    @TempDir
    static Path folder;

    private static Path whole;
    private static SnapshotHeader older;
    private static SnapshotHeader newer;
    private static long firstSeq;
    private static long lastSeq;

    @TempDir
    Path directory;

    private Path journal;
    private Path note;

    @BeforeAll
    static void writeAndDrop() throws IOException {
        Path live = folder.resolve("live");
        whole = folder.resolve("whole");
        try (LiveExchange exchange = new LiveExchange(live, 2, 10, SMALL_GENERATIONS)) {
            older = exchange.run(6_000).snapshot().header();
            newer = exchange.run(6_000).snapshot().header();
            exchange.run(2_000);
            lastSeq = exchange.header().seq();
            assertTrue(JournalRetention.dropBefore(live, older.seq()) > 0);
            firstSeq = JournalRetention.firstSeq(live);
            NamedReader reader = NamedReader.register(live, "behind");
            reader.advance(live, position(older));
            NamedReader.register(live, "ahead").advance(live, position(exchange.header()));
            JournalFiles.copy(live, whole);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        journal = JournalFiles.copy(whole, directory.resolve("journal"));
        note = journal.resolve("retained");
    }

    @Test
    void aNoteThatIsNotAsItWasWrittenIsNamedByEverythingAndMadeAnew() throws IOException {
        byte[] good = Files.readAllBytes(note);
        List<byte[]> bad = new ArrayList<>();
        bad.add(new byte[0]);
        bad.add(Arrays.copyOf(good, 51));
        bad.add(Arrays.copyOf(good, 4_096));
        bad.add(new byte[52]);
        for (int offset = 0; offset < 52; offset += 7) {
            bad.add(good.clone());
            bad.get(bad.size() - 1)[offset] ^= 4;
        }
        // Whole by its checksum, and of another journal, another release, or nonsense.
        bad.add(sealed(good, 8, 77));
        bad.add(sealed(good, 24, 1));
        bad.add(sealed(good, 24, 0));
        bad.add(sealed(good, 24, -5));
        bad.add(sealed(good, 24, Long.MAX_VALUE));
        bad.add(sealed(good, 32, -1));
        bad.add(sealed(good, 32, firstSeq + 5));
        bad.add(sealed(good, 40, 5));
        for (byte[] content : bad) {
            Files.write(note, content);
            assertNamedEverywhere();
        }
        for (byte[] content : List.of(bad.get(0), bad.get(4), sealed(good, 8, 77))) {
            Files.write(note, content);
            RepairPlan plan = plan();
            assertTrue(
                    plan.damage().getMessage().contains(note.toString()),
                    plan.damage().getMessage());
            assertEquals(lastSeq, plan.lastGoodSeq());
            assertTrue(plan.isLossless());
            RepairReport report = repair();
            assertArrayEquals(good, Files.readAllBytes(note));
            assertArrayEquals(content, Files.readAllBytes(report.folder().resolve("retained")));
            assertTrue(report.moved().contains("retained"), report.moved().toString());
            assertWhole(lastSeq);
            JournalFiles.delete(journal);
            copy();
        }
    }

    @Test
    void aFolderInThePlaceOfTheNoteIsNamedAndNotGuessed() throws IOException {
        Files.delete(note);
        Files.createDirectory(note);
        assertNamedEverywhere();
        assertTrue(RepairText.inWords(plan()).contains("retained"));
        assertRefused("move it away");
    }

    @Test
    void withoutAnySnapshotGoodRecordsAreNotTakenForAWholeJournal() throws IOException {
        JournalFiles.delete(journal.resolve("snapshots"));
        RepairPlan plan = plan();
        assertFalse(plan.isWhole());
        assertEquals(DamageReason.MISSING_GENERATION, plan.damage().reason());
        assertEquals(lastSeq, plan.lastGoodSeq());
        assertTrue(plan.affected().isEmpty(), plan.affected().toString());
        assertRefused("expected a good snapshot");
    }

    @Test
    void aNoteOfALaterReleaseIsNotGivenUpUnlessTheOrderSaysSo() throws IOException {
        byte[] content = Files.readAllBytes(note);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 2);
        Files.write(
                note,
                sealed(
                        content,
                        24,
                        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(24)));
        assertEquals(DamageReason.UNKNOWN_VERSION, assertNamedEverywhere().reason());
        assertRefused("UNKNOWN_VERSION");
    }

    @Test
    void withoutItsNoteTheJournalIsWholeAgainOnlyIfASnapshotProvesWhereItBegins() throws IOException {
        byte[] good = Files.readAllBytes(note);
        Files.delete(note);
        assertEquals(DamageReason.MISSING_GENERATION, assertNamedEverywhere().reason());
        RepairPlan plan = plan();
        assertTrue(plan.isLossless(), RepairText.inWords(plan));
        assertTrue(RepairText.inWords(plan).contains("dropped or lost"), RepairText.inWords(plan));
        assertEquals(lastSeq, plan.lastGoodSeq());
        repair();
        assertArrayEquals(good, Files.readAllBytes(note));
        assertWhole(lastSeq);
    }

    @Test
    void generationsThatAreGoneTogetherWithTheNoteAreNotTakenForDroppedOnes() throws IOException {
        Files.write(note, new byte[52]);
        JournalFiles.delete(JournalFiles.generation(journal, firstGeneration()));
        RepairPlan plan = plan();
        assertTrue(plan.firstSeq() > older.seq(), plan::toString);
        assertEquals(older.seq(), plan.lostFromSeq());
        assertFalse(plan.isLossless());
        String lost = older.seq() + " to " + (plan.firstSeq() - 1);
        assertTrue(RepairText.inWords(plan).contains("at least " + lost + " are LOST"), RepairText.inWords(plan));
        repair();
        RecordedRepair recorded =
                JournalVerifier.verify(journal).report().repairs().get(0);
        assertEquals(
                "BAD_CRC and " + lost + " lost before what stays",
                recorded.note().damage());
        assertWhole(lastSeq);
    }

    @Test
    void aDamagedNoteWithoutAGoodSnapshotIsNotRepaired() throws IOException {
        Files.write(note, new byte[52]);
        JournalFiles.delete(journal.resolve("snapshots"));
        assertRefused("snapshot");
    }

    @Test
    void aCutBehindAGoodSnapshotIsMadeAndReadersAheadOfItGoAside() throws IOException {
        long cut = damageBehind(newer.seq());
        RepairPlan plan = plan();
        assertTrue(plan.lastGoodSeq() >= newer.seq() && plan.lastGoodSeq() < lastSeq);
        assertTrue(RepairText.inWords(plan).contains("readers/ahead"), RepairText.inWords(plan));
        assertFalse(RepairText.inWords(plan).contains("readers/behind"), RepairText.inWords(plan));
        byte[] ahead = Files.readAllBytes(journal.resolve("readers").resolve("ahead"));
        RepairReport report = repair();
        assertEquals(cut, report.plan().lastGoodSeq());
        assertArrayEquals(ahead, Files.readAllBytes(report.folder().resolve("readers/ahead")));
        assertTrue(report.moved().contains("readers/ahead"), report.moved().toString());
        assertTrue(Files.readString(report.folder().resolve("report.json")).contains("readers/ahead"));
        assertEquals(
                List.of("behind"),
                NamedReader.list(journal).stream().map(NamedReader::name).toList());
        assertWhole(plan.lastGoodSeq());
    }

    @Test
    void aCutThatLeavesOnlyTheOlderSnapshotGoesOnFromThatOne() throws IOException {
        damageBehind(older.seq());
        RepairReport report = repair();
        assertTrue(report.plan().lastGoodSeq() < newer.seq());
        assertWhole(report.plan().lastGoodSeq());
    }

    @Test
    void aCutThatLeavesNoGoodSnapshotIsRefusedAndChangesNothing() throws IOException {
        damageBehind(older.seq());
        JournalFiles.flipBit(snapshot(older), 300, 2);
        String said = RepairText.inWords(plan());
        assertTrue(said.contains("snapshot"), said);
        assertRefused("good snapshot");
    }

    @Test
    void aCutBeforeTheFirstKeptGenerationIsRefusedAndChangesNothing() throws IOException {
        int first = firstGeneration();
        Path file = JournalFiles.queueFile(journal, first);
        byte[] bytes = Files.readAllBytes(file);
        bytes[JournalImage.places(bytes).get(0).end() - 3] ^= 8;
        Files.write(file, bytes);
        assertRefused("begins behind");
        JournalFiles.delete(JournalFiles.generation(journal, first));
        assertRefused("begins behind");
        JournalFiles.delete(journal.resolve("generations"));
        assertRefused("begins behind");
    }

    @Test
    void aDamagedReaderHaltsNothingAndIsNamed() throws IOException {
        Path reader = journal.resolve("readers").resolve("behind");
        Path inTheWay = Files.createDirectory(journal.resolve("readers").resolve("folder"));
        for (byte[] content : List.of(new byte[0], new byte[52], new byte[4_096])) {
            Files.write(reader, content);
            assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
            assertTrue(plan().isWhole());
            assertNull(repair());
            for (String name : List.of("readers/behind", "readers/folder")) {
                assertTrue(RepairText.inWords(plan()).contains(name), RepairText.inWords(plan()));
            }
            assertTrue(
                    NamedReader.list(journal).stream()
                            .filter(any -> !any.name().equals("ahead"))
                            .allMatch(any ->
                                    any.journalId() == null && any.position().seq() == 0),
                    "it needs everything");
        }
        NamedReader again = NamedReader.register(journal, "behind");
        again.advance(journal, position(older));
        assertEquals(
                older.seq(), NamedReader.register(journal, "behind").position().seq());
        damageBehind(newer.seq());
        RepairReport report = repair();
        assertTrue(Files.isDirectory(inTheWay), "it stays where it is");
        assertTrue(Files.readString(report.folder().resolve("report.txt")).contains("readers/folder"));
        assertWhole(report.plan().lastGoodSeq());
    }

    /** Whatever reads or opens a journal says which damage it is, and never fails otherwise. */
    private JournalDamaged assertNamedEverywhere() {
        Verification verification = JournalVerifier.verify(journal);
        assertEquals(2, verification.status().exitStatus(), String.valueOf(verification));
        assertNotNull(verification.damage());
        JournalDamaged opening = assertThrows(JournalDamaged.class, this::open);
        assertEquals(verification.damage().reason(), opening.reason());
        assertThrows(JournalDamaged.class, () -> JournalReader.open(journal).close());
        assertFalse(plan().isWhole());
        return opening;
    }

    private void assertRefused(String word) throws IOException {
        List<String> before = content();
        RepairRefused refused = assertThrows(RepairRefused.class, this::repair);
        assertTrue(refused.getMessage().contains(word), refused.getMessage());
        assertEquals(before, content());
    }

    private void assertWhole(long expectedSeq) throws IOException {
        Verification verification = JournalVerifier.verify(journal);
        assertEquals(Status.WHOLE, verification.status(), String.valueOf(verification));
        assertEquals(expectedSeq, verification.report().lastSeq());
        assertNull(repair());
        assertFalse(Files.exists(journal.resolve("repairing")));
        try (JournaledMarket opened = open()) {
            assertNotNull(opened.recovery().snapshot());
            assertTrue(opened.recovery().skipped().isEmpty());
        }
    }

    /** Turns a bit in a record some way behind a sequence; returns the last good one. */
    private long damageBehind(long seq) throws IOException {
        int number = firstGeneration();
        while (Files.exists(JournalFiles.generation(journal, number))) {
            Path file = JournalFiles.queueFile(journal, number);
            byte[] bytes = Files.readAllBytes(file);
            for (JournalImage.Place place : JournalImage.places(bytes)) {
                if (place.kind() == 1 && place.firstSeq() > seq + 100) {
                    bytes[place.end() - 3] ^= 8;
                    Files.write(file, bytes);
                    return place.firstSeq() - 1;
                }
            }
            number++;
        }
        throw new AssertionError("expected a record behind seq " + seq);
    }

    private int firstGeneration() {
        int first = 1;
        while (!Files.exists(JournalFiles.generation(journal, first))) {
            first++;
        }
        return first;
    }

    private Path snapshot(SnapshotHeader header) {
        return SnapshotStore.of(journal).list().stream()
                .filter(file -> file.getFileName().toString().contains(Long.toString(header.seq())))
                .findFirst()
                .orElseThrow();
    }

    /** The names and sizes of all there is, and the note. */
    private List<String> content() throws IOException {
        List<String> content = new ArrayList<>();
        try (var files = Files.walk(journal)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                boolean isFile = Files.isRegularFile(file);
                content.add(file + " " + (isFile ? Arrays.hashCode(Files.readAllBytes(file)) : 0));
            }
        }
        content.sort(null);
        return content;
    }

    private static byte[] sealed(byte[] good, int offset, long value) {
        byte[] bytes = good.clone();
        ByteBuffer fields =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 48);
        fields.putInt(48, (int) crc.getValue());
        return bytes;
    }

    private static JournalPosition position(SnapshotHeader header) {
        return new JournalPosition(header.seq(), header.chain(), header.generation());
    }

    private RepairPlan plan() {
        return JournalRepair.plan(journal, List.of(), ScanProgress.NONE);
    }

    private RepairReport repair() {
        return JournalRepair.repair(journal, ORDER, List.of(), ScanProgress.NONE);
    }

    private JournaledMarket open() {
        return JournaledMarket.open(
                journal,
                JournalConfig.small(),
                MarketConfig.defaults(),
                () -> NOW_NS,
                RecoveryListener.of(new ViewState()));
    }
}
