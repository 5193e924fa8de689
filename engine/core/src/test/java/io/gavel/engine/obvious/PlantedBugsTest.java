package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.wire.Transaction;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A comparison that finds nothing proves little, unless it finds what is there: a bug is planted in the engine's source, that
 * class is compiled once more, and the same random histories must see the difference.
 */
@DisplayName("Bugs that are planted in the engine are found by the comparison")
final class PlantedBugsTest {
    private static final long COMMANDS = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ENGINE = "io.gavel.engine.";

    /** One line that is another one. */
    enum Bug {
        A_FILLED_ORDER_IS_STILL_FOUND(
                "book/OrderBook", "listener.onFilled(maker);\n            maker = behind;", "maker = behind;"),
        A_SECOND_SLICE_SHOWS_ALL(
                "book/OrderBook", "long slice = Math.min(extras.displayLots(order), hidden);", "long slice = hidden;"),
        THE_NEWEST_IS_CANCELED_WITH_THE_OLDEST(
                "book/GuardedMatch", "return mode != SelfTrade.CANCEL_OLDEST;", "return true;"),
        A_TAKER_KEEPS_THE_TOTAL_THAT_IT_LOST("book/GuardedMatch", "preventedLots += lots;", ""),
        A_STOP_WAITS_ON_THE_WRONG_SIDE("book/StopBook", "buys = new PriceLevels(-1,", "buys = new PriceLevels(1,"),
        A_CALL_WITH_BUYERS_LEFT_PRINTS_LOW(
                "book/call/CallProfile", "return prices.highest();", "return prices.lowest();"),
        A_FEE_IS_ROUNDED_DOWN(
                "account/Fees", "partRoundedUp(notional, percentMicros);", "part(notional, percentMicros);"),
        A_REPLACE_TO_MORE_KEEPS_ITS_PLACE(
                "market/ReplaceDesk",
                "return replaced.priceTicks == priceTicks && replaced.qtyLots <= qtyLots;",
                "return replaced.priceTicks == priceTicks;"),
        THE_KILL_SWITCH_CANCELS_NOTHING(
                "market/CancelDesk", "cancelAll(accountId, ALL, Side.NULL_VAL, CancelReason.ADMIN);", ""),
        AN_ORDER_LIVES_A_MOMENT_TOO_LONG("market/Market", "earliestNs() <= timeNs", "earliestNs() < timeNs"),
        A_FOK_TRADES_A_PART(
                "market/Matching",
                "TimeInForce.FOK && tradedLots < taker.leavesLots",
                "TimeInForce.FOK && tradedLots == 0"),
        A_POST_ONLY_SLIDES_TOO_FAR("market/TickTable", "long price = priceTicks - 1;", "long price = priceTicks - 2;"),
        A_COLLAR_IS_ROUNDED_OUTWARDS(
                "market/Collar", "return referenceTicks - width(", "return referenceTicks - 1 - width("),
        A_STOP_PRICE_MAY_LEAVE_THE_BAND("market/OrderChecks", "&& isInBand(stopPx)", "");

        private final String file;
        private final String is;
        private final String was;

        Bug(String file, String is, String was) {
            this.file = file;
            this.is = is;
            this.was = was;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) throws IOException, ReflectiveOperationException {
        compile(bug);
        try (Planted loader = new Planted(folder)) {
            Method find = loader.loadClass(Comparison.class.getName())
                    .getDeclaredMethod("firstDifference", long.class, long.class);
            find.setAccessible(true);
            Object difference = assertTimeoutPreemptively(PATIENCE, () -> find.invoke(null, 1, COMMANDS));
            assertNotNull(difference, "expected that the bug is found, bug=" + bug);
        }
    }

    private void compile(Bug bug) throws IOException {
        Path source = root().resolve("engine/core/src/main/java/io/gavel/engine/" + bug.file + ".java");
        String code = Files.readString(source);
        assertTrue(
                code.contains(bug.is), () -> "expected the line that the bug changes, bug=" + bug + ", line=" + bug.is);
        Path planted = folder.resolve(source.getFileName().toString());
        Files.writeString(planted, code.replace(bug.is, bug.was));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = place(Market.class)
                + File.pathSeparator
                + place(Transaction.class)
                + File.pathSeparator
                + place(DirectBuffer.class);
        int failures = compiler.run(
                null, null, null, "-proc:none", "-nowarn", "-cp", path, "-d", folder.toString(), planted.toString());
        assertEquals(0, failures, () -> "expected that the bug compiles, bug=" + bug);
    }

    /** Loads the engine and the comparison anew, what was planted first. */
    private static final class Planted extends URLClassLoader {
        Planted(Path folder) throws IOException {
            super(new URL[] {
                folder.toUri().toURL(),
                place(Market.class).toUri().toURL(),
                place(Comparison.class).toUri().toURL()
            });
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    loaded = name.startsWith(ENGINE) ? findClass(name) : super.loadClass(name, resolve);
                }
                return loaded;
            }
        }
    }

    private static Path place(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static Path root() {
        String named = System.getProperty("gavel.root", "");
        Path at = named.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(named);
        while (!Files.exists(at.resolve("mvnw")) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
