package io.gavel.gateway.cli;

import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.tool.JournalDiff;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gavel journal diff}: where two journals, or two engines, part. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two journals transaction by transaction and tells the first difference in words; or, with one",
            "journal and --with, lets this program and another gavel.jar decide its commands and compares their events.",
            "Names, generations and levels of the journals are told and are no difference."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they are the same",
            "1:they differ",
            "2:a hole or damage, or a wrong option",
            "3:not a journal, or the other program does not do what is needed"
        })
final class JournalDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "A journal's folder, or the data folder around it.")
    private Path one;

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
        if ((other == null) == (jar == null)) {
            throw Failure.usage("expected two journals, or one journal and --with JAR");
        }
        try {
            return jar == null ? compareJournals() : compareEngines();
        } catch (JournalDamaged damage) {
            complain(damage);
            return damage.reason() == DamageReason.NOT_A_JOURNAL ? ExitCode.ENVIRONMENT : ExitCode.USAGE;
        }
    }

    private int compareJournals() {
        JournalDiff diff = JournalDiff.of(JournalFolder.resolve(one), JournalFolder.resolve(other));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(diff));
        } else {
            print(diff, out);
        }
        out.flush();
        boolean isDamaged = false;
        for (JournalDiff.Side side : new JournalDiff.Side[] {diff.one(), diff.other()}) {
            if (side.damage() != null) {
                complain(side.damage());
                isDamaged = true;
            }
        }
        if (isDamaged) {
            return ExitCode.USAGE;
        }
        return diff.isSame() ? ExitCode.OK : ExitCode.FINDING;
    }

    private int compareEngines() throws Exception {
        Path journal = JournalFolder.resolve(one);
        PrintWriter out = spec.commandLine().getOut();
        EngineDiff.Result result = EngineDiff.run(journal, jar);
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
            JournalFolder.line(out, "engines", "differ behind " + result.events() + " events that are the same");
            JournalFolder.line(out, "field", result.field());
            JournalFolder.line(out, "this", result.here());
            JournalFolder.line(out, "other", result.there());
        }
        out.flush();
        return result.isSame() ? ExitCode.OK : ExitCode.FINDING;
    }

    private void complain(JournalDamaged damage) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + damage.getMessage());
        spec.commandLine().getErr().flush();
    }

    private static void print(JournalDiff diff, PrintWriter out) {
        JournalFolder.line(out, "journals", diff.isSame() ? "the same" : "differ");
        print("one", diff.one(), out);
        print("other", diff.other(), out);
        JournalFolder.line(out, "same", diff.same() + " transactions");
        JournalFolder.line(out, "different", diff.different() + " transactions");
        long more = diff.one().lastSeq() - diff.other().lastSeq();
        if (more != 0) {
            JournalFolder.line(
                    out,
                    "length",
                    (more > 0 ? "one" : "other") + " goes on for " + Math.abs(more) + " transactions behind seq "
                            + Math.min(diff.one().lastSeq(), diff.other().lastSeq()));
        }
        if (!diff.one().journalId().equals(diff.other().journalId())) {
            JournalFolder.line(out, "no difference", "they are journals of their own, with ids of their own");
        }
        if (diff.first() != null) {
            DifferenceReport.print(diff.first(), "one", "other", out);
        }
    }

    private static void print(String name, JournalDiff.Side side, PrintWriter out) {
        long ns = side.lastTimeNs();
        JournalFolder.line(
                out,
                name,
                side.directory() + ", " + side.journalId() + ", " + side.level() + ", generations "
                        + side.generations() + ", last seq " + side.lastSeq() + " at "
                        + Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L)));
    }

    private static JsonWriter toJson(JournalDiff diff) {
        JsonWriter object = new JsonWriter()
                .beginObject()
                .field("same", diff.isSame())
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
        object.name(name)
                .beginObject()
                .field("directory", side.directory().toString())
                .field("journalId", side.journalId().toString())
                .field("level", side.level())
                .field("generations", side.generations())
                .field("lastSeq", side.lastSeq())
                .field("lastAt", Math.floorDiv(side.lastTimeNs(), 1_000L));
        if (side.damage() != null) {
            object.field("damage", side.damage().getMessage());
        }
        object.endObject();
    }
}
