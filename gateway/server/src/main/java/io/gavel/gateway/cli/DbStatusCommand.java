package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.SinkException;
import java.io.IOException;
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
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the database is this journal's and its ledger balances",
            "1:it is another journal's, or its ledger does not balance",
            "2:a wrong option",
            "3:there is no journal or no database, or it cannot be read"
        })
final class DbStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        DatabaseStatus.Form form = json ? DatabaseStatus.Form.JSON : DatabaseStatus.Form.TEXT;
        try (JournalReader journal = JournalReader.open(data.journal())) {
            DuckDbReport report = DuckDbReport.read(data.database());
            DatabaseStatus status =
                    new DatabaseStatus(data.database(), journal.journalId(), journal.durableSeq(), report);
            print(status.as(form));
            return status.isGood() ? ExitCode.OK : ExitCode.FINDING;
        } catch (FencedException e) {
            return askItsOwner(form, e);
        } catch (SinkException | JournalDamaged e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    /** Another process has the database open: a settlement says itself how it is. */
    private int askItsOwner(DatabaseStatus.Form form, FencedException locked) {
        try {
            StatusDoor.Answer answer = StatusDoor.ask(data.database(), form);
            if (answer.exitCode() == ExitCode.ENVIRONMENT) {
                throw Failure.environment(answer.text(), null);
            }
            print(answer.text());
            return answer.exitCode();
        } catch (IOException | UnsupportedOperationException e) {
            throw Failure.environment(locked.getMessage(), e);
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
