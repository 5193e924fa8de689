package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path within = DataFolder.journal(directory);
        return Files.isDirectory(within) ? within : directory;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
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
                    .field("level", report.level().name().toLowerCase(Locale.ROOT))
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
    }

    /** The same for people, one fact a line. */
    static void print(Verification verification, PrintWriter out) {
        line(out, "status", statusName(verification) + (verification.isLive() ? ", being written" : ""));
        JournalReport report = verification.report();
        if (report != null) {
            line(out, "journal", report.journalId().toString());
            line(out, "level", report.level().name().toLowerCase(Locale.ROOT));
            line(out, "generations", report.generations() + (report.isClosedCleanly() ? ", closed cleanly" : ""));
            line(out, "transactions", report.transactions() + " in " + report.batches() + " excerpts");
            line(out, "last seq", Long.toString(report.lastSeq()));
            line(out, "bytes", Long.toString(report.bytes()));
            line(out, "torn bytes", Long.toString(report.tornBytes()));
            line(out, "chain", Long.toHexString(report.chain()));
        }
    }

    static void line(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
    }
}
