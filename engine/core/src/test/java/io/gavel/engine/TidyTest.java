package io.gavel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What may not stand in the engine's source, and what stands there instead. Same commands in, same events out, on every
 * JVM: each banned thing is one that would break that, or that hides work from the one thread that decides.
 */
@DisplayName("Tidy: what is banned in the engine, and what to use instead")
final class TidyTest {
    private static final Path ENGINE = Repository.root().resolve("engine");

    /** Where a ban holds. */
    private enum Where {
        /** The packages that decide: a pure function of commands and their times. */
        DECIDING("core/src/main/java/io/gavel/engine/(book|auction|account|market)/.*"),
        /** All of the engine, the ring included. */
        ENGINE("core/src/main/java/.*"),
        /** The engine and its words. */
        ENGINE_AND_WIRE("(core|wire)/src/main/java/.*");

        private final Pattern paths;

        Where(String paths) {
            this.paths = Pattern.compile(paths);
        }

        boolean holdsFor(String path) {
            return paths.matcher(path).matches();
        }
    }

    /** A banned thing and its replacement. */
    enum Ban {
        CLOCK(
                Where.DECIDING,
                "System\\s*\\.\\s*(nanoTime|currentTimeMillis)|\\bInstant\\.now|\\bjava\\.time\\b|EpochClock|NanoClock",
                "take timeNs from the command: time is data"),
        RANDOM(
                Where.DECIDING,
                "\\b(Random|ThreadLocalRandom|SecureRandom|SplittableRandom)\\b|Math\\.random",
                "take the number from the command: a seed is data too"),
        UUID(Where.DECIDING, "\\bUUID\\b", "count up an id in the market's state"),
        FLOATING_POINT(
                Where.DECIDING,
                "\\b(float|double|Float|Double|BigDecimal|BigInteger|StrictMath)\\b",
                "use fixed-point longs, and Math.multiplyHigh for 128 bits"),
        SALTED_COLLECTIONS(
                Where.ENGINE_AND_WIRE,
                "\\b(Set|Map)\\s*\\.\\s*(of|copyOf|ofEntries)\\s*\\(",
                "use an array, a List or an EnumMap: Set.of and Map.of iterate in another order on each start"),
        IDENTITY(
                Where.ENGINE_AND_WIRE,
                "identityHashCode|\\bIdentityHashMap\\b|\\bWeakHashMap\\b|super\\.hashCode",
                "compare ids: an identity hash differs from run to run"),
        OBJECT_HASH(
                Where.DECIDING,
                "\\.hashCode\\s*\\(|Objects\\.hash\\b|Arrays\\.hashCode",
                "hash the values themselves, 64 bits of them"),
        THREAD(
                Where.DECIDING,
                "\\bThread\\b|\\bsynchronized\\b|\\bvolatile\\b|java\\.util\\.concurrent|\\bVarHandle\\b|parallelStream",
                "leave threads to io.gavel.engine.ring: one writer needs no locks"),
        PARALLEL(Where.ENGINE_AND_WIRE, "parallelStream|\\.parallel\\(\\)", "write the loop: one thread, one order"),
        LOGGER(
                Where.ENGINE_AND_WIRE,
                "org\\.slf4j|java\\.util\\.logging|System\\.Logger|System\\s*\\.\\s*getLogger",
                "return a refusal or throw: the engine halts, its host logs"),
        FILES(
                Where.DECIDING,
                "java\\.io\\b|java\\.nio\\.file|java\\.nio\\.channels",
                "write to the snapshot sink: files belong to io.gavel.journal"),
        CONSOLE(
                Where.ENGINE_AND_WIRE,
                "System\\s*\\.\\s*(out|err|in)\\b|printStackTrace",
                "return what there is to say: only the command line prints"),
        LOCALE(
                Where.ENGINE_AND_WIRE,
                "String\\s*\\.\\s*format\\s*\\(\\s*\"|\\.formatted\\s*\\(|\\.to(Lower|Upper)Case\\s*\\(\\s*\\)",
                "name Locale.ROOT: a Turkish machine writes another i"),
        CHARSET(
                Where.ENGINE_AND_WIRE,
                "defaultCharset|\\.getBytes\\s*\\(\\s*\\)",
                "name the charset: StandardCharsets.US_ASCII or UTF_8"),
        ENVIRONMENT(
                Where.DECIDING,
                "System\\s*\\.\\s*(getenv|getProperty)|Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean",
                "take it from MarketConfig: what differs between machines may not decide"),
        MEMORY_PRESSURE(
                Where.ENGINE,
                "SoftReference|WeakReference|OutOfMemoryError|StackOverflowError|Runtime\\.getRuntime",
                "size it by a limit with a name: the collector may not decide");

        private final Where where;
        private final Pattern banned;
        private final String instead;

        Ban(Where where, String banned, String instead) {
            this.where = where;
            this.banned = Pattern.compile(banned);
            this.instead = instead;
        }

        void find(String path, List<String> code, List<String> found) {
            if (!where.holdsFor(path)) {
                return;
            }
            for (int line = 0; line < code.size(); line++) {
                Matcher matcher = banned.matcher(code.get(line));
                if (matcher.find()) {
                    found.add(path + ":" + (line + 1) + " " + matcher.group() + " - " + instead);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ban.class)
    void theEngineUsesTheReplacement(Ban ban) {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            String path = ENGINE.relativize(file).toString().replace('\\', '/');
            ban.find(path, code(read(file)).lines().toList(), found);
        }
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    @ParameterizedTest
    @EnumSource(Ban.class)
    @DisplayName("a ban names the thing's replacement, and finds a planted one")
    void aBanFindsWhatIsPlanted(Ban ban) {
        List<String> found = new ArrayList<>();
        ban.find("core/src/main/java/io/gavel/engine/market/Planted.java", List.of("", planted(ban)), found);
        assertEquals(1, found.size(), () -> "expected to be found: " + planted(ban));
        assertTrue(found.get(0).startsWith("core/src/main/java/io/gavel/engine/market/Planted.java:2 "));
        assertTrue(found.get(0).endsWith(ban.instead));
    }

    @Test
    void commentsAndTextsMaySpeakOfBannedThings() {
        String code = code("""
                /* System.nanoTime() */ int a; // new Random()
                String text = "a \\" double"; char quote = '"'; int b;
                """);
        assertFalse(code.contains("nanoTime"));
        assertFalse(code.contains("Random"));
        assertFalse(code.contains("double"));
        assertTrue(code.contains("int a;"));
        assertTrue(code.contains("int b;"));
        assertEquals(2, code.lines().count());
    }

    @Test
    @DisplayName("what decides walks no hash map: its order depends on its history")
    void hashMapsOnlyAnswerGet() {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            String path = ENGINE.relativize(file).toString().replace('\\', '/');
            if (Where.DECIDING.holdsFor(path)) {
                for (String walk : walksOfHashMaps(code(read(file)))) {
                    found.add(path + " " + walk + " - walk ids in order or an intrusive list");
                }
            }
        }
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    @Test
    void aWalkThroughAHashMapIsFoundAndAnOrderedOneIsNot() {
        assertEquals(
                List.of("orders.values("),
                walksOfHashMaps("private final Int2ObjectHashMap<Order> orders = x; for (var o : orders.values()) {}"));
        assertEquals(
                List.of("ids.longForEach("),
                walksOfHashMaps("final LongHashSet ids; void f() { ids.longForEach(out::add); }"));
        assertEquals(List.of(), walksOfHashMaps("HashMap<String, Order> orders; Order[] line; orders.get(a);"));
        assertEquals(List.of(), walksOfHashMaps("Ledger ledger; ledger.forEach(a); for (Side s : Side.values()) {}"));
    }

    /** Calls that walk through a variable whose declared type is a hash map or set. */
    private static List<String> walksOfHashMaps(String code) {
        List<String> walks = new ArrayList<>();
        Matcher declared = Pattern.compile("\\b\\w*(?:Map|Set)\\b(?:<[^;=(){}]*>)?\\s+(\\w+)\\s*[=;,)]")
                .matcher(code);
        while (declared.find()) {
            Matcher walked = Pattern.compile(
                            "\\b" + declared.group(1)
                                    + "\\s*\\.\\s*(entrySet|keySet|values|forEach|intForEach|longForEach|iterator|stream)\\s*\\(")
                    .matcher(code);
            while (walked.find()) {
                walks.add(walked.group());
            }
        }
        return walks;
    }

    private static String planted(Ban ban) {
        return switch (ban) {
            case CLOCK -> "long now = System.nanoTime();";
            case RANDOM -> "var dice = new Random();";
            case UUID -> "var id = UUID.randomUUID();";
            case FLOATING_POINT -> "double price = 1;";
            case SALTED_COLLECTIONS -> "var sides = Set.of(1, 2);";
            case IDENTITY -> "int h = System.identityHashCode(order);";
            case OBJECT_HASH -> "h = 31 * h + order.hashCode();";
            case THREAD -> "synchronized (this) {";
            case PARALLEL -> "bids.parallelStream();";
            case LOGGER -> "import org.slf4j.Logger;";
            case FILES -> "import java.nio.file.Path;";
            case CONSOLE -> "System.out.println();";
            case LOCALE -> "name.toLowerCase();";
            case CHARSET -> "name.getBytes();";
            case ENVIRONMENT -> "System.getProperty(name);";
            case MEMORY_PRESSURE -> "catch (OutOfMemoryError e) {";
        };
    }

    private static List<Path> sources() {
        try (Stream<Path> walk = Files.walk(ENGINE)) {
            List<Path> files = walk.filter(
                            file -> file.toString().replace('\\', '/').matches(".*/src/main/java/.*\\.java"))
                    .sorted()
                    .toList();
            assertTrue(files.size() > 10, () -> "expected the engine's sources, root=" + ENGINE + ", files=" + files);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source with comments, texts and characters taken out; lines keep their numbers. */
    private static String code(String source) {
        Matcher matcher = Pattern.compile(
                        "//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
                        Pattern.DOTALL)
                .matcher(source);
        return matcher.replaceAll(found -> {
            String newLines = "\n"
                    .repeat((int) found.group().chars().filter(c -> c == '\n').count());
            return found.group().startsWith("\"") ? Matcher.quoteReplacement("\"\"" + newLines) : newLines;
        });
    }
}
