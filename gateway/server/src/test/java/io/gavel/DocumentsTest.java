package io.gavel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents fit each other and what they speak of. */
final class DocumentsTest {
    private static final Path ROOT = Repository.root();
    private static final Path WISHES = ROOT.resolve("docs/ASKED_FOR.md");
    private static final Path SCENARIOS = ROOT.resolve("engine/core/src/test/resources/scenarios");
    private static final Pattern RULE = Pattern.compile("\\b[A-Z]{2,4}-\\d+\\b");

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : files(ROOT, ".md")) {
            Matcher link = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)").matcher(Files.readString(page));
            while (link.find()) {
                boolean isOutside = link.group(1).matches("https?://.*");
                if (!isOutside && !Files.exists(page.resolveSibling(link.group(1)))) {
                    dead.add(ROOT.relativize(page) + " -> " + link.group(1));
                }
            }
        }
        assertTrue(dead.isEmpty(), dead::toString);
    }

    @Test
    void everyRuleOfTheLawBookIsProvedByAScenario() throws IOException {
        Set<String> written = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| ([A-Z]{2,4}-\\d+) \\|")
                .matcher(Files.readString(ROOT.resolve("docs/RULES.md")));
        while (row.find()) {
            written.add(row.group(1));
        }
        assertTrue(written.size() > 20, written::toString);
        Set<String> cited = new TreeSet<>();
        for (Path scenario : files(ROOT.resolve("engine/core/src/test/resources/scenarios"), ".gavel")) {
            Matcher rule = RULE.matcher(Files.readString(scenario));
            while (rule.find()) {
                cited.add(rule.group());
            }
        }
        assertEquals(written, cited);
    }

    /** As `Class.method`. */
    @Test
    void theTestsThatThePageOfWishesCitesAreThere() throws IOException {
        Matcher test = Pattern.compile("`(\\w+Test)\\.(\\w+)`").matcher(Files.readString(WISHES));
        int cited = 0;
        while (test.find()) {
            cited++;
            boolean isThere = false;
            for (Path source : files(ROOT, "/" + test.group(1) + ".java")) {
                isThere |= Files.readString(source).contains("void " + test.group(2) + "(");
            }
            assertTrue(isThere, test::group);
        }
        assertTrue(cited > 25, "expected citations, cited=" + cited);
    }

    /** As `file.gavel` and their titles. */
    @Test
    void theStoriesThatThePageOfWishesCitesAreThere() throws IOException {
        Matcher stories = Pattern.compile("`([\\w-]+\\.gavel)`: (\"[^\"]+\"(?:, \"[^\"]+\")*)")
                .matcher(Files.readString(WISHES));
        int cited = 0;
        while (stories.find()) {
            String file = Files.readString(SCENARIOS.resolve(stories.group(1)));
            for (String title : stories.group(2).split("\"(, \")?")) {
                if (!title.isEmpty()) {
                    cited++;
                    Pattern scenario = Pattern.compile("(?m)^scenario " + Pattern.quote(title) + "\\s*(#.*)?$");
                    assertTrue(scenario.matcher(file).find(), () -> stories.group(1) + ": " + title);
                }
            }
        }
        assertTrue(cited > 25, "expected citations, cited=" + cited);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending)
                            && !file.toString().matches(".*[/\\\\](target|\\.git)[/\\\\].*"))
                    .sorted()
                    .toList();
        }
    }
}
