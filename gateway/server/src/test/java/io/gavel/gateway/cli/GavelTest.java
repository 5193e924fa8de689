package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class GavelTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesTheRelease() {
        assertEquals(ExitCode.OK, run("--version"));
        assertTrue(out.toString().startsWith("gavel " + Version.current()), out::toString);
        assertFalse(Version.current().contains("$"), Version.current());
    }

    @Test
    void helpListsCommandsAndExitCodes() {
        assertEquals(ExitCode.OK, run("--help"));
        assertTrue(out.toString().contains("help"), out::toString);
        assertTrue(out.toString().contains("Exit codes:"), out::toString);
    }

    @Test
    void wrongOptionIsAnsweredWithASuggestionAndExitTwo() {
        assertEquals(ExitCode.USAGE, run("--versoin"));
        assertTrue(err.toString().contains("Did you mean --version?"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void wrongCommandExitsTwo() {
        assertEquals(ExitCode.USAGE, run("sreve"));
        assertTrue(err.toString().contains("Did you mean serve?"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void wrongOptionOfACommandIsAnsweredInItsName() {
        assertEquals(ExitCode.USAGE, run("serve", "--prot", "80"));
        assertTrue(err.toString().contains("Did you mean --port?"), err::toString);
        assertTrue(err.toString().contains("Try: gavel serve --help"), err::toString);
    }

    @Test
    void anAnswerThatNobodyTakesIsAFailure() {
        CommandLine line = Gavel.commandLine();
        line.setOut(new PrintWriter(new FullDisk())).setErr(new PrintWriter(err));
        assertEquals(ExitCode.ENVIRONMENT, line.execute("--version"));
        assertTrue(err.toString().contains("expected standard output to take what is written"), err::toString);
    }

    @Test
    void noCommandExitsTwo() {
        assertEquals(ExitCode.USAGE, run());
    }

    @Test
    void failureExitsWithItsCodeAndNoStackTrace() {
        assertEquals(
                ExitCode.ENVIRONMENT,
                runWith(new Throwing(Failure.environment("expected a free port, port=1", new IOException("taken")))));
        assertTrue(err.toString().contains("expected a free port, port=1"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void bugExitsSeventyWithAStackTrace() {
        assertEquals(ExitCode.INTERNAL, runWith(new Throwing(new IllegalStateException("oops"))));
        assertTrue(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void helpOfEveryCommandListsItsExitCodes() {
        assertListsExitCodes(Gavel.commandLine());
    }

    /** Each paragraph is one text: the terminal breaks it where it is full, and nobody else. */
    @Test
    void helpTextsAreBrokenBetweenSentencesOnly() {
        assertWholeSentences(Gavel.commandLine());
    }

    private static void assertWholeSentences(CommandLine line) {
        CommandLine.Model.CommandSpec command = line.getCommandSpec();
        Stream<String> paragraphs = Stream.concat(
                Stream.concat(
                        Stream.of(command.usageMessage().description()),
                        Stream.of(command.usageMessage().footer())),
                Stream.concat(
                        command.options().stream().flatMap(option -> Stream.of(option.description())),
                        command.positionalParameters().stream().flatMap(given -> Stream.of(given.description()))));
        paragraphs.forEach(text ->
                assertTrue(text.isEmpty() || text.matches("(?s).*[.\"]"), () -> command.qualifiedName() + ": " + text));
        line.getSubcommands().values().stream()
                .filter(below -> !(below.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(GavelTest::assertWholeSentences);
    }

    private static void assertListsExitCodes(CommandLine line) {
        boolean isLeaf = line.getSubcommands().isEmpty() && !(line.getCommand() instanceof CommandLine.HelpCommand);
        assertFalse(
                isLeaf && line.getCommandSpec().usageMessage().exitCodeList().isEmpty(),
                () -> line.getCommandSpec().qualifiedName());
        line.getSubcommands().values().forEach(GavelTest::assertListsExitCodes);
    }

    private int run(String... args) {
        return Gavel.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private int runWith(Throwing command) {
        CommandLine line = Gavel.commandLine();
        line.addSubcommand(command);
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute("throwing");
    }

    @Command(name = "throwing")
    static final class Throwing implements Callable<Integer> {
        private final RuntimeException thrown;

        Throwing(RuntimeException thrown) {
            this.thrown = thrown;
        }

        @Override
        public Integer call() {
            throw thrown;
        }
    }

    /** Takes nothing. */
    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
