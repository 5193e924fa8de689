package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.gavel.wire.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house: every scenario in {@code src/test/resources/scenarios}, each way, each a test. */
@DisplayName("Scenarios: every rule as a story, played every way")
final class ScenariosTest {
    /** Those of the doors around the engine, and two that MarketLimitsTest gives. */
    private static final Set<Refusal> NOT_TOLD_HERE = EnumSet.of(
            Refusal.BUSY,
            Refusal.HALTED,
            Refusal.NOT_READY,
            Refusal.CANCEL_ONLY,
            Refusal.MALFORMED,
            Refusal.TOO_LARGE,
            Refusal.UNKNOWN_PATH,
            Refusal.LIMIT_REACHED,
            Refusal.NOT_YOUR_ACCOUNT,
            Refusal.NOT_LOGGED_IN,
            Refusal.TOO_MANY,
            Refusal.SLOW);

    @TestFactory
    Stream<DynamicContainer> everyScenarioGoesAsWritten() {
        return files().map(file -> DynamicContainer.dynamicContainer(
                file.getFileName().toString(),
                file.toUri(),
                scenarios(file).stream().flatMap(scenario -> tests(scenario).stream())));
    }

    @TestFactory
    Stream<DynamicTest> theExampleOfTheDocumentGoesAsWritten() throws IOException {
        String root = System.getProperty("gavel.root", "../..");
        String document = Files.readString(Path.of(root, "docs", "SCENARIOS.md"));
        String example = document.split("```")[1].strip();
        return tests(ScenarioParser.parse("docs/SCENARIOS.md", example).get(0)).stream();
    }

    @Test
    @DisplayName("every refusal that the engine can give has a line that gives it")
    void everyRefusalHasAScenario() {
        Set<Refusal> told = EnumSet.noneOf(Refusal.class);
        files().flatMap(file -> scenarios(file).stream())
                .flatMap(scenario -> scenario.lines().stream())
                .flatMap(line -> line.phrases().stream())
                .filter(phrase -> phrase.contains("rejected "))
                .map(phrase -> phrase.substring(phrase.indexOf("rejected ") + "rejected ".length()))
                .forEach(rest -> told.add(Refusal.valueOf(rest.split(" ")[0])));
        Set<Refusal> silent = EnumSet.complementOf(EnumSet.copyOf(told));
        assertEquals(NOT_TOLD_HERE, silent);
    }

    private static List<DynamicTest> tests(Scenario scenario) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Way way : Way.values()) {
            tests.add(DynamicTest.dynamicTest(scenario.title() + ", " + way, () -> play(scenario, way)));
        }
        return tests;
    }

    private static void play(Scenario scenario, Way way) {
        Verdict direct = ScenarioRunner.run(scenario, Way.DIRECT);
        Verdict verdict =
                way == Way.DIRECT ? direct : ScenarioRunner.run(scenario, way).comparedTo(direct);
        if (!verdict.isRight()) {
            fail(verdict.failure());
        }
    }

    static List<Scenario> scenarios(Path file) {
        try {
            return ScenarioParser.parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> files() {
        try {
            Path folder = Path.of(ScenariosTest.class.getResource("/scenarios").toURI());
            try (Stream<Path> walk = Files.walk(folder)) {
                List<Path> files = walk.filter(file -> file.toString().endsWith(".gavel"))
                        .sorted()
                        .toList();
                assertTrue(files.size() >= 10, () -> "expected the scenarios of the house, files=" + files);
                return files.stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
