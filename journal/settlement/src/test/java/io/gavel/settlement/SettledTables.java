package io.gavel.settlement;

import io.gavel.settlement.duckdb.DuckDbFile;
import io.gavel.settlement.sink.Column;
import io.gavel.settlement.sink.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a settled file that nobody has open, as a judge would: by SQL alone. */
final class SettledTables implements AutoCloseable {
    private final Connection connection;

    SettledTables(Path file) {
        connection = DuckDbFile.openReadOnly(file);
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    String text(String sql) {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("expected one row, sql=" + sql + ", rows=" + rows);
        }
        return rows.get(0);
    }

    /** Rows as texts, columns divided by a bar. */
    List<String> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= width; column++) {
                    columns.add(result.getString(column));
                }
                rows.add(columns.stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** A digest per table over all columns of all rows, ordered by them. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        for (Table table : Table.values()) {
            String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
            String order = IntStream.rangeClosed(1, table.columns().size())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", "));
            List<String> rows = rows("SELECT " + columns + " FROM " + table.sqlName() + " ORDER BY " + order);
            digests.put(table.sqlName(), rows.size() + ":" + sha256(String.join("\n", rows)));
        }
        return digests;
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
