package io.gavel.perf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one measurement, deleted with all that is in it when the measurement is over. */
public final class Folder implements AutoCloseable {
    private final Path root;

    /**
     * @param parent where to make it; empty: the system's place for temporary files
     * @throws IllegalArgumentException if there is no such folder
     */
    public Folder(String parent) throws IOException {
        if (!parent.isEmpty() && !Files.isDirectory(Path.of(parent))) {
            throw new IllegalArgumentException("expected a folder, dir=" + parent);
        }
        root = parent.isEmpty()
                ? Files.createTempDirectory("gavel-perf")
                : Files.createTempDirectory(Path.of(parent), "gavel-perf");
    }

    public Path path(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(Folder::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
