package io.gavel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** What holds for every file of the repository, whichever module it is in. */
final class RepositoryTest {
    private static final Path ROOT = Repository.root();
    private static final Pattern TEXTS = Pattern.compile(
            ".*\\.(java|xml|md|gavel|csv|jsonl|json|html|css|js|sql|sh|yml|yaml|properties)|.*/\\.ci/run");
    private static final Pattern CODE = Pattern.compile(".*\\.java");
    private static final Pattern MAIN_CODE = Pattern.compile(".*/src/main/java/.*\\.java");
    private static final Pattern TEST_CODE = Pattern.compile(".*/src/test/java/.*\\.java");

    @Test
    void nothingIsLeftForLater() {
        absent(TEXTS, "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b", "do it, or make it a named limit in docs/");
    }

    @Test
    void noFileNamesAPlaceOnOneMachine() {
        absent(
                TEXTS,
                "(?<![\\w.$}/-])(/(tmp|home|root|work|Users|mnt)/\\w|[A-Z]:\\\\\\w)",
                "take the place from a flag, a system property or @TempDir");
    }

    @Test
    void testsWaitForAConditionAndNotForLuck() {
        absent(
                TEST_CODE,
                "Thread\\s*\\.\\s*sleep|TimeUnit\\.\\w+\\.sleep",
                "wait for a condition with a deadline, or move the injected clock");
    }

    @Test
    void noTestIsSwitchedOff() {
        absent(
                CODE,
                "@Dis" + "abled\\b",
                "repair the test or delete it; what is optional is an assumption that says so");
    }

    @Test
    void textIsMadeWithoutTheMachinesLocaleCharsetOrTimeZone() {
        absent(
                MAIN_CODE,
                "\\.to(Lower|Upper)Case\\s*\\(\\s*\\)|String\\s*\\.\\s*format\\s*\\(\\s*\"|\\.formatted\\s*\\(|"
                        + "\\.getBytes\\s*\\(\\s*\\)|defaultCharset|ZoneId\\.systemDefault|TimeZone\\.getDefault",
                "name Locale.ROOT, StandardCharsets.UTF_8, ZoneOffset.UTC");
    }

    @Test
    void onlyTheCommandLineAndPerfPrint() {
        absent(
                Pattern.compile(".*/src/main/java/io/gavel/(?!gateway/cli/|perf/).*\\.java"),
                "System\\s*\\.\\s*(out|err)\\b|printStackTrace",
                "return it or log it: only io.gavel.gateway.cli and io.gavel.perf print");
    }

    @Test
    void namesSayTheRole() {
        List<String> found = files(CODE).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches(".*(Impl|Helper|Utils?|Manager)\\.java|I[A-Z][a-z].*er\\.java"))
                .toList();
        assertTrue(found.isEmpty(), () -> "name the role (Adapter, Publisher, Session ...): " + found);
    }

    @Test
    void everyPackageSaysWhatItIs() {
        Set<String> silent = new TreeSet<>();
        for (Path file : files(MAIN_CODE)) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                silent.add(ROOT.relativize(file.getParent()).toString());
            }
        }
        assertTrue(silent.isEmpty(), () -> "write package-info.java (what it is, what it may import): " + silent);
    }

    @Test
    void generatedCodeIsNotKept() {
        assertTrue(files(Pattern.compile(".*/src/.*(Encoder|Decoder)\\.java")).stream()
                .noneMatch(file -> read(file).contains("Generated SBE")));
    }

    private static void absent(Pattern where, String banned, String instead) {
        Pattern pattern = Pattern.compile(banned);
        List<String> found = new ArrayList<>();
        for (Path file : files(where)) {
            List<String> lines = read(file).lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                Matcher matcher = pattern.matcher(lines.get(line));
                if (matcher.find() && !file.endsWith("RepositoryTest.java") && !file.endsWith("TidyTest.java")) {
                    found.add(ROOT.relativize(file) + ":" + (line + 1) + " " + matcher.group() + " - " + instead);
                }
            }
        }
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    private static List<Path> files(Pattern where) {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            List<Path> files = walk.filter(file -> {
                        String path = "/" + ROOT.relativize(file).toString().replace('\\', '/');
                        return !path.matches(".*/(target|\\.git)(/.*)?")
                                && where.matcher(path).matches();
                    })
                    .sorted()
                    .toList();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("expected UTF-8 text, file=" + file, e);
        }
    }
}
