package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Column;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database says its tables are, held against the model: rows must never enter a table that drifted. */
final class Catalog {
    private static final String COLUMNS = "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
            + " WHERE table_catalog = current_database() AND table_schema = 'main' AND table_name = ?"
            + " ORDER BY ordinal_position";

    private Catalog() {}

    /** Refuses a database whose tables are not the model's, naming every difference. */
    static void check(Connection connection) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            for (Table table : Table.values()) {
                List<String> expected =
                        table.columns().stream().map(Column::toString).toList();
                List<String> found = columns(query, table);
                if (!expected.equals(found)) {
                    differences.add(difference(table, expected, found));
                }
            }
        }
        if (!differences.isEmpty()) {
            throw new SinkRefusedException("expected the schema of this release, differences=" + differences);
        }
    }

    private static List<String> columns(PreparedStatement query, Table table) throws SQLException {
        query.setString(1, table.sqlName());
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                String nullable = "NO".equals(rows.getString(3)) ? " NOT NULL" : "";
                columns.add(rows.getString(1) + " " + rows.getString(2) + nullable);
            }
        }
        return columns;
    }

    private static String difference(Table table, List<String> expected, List<String> found) {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(found);
        List<String> surplus = new ArrayList<>(found);
        surplus.removeAll(expected);
        return table.sqlName() + ": missing " + missing + ", surplus " + surplus;
    }
}
