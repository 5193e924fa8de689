package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.SinkUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** Opens DuckDB files. Looks at names and modes only: the file itself is DuckDB's alone (see the package). */
public final class DuckDbFile {
    private static final String URL = "jdbc:duckdb:";

    private DuckDbFile() {}

    /** Makes the folder of a database file, and those above it. */
    public static void createFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SinkRefusedException("expected to be able to make the database's folder, folder=" + folder, e);
        }
    }

    /** Opens for writing; makes the file, not its folder. */
    static DuckDBConnection openMaster(Path file, DuckDbConfig config) {
        checkWritable(file);
        return open(file, config.properties());
    }

    /** Opens an existing file that no other process writes, for reading. */
    public static DuckDBConnection openReadOnly(Path file) {
        if (!Files.exists(file)) {
            throw new SinkRefusedException("expected a settled database, file=" + file);
        }
        Properties properties = DuckDbConfig.defaults().properties();
        properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
        return open(file, properties);
    }

    /**
     * Keeps other processes out of a file until the result is closed, which also folds its log into it. A missing file,
     * or one that DuckDB cannot make sense of, needs no lock.
     *
     * @throws FencedException when somebody else has it open
     */
    public static AutoCloseable lock(Path file) {
        if (!Files.exists(file)) {
            return () -> {};
        }
        try {
            return open(file, DuckDbConfig.defaults().properties());
        } catch (SinkRefusedException | SinkUnavailableException e) {
            return () -> {};
        }
    }

    /** The write-ahead log beside a file. */
    public static Path walOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".wal");
    }

    private static DuckDBConnection open(Path file, Properties properties) {
        try {
            DuckDBConnection connection =
                    DriverManager.getConnection(URL + file, properties).unwrap(DuckDBConnection.class);
            NativeLibrary.removeUnpackedFile();
            return connection;
        } catch (SQLException e) {
            throw DuckDbErrors.of("open the database", file, e);
        }
    }

    private static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new SinkRefusedException("expected a folder for the database, folder=" + folder);
        }
        Path concerned = Files.exists(file) ? file : folder;
        if (!Files.isWritable(concerned)) {
            throw new SinkRefusedException("expected to be allowed to write, path=" + concerned + ", mode="
                    + mode(concerned) + ", user=" + System.getProperty("user.name"));
        }
    }

    private static String mode(Path path) {
        try {
            return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
