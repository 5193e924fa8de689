package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.settlement.Rebuild;
import io.gavel.settlement.SettlementConfig;
import io.gavel.settlement.SettlementStatus;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkException;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gavel db rebuild}: a new database out of the journal, in the place of the old one when it is whole. */
@Command(
        name = "rebuild",
        description = "Make the database anew from the journal, then put it in place of the old one.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the new database is in place and its ledger balances",
            "1:it is in place, and its ledger does not balance",
            "2:a wrong option",
            "3:there is no journal, or the database is in use or cannot be written"
        })
final class DbRebuildCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        long startNs = System.nanoTime();
        boolean isTerminal = System.console() != null && !json;
        PrintWriter err = spec.commandLine().getErr();
        try {
            Rebuild rebuild = new Rebuild(data.journal(), data.database(), SettlementConfig.defaults());
            DuckDbReport report = rebuild.run(status -> {
                if (isTerminal) {
                    showProgress(err, status);
                }
            });
            if (isTerminal) {
                err.println();
            }
            print(report, (System.nanoTime() - startNs) / NS_PER_SECOND);
            return report.isBalanced() ? ExitCode.OK : ExitCode.FINDING;
        } catch (SinkException | JournalDamaged e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    private static void showProgress(PrintWriter err, SettlementStatus status) {
        long percent = status.durableSeq() == 0 ? 100 : 100 * status.settledSeq() / status.durableSeq();
        err.printf(Locale.ROOT, "\r%3d %%  %d of %d", percent, status.settledSeq(), status.durableSeq());
        err.flush();
    }

    private void print(DuckDbReport report, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonWriter object = new JsonWriter().beginObject().field("nextSeq", report.nextSeq());
            object.name("rows").beginObject();
            report.rows().forEach(object::field);
            out.println(object.endObject()
                    .field("totalRows", report.totalRows())
                    .field("balanced", report.isBalanced())
                    .endObject());
        } else {
            report.rows().forEach((table, rows) -> out.printf("%-14s %12d%n", table, rows));
            out.printf(
                    Locale.ROOT,
                    "rebuilt up to %d: %d rows in %.1f s, ledger %s%n",
                    report.nextSeq() - 1,
                    report.totalRows(),
                    seconds,
                    report.isBalanced() ? "balanced" : "WRONG");
        }
        out.flush();
    }
}
