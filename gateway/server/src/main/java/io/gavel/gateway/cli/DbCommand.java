package io.gavel.gateway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gavel db …}: looks at the settled database, or makes it anew. */
@Command(
        name = "db",
        description = "Look at the settled database, or rebuild it from the journal.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DbStatusCommand.class, DbRebuildCommand.class, DbQueryCommand.class})
public final class DbCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try: gavel db status, or gavel db --help");
    }
}
