package io.gavel.settlement.duckdb;

import io.gavel.settlement.sink.Anchor;
import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.Migration;
import io.gavel.settlement.sink.Migrator;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettledOffset;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.SinkException;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.Table;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/**
 * Settles into a DuckDB file.
 *
 * <p>Facts go straight into their tables; state rows go to a temporary table and are merged from there. Thread: one at a
 * time. Owns the only connection to the file; the folder must exist.
 */
public final class DuckDbSink implements SettlementSink {
    private static final String SINK = "gavel";
    private static final String GUARD =
            "UPDATE journal_offset SET next_seq = ?, digest = ?, row_sum = ?, anchor_seq = ?,"
                    + " anchor_chain = ?, anchor_generation = ?, anchor_digest = ? WHERE sink = '" + SINK
                    + "' AND next_seq = ? AND epoch = ?";
    private static final String OFFSET =
            "SELECT journal_id, next_seq, epoch, digest, row_sum, anchor_seq, anchor_chain,"
                    + " anchor_generation, anchor_digest FROM journal_offset WHERE sink = '" + SINK + "'";
    private static final String NOTE_BATCH = "INSERT INTO settle_batch VALUES (?, ?, ?, ?, ?, ?)";
    private static final long NOT_CONNECTED = -1;

    private final Path file;
    private final DuckDbConfig config;
    private final Map<Table, Merge> merges = new EnumMap<>(Table.class);

    private DuckDBConnection connection;
    private BulkLoad bulkLoad;
    private String catalog;
    private long epoch = NOT_CONNECTED;
    private long rowsSinceCheckpoint;

    public DuckDbSink(Path file, DuckDbConfig config) {
        this.file = file;
        this.config = config;
    }

    /** Makes or brings up the schema, as {@link #connect} does first. */
    public static Migrator migrator(DuckDBConnection connection) {
        return new Migrator(connection, Migration.besides(DuckDbSink.class));
    }

    @Override
    public SettledOffset connect(UUID journalId) {
        connection = DuckDbFile.openMaster(file, config);
        try {
            connection.setAutoCommit(false);
            bulkLoad = new BulkLoad(connection);
            catalog = connection.getCatalog();
            migrator(connection).up();
            Catalog.check(connection);
            prepareMerges();
            SettledOffset offset = takeOver(journalId);
            connection.commit();
            epoch = offset.epoch();
            return offset;
        } catch (SQLException e) {
            abort();
            throw DuckDbErrors.of("make the database ready", file, e);
        } catch (SinkException e) {
            abort();
            throw e;
        }
    }

    @Override
    public void read(Table table, long lastStatus, Consumer<Rows> rows) {
        try {
            StoredRows.read(connection, table, lastStatus, rows);
            // The guard must begin a transaction, not go on in one.
            connection.commit();
        } catch (SQLException e) {
            abort();
            throw DuckDbErrors.of("read " + table.sqlName(), file, e);
        }
    }

    @Override
    public void begin(RowBatch batch) {
        try (PreparedStatement guard = connection.prepareStatement(GUARD)) {
            guard.setLong(1, batch.nextSeq());
            guard.setLong(2, batch.digest());
            guard.setLong(3, batch.rowSum());
            guard.setLong(4, batch.anchor().seq());
            guard.setLong(5, batch.anchor().chain());
            guard.setLong(6, batch.anchor().generation());
            guard.setLong(7, batch.anchor().digest());
            guard.setLong(8, batch.fromSeq());
            guard.setLong(9, epoch);
            int moved = guard.executeUpdate();
            if (moved != 1) {
                throw new FencedException("expected to own the offset, file=" + file + ", fromSeq=" + batch.fromSeq()
                        + ", epoch=" + epoch + ", rows=" + moved);
            }
        } catch (SQLException e) {
            throw DuckDbErrors.of("move the offset", file, e);
        }
    }

    @Override
    public void facts(Rows rows) {
        try {
            bulkLoad.load(catalog, rows.table().sqlName(), rows);
        } catch (SQLException e) {
            throw DuckDbErrors.of("load " + rows.table().sqlName(), file, e);
        }
    }

    @Override
    public void state(Rows rows) {
        try {
            merges.get(rows.table()).write(rows);
        } catch (SQLException e) {
            throw DuckDbErrors.of("merge " + rows.table().sqlName(), file, e);
        }
    }

    @Override
    public void commit(RowBatch batch) {
        try {
            note(batch);
            connection.commit();
        } catch (SQLException e) {
            throw DuckDbErrors.of("commit", file, e);
        }
        rowsSinceCheckpoint += batch.rowCount();
        if (rowsSinceCheckpoint >= config.checkpointRows()) {
            checkpoint();
        }
    }

    @Override
    public void abort() {
        epoch = NOT_CONNECTED;
        if (connection != null) {
            try (DuckDBConnection closing = connection) {
                closing.rollback();
            } catch (SQLException e) {
                // What matters was thrown before; a rollback that fails leaves nothing behind in a closed database.
            }
            connection = null;
        }
    }

    @Override
    public void close() {
        abort();
    }

    private void prepareMerges() throws SQLException {
        for (Table table : Table.values()) {
            if (!table.isFact()) {
                merges.put(table, Merge.prepare(table, connection, bulkLoad));
            }
        }
    }

    /** Counts the epoch up, so that whoever wrote before hits no row with the guard. */
    private SettledOffset takeOver(UUID journalId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int taken =
                    statement.executeUpdate("UPDATE journal_offset SET epoch = epoch + 1 WHERE sink = '" + SINK + "'");
            if (taken == 0) {
                statement.executeUpdate("INSERT INTO journal_offset VALUES ('" + SINK + "', '" + journalId
                        + "', 1, 1, 0, 0, 0, 0, 0, 0)");
            }
            try (ResultSet row = statement.executeQuery(OFFSET)) {
                row.next();
                if (!row.getString(1).equals(journalId.toString())) {
                    throw new SinkRefusedException("expected a database of this journal, file=" + file + ", journal="
                            + journalId + ", database's journal=" + row.getString(1));
                }
                return new SettledOffset(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), anchor(row));
            }
        }
    }

    /** Null where no settlement of this release has written yet. */
    private static Anchor anchor(ResultSet offset) throws SQLException {
        Anchor anchor = new Anchor(offset.getLong(6), offset.getLong(7), offset.getLong(8), offset.getLong(9));
        return offset.wasNull() ? null : anchor;
    }

    private void note(RowBatch batch) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(NOTE_BATCH)) {
            note.setLong(1, batch.nextSeq());
            note.setLong(2, batch.fromSeq());
            note.setLong(3, batch.rowCount());
            note.setLong(4, batch.digest());
            note.setLong(5, epoch);
            note.setLong(6, batch.lastTimeNs());
            note.executeUpdate();
        }
    }

    /** Bulk loads may bypass the log whose growth brings about DuckDB's own checkpoints, so we count rows ourselves. */
    private void checkpoint() {
        rowsSinceCheckpoint = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            connection.commit();
        } catch (SQLException e) {
            throw DuckDbErrors.of("checkpoint", file, e);
        }
    }
}
