package io.gavel.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository lies: for tests that read its sources and pages. */
public final class Repository {
    private Repository() {}

    /** The folder that holds the Maven wrapper; the build names it, an IDE's run looks upwards. */
    public static Path root() {
        String named = System.getProperty("gavel.root", "");
        Path at = named.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(named);
        while (!Files.exists(at.resolve("mvnw")) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
