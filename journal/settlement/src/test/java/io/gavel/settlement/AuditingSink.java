package io.gavel.settlement;

import io.gavel.settlement.duckdb.DuckDbConfig;
import io.gavel.settlement.duckdb.DuckDbSink;
import io.gavel.settlement.sink.RowBatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** After every commit, asks the database through another connection whether the books balance. */
final class AuditingSink extends RelayingSink {
    private static final String DIFFERENCES = "SELECT account_id || ' ' || asset_id FROM v_ledger_differences"
            + " UNION ALL SELECT 'sum of ' || asset FROM v_ledger_sum WHERE sum_minor <> 0";

    private final Path file;
    private final List<String> differences = new ArrayList<>();
    private int commits;

    AuditingSink(Path file) {
        super(new DuckDbSink(file, DuckDbConfig.defaults()));
        this.file = file;
    }

    @Override
    public void commit(RowBatch batch) {
        super.commit(batch);
        commits++;
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:duckdb:" + file, DuckDbConfig.defaults().properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DIFFERENCES)) {
            while (rows.next()) {
                differences.add("after " + batch.nextSeq() + ": " + rows.getString(1));
            }
        } catch (SQLException e) {
            differences.add(e.getMessage());
        }
    }

    List<String> differences() {
        return differences;
    }

    int commits() {
        return commits;
    }
}
