package io.gavel.gateway.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandType;
import io.gavel.wire.Refusal;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics("1.2.3");

    @Test
    void everyLineIsASampleOrSaysWhatFollows() {
        metrics.command(CommandType.PLACE_BID, Metrics.Result.ACCEPTED);
        metrics.reject(Refusal.BUSY);
        metrics.gauge("gavel_journal_durable_seq", "Last sequence that may be told.", () -> 42);
        for (String line : metrics.text().split("\n")) {
            assertTrue(
                    line.matches("# (HELP|TYPE) gavel_[a-z_]+ .+|gavel_[a-z_]+(\\{[^}]*})? -?[0-9]+"), "line=" + line);
        }
        assertTrue(metrics.text().contains("gavel_build_info{version=\"1.2.3\"} 1\n"));
        assertTrue(metrics.text().contains("gavel_journal_durable_seq 42\n"));
    }

    @Test
    void nameHasItsTypeOnce() {
        Set<String> typed = new HashSet<>();
        metrics.text().lines().filter(line -> line.startsWith("# TYPE")).forEach(line -> assertTrue(typed.add(line)));
    }

    @Test
    void commandsAreCountedByTypeAndResult() {
        for (int i = 0; i < 3; i++) {
            metrics.command(CommandType.NEW_ORDER, Metrics.Result.DUPLICATE);
        }
        String line = metrics.text()
                .lines()
                .filter(text -> text.startsWith("gavel_commands_total"))
                .findFirst()
                .orElseThrow();
        assertEquals("gavel_commands_total{type=\"newOrder\",result=\"duplicate\"} 3", line);
    }
}
