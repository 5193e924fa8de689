package io.gavel.gateway.cli;

import io.gavel.engine.scenario.Scenario;
import io.gavel.engine.scenario.ScenarioException;
import io.gavel.engine.scenario.ScenarioParser;
import io.gavel.engine.scenario.ScenarioRunner;
import io.gavel.engine.scenario.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gavel scenario}: plays rules that are written as stories, three ways each. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = "Plays the scenarios of each file: on the market directly, through the ring, and from a snapshot"
                + " taken after every line. All must go as written and bring about the same bytes. The language:"
                + " docs/SCENARIOS.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went as written", "1:at least one did not", "2:a file cannot be read as scenarios"})
public final class ScenarioCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Texts in the scenario language.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    private int played;
    private int failed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            for (Path file : files) {
                ScenarioParser.parse(file.toString(), read(file)).forEach(scenario -> play(scenario, out));
            }
        } catch (ScenarioException e) {
            out.flush();
            throw Failure.usage(e.getMessage());
        }
        out.println(played + " played, " + failed + " failed");
        out.flush();
        return failed == 0 ? ExitCode.OK : ExitCode.FINDING;
    }

    private void play(Scenario scenario, PrintWriter out) {
        List<Verdict> verdicts = ScenarioRunner.runEveryWay(scenario);
        List<Verdict> wrong =
                verdicts.stream().filter(verdict -> !verdict.isRight()).toList();
        played++;
        if (wrong.isEmpty()) {
            out.println("ok      " + scenario);
            return;
        }
        failed++;
        out.println("FAILED  " + scenario);
        // What fails alike in several ways is told once.
        for (String failure : wrong.stream().map(Verdict::failure).distinct().toList()) {
            List<String> ways = wrong.stream()
                    .filter(verdict -> verdict.failure().equals(failure))
                    .map(verdict -> verdict.way().toString())
                    .toList();
            out.println("  " + failure.replace("\n", "\n  "));
            out.println("      (" + String.join(", ", ways) + ")");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Failure.usage("expected a readable text: " + IoProblem.inWords(e) + ", file=" + file);
        }
    }
}
