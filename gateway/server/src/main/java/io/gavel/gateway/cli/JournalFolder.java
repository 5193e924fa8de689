package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.SkippedCommand;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the journal commands share: which folder, and how a verification is told. */
final class JournalFolder {
    static final String EXIT_WHOLE = "0:the journal is whole";
    static final String EXIT_TORN = "1:its last record was never finished; the next start cuts it";
    static final String EXIT_DAMAGED = "2:a hole or damage, or a wrong option";
    static final String EXIT_NONE = "3:not a journal";

    /** Said of a journal whose file {@code durable} is gone. */
    static final String NO_COUNTER =
            "the file durable is missing: whether transactions that were told are missing at the end is not known";

    @Parameters(paramLabel = "DIR", description = "The journal's folder, or the data folder that holds it.")
    private Path directory;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Path path() {
        return resolve(directory);
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
        boolean isNone = damage.reason() == DamageReason.NOT_A_JOURNAL;
        return conclude(new Verification(isNone ? Status.NOT_A_JOURNAL : Status.DAMAGED, true, null, damage));
    }

    /** Says in one line on standard error what is wrong, if anything is; returns the exit status. */
    int conclude(Verification verification) {
        PrintWriter err = spec.commandLine().getErr();
        if (verification.damage() != null) {
            err.println(spec.qualifiedName() + ": " + verification.damage().getMessage());
        } else if (verification.status() == Status.TORN_TAIL) {
            err.println(spec.qualifiedName() + ": torn tail, bytes="
                    + verification.report().tornBytes() + ", lastSeq="
                    + verification.report().lastSeq());
        }
        if (!JournalVerifier.hasCounter(path())) {
            err.println(spec.qualifiedName() + ": " + NO_COUNTER);
        }
        err.flush();
        out().flush();
        return verification.status().exitStatus();
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
                    .field("generations", report.generations())
                    .field("closedCleanly", report.isClosedCleanly())
                    .field("transactions", report.transactions())
                    .field("lastSeq", report.lastSeq())
                    .field("lastAt", report.lastTimeNs() / 1_000)
                    .field("batches", report.batches())
                    .field("bytes", report.bytes())
                    .field("tornBytes", report.tornBytes())
                    .field("chain", Long.toHexString(report.chain()));
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
            line(out, "generations", report.generations() + (report.isClosedCleanly() ? ", closed cleanly" : ""));
            line(out, "transactions", report.transactions() + " in " + report.batches() + " excerpts");
            line(out, "last seq", Long.toString(report.lastSeq()));
            line(out, "bytes", Long.toString(report.bytes()));
            line(out, "torn bytes", Long.toString(report.tornBytes()));
            line(out, "chain", Long.toHexString(report.chain()));
            report.skipped().forEach(skip -> line(out, "skipped", inWords(skip)));
            RecordedRepairs.print(report.repairs(), out);
        }
    }

    static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
    }
}
