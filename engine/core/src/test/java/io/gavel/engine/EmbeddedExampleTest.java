package io.gavel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmbeddedExampleTest {
    @Test
    void theEngineRunsInAnotherProgramWithoutNetworkJournalOrDatabase() {
        StringBuilder told = new StringBuilder();
        EmbeddedExample.decide(
                List.of(
                        "{\"type\":\"createAsset\",\"at\":0,\"asset\":\"USD\",\"decimals\":2}",
                        "{\"type\":\"createAccount\",\"at\":0,\"account\":\"john\"}",
                        "{\"type\":\"deposit\",\"at\":0,\"account\":\"john\",\"clOrdId\":\"d1\",\"asset\":\"USD\",\"amount\":\"10.00\"}",
                        "{\"type\":\"createAuction\",\"at\":0,\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\","
                                + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"opensAt\":0,\"closesAt\":60000000}",
                        "{\"type\":\"placeBid\",\"at\":1000000,\"auction\":\"lamp\",\"account\":\"john\",\"clOrdId\":\"1\",\"amount\":\"7.00\"}",
                        "{\"type\":\"time\",\"at\":61000000}"),
                told::append);
        List<String> lines = told.toString().lines().toList();
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.contains("\"bidAccepted\"") && line.contains("\"price\":\"1.00\"")),
                told::toString);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.contains("\"auctionClosed\"")
                                && line.contains("\"winner\":\"john\"")
                                && line.contains("\"at\":60000000")),
                told::toString);
    }

    @Test
    void whatIsNoCommandIsNotTakenForTheOneBefore() {
        for (String other : List.of("bad", "{\"type\":\"balance?\",\"account\":\"john\",\"asset\":\"USD\"}")) {
            StringBuilder told = new StringBuilder();
            List<String> commands =
                    List.of("{\"type\":\"createAsset\",\"at\":0,\"asset\":\"USD\",\"decimals\":2}", other);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> EmbeddedExample.decide(commands, told::append));
            assertEquals("expected a command or time, text=" + other, refused.getMessage());
        }
    }

    @Test
    void aRepeatedCommandGetsTheSameAnswerWithDuplicate() {
        StringBuilder told = new StringBuilder();
        String order = "{\"type\":\"newOrder\",\"at\":0,\"account\":\"john\",\"clOrdId\":\"1\",\"instrument\":\"GOLD\","
                + "\"side\":\"buy\",\"qty\":\"1\",\"price\":\"2.00\"}";
        EmbeddedExample.decide(
                List.of(
                        "{\"type\":\"createAsset\",\"at\":0,\"asset\":\"USD\",\"decimals\":2}",
                        "{\"type\":\"createAccount\",\"at\":0,\"account\":\"john\"}",
                        "{\"type\":\"createInstrument\",\"at\":0,\"instrument\":\"GOLD\",\"base\":\"USD\",\"quote\":\"USD\","
                                + "\"tick\":\"0.01\",\"lot\":\"1\",\"risk\":\"none\"}",
                        order,
                        order),
                told::append);
        List<String> lines = told.toString().lines().toList();
        String first =
                lines.get(3).substring(lines.get(3).indexOf("\"account\"")).replace("}", "");
        assertTrue(lines.get(4).contains(first + ",\"duplicate\":true"), told::toString);
    }

    @Test
    void theDocumentShowsWhatIsCompiled() throws IOException {
        Path root = Repository.root();
        String source =
                Files.readString(root.resolve("engine/core/src/test/java/io/gavel/engine/EmbeddedExample.java"));
        String region = source.substring(
                        source.indexOf("// embedded:begin\n") + "// embedded:begin\n".length(),
                        source.indexOf("    // embedded:end"))
                .stripTrailing()
                .stripIndent();
        String document = Files.readString(root.resolve("docs/ARCHITECTURE.md"));
        int from = document.indexOf("```java\n", document.indexOf("## The engine alone")) + "```java\n".length();
        assertEquals(region + "\n", document.substring(from, document.indexOf("```", from)));
    }
}
