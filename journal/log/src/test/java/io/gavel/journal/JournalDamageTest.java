package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged journals: an opening gives all that was told, byte for byte, or a named reason. Three generations, the last
 * never closed; where its records end is taken from the raw file after each append, not from the code under test.
 */
class JournalDamageTest {
    private static final int PER_GENERATION = 1_200;
    private static final int BATCH = 12;
    private static final long LAST_SEQ = 3L * PER_GENERATION;
    private static final int ENVELOPE_LENGTH = 40;
    private static final int PAGE = 4096;

    @TempDir
    static Path shared;

    private static Path original;
    /** Behind each batch of the last generation; index 0 is behind the first record. */
    private static final List<Long> ENDS = new ArrayList<>();

    private final Sample sample = new Sample();
    private Path journal;

    @BeforeAll
    static void writeOriginal() throws IOException {
        Path live = shared.resolve("live");
        Sample sample = new Sample();
        for (int generation = 0; generation < 2; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(live, JournalConfig.small())) {
                sample.appendInBatches(journal, 1 + (long) generation * PER_GENERATION, PER_GENERATION, BATCH);
            }
        }
        try (ChronicleJournal journal = ChronicleJournal.open(live, JournalConfig.small())) {
            Path file = JournalFiles.queueFile(live, 3);
            ENDS.add(JournalFiles.usedLength(file));
            for (long seq = 2L * PER_GENERATION + 1; seq < LAST_SEQ; seq += BATCH) {
                sample.append(journal, seq, BATCH);
                ENDS.add(JournalFiles.usedLength(file));
            }
            original = JournalFiles.copy(live, shared.resolve("original"));
        }
    }

    @BeforeEach
    void takeACopy() throws IOException {
        journal = JournalFiles.copy(original, shared.resolve("copy"));
    }

    @Test
    void anUncleanEndThatTearsNothingIsWhole() {
        Verification verification = JournalVerifier.verify(journal);
        assertEquals(Status.WHOLE, verification.status());
        assertEquals(LAST_SEQ, verification.report().lastSeq());
        assertFalse(verification.report().isClosedCleanly());
        assertFalse(verification.isLive());
    }

    @Test
    void aTornTailIsCutBehindTheLastWholeRecordWhereverItTears() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        JournalFiles.setDurable(journal, 2L * PER_GENERATION);
        long end = ENDS.get(ENDS.size() - 1);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            long cut = round < 100 ? end - round : ENDS.get(0) + random.nextLong(end - ENDS.get(0));
            Files.write(file, whole);
            JournalFiles.truncate(file, cut);
            Verification verification = JournalVerifier.verify(journal, this::assertRight);
            assertEquals(lastWholeSeq(cut), verification.report().lastSeq(), "cut=" + cut);
            boolean tears = ENDS.stream().noneMatch(e -> cut >= e && cut <= e + 3);
            assertEquals(tears ? Status.TORN_TAIL : Status.WHOLE, verification.status(), "cut=" + cut);
            assertTrue(verification.report().tornBytes() < 3_000, "cut=" + cut);
        }
    }

    @Test
    void behindATornTailTheNextGenerationGoesOn() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        long lost = ENDS.get(ENDS.size() - 1) - 30;
        JournalFiles.truncate(file, lost);
        long lastSeq = lastWholeSeq(lost);
        JournalFiles.setDurable(journal, lastSeq - 5);
        try (ChronicleJournal reopened = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(lastSeq, reopened.lastSeq());
            assertTrue(reopened.recovered().tornBytes() > 0);
            sample.append(reopened, lastSeq + 1, 50);
        }
        Verification verification = JournalVerifier.verify(journal, this::assertRight);
        assertEquals(Status.WHOLE, verification.status());
        assertEquals(lastSeq + 50, verification.report().lastSeq());
        assertEquals(4, verification.report().generations());
    }

    @Test
    void aReaderCrossesATornTailThatWasCutWhileItWaited() throws IOException {
        long lost = ENDS.get(ENDS.size() - 1) - 30;
        JournalFiles.truncate(JournalFiles.queueFile(journal, 3), lost);
        long lastSeq = lastWholeSeq(lost);
        JournalFiles.setDurable(journal, lastSeq - 5);
        Transaction transaction = new Transaction();
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.seek(lastSeq - 5);
            assertTrue(reader.poll(transaction));
            assertFalse(reader.poll(transaction), "whole but not told");
            try (ChronicleJournal reopened = ChronicleJournal.open(journal, JournalConfig.small())) {
                for (long seq = lastSeq - 4; seq <= lastSeq; seq++) {
                    assertTrue(reader.poll(transaction));
                    assertEquals(seq, transaction.seq());
                }
                assertFalse(reader.poll(transaction));
                sample.append(reopened, lastSeq + 1, 1);
                assertTrue(reader.poll(transaction));
                assertRight(transaction);
            }
        }
    }

    @Test
    void anEndBelowWhatWasToldIsShorterThanKnown() throws IOException {
        JournalFiles.truncate(JournalFiles.queueFile(journal, 3), ENDS.get(ENDS.size() - 1) - 1);
        JournalDamaged damage = assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
        assertEquals(LAST_SEQ - BATCH, damage.lastGoodSeq());
        String known = "knownSeq=" + LAST_SEQ + ", knownBy=counter " + journal.resolve("durable");
        assertTrue(damage.getMessage().contains(known), damage.getMessage());
    }

    @Test
    void aLastRecordThatIsNotAsItWasWrittenIsDamageWhereSomebodyKnowsOfIt() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        long end = ENDS.get(ENDS.size() - 1);
        long start = align(ENDS.get(ENDS.size() - 2));
        for (long position : new long[] {end - 1, end - 100, start + 4, start + 12, start + 44}) {
            JournalFiles.flipBit(file, position, 4);
            JournalDamaged damage = assertDamaged(DamageReason.BAD_CRC);
            assertEquals(LAST_SEQ - BATCH, damage.lastGoodSeq());
            assertEquals(file, damage.file());
            assertEquals(start, damage.position());
            String known = "knownSeq=" + LAST_SEQ + ", knownBy=counter " + journal.resolve("durable");
            assertTrue(damage.getMessage().contains(known), damage.getMessage());
            try (JournalReader reader = JournalReader.open(journal)) {
                reader.seek(LAST_SEQ - BATCH);
                assertTrue(reader.poll(new Transaction()));
                JournalDamaged read = assertThrows(JournalDamaged.class, () -> reader.poll(new Transaction()));
                assertEquals(DamageReason.BAD_CRC, read.reason());
            }
            JournalFiles.flipBit(file, position, 4);
        }
    }

    @Test
    void aLastRecordThatTheNextGenerationKnowsOfIsDamageToo() throws IOException {
        ChronicleJournal.open(journal, JournalConfig.small()).close();
        Path file = JournalFiles.queueFile(journal, 3);
        JournalFiles.flipBit(file, ENDS.get(ENDS.size() - 1) - 5, 4);
        JournalDamaged damage = assertDamaged(DamageReason.BAD_CRC);
        assertEquals(LAST_SEQ - BATCH, damage.lastGoodSeq());
        assertEquals(file, damage.file());
    }

    @Test
    void beyondAllThatIsKnownALastRecordMayBeTornOrDamagedAndThatIsSaid() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        JournalFiles.setDurable(journal, LAST_SEQ - BATCH);
        long end = ENDS.get(ENDS.size() - 1);
        JournalFiles.flipBit(file, end - 5, 4);
        Verification verification = JournalVerifier.verify(journal, this::assertRight);
        assertEquals(Status.TORN_TAIL, verification.status());
        assertEquals(LAST_SEQ - BATCH, verification.report().lastSeq());
        assertEquals(JournalTail.UNREADABLE, verification.report().tail());
        JournalFiles.flipBit(file, end - 5, 4);
        // A write that is torn lacks its last sectors.
        JournalFiles.zero(file, end - 512, 512);
        assertEquals(
                JournalTail.UNFINISHED, JournalVerifier.verify(journal).report().tail());
        JournalFiles.truncate(file, end - 512);
        assertEquals(
                JournalTail.UNFINISHED, JournalVerifier.verify(journal).report().tail());
        JournalFiles.truncate(file, align(ENDS.get(ENDS.size() - 2)));
        assertEquals(
                JournalTail.NOTHING, JournalVerifier.verify(journal).report().tail());
    }

    @Test
    void whoKnowsMoreFromOutsideIsNamed() throws IOException {
        Path database = shared.resolve("database");
        EndWitness alike = new EndWitness("settlement", database, null, LAST_SEQ);
        JournalOpening.of(journal, List.of(alike), ScanProgress.NONE).close();
        EndWitness ahead = new EndWitness("settlement", database, null, LAST_SEQ + 1);
        JournalDamaged damage = assertThrows(
                JournalDamaged.class, () -> JournalOpening.of(journal, List.of(alike, ahead), ScanProgress.NONE));
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, damage.reason());
        String known = "knownSeq=" + (LAST_SEQ + 1) + ", knownBy=settlement " + database;
        assertTrue(damage.getMessage().contains(known), damage.getMessage());
        JournalFiles.delete(journal);
        assertThrows(
                JournalDamaged.class,
                () -> JournalOpening.of(journal, List.of(ahead), ScanProgress.NONE),
                "nothing is left");
    }

    @Test
    void aCounterOfAnotherJournalIsForeignAlsoWhenItIsAhead() throws IOException {
        JournalFiles.write(journal.resolve("durable"), 16, new byte[8]);
        JournalFiles.setDurable(journal, LAST_SEQ + 1);
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void aDamagedCounterHidesNothingOfWhatIsGood() throws IOException {
        Path counter = journal.resolve("durable");
        for (int bit = 0; bit < 32 * Byte.SIZE; bit++) {
            JournalFiles.flipBit(counter, bit / Byte.SIZE, bit % Byte.SIZE);
            Verification verification = JournalVerifier.verify(journal, this::assertRight);
            assertEquals(LAST_SEQ, verification.report().transactions(), "bit " + bit);
            // Only a smaller number can be true: that of a writer that was killed before it told.
            boolean isSmaller = bit / Byte.SIZE >= 8 && bit / Byte.SIZE < 16 && (LAST_SEQ >> (bit - 64) & 1) == 1;
            assertEquals(isSmaller ? Status.WHOLE : Status.DAMAGED, verification.status(), "bit " + bit);
            if (!isSmaller) {
                assertEquals(LAST_SEQ, verification.damage().lastGoodSeq());
                assertDamaged(verification.damage().reason());
            }
            JournalFiles.flipBit(counter, bit / Byte.SIZE, bit % Byte.SIZE);
        }
        Files.delete(counter);
        assertEquals(LAST_SEQ, JournalVerifier.verify(journal).report().transactions());
    }

    @Test
    void beforeDamageItIsSaidHowFarTheJournalIsKnownToGo() throws IOException {
        JournalFiles.flipBit(JournalFiles.queueFile(journal, 2), 40_000, 3);
        JournalDamaged damage = assertDamaged(DamageReason.BAD_CRC);
        assertEquals(LAST_SEQ, damage.known().seq());
        assertTrue(damage.getMessage().contains(", knownSeq=" + LAST_SEQ + ", knownBy=counter "), damage.getMessage());
    }

    @Test
    void whoKnowsMostIsNamed() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 3));
        long lastSeq = 2L * PER_GENERATION;
        JournalFiles.setDurable(journal, lastSeq + 1);
        register("audit", lastSeq + 1);
        assertKnownBy("counter", lastSeq + 1, lastSeq);
        register("billing", lastSeq + 7);
        assertKnownBy("reader billing", lastSeq + 7, lastSeq);
        EndWitness snapshot = new EndWitness("snapshot", shared.resolve("s"), null, lastSeq + 8);
        JournalDamaged damage = assertThrows(
                JournalDamaged.class, () -> JournalOpening.of(journal, List.of(snapshot), ScanProgress.NONE));
        assertEquals(snapshot, damage.known());
        assertEquals(
                List.of("reader billing", "reader audit", "counter", "watermark"),
                JournalVerifier.verify(journal).known().witnesses().stream()
                        .map(EndWitness::name)
                        .toList());
    }

    @Test
    void whatANamedReaderHasPassedIsNotForgotten() throws IOException {
        register("audit", LAST_SEQ);
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
        JournalFiles.delete(JournalFiles.generation(journal, 3));
        JournalFiles.setDurable(journal, 2L * PER_GENERATION);
        assertKnownBy("reader audit", LAST_SEQ, 2L * PER_GENERATION);
        Path file = journal.resolve("readers").resolve("audit");
        byte[] good = Files.readAllBytes(file);
        JournalFiles.flipBit(file, 30, 1);
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status(), "one that cannot be read stops nothing");
        Files.write(file, good);
        JournalFiles.delete(journal.resolve("generations"));
        assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
    }

    @Test
    void aReaderOfAnotherJournalStopsNothing() throws IOException {
        Path other = shared.resolve("other");
        JournalFiles.delete(other);
        try (ChronicleJournal opened = ChronicleJournal.open(other, JournalConfig.small())) {
            sample.append(opened, 1, 5);
        }
        NamedReader.register(other, "audit").advance(other, new JournalPosition(LAST_SEQ + 9, 1, 1));
        Files.createDirectories(journal.resolve("readers"));
        Files.copy(other.resolve("readers/audit"), journal.resolve("readers/audit"));
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
        ChronicleJournal.open(journal, JournalConfig.small()).close();
    }

    @Test
    void anyFlippedBitIsFoundOrHarmless() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int generation = 1; generation <= 3; generation++) {
            Path file = JournalFiles.queueFile(journal, generation);
            long used = JournalFiles.usedLength(file);
            for (int round = 0; round < 250; round++) {
                long position = random.nextLong(used);
                int bit = random.nextInt(8);
                JournalFiles.flipBit(file, position, bit);
                assertWholeOrNamed("generation=" + generation + ", position=" + position + ", bit=" + bit);
                JournalFiles.flipBit(file, position, bit);
            }
        }
    }

    @Test
    void anyZeroedPageIsFoundOrHarmless() throws IOException {
        for (int generation = 1; generation <= 3; generation++) {
            Path file = JournalFiles.queueFile(journal, generation);
            long used = JournalFiles.usedLength(file);
            for (long position = 0; position < used; position += PAGE) {
                byte[] page = JournalFiles.read(file, position, PAGE);
                JournalFiles.zero(file, position, PAGE);
                assertWholeOrNamed("generation=" + generation + ", page=" + position);
                JournalFiles.write(file, position, page);
            }
        }
    }

    @Test
    void aFlippedPayloadBitIsABadCrc() throws IOException {
        JournalFiles.flipBit(JournalFiles.queueFile(journal, 3), ENDS.get(40) - 5, 3);
        JournalDamaged damage = assertDamaged(DamageReason.BAD_CRC);
        assertEquals(2L * PER_GENERATION + 39L * BATCH, damage.lastGoodSeq());
    }

    @Test
    void aFlippedLengthIsAHole() throws IOException {
        JournalFiles.flipBit(JournalFiles.queueFile(journal, 3), align(ENDS.get(39)) + 2, 3);
        JournalDamaged damage = assertDamaged(DamageReason.HOLE);
        assertEquals(2L * PER_GENERATION + 39L * BATCH, damage.lastGoodSeq());
    }

    @Test
    void aLostRecordInTheMiddleIsAHoleAlsoWhenNothingOfItWasTold() throws IOException {
        JournalFiles.setDurable(journal, 2L * PER_GENERATION);
        long start = align(ENDS.get(39));
        JournalFiles.zero(JournalFiles.queueFile(journal, 3), start, (int) (ENDS.get(40) - start));
        assertDamaged(DamageReason.HOLE);
    }

    @Test
    void aLaterPartOfAnAppendThatLostItsFirstIsATornTail() throws IOException {
        int count = 3_000;
        try (ChronicleJournal longAppend = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(longAppend, LAST_SEQ + 1, count);
            JournalFiles.copy(journal, shared.resolve("cut"));
        }
        journal = shared.resolve("cut");
        Path file = JournalFiles.queueFile(journal, 4);
        long lost = envelope(file, LAST_SEQ + 1);
        JournalFiles.zero(file, lost - 4, PAGE);

        assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
        JournalFiles.setDurable(journal, LAST_SEQ);
        Verification verification = JournalVerifier.verify(journal, this::assertRight);
        assertEquals(Status.TORN_TAIL, verification.status());
        assertEquals(LAST_SEQ, verification.report().lastSeq());
        assertTrue(verification.report().tornBytes() > 2 * JournalConfig.MAX_EXCERPT_BYTES, "parts behind it");
    }

    @Test
    void theValidPrefixBeforeDamageIsHandedOut() throws IOException {
        JournalFiles.flipBit(JournalFiles.queueFile(journal, 2), 40_000, 3);
        List<Long> seqs = new ArrayList<>();
        Verification verification = JournalVerifier.verify(journal, transaction -> {
            assertRight(transaction);
            seqs.add(transaction.seq());
        });
        assertEquals(Status.DAMAGED, verification.status());
        assertEquals(2, verification.status().exitStatus());
        assertEquals(seqs.size(), verification.damage().lastGoodSeq());
        assertEquals(seqs.size(), verification.report().transactions());
        assertTrue(seqs.size() > PER_GENERATION);
    }

    @Test
    void aGenerationThatEndsTooEarlyIsShorterThanTheNextOneKnows() throws IOException {
        Path file = JournalFiles.queueFile(journal, 1);
        JournalFiles.truncate(file, JournalFiles.usedLength(file) - 300);
        assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
    }

    @Test
    void aMissingGenerationIsNamed() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 2));
        assertDamaged(DamageReason.MISSING_GENERATION);
    }

    @Test
    void aMissingLastGenerationIsShorterThanKnown() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 3));
        assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
    }

    @Test
    void aForeignFileIsNamed() throws IOException {
        Files.writeString(JournalFiles.queueFile(journal, 2), "these are not the records you are looking for\n");
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void aForeignFolderIsNamed() throws IOException {
        Files.createDirectory(journal.resolve("generations").resolve("old"));
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void aGenerationOfAnotherJournalIsForeign() throws IOException {
        Path other = shared.resolve("other");
        JournalFiles.delete(other);
        for (int generation = 1; generation <= 3; generation++) {
            try (ChronicleJournal opened = ChronicleJournal.open(other, JournalConfig.small())) {
                sample.append(opened, (generation - 1L) * PER_GENERATION + 1, PER_GENERATION);
            }
        }
        Files.copy(
                JournalFiles.queueFile(other, 3),
                JournalFiles.queueFile(journal, 3),
                StandardCopyOption.REPLACE_EXISTING);
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void ofAnotherJournalNothingIsHandedOut() throws IOException {
        Path other = shared.resolve("other");
        JournalFiles.delete(other);
        try (ChronicleJournal opened = ChronicleJournal.open(other, JournalConfig.small())) {
            new Sample().at(7).append(opened, 1, 5);
        }
        JournalFiles.delete(journal);
        try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(opened, 1, 5);
        }
        Files.copy(
                JournalFiles.queueFile(other, 1),
                JournalFiles.queueFile(journal, 1),
                StandardCopyOption.REPLACE_EXISTING);
        assertDamaged(DamageReason.FOREIGN_FILE);
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> JournalReader.open(journal));
        assertEquals(DamageReason.FOREIGN_FILE, damage.reason());
    }

    @Test
    void thePrefixBeforeAGapAndBesideForeignThingsIsHandedOut() throws IOException {
        JournalFiles.delete(JournalFiles.generation(journal, 2));
        assertEquals(
                PER_GENERATION, assertDamaged(DamageReason.MISSING_GENERATION).lastGoodSeq());
        assertEquals(PER_GENERATION, JournalVerifier.verify(journal).report().lastSeq());
        JournalFiles.copy(original, journal);
        Files.createDirectory(journal.resolve("generations").resolve("old"));
        assertEquals(LAST_SEQ, assertDamaged(DamageReason.FOREIGN_FILE).lastGoodSeq());
        JournalFiles.copy(original, journal);
        Files.write(journal.resolve("durable"), new byte[7]);
        assertEquals(LAST_SEQ, assertDamaged(DamageReason.FOREIGN_FILE).lastGoodSeq());
        JournalFiles.copy(original, journal);
        Files.writeString(JournalFiles.queueFile(journal, 2), "these are not the records you are looking for\n");
        assertEquals(PER_GENERATION, assertDamaged(DamageReason.FOREIGN_FILE).lastGoodSeq());
        JournalFiles.copy(original, journal);
        Files.createDirectory(JournalFiles.generation(journal, 3).resolve("folder.cq4"));
        assertEquals(
                2 * PER_GENERATION, assertDamaged(DamageReason.FOREIGN_FILE).lastGoodSeq());
    }

    @Test
    void aGenerationThatWasReplacedByAnEarlierOneIsNamedWithWhatWasGoodBeforeIt() throws IOException {
        // Its first record says 2, as it should, and follows what the first generation held long ago.
        Path early = shared.resolve("early");
        JournalFiles.delete(early);
        try (ChronicleJournal opened = ChronicleJournal.open(early, JournalConfig.small())) {
            sample.append(opened, 1, 5);
            JournalFiles.delete(journal);
            JournalFiles.copy(early, journal);
            sample.append(opened, 6, 5);
        }
        try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(opened, 6, 1);
        }
        Files.copy(
                JournalFiles.queueFile(early, 1),
                JournalFiles.queueFile(journal, 1),
                StandardCopyOption.REPLACE_EXISTING);
        JournalDamaged damage = assertDamaged(DamageReason.BROKEN_SEQUENCE);
        assertEquals(10, damage.lastGoodSeq());
        assertEquals(JournalFiles.queueFile(journal, 2), damage.file());
        assertEquals(0, damage.position());
    }

    @Test
    void withoutTheCounterTheEndOfAKilledJournalIsUnknown() throws IOException {
        Files.delete(journal.resolve("durable"));
        assertEquals(LAST_SEQ, assertDamaged(DamageReason.END_UNKNOWN).lastGoodSeq());
        Files.deleteIfExists(journal.resolve("watermark"));
        assertEquals(LAST_SEQ, assertDamaged(DamageReason.END_UNKNOWN).lastGoodSeq());
    }

    @Test
    void withoutTheCounterTheEndOfAJournalThatWasClosedCleanlyIsKnown() throws IOException {
        ChronicleJournal.open(journal, JournalConfig.small()).close();
        Files.delete(journal.resolve("durable"));
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
        JournalFiles.delete(JournalFiles.generation(journal, 4));
        assertDamaged(DamageReason.END_UNKNOWN);
    }

    @Test
    void withoutTheCounterAndAnyRecordAJournalIsNotTakenForANewOne() throws IOException {
        JournalFiles.delete(journal);
        try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(opened, 1, 3);
            JournalFiles.copy(journal, shared.resolve("killed"));
        }
        JournalFiles.copy(shared.resolve("killed"), journal);
        Files.delete(journal.resolve("durable"));
        Path file = JournalFiles.queueFile(journal, 1);
        JournalFiles.zero(file, firstEnvelope(file) - 4, (int) (Files.size(file) - firstEnvelope(file)));
        assertDamaged(DamageReason.END_UNKNOWN);
    }

    @Test
    void withoutGenerationsWhatWasToldIsMissedByName() throws IOException {
        JournalFiles.delete(journal.resolve("generations"));
        assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
        Files.createDirectory(journal.resolve("generations"));
        assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
    }

    @Test
    void anOpeningThatWasCutBeforeItsFirstRecordIsGoneOnWith() throws IOException {
        JournalFiles.delete(journal.resolve("generations"));
        JournalFiles.setDurable(journal, 0);
        Files.delete(journal.resolve("watermark"));
        try (ChronicleJournal reopened = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(reopened, 1, 3);
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
        try (JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.poll(new Transaction()));
        }
    }

    @Test
    void exchangedGenerationsAreNoticed() throws IOException {
        Path second = JournalFiles.generation(journal, 2);
        Path third = JournalFiles.generation(journal, 3);
        Path aside = journal.resolve("aside");
        Files.move(second, aside);
        Files.move(third, second);
        Files.move(aside, third);
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void aLaterFormatIsNamed() throws IOException {
        Path file = JournalFiles.queueFile(journal, 1);
        long envelope = firstEnvelope(file);
        JournalFiles.write(file, envelope + 4, new byte[] {2});
        assertDamaged(DamageReason.UNKNOWN_VERSION);
    }

    @Test
    void aRewrittenRecordBreaksTheChainAlthoughItsCrcIsRight() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        long envelope = align(ENDS.get(39)) + 4;
        byte[] record = JournalFiles.read(file, envelope, (int) (ENDS.get(40) - envelope));
        record[record.length - 1] ^= 2;
        CRC32C crc = new CRC32C();
        crc.update(record, ENVELOPE_LENGTH, record.length - ENVELOPE_LENGTH);
        crc.update(record, 0, ENVELOPE_LENGTH - 4);
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(ENVELOPE_LENGTH - 4, (int) crc.getValue());
        JournalFiles.write(file, envelope, record);
        assertDamaged(DamageReason.BROKEN_CHAIN);
    }

    @Test
    void aRepeatedRecordBreaksTheSequence() throws IOException {
        Path file = JournalFiles.queueFile(journal, 3);
        long from = align(ENDS.get(39));
        byte[] record = JournalFiles.read(file, from, (int) (ENDS.get(40) - from));
        JournalFiles.write(file, align(ENDS.get(40)), record);
        assertDamaged(DamageReason.BROKEN_SEQUENCE);
    }

    @Test
    void aCounterOfAnotherJournalIsForeign() throws IOException {
        JournalFiles.write(journal.resolve("durable"), 16, new byte[8]);
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void aFileThatIsNamedLikeAGenerationIsForeign() throws IOException {
        Files.writeString(journal.resolve("generations").resolve("0000000004"), "not a folder");
        assertDamaged(DamageReason.FOREIGN_FILE);
    }

    @Test
    void aFolderWithoutGenerationsIsNoJournal() throws IOException {
        Path empty = Files.createDirectories(shared.resolve("empty"));
        assertEquals(Status.NOT_A_JOURNAL, JournalVerifier.verify(empty).status());
        assertEquals(
                Status.NOT_A_JOURNAL,
                JournalVerifier.verify(shared.resolve("nowhere")).status());
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> JournalReader.open(empty));
        assertEquals(DamageReason.NOT_A_JOURNAL, damage.reason());
    }

    @Test
    void aGenerationThatNeverGotItsFirstRecordIsPassedOver() throws IOException {
        Files.createDirectories(JournalFiles.generation(journal, 4));
        Path fifth = Files.createDirectories(JournalFiles.generation(journal, 5));
        byte[] born = Files.readAllBytes(JournalFiles.queueFile(journal, 3));
        // Chronicle's own header is whole, the first record is not: everything behind its first bytes is lost.
        long envelope = firstEnvelope(JournalFiles.queueFile(journal, 3));
        Files.write(fifth.resolve("19700101-00LX.cq4"), Arrays.copyOf(born, (int) envelope + 20));
        try (ChronicleJournal reopened = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(6, reopened.generation());
            assertEquals(LAST_SEQ, reopened.lastSeq());
            sample.append(reopened, LAST_SEQ + 1, 3);
        }
        Verification verification = JournalVerifier.verify(journal, this::assertRight);
        assertEquals(Status.WHOLE, verification.status());
        assertEquals(LAST_SEQ + 3, verification.report().lastSeq());
    }

    @Test
    void aDamagedJournalIsLeftAsItWasFound() throws IOException {
        JournalFiles.flipBit(JournalFiles.queueFile(journal, 3), ENDS.get(40) - 5, 3);
        byte[] before = Files.readAllBytes(JournalFiles.queueFile(journal, 3));
        assertThrows(JournalDamaged.class, () -> ChronicleJournal.open(journal, JournalConfig.small()));
        assertFalse(Files.exists(JournalFiles.generation(journal, 4)));
        assertArrayEquals(before, Files.readAllBytes(JournalFiles.queueFile(journal, 3)));
    }

    private JournalDamaged assertDamaged(DamageReason reason) {
        Verification verification = JournalVerifier.verify(journal, this::assertRight);
        assertEquals(Status.DAMAGED, verification.status(), String.valueOf(verification));
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> JournalOpening.of(journal));
        assertEquals(reason, damage.reason(), damage.getMessage());
        assertEquals(
                reason, verification.damage().reason(), verification.damage().getMessage());
        return damage;
    }

    private void register(String name, long seq) {
        NamedReader.register(journal, name).advance(journal, new JournalPosition(seq, 1, 1));
    }

    private void assertKnownBy(String name, long knownSeq, long lastSeq) {
        JournalDamaged damage = assertDamaged(DamageReason.SHORTER_THAN_KNOWN);
        assertEquals(name, damage.known().name(), damage.getMessage());
        String said = String.format(
                Locale.ROOT,
                "expected the journal to reach %,d, as is known by the %s; it ends at %,d, ",
                knownSeq,
                name,
                lastSeq);
        assertTrue(damage.getMessage().contains(said), damage.getMessage());
    }

    private void assertWholeOrNamed(String what) {
        Verification verification = JournalVerifier.verify(journal, this::assertRight);
        if (verification.damage() == null) {
            assertEquals(LAST_SEQ, verification.report().lastSeq(), what);
        }
    }

    private void assertRight(Transaction transaction) {
        assertTrue(sample.isRight(transaction), "seq=" + transaction.seq());
    }

    private static long lastWholeSeq(long length) {
        long whole = ENDS.stream().filter(end -> end <= length).count() - 1;
        return 2L * PER_GENERATION + whole * BATCH;
    }

    private static long firstEnvelope(Path file) throws IOException {
        return envelope(file, -1);
    }

    /** Where the envelope with this first sequence stands, or with -1 the first of all. */
    private static long envelope(Path file, long firstSeq) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes.length - 4; i += 4) {
            if (bytes[i] == 'G'
                    && bytes[i + 1] == 'V'
                    && bytes[i + 2] == 'L'
                    && bytes[i + 3] == 'J'
                    && (firstSeq == -1 || (fields.getLong(i + 8) == firstSeq && bytes[i + 6] == 1))) {
                return i;
            }
        }
        throw new AssertionError("expected an envelope, file=" + file);
    }

    private static long align(long position) {
        return (position + 3) & ~3L;
    }
}
