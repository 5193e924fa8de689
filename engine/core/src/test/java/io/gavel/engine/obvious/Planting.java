package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.Repository;
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

/** Plants a bug in the engine's source, compiles that class once more, and lets the comparison look for it. */
final class Planting {
    private static final long COMMANDS = 60_000;
    /** Several histories of each breadth. */
    private static final long COMMANDS_OF_BOOKS = 150_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ENGINE = "io.gavel.engine.";

    private final Path folder;

    /** @param folder empty: takes what is compiled */
    Planting(Path folder) {
        this.folder = folder;
    }

    /**
     * Expects that the comparison finds what is wrong where one line is another one.
     *
     * @param file of the engine, without its ending
     * @param search the comparison's method that looks for the first difference
     */
    void expectFound(String file, String is, String was, String search)
            throws IOException, ReflectiveOperationException {
        expectFound(file, is, was, search, COMMANDS);
    }

    /** The same, looked for in histories of books from a seed on. */
    void expectFound(String file, String is, String was, long firstSeed)
            throws IOException, ReflectiveOperationException {
        expectFound(file, is, was, "firstDifference", firstSeed, COMMANDS_OF_BOOKS);
    }

    /** @param count how many commands, or lots, are looked at */
    void expectFound(String file, String is, String was, String search, long count)
            throws IOException, ReflectiveOperationException {
        expectFound(file, is, was, search, 1, count);
    }

    private void expectFound(String file, String is, String was, String search, long firstSeed, long count)
            throws IOException, ReflectiveOperationException {
        compile(file, is, was);
        try (Planted loader = new Planted(folder)) {
            Method find =
                    loader.loadClass(Comparison.class.getName()).getDeclaredMethod(search, long.class, long.class);
            find.setAccessible(true);
            Object difference = assertTimeoutPreemptively(PATIENCE, () -> find.invoke(null, firstSeed, count));
            assertNotNull(difference, "expected that the bug is found");
        }
    }

    private void compile(String file, String is, String was) throws IOException {
        Path source = Repository.root().resolve("engine/core/src/main/java/io/gavel/engine/" + file + ".java");
        String code = Files.readString(source);
        assertTrue(code.contains(is), () -> "expected the line that the bug changes, file=" + file + ", line=" + is);
        Path planted = folder.resolve(source.getFileName().toString());
        Files.writeString(planted, code.replace(is, was));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = place(Market.class)
                + File.pathSeparator
                + place(Transaction.class)
                + File.pathSeparator
                + place(DirectBuffer.class);
        int failures = compiler.run(
                null, null, null, "-proc:none", "-nowarn", "-cp", path, "-d", folder.toString(), planted.toString());
        assertEquals(0, failures, "expected that the bug compiles");
    }

    /** Loads the engine and the comparison anew, what was planted first. */
    private static final class Planted extends URLClassLoader {
        Planted(Path folder) throws IOException {
            super(new URL[] {
                folder.toUri().toURL(),
                place(Market.class).toUri().toURL(),
                place(Comparison.class).toUri().toURL()
            });
            // A handle that is wrong fails by an assertion, and would end this process without.
            setDefaultAssertionStatus(true);
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
}
