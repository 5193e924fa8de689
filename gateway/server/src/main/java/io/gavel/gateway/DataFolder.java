package io.gavel.gateway;

import java.nio.file.Path;

/** What lies where in a data folder; every command of the program that takes {@code --data} means the same. */
public final class DataFolder {
    private DataFolder() {}

    /** The journal's folder. */
    public static Path journal(Path data) {
        return data.resolve("journal");
    }

    /** The embedded database's file. */
    public static Path database(Path data) {
        return data.resolve("settlement").resolve("gavel.duckdb");
    }
}
