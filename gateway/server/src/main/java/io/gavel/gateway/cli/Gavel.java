package io.gavel.gateway.cli;

import io.gavel.journal.JournalNotKept;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code gavel COMMAND …}. Exits with an {@link ExitCode}. */
@Command(
        name = "gavel",
        description = "An exchange in one process: order books and auctions behind one deterministic engine.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, and what it looked for is not as it should be",
            "2:a wrong option or bad input",
            "3:a port, file, disk or database does not do what is needed",
            "70:a bug; the stack trace is on standard error"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            CommandLine.HelpCommand.class,
            JournalCommand.class,
            SnapshotCommand.class,
            PipeCommand.class,
            ScenarioCommand.class,
            SettleCommand.class,
            DbCommand.class,
        })
public final class Gavel implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        OutOfMemoryExit.install();
        System.exit(run(args));
    }

    /** Runs one command in this process and returns its exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    /** The whole command line with its manners; tests set its writers. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Gavel());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(Gavel::execute);
        line.setParameterExceptionHandler((e, args) -> onBadCall(e));
        line.setExecutionExceptionHandler((e, failed, parsed) -> onFailure(e, failed));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try: gavel demo, or gavel --help");
    }

    /** Runs what was called; an answer that standard output did not take is no answer. */
    private static int execute(CommandLine.ParseResult parsed) {
        int status = new CommandLine.RunLast().execute(parsed);
        List<CommandLine> called = parsed.asCommandLineList();
        CommandLine last = called.get(called.size() - 1);
        if (!last.getOut().checkError()) {
            return status;
        }
        last.getErr()
                .println(last.getCommandSpec().qualifiedName() + ": expected standard output to take what is written");
        last.getErr().flush();
        return ExitCode.ENVIRONMENT;
    }

    private static int onBadCall(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("gavel: " + e.getMessage());
        String suggestion = Suggestion.of(e);
        if (!suggestion.isEmpty()) {
            err.println("Did you mean " + suggestion + "?");
        }
        err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    private static int onFailure(Exception e, CommandLine failed) {
        PrintWriter err = failed.getErr();
        String name = failed.getCommandSpec().qualifiedName();
        if (e instanceof Failure failure) {
            err.println(name + ": " + failure.getMessage());
            err.flush();
            return failure.exitCode();
        }
        if (e instanceof JournalNotKept notKept) {
            err.println(name + ": " + notKept.getMessage());
            err.flush();
            return ExitCode.ENVIRONMENT;
        }
        if (e instanceof IOException io) {
            return onIoProblem(name, IoProblem.inWords(io), err);
        }
        if (e instanceof UncheckedIOException io) {
            return onIoProblem(name, IoProblem.inWords(io), err);
        }
        err.println(name + ": this is a bug in Gavel " + Version.current());
        e.printStackTrace(err);
        err.flush();
        return ExitCode.INTERNAL;
    }

    private static int onIoProblem(String command, String problem, PrintWriter err) {
        err.println(command + ": " + problem);
        err.flush();
        return ExitCode.ENVIRONMENT;
    }
}
