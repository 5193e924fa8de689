package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDiffTest {
    private static final String BEGIN = String.join(
                    "\n",
                    "{'type':'createAsset','at':0,'asset':'USD','decimals':2}",
                    "{'type':'createAccount','account':'john'}",
                    "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d1'}",
                    "")
            .replace('\'', '"');
    private static final String WITHDRAWAL =
            "{'type':'withdraw','account':'john','asset':'USD','amount':'4.00','clOrdId':'w1'}\n".replace('\'', '"');

    @TempDir
    Path directory;

    private final JournalTool tool = new JournalTool();

    @Test
    void journalsOfTheSameTransactionsAreTheSameHoweverTheyAreKept() {
        Path one = record("one", BEGIN + WITHDRAWAL);
        Path other = record("other", BEGIN + WITHDRAWAL);
        ChronicleJournal.open(other, JournalConfig.small()).close();
        assertTrue(tool.expect(0, "diff", one, other).startsWith("journals       the same\n"), tool::out);
        assertTrue(tool.out().contains("generations 1"), tool::out);
        assertTrue(tool.out().contains("generations 2"), tool::out);
        assertTrue(tool.out().contains("no difference  they are journals of their own"), tool::out);
        assertTrue(tool.expect(0, "diff", "--json", one, other).startsWith("{\"same\":true,"), tool::out);
    }

    @Test
    void theFirstDifferenceIsToldInWords() {
        Path one = record("one", BEGIN + WITHDRAWAL + WITHDRAWAL.replace("w1", "w2"));
        Path other = record("other", BEGIN + WITHDRAWAL.replace("4.00", "3.00") + WITHDRAWAL.replace("w1", "w2"));
        String told = tool.expect(1, "diff", one, other);
        assertTrue(told.startsWith("journals       differ\n"), told);
        assertTrue(told.contains("same           3 transactions\ndifferent      2 transactions\n"), told);
        assertTrue(told.contains("differs at     seq 4, withdraw\n"), told);
        assertTrue(told.contains("field          command\n"), told);
        assertTrue(
                told.lines().anyMatch(line -> line.startsWith("one ") && line.contains("\"amount\":\"4.00\"")), told);
        assertTrue(
                told.lines().anyMatch(line -> line.startsWith("other ") && line.contains("\"amount\":\"3.00\"")), told);
        assertTrue(tool.expect(1, "diff", "--json", one, other).contains("\"difference\":{\"seq\":4,"), tool::out);
    }

    @Test
    void whereTheShorterEndsIsADifference() {
        Path one = record("one", BEGIN);
        Path other = record("other", BEGIN + WITHDRAWAL);
        assertTrue(
                tool.expect(1, "diff", one, other)
                        .contains("length         other goes on for 1 transaction behind seq 3\n"),
                tool::out);
    }

    @Test
    void damageAndWhatIsNoJournalHaveTheirOwnStatus() throws IOException {
        Path one = record("one", BEGIN + WITHDRAWAL);
        Path other = record("other", BEGIN + WITHDRAWAL);
        Path file;
        try (var files = Files.walk(other)) {
            file = files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        int records = 0;
        for (int i = 0; i < bytes.length - 4; i += 4) {
            boolean isEnvelope = bytes[i] == 'G' && bytes[i + 1] == 'V' && bytes[i + 2] == 'L' && bytes[i + 3] == 'J';
            if (isEnvelope && ++records == 2) {
                bytes[i + 60] ^= 1;
            }
        }
        Files.write(file, bytes);
        assertEquals(2, tool.run("diff", one, other));
        assertTrue(tool.err().startsWith("gavel journal diff: other: BAD_CRC"), tool::err);
        assertTrue(tool.out().contains("other goes on") || tool.out().contains("one goes on"), tool::out);
        assertEquals(3, tool.run("diff", one, directory.resolve("nowhere")));
        assertEquals(2, tool.run("diff", one));
        assertEquals("gavel journal diff: expected two journals, or one journal and --with JAR\n", tool.err());
        assertEquals(2, tool.run("diff", one, "--with", directory.resolve("no.jar")));
    }

    @Test
    void theSameEngineDecidesTheSame() throws IOException {
        Path journal = directory.resolve("long");
        String told = JournalTool.record(journal, LongInput.text(4_000));
        long events = told.lines()
                .filter(line -> !line.startsWith("{\"type\":\"error\""))
                .count();
        String found = tool.expect(0, "diff", journal, "--with", jar(Gavel.class));
        assertEquals("engines        the same\nevents         " + events + "\n", found);
    }

    @Test
    void anotherEngineIsCaughtAtItsFirstOtherEvent() throws IOException {
        Path journal = directory.resolve("long");
        JournalTool.record(journal, LongInput.text(4_000));
        String found = tool.expect(1, "diff", journal, "--with", jar(OtherEngine.class));
        assertTrue(found.contains("field          price\n"), found);
        assertTrue(
                found.lines().anyMatch(line -> line.startsWith("this ") && line.contains("\"price\":\"53.00\"")),
                found);
        assertTrue(
                found.lines().anyMatch(line -> line.startsWith("other ") && line.contains("\"price\":\"53.05\"")),
                found);
        assertTrue(
                tool.expect(1, "diff", "--json", journal, "--with", jar(OtherEngine.class))
                        .contains("\"field\":\"price\""),
                tool::out);
    }

    @Test
    void aProgramThatCannotReplayIsNoDifference() throws IOException {
        Path journal = record("one", BEGIN);
        assertEquals(3, tool.run("diff", journal, "--with", jar(OldProgram.class)));
        assertTrue(tool.err().contains("it said: gavel: unknown option"), tool::err);
        assertTrue(tool.err().contains("exit=2"), tool::err);
    }

    /** An engine that finds another price for one order, played by text. */
    static final class OtherEngine {
        public static void main(String[] args) throws IOException {
            JournalTool same = new JournalTool();
            same.run((Object[]) Arrays.copyOfRange(args, 1, args.length));
            String events = same.out().replaceFirst("\"price\":\"53.00\"", "\"price\":\"53.05\"");
            try (OutputStream out = System.out) {
                out.write(events.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** A release that does not know what it is asked for. */
    static final class OldProgram {
        public static void main(String[] args) {
            System.err.println("gavel: unknown option");
            System.exit(2);
        }
    }

    private Path record(String name, String lines) {
        Path journal = directory.resolve(name);
        JournalTool.record(journal, lines.getBytes(StandardCharsets.UTF_8));
        return journal;
    }

    /** A jar of nothing but a manifest, which starts this class with everything that the tests have. */
    private Path jar(Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        attributes.putValue(
                "Add-Exports", "java.base/jdk.internal.misc java.base/jdk.internal.ref java.base/sun.nio.ch");
        attributes.putValue("Add-Opens", "java.base/java.lang.reflect java.base/java.lang java.base/sun.nio.ch");
        Path jar = directory.resolve(main.getSimpleName() + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
