package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed; what they were promised is known outside of them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int ROUNDS = Integer.getInteger("gavel.kill.rounds", 10);
    private static final int OPENING_ROUNDS = 4;

    @TempDir
    Path directory;

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
        killAgainAndAgain(JournalConfig.MIN_GENERATION_BYTES);
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
                Process writer = startWriter(level, round, generationBytes);
                long told;
                try (DataInputStream acks = new DataInputStream(writer.getInputStream())) {
                    told = acks.readLong();
                    assertTrue(told >= followed, "found again what a reader was shown, round=" + round);
                    if (follower == null) {
                        follower = JournalReader.open(directory);
                    }
                    JournalLocked locked = assertThrows(
                            JournalLocked.class, () -> ChronicleJournal.open(directory, JournalConfig.small()));
                    assertTrue(locked.getMessage().contains("another process"), locked.getMessage());
                    for (int left = 1 + random.nextInt(level == Durability.DISK ? 30 : 150); left > 0; left--) {
                        told = acks.readLong();
                        followed = follow(follower);
                    }
                    writer.destroyForcibly();
                    told = lastOf(acks, told);
                }
                assertTrue(writer.waitFor(20, TimeUnit.SECONDS), "the writer is gone");
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
            Process writer = startWriter(
                    round % 2 == 0 ? Durability.PROCESS : Durability.DISK,
                    round,
                    round / 2 % 2 * JournalConfig.MIN_GENERATION_BYTES);
            try (DataInputStream acks = new DataInputStream(writer.getInputStream())) {
                // Not a wait for luck: wherever the opening stands by then is where it is killed.
                writer.waitFor(200 + random.nextInt(600), TimeUnit.MILLISECONDS);
                writer.destroyForcibly();
                long told = lastOf(acks, 0);
                assertTrue(writer.waitFor(20, TimeUnit.SECONDS), "the writer is gone");
                try (JournalOpening opening = JournalOpening.of(directory)) {
                    long now = opening.report().lastSeq();
                    assertTrue(now >= told && now >= found, "round=" + round + ", told=" + told + ", found=" + now);
                    found = now;
                }
            }
        }
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            sample.append(journal, found + 1, 10);
        }
        assertEquals(found + 10, assertRightFrom(1));
    }

    private Process startWriter(Durability level, int seed, int generationBytes) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!argument.startsWith("-javaagent") && !argument.startsWith("-agentlib")) {
                command.add(argument);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(KilledWriter.class.getName());
        command.add(directory.toString());
        command.add(level.name());
        command.add(Integer.toString(seed));
        command.add(Integer.toString(generationBytes));
        return new ProcessBuilder(command)
                .redirectError(new File(directory.getParent().toFile(), directory.getFileName() + ".err"))
                .start();
    }

    private long follow(JournalReader follower) {
        while (follower.poll(transaction)) {
            assertTrue(sample.isRight(transaction), "seq=" + transaction.seq());
            assertTrue(transaction.seq() <= follower.durableSeq());
        }
        return follower.nextSeq() - 1;
    }

    private static long lastOf(DataInputStream acks, long last) throws IOException {
        long told = last;
        while (true) {
            try {
                told = acks.readLong();
            } catch (EOFException over) {
                return told;
            } catch (IOException closedByTheKill) {
                return told;
            }
        }
    }

    /** Verifies everything, compares what is new byte for byte, and returns the last sequence. */
    private long assertRightFrom(long firstSeq) {
        try (JournalScan scan = new JournalScan(new JournalDirectory(directory), JournalCursor.NO_LIMIT)) {
            return scan.run(0, recorded -> {
                        if (recorded.seq() >= firstSeq) {
                            assertTrue(sample.isRight(recorded), "seq=" + recorded.seq());
                        }
                    })
                    .lastSeq();
        }
    }
}
