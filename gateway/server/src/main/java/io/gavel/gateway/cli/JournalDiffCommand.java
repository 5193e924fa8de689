package io.gavel.gateway.cli;

import io.gavel.journal.HowMany;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.journal.tool.JournalDiff;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gavel journal diff}: where two journals, or two engines, part. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two journals transaction by transaction and tells the first difference in words; or, with one journal"
                    + " and --with, lets this program and another gavel.jar decide its commands and compares their events.",
            "Names, generations and levels of the journals are told and are no difference. Of a damaged journal the valid"
                    + " prefix is compared."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they are whole and the same",
            "1:they differ, or a last record was never finished",
            "2:a hole or damage, or a wrong option",
            "3:not a journal, or the other program does not do what is needed"
        })
final class JournalDiffCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OTHER", description = "Another journal.")
    private Path other;

    @Option(names = "--with", paramLabel = "JAR", description = "Another gavel.jar, whose engine is compared.")
    private Path jar;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        other = folder.behind(other);
        if ((other == null) == (jar == null)) {
            throw Failure.usage("expected two journals, or one journal and --with JAR");
        }
        try {
            return jar == null ? compareJournals() : compareEngines();
        } catch (JournalDamaged damage) {
            complain(damage.getMessage());
            return Status.of(damage).exitStatus();
        }
    }

    private int compareJournals() {
        JournalDiff diff;
        try (ScanBar bar = new ScanBar("verifying")) {
            diff = JournalDiff.of(folder.path(), JournalFolder.resolve(other), bar);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(diff));
        } else {
            print(diff, out);
        }
        out.flush();
        complain("one: ", diff.one().verification());
        complain("other: ", diff.other().verification());
        int worse = Math.max(
                diff.one().verification().status().exitStatus(),
                diff.other().verification().status().exitStatus());
        return Math.max(worse, diff.isSame() ? ExitCode.OK : ExitCode.FINDING);
    }

    private int compareEngines() throws Exception {
        Path journal = folder.path();
        Verification verification;
        try (ScanBar bar = new ScanBar("verifying")) {
            verification = WitnessedVerifier.verify(journal, TransactionListener.NONE, bar);
        }
        if (verification.report() == null) {
            throw verification.damage();
        }
        PrintWriter out = spec.commandLine().getOut();
        EngineDiff.Result result = EngineDiff.run(journal, verification, jar);
        if (json) {
            JsonWriter object = new JsonWriter()
                    .beginObject()
                    .field("same", result.isSame())
                    .field("events", result.events());
            if (!result.isSame()) {
                object.field("field", result.field())
                        .field("this", result.here())
                        .field("other", result.there());
            }
            out.println(object.endObject());
        } else if (result.isSame()) {
            JournalFolder.line(out, "engines", "the same");
            JournalFolder.line(out, "events", Long.toString(result.events()));
        } else {
            JournalFolder.line(
                    out, "engines", "differ behind " + HowMany.of(result.events(), "event") + " in which they agree");
            JournalFolder.line(out, "field", result.field());
            JournalFolder.line(out, "this", result.here());
            JournalFolder.line(out, "other", result.there());
        }
        out.flush();
        complain("", verification);
        return Math.max(verification.status().exitStatus(), result.isSame() ? ExitCode.OK : ExitCode.FINDING);
    }

    private void complain(String side, Verification verification) {
        JournalFolder.complaints(verification).forEach(complaint -> complain(side + complaint));
    }

    private void complain(String text) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + text);
        spec.commandLine().getErr().flush();
    }

    private static void print(JournalDiff diff, PrintWriter out) {
        JournalReport one = diff.one().report();
        JournalReport other = diff.other().report();
        JournalFolder.line(out, "journals", diff.isSame() ? "the same" : "differ");
        print("one", diff.one(), out);
        print("other", diff.other(), out);
        if (diff.fromSeq() > 1) {
            JournalFolder.line(
                    out, "compared", "from seq " + diff.fromSeq() + " on: what was before was dropped by retention");
        }
        JournalFolder.line(out, "same", HowMany.of(diff.same(), "transaction"));
        JournalFolder.line(out, "different", HowMany.of(diff.different(), "transaction"));
        long more = one.lastSeq() - other.lastSeq();
        if (more != 0) {
            JournalFolder.line(
                    out,
                    "length",
                    (more > 0 ? "one" : "other") + " goes on for " + HowMany.of(Math.abs(more), "transaction")
                            + " behind seq " + Math.min(one.lastSeq(), other.lastSeq()));
        }
        if (!one.journalId().equals(other.journalId())) {
            JournalFolder.line(out, "no difference", "they are journals of their own, with ids of their own");
        }
        if (diff.first() != null) {
            DifferenceReport.print(diff.first(), "one", "other", out);
        }
    }

    private static void print(String name, JournalDiff.Side side, PrintWriter out) {
        JournalReport report = side.report();
        long ns = report.lastTimeNs();
        String begin = report.firstSeq() > 1 ? "begins at seq " + report.firstSeq() + ", " : "";
        JournalFolder.line(
                out,
                name,
                side.directory() + ", " + report.journalId() + ", "
                        + report.level().word() + ", generations " + JournalFolder.generations(report) + ", " + begin
                        + "last seq " + report.lastSeq() + " at "
                        + Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L)));
    }

    private static JsonWriter toJson(JournalDiff diff) {
        JsonWriter object = new JsonWriter()
                .beginObject()
                .field("same", diff.isSame())
                .field("fromSeq", diff.fromSeq())
                .field("sameTransactions", diff.same())
                .field("differentTransactions", diff.different());
        write("one", diff.one(), object);
        write("other", diff.other(), object);
        if (diff.first() != null) {
            DifferenceReport.write(diff.first(), "one", "other", object);
        }
        return object.endObject();
    }

    private static void write(String name, JournalDiff.Side side, JsonWriter object) {
        object.name(name).beginObject().field("directory", side.directory().toString());
        JournalFolder.write(side.verification(), object);
        object.endObject();
    }
}
