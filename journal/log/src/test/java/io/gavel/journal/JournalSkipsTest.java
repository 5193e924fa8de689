package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where it is looked for commands that were given up, and who is told of them. */
class JournalSkipsTest {
    private static final SkippedCommand FIRST = new SkippedCommand(3, 4, 1, "ann", "one");
    private static final SkippedCommand SECOND = new SkippedCommand(12, 12, 2, "bob", "two");
    private static final int EACH = 10;
    private static final long LAST_SEQ = 3 * EACH;

    @TempDir
    Path directory;

    private JournalDirectory files;

    /** Generation 1 holds 1 to 10, 3 holds 11 to 20, 5 holds 21 to 30; 2 and 4 give something up. */
    @BeforeEach
    void writeAndGiveUp() {
        files = new JournalDirectory(directory);
        append(1);
        giveUp(FIRST);
        append(EACH + 1);
        giveUp(SECOND);
        append(2 * EACH + 1);
        assertEquals(5, files.lastGeneration());
    }

    @Test
    void onlyTheGenerationsThatAreReadAreLookedAt() {
        assertTrue(JournalSkips.from(2, files).isSkipped(3));
        assertFalse(JournalSkips.from(3, files).isSkipped(3), "whoever begins behind it never comes to it");
        assertTrue(JournalSkips.from(3, files).isSkipped(12));
        assertFalse(JournalSkips.from(5, files).isSkipped(12));
    }

    @Test
    void aReaderIsToldWhereverItBegins() {
        for (long begin = 1; begin <= LAST_SEQ; begin++) {
            try (JournalReader reader = JournalReader.open(directory)) {
                reader.seek(begin);
                Transaction transaction = new Transaction();
                for (long seq = begin; seq <= LAST_SEQ; seq++) {
                    assertTrue(reader.poll(transaction));
                    assertEquals(FIRST.covers(seq) || SECOND.covers(seq), transaction.isSkipped(), "seq=" + seq);
                }
            }
        }
    }

    @Test
    void oneThatBeginsByTimeIsToldToo() {
        try (JournalReader reader = JournalReader.open(directory)) {
            reader.seekTime(12_000);
            Transaction transaction = new Transaction();
            assertTrue(reader.poll(transaction));
            assertEquals(12, transaction.seq());
            assertTrue(transaction.isSkipped());
        }
    }

    @Test
    void aVerificationListsThemAllAndAnOpeningDoes() {
        assertEquals(
                List.of(FIRST, SECOND),
                JournalVerifier.verify(directory).report().skipped());
        try (JournalOpening opening = JournalOpening.of(directory)) {
            assertEquals(List.of(FIRST, SECOND), opening.report().skipped());
        }
    }

    @Test
    void whoHearsOnlyTheEndOfAScanIsTold() {
        try (JournalOpening opening = JournalOpening.lock(directory, List.of())) {
            opening.scan(
                    EACH,
                    transaction ->
                            assertEquals(transaction.seq() == 12, transaction.isSkipped(), "seq=" + transaction.seq()),
                    ScanProgress.NONE);
        }
    }

    @Test
    void whatIsGoodBeforeDamageIsToldAlsoOfADamagedJournal() throws IOException {
        JournalFiles.zero(JournalFiles.queueFile(directory, 4), 0, 64);
        List<Long> skipped = new ArrayList<>();
        JournalVerifier.Verification verification = JournalVerifier.verify(directory, transaction -> {
            if (transaction.isSkipped()) {
                skipped.add(transaction.seq());
            }
        });
        assertEquals(JournalVerifier.Status.DAMAGED, verification.status());
        assertEquals(List.of(3L, 4L), skipped);
    }

    private void append(long firstSeq) {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            new Sample().append(journal, firstSeq, EACH);
        }
    }

    private void giveUp(SkippedCommand command) {
        try (JournalOpening opening = JournalOpening.of(directory)) {
            opening.skip(command);
        }
    }
}
