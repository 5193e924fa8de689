package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools look into a journal that is larger than the heap that they have. */
class JournalStreamingTest {
    private static final String HEAP = "-Xmx16m";
    private static final int LINES = Integer.getInteger("gavel.streaming.lines", 180_000);

    @TempDir
    static Path directory;

    private static Path journal;

    @BeforeAll
    static void recordMoreThanTheHeap() throws IOException {
        journal = directory.resolve("journal");
        JournalTool.record(journal, LongInput.text(LINES));
        long bytes;
        try (var files = Files.walk(journal)) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        assertTrue(bytes > 16L << 20, "bytes=" + bytes);
    }

    @Test
    void dumpStreams() throws Exception {
        assertTrue(run("dump", "--csv", journal.toString()) > 16L << 20);
    }

    @Test
    void statAndDiffStream() throws Exception {
        assertTrue(run("stat", journal.toString()) > 0);
        assertTrue(run("diff", journal.toString(), journal.toString()) > 0);
    }

    @Test
    void exportStreams() throws Exception {
        run("export", journal.toString(), directory.resolve("tables").toString());
        assertTrue(Files.size(directory.resolve("tables/events.csv")) > 16L << 20);
    }

    /** Runs it in a small JVM and returns how much it printed. */
    private static long run(String... arguments) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        String[] all = new String[arguments.length + 1];
        all[0] = "journal";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Process child = new ProcessBuilder(ChildJvm.command(Gavel.class, List.of(HEAP), all))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(child.waitFor(120, TimeUnit.SECONDS));
            assertEquals(0, child.exitValue(), Files.readString(err));
            return Files.size(out);
        } finally {
            child.destroyForcibly();
        }
    }
}
