package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.GavelServer;
import io.gavel.gateway.ServerConfig;
import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalLocked;
import io.gavel.testing.Mount;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data folder that somebody else has, that cannot be written, or that is not what it should be: refused, unchanged. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ServerFolderTest {
    /** Sparse, and more than the floors of a server ask for. */
    private static final long DISK_BYTES = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void aSecondServerInThisProcessIsRefusedByWhateverPath() throws IOException {
        Path data = folder.resolve("data");
        try (GavelServer first = serve(data)) {
            assertLockedHere(data);
            assertLockedHere(Files.createSymbolicLink(folder.resolve("link"), data));
            assertLockedHere(data.resolve("..").resolve("data"));
            assertTrue(first.health().isReady());
        }
        serve(data).close();
    }

    @Test
    void aSecondServerInThisProcessIsRefusedThroughAnotherMountOfTheFolder() throws IOException {
        Path data = folder.resolve("data");
        try (GavelServer first = serve(data);
                Mount other = Mount.bind(data, folder.resolve("other"))) {
            assertLockedHere(other.root());
            ServerProcess second = Launch.in(folder).withData(other.root()).spawn();
            assertEquals(ExitCode.ENVIRONMENT, second.exitValue(), second::err);
            assertTrue(second.err().contains("held by another process"), second::err);
            assertTrue(first.health().isReady());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "journal",
                "journal/generations",
                "journal/generations/0000000001",
            })
    void aFileInThePlaceOfAFolderIsRefused(String place) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve(place).getParent());
        Files.writeString(data.resolve(place), "a letter");
        assertRefused(data.resolve(place).toString(), data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal/lock", "journal/durable"})
    void aFolderInThePlaceOfAFileIsRefused(String place) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve(place));
        assertRefused(data.resolve(place).toString(), data);
    }

    @Test
    void aDiskThatIsReadOnlyIsRefusedAndCanBeReadAllTheSame() throws IOException {
        try (Mount disk = Mount.ext4(folder.resolve("disk"), DISK_BYTES, "")) {
            Path data = disk.root().resolve("data");
            ServerProcess server = Launch.in(folder)
                    .withData(data)
                    .with("--ballast-mib", "0", "--disk-floor-mib", "0", "--disk-halt-mib", "0")
                    .start();
            assertEquals(143, server.stop());
            disk.makeReadOnly();
            assertRefused("Read-only file system", data);
            assertRefused("Read-only file system", disk.root().resolve("new"));
            assertEquals(0, run(new StringWriter(), "journal", "verify", data.toString()));
            assertEquals(0, run(new StringWriter(), "journal", "replay", data.toString()));
            assertEquals(0, run(new StringWriter(), "journal", "repair", data.toString()));
            disk.makeWritable();
            server = Launch.in(folder)
                    .withData(data)
                    .with("--ballast-mib", "0", "--disk-floor-mib", "0", "--disk-halt-mib", "0")
                    .start();
            assertEquals(143, server.stop());
        }
    }

    private static GavelServer serve(Path data) throws IOException {
        return GavelServer.start(
                ServerConfig.defaults().withPort(0).withData(data).withJournalConfig(JournalConfig.small()));
    }

    private static void assertLockedHere(Path data) {
        JournalLocked locked =
                assertThrows(JournalLocked.class, () -> serve(data).close());
        assertTrue(locked.getMessage().contains("held by this process"), locked.getMessage());
    }

    /** By the program, with the exit status that says so, in words, and with nothing changed. */
    private static void assertRefused(String expected, Path data) {
        Map<String, String> before = Files.exists(data) ? FolderPrint.of(data) : Map.of();
        StringWriter err = new StringWriter();
        int status = run(err, "serve", "--port", "0", "--no-settle", "--data", data.toString());
        assertEquals(ExitCode.ENVIRONMENT, status, err::toString);
        assertTrue(err.toString().contains(expected), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
        assertEquals(before, Files.exists(data) ? FolderPrint.of(data) : Map.of());
    }

    private static int run(StringWriter err, String... args) {
        return Gavel.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
