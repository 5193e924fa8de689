package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/**
 * Writes the rows of one state table: into a temporary table, and from there over what is older.
 *
 * <p>Its statements are prepared once a connection: planning them for every batch cost more than running them.
 */
final class Merge {
    private final Upsert upsert;
    private final BulkLoad bulkLoad;
    private final PreparedStatement merge;
    private final PreparedStatement clear;

    private Merge(Upsert upsert, BulkLoad bulkLoad, PreparedStatement merge, PreparedStatement clear) {
        this.upsert = upsert;
        this.bulkLoad = bulkLoad;
        this.merge = merge;
        this.clear = clear;
    }

    /** Makes the temporary table. Its statements live as long as the connection. */
    static Merge prepare(Table table, DuckDBConnection connection, BulkLoad bulkLoad) throws SQLException {
        Upsert upsert = Upsert.of(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute(upsert.create());
        }
        return new Merge(
                upsert,
                bulkLoad,
                connection.prepareStatement(upsert.merge()),
                connection.prepareStatement(upsert.clear()));
    }

    void write(Rows rows) throws SQLException {
        bulkLoad.load(Upsert.STAGE_CATALOG, upsert.stage(), rows);
        merge.executeUpdate();
        clear.executeUpdate();
    }
}
