package io.gavel.settlement.duckdb;

import io.gavel.journal.tool.ExportTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Turns tables in CSV files into Parquet files, through an embedded database that has no file of its own and a bound on
 * its memory: rows stream from one file to the other.
 */
public final class ParquetFile {
    private ParquetFile() {}

    /**
     * Writes one table.
     *
     * @param csv with a header, as {@code io.gavel.journal.tool.JournalTables} writes it
     * @param parquet is overwritten
     * @throws io.gavel.settlement.sink.SinkException when it cannot be written
     */
    public static void write(ExportTable table, Path csv, Path parquet) {
        Properties properties = DuckDbConfig.defaults().properties();
        // What does not fit in memory goes beside the result, not to where the program was started.
        properties.setProperty(
                "temp_directory", parquet.toAbsolutePath().getParent().toString());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
                Statement statement = connection.createStatement()) {
            NativeLibrary.removeUnpackedFile();
            statement.execute("COPY (SELECT * FROM read_csv(" + quoted(csv) + ", header = true, auto_detect = false,"
                    + " delim = ',', quote = '\"', escape = '\"', nullstr = '', columns = {" + columns(table) + "}))"
                    + " TO " + quoted(parquet) + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw DuckDbErrors.of("write Parquet", parquet, e);
        }
    }

    private static String columns(ExportTable table) {
        return table.columns().stream()
                .map(column -> "'" + column.name() + "': '" + type(column.kind()) + "'")
                .collect(Collectors.joining(", "));
    }

    private static String type(ExportTable.Kind kind) {
        return switch (kind) {
            case NUMBER -> "BIGINT";
            case FLAG -> "BOOLEAN";
            // Any amount: 19 digits before the point at no decimals, 18 behind it.
            case DECIMAL -> "DECIMAL(38, 18)";
            case TIME -> "TIMESTAMP";
            case TEXT -> "VARCHAR";
        };
    }

    private static String quoted(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
