package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a settled database says of itself, all at one point of the journal.
 *
 * @param journalId the journal it is settled from
 * @param nextSeq first sequence that is not settled
 * @param epoch how often a writer took it over
 * @param batches database transactions that settled it
 * @param schemaVersion last migration applied
 * @param rows rows of every table
 * @param ledger the sum of all entries of each asset
 * @param differences balances that are not the sum of their ledger entries
 */
public record DuckDbReport(
        UUID journalId,
        long nextSeq,
        long epoch,
        long batches,
        int schemaVersion,
        Map<String, Long> rows,
        List<AssetSum> ledger,
        long differences) {
    /** @param sumMinor zero, or money came from nowhere */
    public record AssetSum(String asset, long entries, String sumMinor) {
        public boolean isZero() {
            return sumMinor.equals("0");
        }
    }

    /** Every asset sums to zero, and every balance is the sum of its entries. */
    public boolean isBalanced() {
        return differences == 0 && ledger.stream().allMatch(AssetSum::isZero);
    }

    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Reads a file that no other process has open.
     *
     * @throws io.gavel.settlement.sink.SinkException when it cannot be read
     */
    public static DuckDbReport read(Path file) {
        try (Connection connection = DuckDbFile.openReadOnly(file)) {
            return read(connection);
        } catch (SQLException e) {
            throw DuckDbErrors.of("read the database", file, e);
        }
    }

    /** Reads the file that this process itself is settling into, at its last commit. */
    public static DuckDbReport readBesides(Path file, DuckDbConfig config) {
        try (Connection connection = DuckDbFile.openMaster(file, config)) {
            return read(connection);
        } catch (SQLException e) {
            throw DuckDbErrors.of("read the database", file, e);
        }
    }

    private static DuckDbReport read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (Table table : Table.values()) {
                rows.put(table.sqlName(), number(statement, "SELECT count(*) FROM " + table.sqlName()));
            }
            List<AssetSum> ledger = ledger(statement);
            long differences = number(statement, "SELECT count(*) FROM v_ledger_differences");
            long batches = number(statement, "SELECT count(*) FROM settle_batch");
            int version = (int) number(statement, "SELECT coalesce(max(version), 0) FROM schema_migration");
            try (ResultSet row = statement.executeQuery("SELECT journal_id, next_seq, epoch FROM journal_offset")) {
                row.next();
                return new DuckDbReport(
                        UUID.fromString(row.getString(1)),
                        row.getLong(2),
                        row.getLong(3),
                        batches,
                        version,
                        rows,
                        ledger,
                        differences);
            }
        }
    }

    private static List<AssetSum> ledger(Statement statement) throws SQLException {
        List<AssetSum> ledger = new ArrayList<>();
        String sql = "SELECT asset, entries, sum_minor FROM v_ledger_sum ORDER BY asset_id";
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                ledger.add(new AssetSum(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return ledger;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
