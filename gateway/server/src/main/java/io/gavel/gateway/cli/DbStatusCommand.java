package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.SinkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
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
    /** A settlement that starts has the database open for a moment before it answers. */
    private static final long STARTS_WITHIN_NS = 10_000_000_000L;

    private static final long PAUSE_NS = 50_000_000;
    private static final int NOBODY_ANSWERS = -1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        DatabaseStatus.Form form = json ? DatabaseStatus.Form.JSON : DatabaseStatus.Form.TEXT;
        long deadlineNs = System.nanoTime() + STARTS_WITHIN_NS;
        int exitCode = ask(form);
        while (exitCode == NOBODY_ANSWERS && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(PAUSE_NS);
            exitCode = ask(form);
        }
        if (exitCode == NOBODY_ANSWERS) {
            throw Failure.environment(
                    "another process has the database open and does not say how it is, database=" + data.database(),
                    null);
        }
        return exitCode;
    }

    private int ask(DatabaseStatus.Form form) {
        try (JournalReader journal = JournalReader.open(data.journal())) {
            DuckDbReport report = DuckDbReport.read(data.database());
            DatabaseStatus status =
                    new DatabaseStatus(data.database(), journal.journalId(), journal.durableSeq(), report);
            print(status.as(form));
            return status.isGood() ? ExitCode.OK : ExitCode.FINDING;
        } catch (FencedException e) {
            return askItsOwner(form);
        } catch (SinkException | JournalDamaged e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    /** Another process has the database open: a settlement says itself how it is. */
    private int askItsOwner(DatabaseStatus.Form form) {
        try {
            StatusDoor.Answer answer = StatusDoor.ask(data.database(), form);
            if (answer.exitCode() == ExitCode.ENVIRONMENT) {
                throw Failure.environment(answer.text(), null);
            }
            print(answer.text());
            return answer.exitCode();
        } catch (IOException | UnsupportedOperationException e) {
            return NOBODY_ANSWERS;
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
