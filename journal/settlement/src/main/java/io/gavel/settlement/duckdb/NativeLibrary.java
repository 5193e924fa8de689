package io.gavel.settlement.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The driver unpacks 72 MB of native code into the temporary folder of every process, and removes it when the process
 * ends in an orderly way. One that is killed leaves it behind, and a few hundred of those fill a disk.
 *
 * <p>Where the system lets a mapped file lose its name (Linux), the name goes as soon as the code is loaded; elsewhere
 * nothing happens.
 */
final class NativeLibrary {
    private static final Path MAPPINGS = Path.of("/proc/self/maps");
    private static final String NAME = "libduckdb_java";
    private static final AtomicBoolean IS_UNNAMED = new AtomicBoolean();

    private NativeLibrary() {}

    /** Call once the driver is loaded; any further call does nothing. */
    static void removeUnpackedFile() {
        if (!Files.exists(MAPPINGS) || IS_UNNAMED.getAndSet(true)) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try {
            for (Path file : mapped()) {
                // A library that somebody installed beside the jar stays where it is.
                if (temporary.equals(file.getParent())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It is then removed at the end, as the driver means to.
        }
    }

    private static List<Path> mapped() throws IOException {
        try (Stream<String> lines = Files.lines(MAPPINGS)) {
            return lines.filter(line -> line.contains("/" + NAME))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .toList();
        }
    }
}
