package io.gavel.settlement.duckdb;

import java.util.Properties;

/**
 * How DuckDB is opened.
 *
 * @param threads its worker threads: 1 leaves the cores to the engine
 * @param memoryLimit in DuckDB's words, as {@code 512MB}
 * @param checkpointRows rows after which the write-ahead log is folded into the file at the next quiet point
 */
public record DuckDbConfig(int threads, String memoryLimit, long checkpointRows) {
    public static DuckDbConfig defaults() {
        return new DuckDbConfig(1, "512MB", 2_000_000);
    }

    /** For its driver. Every connection of a process to one file needs the same. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(threads));
        properties.setProperty("memory_limit", memoryLimit);
        // Nothing is ever fetched from a network.
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        return properties;
    }
}
