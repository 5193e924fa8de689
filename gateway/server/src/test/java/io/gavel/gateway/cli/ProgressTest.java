package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void theBarGrowsInFortyStepsAndIsTakenAway() {
        try (Progress progress = Progress.shownOn(new PrintStream(bytes, true, StandardCharsets.UTF_8), "bids", 80)) {
            for (int done = 0; done <= 80; done++) {
                progress.at(done);
            }
        }
        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(1 + 40 + 2, shown.chars().filter(c -> c == '\r').count());
        assertTrue(shown.contains("bids [####################....................] 40/80"), shown);
        assertTrue(shown.endsWith(" \r"), shown);
    }

    @Test
    void nothingIsShownWithoutATerminal() {
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try (Progress progress = Progress.of("bids", 1)) {
            progress.at(1);
        } finally {
            System.setErr(before);
        }
        assertEquals(0, System.console() == null ? bytes.size() : 0);
    }
}
