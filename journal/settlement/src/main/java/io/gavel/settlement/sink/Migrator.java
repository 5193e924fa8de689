package io.gavel.settlement.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a database's schema up or down, one step a transaction, and remembers the steps in {@code schema_migration}.
 *
 * <p>Works on a connection without auto-commit whose database undoes DDL on rollback. A step whose text has changed
 * since it was applied, or that this release does not know, is refused. No row carries a clock: a rebuilt database is
 * equal to the one that it replaces.
 */
public final class Migrator {
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS schema_migration("
            + "version INTEGER NOT NULL PRIMARY KEY, name VARCHAR(120) NOT NULL, checksum VARCHAR(64) NOT NULL)";

    private final Connection connection;
    private final List<Migration> migrations;

    public Migrator(Connection connection, List<Migration> migrations) {
        this.connection = connection;
        this.migrations = migrations;
    }

    /** The last version applied, after checking that all applied steps are the ones we know; 0 for none. */
    public int version() throws SQLException {
        execute(List.of(TABLE));
        int version = 0;
        try (Statement statement = connection.createStatement();
                ResultSet applied = statement.executeQuery(
                        "SELECT version, name, checksum FROM schema_migration ORDER BY version")) {
            while (applied.next()) {
                version = applied.getInt(1);
                check(version, applied.getString(2), applied.getString(3));
            }
        }
        connection.commit();
        return version;
    }

    /** Applies every step that is missing; returns the version reached. */
    public int up() throws SQLException {
        int version = version();
        for (Migration migration : migrations.subList(version, migrations.size())) {
            execute(migration.up());
            try (PreparedStatement note =
                    connection.prepareStatement("INSERT INTO schema_migration VALUES (?, ?, ?)")) {
                note.setInt(1, migration.version());
                note.setString(2, migration.name());
                note.setString(3, migration.checksum());
                note.executeUpdate();
            }
            connection.commit();
        }
        return migrations.size();
    }

    /** Undoes steps, the last first, until only those up to {@code target} are left. */
    public void down(int target) throws SQLException {
        for (int version = version(); version > target; version--) {
            execute(migrations.get(version - 1).down());
            execute(List.of("DELETE FROM schema_migration WHERE version = " + version));
            connection.commit();
        }
    }

    private void check(int version, String name, String checksum) {
        if (version > migrations.size()) {
            throw new SinkRefusedException("expected a schema of this release, version=" + version + ", name=" + name
                    + ", newest known=" + migrations.size());
        }
        Migration known = migrations.get(version - 1);
        if (!known.checksum().equals(checksum)) {
            throw new SinkRefusedException("expected the migration as it was applied, version=" + version + ", name="
                    + name + ", applied checksum=" + checksum + ", checksum=" + known.checksum());
        }
    }

    private void execute(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
