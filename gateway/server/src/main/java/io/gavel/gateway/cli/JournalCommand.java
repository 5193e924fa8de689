package io.gavel.gateway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gavel journal}: looks into a journal, also while it is being written; only {@code repair} and {@code skip} change
 * one.
 */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "Looks into a journal without changing it, repairs one, or gives up what cannot be replayed.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            JournalDumpCommand.class,
            JournalVerifyCommand.class,
            JournalReplayCommand.class,
            JournalStatCommand.class,
            JournalDiffCommand.class,
            JournalRepairCommand.class,
            JournalSalvageCommand.class,
            JournalExportCommand.class,
            JournalSkipCommand.class,
        })
public final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try: gavel journal verify");
    }
}
