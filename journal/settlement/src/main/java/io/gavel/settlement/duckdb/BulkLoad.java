package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Column;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SinkRefusedException;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Appends rows to a table through DuckDB's appender, and makes sure that all of them arrived. */
final class BulkLoad {
    /**
     * Rows between flushes. The appender keeps 2,048 rows, passes them on when it is full, and counts in flush() only what
     * it still had: so it must never get full by itself.
     */
    private static final int FLUSH_ROWS = 2_000;

    private final DuckDBConnection connection;

    BulkLoad(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** A SQL statement must have begun the transaction already: an appender alone would not be rolled back with it. */
    void load(String catalog, String table, Rows rows) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(catalog, DuckDBConnection.DEFAULT_SCHEMA, table)) {
            List<Column> columns = rows.table().columns();
            long loaded = 0;
            for (int row = 0; row < rows.size(); row++) {
                appender.beginRow();
                for (int column = 0; column < columns.size(); column++) {
                    append(appender, columns.get(column).kind(), rows, row, column);
                }
                appender.endRow();
                if ((row + 1) % FLUSH_ROWS == 0) {
                    loaded += appender.flush();
                }
            }
            // close() keeps a failing flush to itself, so flush here and count.
            loaded += appender.flush();
            if (loaded != rows.size()) {
                throw new SinkRefusedException("expected every row to be loaded, table=" + table + ", rows="
                        + rows.size() + ", loaded=" + loaded);
            }
        }
    }

    /** The appender takes a column's own Java type only: an int is not a BIGINT. */
    private static void append(DuckDBAppender appender, Column.Kind kind, Rows rows, int row, int column)
            throws SQLException {
        if (kind == Column.Kind.VARCHAR) {
            String text = rows.text(row, column);
            if (text == null) {
                appender.appendNull();
            } else {
                appender.append(text);
            }
            return;
        }
        long value = rows.value(row, column);
        if (value == Rows.NULL) {
            appender.appendNull();
            return;
        }
        switch (kind) {
            case SMALLINT -> appender.append((short) value);
            case INTEGER -> appender.append((int) value);
            default -> appender.append(value);
        }
    }
}
