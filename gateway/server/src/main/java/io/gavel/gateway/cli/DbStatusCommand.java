package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkException;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gavel db status}: how far the database is settled, what is in it, and whether its books balance. */
@Command(
        name = "status",
        description = {
            "How far the database is settled, its rows, and the sum of its ledger.",
            "Exits with 1 when the ledger does not balance or the database is not this journal's."
        },
        mixinStandardHelpOptions = true)
final class DbStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        try (JournalReader journal = JournalReader.open(data.journal())) {
            DuckDbReport report = DuckDbReport.read(data.database());
            boolean isOurs = report.journalId().equals(journal.journalId());
            long durableSeq = journal.durableSeq();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(report, durableSeq, isOurs));
            } else {
                print(out, report, durableSeq, isOurs);
            }
            out.flush();
            return report.isBalanced() && isOurs ? ExitCode.OK : ExitCode.FINDING;
        } catch (SinkException | JournalDamaged e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    private void print(PrintWriter out, DuckDbReport report, long durableSeq, boolean isOurs) {
        long settledSeq = report.nextSeq() - 1;
        out.printf("database   %s%n", data.database());
        out.printf(
                "journal    %s%s%n", report.journalId(), isOurs ? "" : "  WRONG: this is another journal's database");
        out.printf("schema     version %d%n", report.schemaVersion());
        out.printf("settled    up to %d in %d batches, epoch %d%n", settledSeq, report.batches(), report.epoch());
        out.printf("lag        %d of %d durable%n", durableSeq - settledSeq, durableSeq);
        out.println("rows");
        report.rows().forEach((table, rows) -> out.printf("  %-14s %12d%n", table, rows));
        out.println("ledger");
        for (DuckDbReport.AssetSum sum : report.ledger()) {
            String verdict = sum.isZero() ? "balanced" : "WRONG";
            out.printf("  %-14s %12d entries, sum %s  %s%n", sum.asset(), sum.entries(), sum.sumMinor(), verdict);
        }
        out.printf("  balances that differ from their entries: %d%n", report.differences());
    }

    private static String json(DuckDbReport report, long durableSeq, boolean isOurs) {
        long settledSeq = report.nextSeq() - 1;
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("journalId", report.journalId().toString())
                .field("sameJournal", isOurs)
                .field("schemaVersion", report.schemaVersion())
                .field("nextSeq", report.nextSeq())
                .field("durableSeq", durableSeq)
                .field("lag", durableSeq - settledSeq)
                .field("batches", report.batches())
                .field("epoch", report.epoch());
        json.name("rows").beginObject();
        report.rows().forEach(json::field);
        json.endObject().name("ledger").beginArray();
        for (DuckDbReport.AssetSum sum : report.ledger()) {
            json.beginObject()
                    .field("asset", sum.asset())
                    .field("entries", sum.entries())
                    .field("sum", sum.sumMinor())
                    .endObject();
        }
        return json.endArray()
                .field("differences", report.differences())
                .field("balanced", report.isBalanced())
                .endObject()
                .toString();
    }
}
