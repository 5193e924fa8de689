package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import io.gavel.journal.EndWitness;
import io.gavel.journal.HowMany;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.KnownBy;
import io.gavel.journal.SkippedCommand;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the journal commands share: which folder, and how a verification is told. */
final class JournalFolder {
    static final String EXIT_WHOLE = "0:the journal is whole";
    static final String EXIT_TORN = "1:its last record was never finished; the next start cuts it";
    static final String EXIT_DAMAGED = "2:a hole or damage, or a wrong option";
    static final String EXIT_NONE = "3:not a journal";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The journal's folder, or the data folder that holds it; without it the one of --data.")
    private Path directory;

    @Mixin
    private DataOption data;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Path path() {
        if (directory == null) {
            return data.journal();
        }
        if (isOptionGiven()) {
            throw Failure.usage("expected DIR or --data, not both, DIR=" + directory);
        }
        return resolve(directory);
    }

    /** What stands behind DIR; it is the first where {@code --data} names the journal. Null: nothing does. */
    Path behind(Path second) {
        if (second != null || !isOptionGiven()) {
            return second;
        }
        Path first = directory;
        directory = null;
        return first;
    }

    private boolean isOptionGiven() {
        return spec.commandLine().getParseResult().hasMatchedOption(DataOption.NAME);
    }

    /** The journal's folder, where a user names it or the data folder around it. */
    static Path resolve(Path named) {
        Path within = DataFolder.journal(named);
        return Files.isDirectory(within) ? within : named;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints what a tool has made so far. */
    void write(byte[] bytes, int length) {
        PrintWriter out = out();
        out.write(new String(bytes, 0, length, StandardCharsets.UTF_8));
        if (out.checkError()) {
            throw Failure.environment("expected standard output to take what is written", null);
        }
    }

    /** Says what a reader came upon; returns the exit status. */
    int conclude(JournalDamaged damage) {
        complain(damage.getMessage());
        out().flush();
        return Status.of(damage).exitStatus();
    }

    /** Says on standard error what is wrong or missing, if anything is, a line each; returns the exit status. */
    int conclude(Verification verification) {
        complaints(verification).forEach(this::complain);
        out().flush();
        return verification.status().exitStatus();
    }

    /** What is wrong with a journal, and which of its files are missing. */
    static List<String> complaints(Verification verification) {
        List<String> complaints = new ArrayList<>();
        JournalReport report = verification.report();
        if (verification.damage() != null) {
            complaints.add(verification.damage().getMessage());
        } else if (verification.status() == Status.TORN_TAIL) {
            complaints.add("torn tail, bytes=" + report.tornBytes() + ", lastSeq=" + report.lastSeq() + ": "
                    + report.tail().inWords());
        }
        if (report != null) {
            complaints.addAll(untold(verification));
            complaints.addAll(missing(verification.known(), report, verification.damage() == null));
        }
        return complaints;
    }

    /** A counter that says less than there is harms nothing, but nobody who follows the journal goes past it. */
    private static List<String> untold(Verification verification) {
        long lastSeq = verification.report().lastSeq();
        return verification.known().witnesses().stream()
                .filter(witness -> witness.name().equals(EndWitness.COUNTER))
                .filter(counter -> !verification.isLive() && counter.seq() < lastSeq)
                .map(counter -> "the file durable says that " + counter.seq() + " was told last; what is good behind it"
                        + " was not, or the file is damaged; a start tells it")
                .toList();
    }

    /**
     * Which files are gone that every journal with a transaction has. The first opening makes the counter, then the
     * watermark.
     *
     * @param isEndKnown whether the journal's end is known all the same
     */
    static List<String> missing(KnownBy known, JournalReport report, boolean isEndKnown) {
        List<String> missing = new ArrayList<>();
        boolean isAnything = report.lastSeq() > 0;
        if (!known.hasCounter() && (isAnything || known.hasWatermark())) {
            missing.add("the file durable is missing"
                    + (isEndKnown
                            ? ": the journal was closed cleanly where its watermark stands, so its end is known, and a"
                                    + " start makes the file anew"
                            : ""));
        }
        if (!known.hasWatermark() && isAnything) {
            missing.add(
                    "the file watermark is missing: how far the journal certainly went is known by the others alone;"
                            + " a start makes the file anew");
        }
        return missing;
    }

    /** A line on standard error. */
    void complain(String text) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + text);
        spec.commandLine().getErr().flush();
    }

    /** A line on standard error, where a person watches. */
    void note(String text) {
        if (System.console() != null) {
            spec.commandLine().getErr().println(text);
            spec.commandLine().getErr().flush();
        }
    }

    static String statusName(Verification verification) {
        return verification.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The fields of a verification, into an open object. */
    static void write(Verification verification, JsonWriter json) {
        json.field("status", statusName(verification)).field("live", verification.isLive());
        JournalReport report = verification.report();
        if (report != null) {
            json.field("journalId", report.journalId().toString())
                    .field("level", report.level().word())
                    .field("firstGeneration", report.firstGeneration())
                    .field("generations", report.generations())
                    .field("closedCleanly", report.isClosedCleanly())
                    .field("transactions", report.transactions())
                    .field("firstSeq", report.firstSeq())
                    .field("dropped", report.firstSeq() - 1)
                    .field("lastSeq", report.lastSeq())
                    .field("lastAt", report.lastTimeNs() / 1_000)
                    .field("batches", report.batches())
                    .field("bytes", report.bytes())
                    .field("tornBytes", report.tornBytes())
                    .field("tail", report.tail().name())
                    .field("chain", HexFormat.of().toHexDigits(report.chain()));
        }
        if (verification.damage() != null) {
            json.field("reason", verification.damage().reason().name())
                    .field("file", verification.damage().file().toString())
                    .field("position", verification.damage().position())
                    .field("lastGoodSeq", verification.damage().lastGoodSeq())
                    .field("message", verification.damage().getMessage());
        }
        if (report != null && !report.skipped().isEmpty()) {
            write(report.skipped(), json);
        }
        if (report != null) {
            RecordedRepairs.write(report.repairs(), json);
        }
        write(verification.known(), json);
    }

    private static void write(KnownBy known, JsonWriter json) {
        json.name("knownBy").beginArray();
        for (EndWitness witness : known.witnesses()) {
            json.beginObject()
                    .field("who", witness.name())
                    .field("file", witness.file().toString())
                    .field("seq", witness.seq())
                    .endObject();
        }
        json.endArray();
        json.field("hasDurable", known.hasCounter()).field("hasWatermark", known.hasWatermark());
    }

    private static void write(List<SkippedCommand> skipped, JsonWriter json) {
        json.name("skipped").beginArray();
        for (SkippedCommand skip : skipped) {
            json.beginObject()
                    .field("fromSeq", skip.fromSeq())
                    .field("toSeq", skip.toSeq())
                    .field("at", skip.skippedNs() / 1_000)
                    .field("operator", skip.decidedBy())
                    .field("reason", skip.note())
                    .endObject();
        }
        json.endArray();
    }

    /** A command that an operator has given up. */
    static String inWords(SkippedCommand skip) {
        String seqs = skip.fromSeq() == skip.toSeq() ? "seq " + skip.fromSeq() : skip.fromSeq() + " to " + skip.toSeq();
        return seqs + " by " + skip.decidedBy() + ": " + skip.note();
    }

    /** The same for people, one fact a line. */
    static void print(Verification verification, PrintWriter out) {
        line(out, "status", statusName(verification) + (verification.isLive() ? ", being written" : ""));
        JournalReport report = verification.report();
        if (report != null) {
            line(out, "journal", report.journalId().toString());
            line(out, "level", report.level().word());
            line(out, "generations", generations(report) + (report.isClosedCleanly() ? ", closed cleanly" : ""));
            if (report.firstSeq() > 1) {
                line(
                        out,
                        "begins at",
                        "seq " + report.firstSeq() + " (" + HowMany.of(report.firstSeq() - 1, "transaction")
                                + " dropped by retention)");
            }
            line(out, "transactions", report.transactions() + " in " + HowMany.of(report.batches(), "excerpt"));
            line(out, "last seq", Long.toString(report.lastSeq()));
            line(out, "bytes", Long.toString(report.bytes()));
            line(out, "torn bytes", Long.toString(report.tornBytes()));
            line(out, "chain", HexFormat.of().toHexDigits(report.chain()));
            report.skipped().forEach(skip -> line(out, "skipped", inWords(skip)));
            RecordedRepairs.print(report.repairs(), out);
        }
        if (!verification.known().witnesses().isEmpty()) {
            line(
                    out,
                    "known by",
                    verification.known().witnesses().stream()
                            .map(witness -> witness.name() + " " + witness.seq())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** How many there were, and how many of them are gone. */
    static String generations(JournalReport report) {
        long dropped = report.firstGeneration() - 1;
        return report.generations()
                + (dropped == 0
                        ? ""
                        : " (" + (dropped == 1 ? "the first" : "the first " + dropped) + " dropped by retention)");
    }

    static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
    }
}
