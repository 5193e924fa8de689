package io.gavel.gateway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gavel journal}: looks into a journal, never changes it. Works on one that is being written, too. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "Looks into a journal, without changing it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            JournalDumpCommand.class,
            JournalVerifyCommand.class,
            JournalReplayCommand.class,
            JournalStatCommand.class,
        })
public final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try: gavel journal verify DIR");
    }
}
