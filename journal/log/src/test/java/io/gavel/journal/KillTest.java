package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.testing.ChildJvm;
import io.gavel.testing.ToldFile;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed; what they were promised is known outside of them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int GENERATION_BYTES = 1 << 20;
    private static final int ROUNDS = Integer.getInteger("gavel.kill.rounds", 10);
    private static final int OPENING_ROUNDS = 4;

    @TempDir
    Path directory;

    @TempDir
    Path outside;

    private final Sample sample = new Sample();
    private final Transaction transaction = new Transaction();

    @Test
    void killedWritersLoseNothingThatWasTold() throws IOException, InterruptedException {
        killAgainAndAgain(0);
        assertEquals(ROUNDS, new JournalDirectory(directory).lastGeneration());
    }

    /** Generations so small that most kills fall into a handover or a preparation. */
    @Test
    void killedWritersLoseNothingInHandoverOrPreparation() throws IOException, InterruptedException {
        killAgainAndAgain(GENERATION_BYTES);
        assertTrue(new JournalDirectory(directory).lastGeneration() > ROUNDS, "expected handovers");
    }

    private void killAgainAndAgain(int generationBytes) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(20);
        JournalReader follower = null;
        long followed = 0;
        long rightUpTo = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Durability level = round % 2 == 0 ? Durability.PROCESS : Durability.DISK;
                ToldFile acks = acks(round);
                Process writer = startWriter(acks, level, round, generationBytes);
                try {
                    long foundAgain = acks.next(writer);
                    assertTrue(foundAgain >= followed, "found again what a reader was shown, round=" + round);
                    if (follower == null) {
                        follower = JournalReader.open(directory);
                    }
                    JournalLocked locked = assertThrows(
                            JournalLocked.class, () -> ChronicleJournal.open(directory, JournalConfig.small()));
                    assertTrue(locked.getMessage().contains("another process"), locked.getMessage());
                    for (int left = 1 + random.nextInt(level == Durability.DISK ? 30 : 150); left > 0; left--) {
                        acks.next(writer);
                        followed = follow(follower);
                    }
                } finally {
                    writer.destroyForcibly();
                }
                assertTrue(writer.waitFor(20, TimeUnit.SECONDS), "the writer is gone");
                long told = acks.last();
                long found = assertRightFrom(rightUpTo + 1);
                rightUpTo = found;
                assertTrue(found >= told, "round=" + round + ", told=" + told + ", found=" + found);
                followed = follow(follower);
                assertTrue(followed >= told && followed <= found, "followed=" + followed + ", told=" + told);
            }
        } finally {
            if (follower != null) {
                follower.close();
            }
        }
    }

    @Test
    void writersKilledWhileTheyOpenLeaveAJournalThatOpens() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(21);
        long found = 0;
        for (int round = 0; round < OPENING_ROUNDS; round++) {
            ToldFile acks = acks(round);
            Process writer = startWriter(
                    acks,
                    round % 2 == 0 ? Durability.PROCESS : Durability.DISK,
                    round,
                    round / 2 % 2 * GENERATION_BYTES);
            // Not a wait for luck: wherever the opening stands by then is where it is killed.
            writer.waitFor(200 + random.nextInt(600), TimeUnit.MILLISECONDS);
            writer.destroyForcibly();
            assertTrue(writer.waitFor(20, TimeUnit.SECONDS), "the writer is gone");
            long told = acks.last();
            try (JournalOpening opening = JournalOpening.of(directory)) {
                long now = opening.report().lastSeq();
                assertTrue(now >= told && now >= found, "round=" + round + ", told=" + told + ", found=" + now);
                found = now;
            }
        }
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            sample.append(journal, found + 1, 10);
        }
        assertEquals(found + 10, assertRightFrom(1));
    }

    private Process startWriter(ToldFile acks, Durability level, int seed, int generationBytes) throws IOException {
        List<String> command = ChildJvm.command(
                KilledWriter.class,
                List.of("-Xmx256m"),
                directory.toString(),
                level.name(),
                Integer.toString(seed),
                Integer.toString(generationBytes));
        return new ProcessBuilder(command)
                .redirectOutput(acks.path().toFile())
                .redirectError(outside.resolve("errors").toFile())
                .start();
    }

    private ToldFile acks(int round) {
        return new ToldFile(outside.resolve("told-" + round));
    }

    private long follow(JournalReader follower) {
        // What the writer adds meanwhile is for the next time.
        long upTo = follower.durableSeq();
        while (follower.nextSeq() <= upTo && follower.poll(transaction)) {
            assertTrue(sample.isRight(transaction), "seq=" + transaction.seq());
            assertTrue(transaction.seq() <= follower.durableSeq());
        }
        return follower.nextSeq() - 1;
    }

    /** Verifies everything, compares what is new byte for byte, and returns the last sequence. */
    private long assertRightFrom(long firstSeq) {
        try (JournalScan scan = new JournalScan(new JournalDirectory(directory), JournalCursor.NO_LIMIT)) {
            return scan.run(recorded -> {
                        if (recorded.seq() >= firstSeq) {
                            assertTrue(sample.isRight(recorded), "seq=" + recorded.seq());
                        }
                    })
                    .lastSeq();
        }
    }
}
