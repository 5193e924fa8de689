package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.testing.ChildJvm;
import io.gavel.testing.PidNamespace;
import io.gavel.testing.ToldFile;
import io.gavel.wire.Durability;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer that is process 1, as in a container: whoever comes next has the same number, and must neither take the dead
 * one for itself nor a living one for dead. {@code -Dgavel.pid.rounds=20} for the long run.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProcessOneTest {
    private static final int ROUNDS = Integer.getInteger("gavel.pid.rounds", 3);
    private static final int GENERATION_BYTES = 1 << 20;
    private static final long LIMIT_S = 30;

    @TempDir
    private Path folder;

    private final Sample sample = new Sample();

    @Test
    void aWriterOpensByItselfAfterEveryKillAndLosesNothing() throws Exception {
        PidNamespace.assumePermitted();
        SplittableRandom random = new SplittableRandom(23);
        long promised = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ToldFile told = told(round);
            Process writer = start(told, round);
            try {
                long found = told.next(writer);
                assertTrue(found >= promised, "round=" + round + ", promised=" + promised + ", found=" + found);
                for (int left = 1 + random.nextInt(100); left > 0; left--) {
                    told.next(writer);
                }
                kill(writer);
            } finally {
                writer.destroyForcibly();
            }
            promised = told.last();
        }
        Verification verification = JournalVerifier.verify(
                journal(), recorded -> assertTrue(sample.isRight(recorded), "seq=" + recorded.seq()));
        assertTrue(verification.status() != Status.DAMAGED, verification.toString());
        assertTrue(verification.report().lastSeq() >= promised, "promised=" + promised + ", " + verification);
    }

    @Test
    void aSecondProcessOneIsRefusedWhileTheFirstWrites() throws Exception {
        PidNamespace.assumePermitted();
        ToldFile told = told(0);
        Process first = start(told, 0);
        try {
            assertEquals(0, told.next(first));
            ToldFile none = told(1);
            Process second = start(none, 1);
            try {
                assertTrue(second.waitFor(LIMIT_S, TimeUnit.SECONDS), "the second one ends");
            } finally {
                second.destroyForcibly();
            }
            assertEquals(0, none.last());
            String said = Files.readString(errors(1).toPath());
            assertTrue(said.contains("JournalLocked") && said.contains("another process"), said);
            kill(first);
        } finally {
            first.destroyForcibly();
        }
        assertTrue(told.last() > 0);
        assertTrue(JournalVerifier.verify(journal()).report().lastSeq() >= told.last());
    }

    /** Returns when process 1 is gone, not only what started it. */
    private static void kill(Process writer) throws Exception {
        ProcessHandle processOne = PidNamespace.processOne(writer);
        processOne.destroyForcibly();
        processOne.onExit().get(LIMIT_S, TimeUnit.SECONDS);
        assertTrue(writer.waitFor(LIMIT_S, TimeUnit.SECONDS), "the writer is gone");
    }

    private Process start(ToldFile told, int round) throws IOException {
        Durability level = round % 2 == 0 ? Durability.PROCESS : Durability.DISK;
        // Its file is named by the process id: a second process 1 would warn of it, on standard output.
        return new ProcessBuilder(PidNamespace.command(ChildJvm.command(
                        KilledWriter.class,
                        List.of("-Xmx256m", "-XX:-UsePerfData"),
                        journal().toString(),
                        level.name(),
                        Integer.toString(round),
                        Integer.toString(GENERATION_BYTES))))
                .redirectOutput(told.path().toFile())
                .redirectError(errors(round))
                .start();
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private File errors(int round) {
        return folder.resolve("errors-" + round).toFile();
    }

    private ToldFile told(int round) {
        return new ToldFile(folder.resolve("told-" + round));
    }
}
