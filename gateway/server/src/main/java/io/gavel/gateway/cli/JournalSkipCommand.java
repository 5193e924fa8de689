package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.recovery.CommandSkip;
import io.gavel.journal.recovery.SkipNotNeeded;
import io.gavel.journal.recovery.SkipRefused;
import io.gavel.journal.snapshot.WitnessedVerifier;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gavel journal skip}: gives up a recorded command at which every start stops. */
@Command(
        name = "skip",
        mixinStandardHelpOptions = true,
        description = {
            "Gives up a recorded command that this release cannot decide as it was, so that the exchange starts again.",
            "The command keeps its sequence and time and counts as if it had decided nothing. That is written into the"
                    + " journal, with who did it and why. Without --yes it only shows what would be given up. A command"
                    + " that this release decides as it was recorded is refused: no start stops at it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is written",
            "1:nothing was written: --yes is missing",
            "2:it cannot be given up or need not be, or the journal is damaged",
            "3:not a journal, or somebody writes it"
        })
final class JournalSkipCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(names = "--seq", paramLabel = "N", required = true, description = "The command's first transaction.")
    private long seq;

    @Option(names = "--operator", paramLabel = "NAME", required = true, description = "Who decides it.")
    private String operator;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Option(
            names = "--even-if-decided-alike",
            description = "Also if this release decides it as it was recorded: takes back what clients were told.")
    private boolean evenIfDecidedAlike;

    @Option(names = "--yes", description = "Write it.")
    private boolean yes;

    @Override
    public Integer call() {
        JournalDamaged absence = WitnessedVerifier.absence(folder.path());
        if (absence != null) {
            return folder.conclude(absence);
        }
        try (CommandSkip skip = CommandSkip.plan(folder.path(), seq, evenIfDecidedAlike)) {
            show(skip);
            if (!yes) {
                folder.complain("nothing was written; --yes writes it");
                return ExitCode.FINDING;
            }
            skip.write(operator, reason);
            folder.out().println("Written. Rows that were settled from it are still there: run gavel db rebuild.");
            folder.out().flush();
            return ExitCode.OK;
        } catch (SkipNotNeeded alike) {
            throw Failure.usage(
                    alike.getMessage() + "; --even-if-decided-alike takes back what clients were told of it");
        } catch (SkipRefused | JournalDamaged refused) {
            throw Failure.usage(refused.getMessage());
        } catch (JournalLocked locked) {
            throw Failure.environment(locked.getMessage(), locked);
        }
    }

    private void show(CommandSkip skip) {
        PrintWriter out = folder.out();
        JournalFolder.line(
                out,
                "skip",
                skip.fromSeq() == skip.toSeq()
                        ? "seq " + skip.fromSeq()
                        : "seq " + skip.fromSeq() + " to " + skip.toSeq());
        JournalFolder.line(out, "command", skip.commandJson());
        JournalFolder.line(
                out,
                "decided",
                skip.difference() == null
                        ? "as it was recorded: no start stops here, and what clients were told of it is taken back"
                        : "otherwise than recorded: "
                                + skip.difference().difference().inWords());
        for (String event : skip.events()) {
            JournalFolder.line(out, "given up", event);
        }
        if (skip.stopsAt() == null) {
            JournalFolder.line(out, "a start then", "comes to the end of the journal");
        } else {
            JournalFolder.line(out, "a start then", "stops");
            DifferenceReport.print(skip.stopsAt().difference(), out);
        }
        out.flush();
    }
}
