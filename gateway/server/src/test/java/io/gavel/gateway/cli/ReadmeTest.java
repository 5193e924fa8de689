package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README says what is: its sample is played. */
final class ReadmeTest {
    private static final Path ROOT = Repository.root();

    @Test
    void theFirstBlockIsTheMainJobAndTheTests() throws IOException {
        assertEquals(
                List.of(
                        "./mvnw -q -DskipTests package && java -jar gateway/server/target/gavel.jar demo",
                        "./mvnw verify"),
                blocks().get(0).lines().toList());
    }

    @Test
    void theBidIsAnsweredAsPrinted() throws IOException {
        List<String> command = blocks().get(1).lines().toList();
        assertEquals("java -jar gateway/server/target/gavel.jar pipe --auto-create <<'END'", command.get(0));
        String input = String.join("\n", command.subList(1, command.size() - 1));
        assertEquals(blocks().get(2), pipe(input));
    }

    private static String pipe(String input) {
        byte[] out = new PipeSession().autoCreate().run(input.getBytes(StandardCharsets.UTF_8));
        return new String(out, StandardCharsets.UTF_8);
    }

    private static List<String> blocks() throws IOException {
        Matcher block = Pattern.compile("(?s)^```\\n(.*?)^```$", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }
}
