package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs {@code gavel journal …} in this process, and makes journals to look into. */
final class JournalTool {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Pipes JSON lines, written with single quotes, into a new journal; returns the events that the pipe told. */
    static String record(Path journal, String... lines) {
        return record(journal, String.join("\n", lines).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The same, of lines as they are; accounts and assets are created at first use. */
    static String record(Path journal, byte[] lines) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        try (ChronicleJournal written = ChronicleJournal.open(journal, JournalConfig.small())) {
            new PipeRunner(true, false, written).run(new ByteArrayInputStream(lines), events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events.toString(StandardCharsets.UTF_8);
    }

    /** Runs {@code gavel journal} with these arguments and returns the exit status. */
    int run(Object... args) {
        out = new StringWriter();
        err = new StringWriter();
        String[] all = Stream.concat(Stream.of("journal"), Stream.of(args).map(Object::toString))
                .toArray(String[]::new);
        CommandLine line = Gavel.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(all);
    }

    /** Runs it, expects that exit status, and returns what was printed. */
    String expect(int status, Object... args) {
        assertEquals(status, run(args), () -> err() + out());
        return out();
    }

    String out() {
        return out.toString();
    }

    List<String> lines() {
        return out().lines().toList();
    }

    String err() {
        return err.toString();
    }
}
