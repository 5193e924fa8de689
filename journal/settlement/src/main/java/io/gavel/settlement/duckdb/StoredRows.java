package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Column;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads rows back as they were loaded. */
final class StoredRows {
    /** Rows at a time. */
    private static final int CHUNK = 2_000;

    private StoredRows() {}

    static void read(Connection connection, Table table, long lastStatus, Consumer<Rows> consumer) throws SQLException {
        String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        String where = lastStatus == SettlementSink.ANY_STATUS ? "" : " WHERE status <= " + lastStatus;
        try (Statement statement = connection.createStatement();
                ResultSet stored = statement.executeQuery("SELECT " + columns + " FROM " + table.sqlName() + where)) {
            Rows rows = new Rows(table);
            while (stored.next()) {
                copy(stored, table.columns(), rows.append());
                if (rows.size() == CHUNK) {
                    consumer.accept(rows);
                    rows.clear();
                }
            }
            consumer.accept(rows);
        }
    }

    private static void copy(ResultSet stored, List<Column> columns, Rows row) throws SQLException {
        for (int i = 1; i <= columns.size(); i++) {
            if (columns.get(i - 1).kind() == Column.Kind.VARCHAR) {
                row.addText(stored.getString(i));
            } else {
                long value = stored.getLong(i);
                row.add(stored.wasNull() ? Rows.NULL : value);
            }
        }
        row.end();
    }
}
