package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioCommandTest {
    private static final String RIGHT = """
            title The first bid is the start price (ENG-3)
            given      lamp: english, opens 100, step 5, closes 12:00:00; alice has 500
            11:00:00   alice bids 150 on lamp -> accepted, price 100 by alice
            12:00:00                          -> lamp sold to alice for 100
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatGoesAsWrittenIsOk() throws IOException {
        assertEquals(ExitCode.OK, run(file(RIGHT)));
        assertTrue(out.toString().startsWith("ok      "), out::toString);
        assertTrue(out.toString().contains("The first bid is the start price (ENG-3)"), out::toString);
        assertTrue(out.toString().contains("1 played, 0 failed"), out::toString);
    }

    @Test
    void whatDoesNotIsShownWithWhatCameInstead() throws IOException {
        Path file = file(RIGHT.replace("price 100 by", "price 150 by"));
        assertEquals(ExitCode.FINDING, run(file));
        assertTrue(out.toString().contains("FAILED"), out::toString);
        assertTrue(out.toString().contains(file + ":3: 11:00:00 alice bids 150 on lamp"), out::toString);
        assertTrue(out.toString().contains("expected  accepted, price 150 by alice"), out::toString);
        assertTrue(out.toString().contains("came      accepted, price 100 by alice"), out::toString);
        assertTrue(
                out.toString().contains("(direct, through the ring, from a snapshot after every line)"), out::toString);
        assertTrue(out.toString().contains("1 played, 1 failed"), out::toString);
    }

    @Test
    void aTextThatIsNoScenarioExitsTwo() throws IOException {
        assertEquals(ExitCode.USAGE, run(file("alice jumps -> accepted\n")));
        assertTrue(err.toString().contains(":1: expected a verb"), err::toString);
        assertEquals(ExitCode.USAGE, run(folder.resolve("missing.gavel")));
        assertTrue(err.toString().contains("missing.gavel"), err::toString);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("story.gavel"), text);
    }

    private int run(Path file) {
        return Gavel.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("scenario", file.toString());
    }
}
