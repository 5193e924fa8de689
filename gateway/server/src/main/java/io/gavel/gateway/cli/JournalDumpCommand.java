package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.journal.tool.EventLines;
import io.gavel.journal.tool.KnownNames;
import io.gavel.wire.Transaction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal dump}: every event as a line, as far as the journal can be trusted. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = "Prints every event as a JSON line, in full, as gavel pipe does: exactly the valid prefix of the"
                + " journal. Options narrow it to some events; names and kinds may be several, divided by commas."
                + " Exits like verify.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            JournalFolder.EXIT_WHOLE,
            JournalFolder.EXIT_TORN,
            JournalFolder.EXIT_DAMAGED,
            JournalFolder.EXIT_NONE
        })
final class JournalDumpCommand implements Callable<Integer> {
    private static final long WAIT_NS = 500_000_000;

    @Mixin
    private JournalFolder folder;

    @Mixin
    private FilterOptions options;

    @Option(names = "--csv", description = "Print rows of one table, its columns first.")
    private boolean csv;

    @Option(names = "--commands", description = "Print a line for each command before its events.")
    private boolean commands;

    @Option(
            names = "--follow",
            description = "Go on with what is written from now on, until --to or --until is passed or the program is"
                    + " stopped.")
    private boolean follow;

    @Override
    public Integer call() {
        if (csv && commands) {
            throw Failure.usage("expected --csv or --commands: commands are JSON lines");
        }
        EventLines.Format format = csv ? EventLines.Format.CSV : EventLines.Format.JSON;
        EventLines lines =
                new EventLines(KnownNames.of(folder.path()), options.filter(), format, commands, folder::write);
        return follow && canBeFollowed() ? follow(lines) : dump(lines);
    }

    /** What is damaged, or has lost the counter that would tell what comes, is read once, as far as it goes. */
    private boolean canBeFollowed() {
        if (JournalVerifier.isLive(folder.path())) {
            return true;
        }
        Verification verification;
        try (ScanBar bar = new ScanBar("verifying")) {
            verification = WitnessedVerifier.verify(folder.path(), TransactionListener.NONE, bar);
        }
        return verification.damage() == null && verification.known().hasCounter();
    }

    private int dump(EventLines lines) {
        Verification verification;
        try (ScanBar bar = new ScanBar("dumping")) {
            verification = WitnessedVerifier.verify(folder.path(), lines, bar);
        }
        lines.flush();
        int status = folder.conclude(verification);
        if (verification.status() == Status.WHOLE) {
            options.checkNames(lines.directory());
        }
        return status;
    }

    private int follow(EventLines lines) {
        try (JournalReader reader = JournalReader.open(folder.path())) {
            Transaction transaction = new Transaction();
            boolean goesOn = true;
            while (goesOn) {
                if (!reader.poll(transaction)) {
                    lines.flush();
                    folder.out().flush();
                    if (!reader.poll(transaction, WAIT_NS)) {
                        goesOn = !Thread.currentThread().isInterrupted();
                        continue;
                    }
                }
                goesOn = !options.isBehind(transaction.seq(), transaction.timeNs());
                if (goesOn) {
                    lines.onTransaction(transaction);
                    goesOn = !options.isLast(transaction.seq());
                }
            }
            lines.flush();
            folder.out().flush();
            return Status.WHOLE.exitStatus();
        } catch (JournalDamaged damage) {
            lines.flush();
            return folder.conclude(damage);
        }
    }
}
