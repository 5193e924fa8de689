package io.gavel.journal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.GoldenJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.tool.RandomExchange;
import io.gavel.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A golden and a random journal come to the same states, whatever Java is told about itself. */
class ReplayMatrixTest {
    private static final int COMMANDS = Integer.getInteger("gavel.matrix.commands", 4_000);
    private static final long SEED = Long.getLong("gavel.matrix.seed", 20261120L);
    private static final long LIMIT_S = 60;

    @TempDir
    static Path directory;

    private static Path golden;
    private static Path random;
    private static List<String> expected;

    @BeforeAll
    static void writeJournals() throws Exception {
        golden = new GoldenJournal(1).restoreTo(directory.resolve("golden"));
        random = directory.resolve("random");
        try (ChronicleJournal journal = ChronicleJournal.open(random, JournalConfig.small())) {
            new RandomExchange(SEED, journal, 16).open().run(COMMANDS);
        }
        expected = replayed(List.of(), ChildJvm.java());
        assertEquals(
                2,
                expected.stream().filter(line -> line.startsWith("end WHOLE ")).count(),
                expected::toString);
        assertTrue(expected.size() >= 2 + COMMANDS / 1_000, expected::toString);
    }

    static Stream<List<String>> flags() {
        return Stream.of(
                List.of("-Xint"),
                List.of("-XX:+UseSerialGC"),
                List.of("-XX:+UseG1GC"),
                List.of("-XX:TieredStopAtLevel=1"),
                List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu"),
                List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void theSameStates(List<String> flags) throws Exception {
        assertEquals(expected, replayed(flags, ChildJvm.java()));
    }

    /** Java 17 and 25 agree: each build runs with one and finds the other. */
    @Test
    void theSameStatesOnAnotherJdk() throws Exception {
        List<String> others = otherJdks();
        assumeTrue(!others.isEmpty(), "no other JDK was found: name one by -Dgavel.other.jdk=PATH");
        for (String java : others) {
            assertEquals(expected, replayed(List.of(), java), java);
            assertEquals(expected, replayed(List.of("-Xint"), java), java);
        }
    }

    /** Those beside this one, and the one that is named. */
    private static List<String> otherJdks() throws IOException {
        String named = System.getProperty("gavel.other.jdk");
        if (named != null) {
            return List.of(Path.of(named, "bin", "java").toString());
        }
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        List<String> found = new ArrayList<>();
        try (Stream<Path> beside = Files.list(home.getParent())) {
            for (Path other : (Iterable<Path>) beside.sorted()::iterator) {
                boolean isOther =
                        !Files.isSymbolicLink(other) && !other.toRealPath().equals(home);
                if (isOther && Files.isExecutable(other.resolve("bin").resolve("java"))) {
                    found.add(other.resolve("bin").resolve("java").toString());
                }
            }
        }
        return found;
    }

    private static List<String> replayed(List<String> flags, String java) throws Exception {
        List<String> command =
                new ArrayList<>(ChildJvm.command(ReplayedJournal.class, flags, golden.toString(), random.toString()));
        command.set(0, java);
        Path out = Files.createTempFile(directory, "replayed", ".txt");
        Path err = Files.createTempFile(directory, "replayed", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_S, TimeUnit.SECONDS), () -> "expected an end within s=" + LIMIT_S);
            String problems = Files.readString(err, StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), () -> command + ": " + problems);
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
