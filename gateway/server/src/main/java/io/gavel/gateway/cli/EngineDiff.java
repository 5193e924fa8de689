package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.tool.EventFilter;
import io.gavel.journal.tool.EventLines;
import io.gavel.journal.tool.KnownNames;
import io.gavel.journal.tool.Redecision;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Compares the events that this program's engine and another gavel.jar's decide for the commands of one journal.
 *
 * <pre>
 *   journal -> this engine  -> JSON lines -+
 *                                          +-> compared byte for byte as they come, up to the first difference
 *   journal -> java -jar JAR journal replay --dump-events --until-seq N -> its standard output
 * </pre>
 *
 * <p>Both read the journal; nothing of it is kept in memory.
 */
final class EngineDiff {
    /** What the other program is asked to do. */
    static final List<String> CHILD_ARGUMENTS = List.of("journal", "replay", "--dump-events", "--until-seq");

    private static final long CHILD_END_S = 30;
    private static final String NOTHING = "nothing";

    /**
     * The answer.
     *
     * @param events how many are the same, up to the end or the first difference
     * @param field that differs first; {@code event} where one of the two has none
     */
    record Result(boolean isSame, long events, String field, String here, String there) {}

    /** Ends the pass: the first difference was found. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;

        Found() {
            super("found", null, false, false);
        }
    }

    private final InputStream there;
    private long events;
    private String hereLine;
    private String thereLine;

    private EngineDiff(InputStream there) {
        this.there = there;
    }

    /** @param verification what the journal was found to be; its valid prefix is compared */
    static Result run(Path journal, Verification verification, Path jar) throws IOException, InterruptedException {
        if (!Files.isReadable(jar)) {
            throw Failure.usage("expected a gavel.jar, file=" + jar);
        }
        if (KnownNames.isBeginningDropped(journal)) {
            throw Failure.environment("expected a journal from its first transaction on, journal=" + journal, null);
        }
        try (JournalReader reader = JournalReader.open(journal, verification.report())) {
            return run(reader, verification, journal, jar);
        }
    }

    private static Result run(JournalReader reader, Verification verification, Path journal, Path jar)
            throws IOException, InterruptedException {
        // Somebody may be writing it: both sides stop where it ended then.
        long untilSeq = verification.report().lastSeq();
        if (untilSeq == 0) {
            return new Result(true, 0, null, null, null);
        }
        Path complaints = Files.createTempFile("gavel-diff", ".err");
        Process child = start(journal, untilSeq, jar, complaints);
        try {
            Result result = new EngineDiff(child.getInputStream()).compare(reader, untilSeq);
            boolean isAtItsEnd = result.isSame() || NOTHING.equals(result.there());
            if (isAtItsEnd && !(hasEnded(child) && isVerdict(child.exitValue(), verification))) {
                throw failed(jar, child, complaints);
            }
            return result;
        } finally {
            child.destroy();
            child.waitFor(CHILD_END_S, TimeUnit.SECONDS);
            Files.deleteIfExists(complaints);
        }
    }

    /** The other program may come to the same verdict of the journal, or, being older, to none. */
    private static boolean isVerdict(int exit, Verification verification) {
        return exit == ExitCode.OK || exit == verification.status().exitStatus();
    }

    private Result compare(JournalReader reader, long untilSeq) throws IOException {
        EventLines lines = new EventLines(EventFilter.ALL, EventLines.Format.JSON, false, this::compare);
        Redecision engine = new Redecision(new Market(MarketConfig.defaults()), lines);
        Transaction transaction = new Transaction();
        try {
            while (reader.nextSeq() <= untilSeq && reader.poll(transaction)) {
                engine.onTransaction(transaction);
            }
            lines.flush();
            thereLine = line(new ByteArrayOutputStream());
            return thereLine.isEmpty()
                    ? new Result(true, events, null, null, null)
                    : new Result(false, events, "event", NOTHING, thereLine);
        } catch (Found found) {
            return new Result(false, events, field(), hereLine, thereLine);
        }
    }

    /** Takes as many bytes from the other side as this one has. */
    private void compare(byte[] bytes, int length) {
        try {
            byte[] other = there.readNBytes(length);
            int at = Arrays.mismatch(bytes, 0, length, other, 0, other.length);
            if (at < 0) {
                events += lines(bytes, length);
                return;
            }
            events += lines(bytes, at);
            int from = at;
            while (from > 0 && bytes[from - 1] != '\n') {
                from--;
            }
            int to = at;
            while (bytes[to] != '\n') {
                to++;
            }
            hereLine = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            ByteArrayOutputStream begun = new ByteArrayOutputStream();
            int otherTo = from;
            while (otherTo < other.length && other[otherTo] != '\n') {
                begun.write(other[otherTo++]);
            }
            thereLine = otherTo < other.length ? begun.toString(StandardCharsets.UTF_8) : line(begun);
            thereLine = thereLine.isEmpty() ? NOTHING : thereLine;
            throw new Found();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of the other side's line, behind what was read of it. */
    private String line(ByteArrayOutputStream begun) throws IOException {
        int b = there.read();
        while (b >= 0 && b != '\n') {
            begun.write(b);
            b = there.read();
        }
        return begun.toString(StandardCharsets.UTF_8);
    }

    /** The first field that the two lines do not have alike. */
    private String field() {
        if (thereLine.equals(NOTHING)) {
            return "event";
        }
        try {
            JsonReader here = read(hereLine);
            JsonReader other = read(thereLine);
            for (int i = 0; i < here.count(); i++) {
                String name = here.name(i);
                int field = other.find(name);
                if (field < 0 || !text(here, i).equals(text(other, field))) {
                    return name;
                }
            }
            for (int i = 0; i < other.count(); i++) {
                if (!here.has(other.name(i))) {
                    return other.name(i);
                }
            }
            return "order of fields";
        } catch (RuntimeException noJson) {
            return "line";
        }
    }

    private static String text(JsonReader json, int field) {
        return switch (json.kind(field)) {
            case STRING -> json.string(field);
            case BOOLEAN -> Boolean.toString(json.bool(field));
            case INTEGER -> Long.toString(json.integer(field));
            default -> json.kind(field).name();
        };
    }

    private static JsonReader read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new JsonReader().read(bytes, 0, bytes.length);
    }

    private static long lines(byte[] bytes, int length) {
        long count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private static Process start(Path journal, long untilSeq, Path jar, Path complaints) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(CHILD_ARGUMENTS);
        command.add(Long.toString(untilSeq));
        command.add(journal.toAbsolutePath().toString());
        return new ProcessBuilder(command).redirectError(complaints.toFile()).start();
    }

    private static boolean hasEnded(Process child) throws InterruptedException {
        return child.waitFor(CHILD_END_S, TimeUnit.SECONDS);
    }

    private static Failure failed(Path jar, Process child, Path complaints) throws IOException {
        String said = Files.readString(complaints).strip();
        return Failure.environment(
                "expected the other program to replay the journal, jar=" + jar + ", exit="
                        + (child.isAlive() ? "none" : Integer.toString(child.exitValue()))
                        + (said.isEmpty() ? "" : ", it said: " + said),
                null);
    }
}
