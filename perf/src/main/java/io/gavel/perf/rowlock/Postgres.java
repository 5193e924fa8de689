package io.gavel.perf.rowlock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A PostgreSQL to measure beside, of the caller or one that {@link PostgresCluster} started.
 *
 * @param url of JDBC
 */
record Postgres(String url, String user, String password) {
    /** What every commit here must wait for. */
    private static final String[] DURABLE = {"fsync", "synchronous_commit"};

    private static final int CONNECT_TIMEOUT_S = 10;

    /** A new connection, its statements prepared by the server. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT_S));
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Its version and what a commit waits for.
     *
     * @throws IllegalArgumentException if it can't be reached, or if its commits don't wait for the disk
     */
    String describe() {
        try (Connection connection = connect()) {
            StringBuilder text = new StringBuilder("PostgreSQL ")
                    .append(connection.getMetaData().getDatabaseProductVersion());
            for (String setting : DURABLE) {
                String value = show(connection, setting);
                if (!value.equals("on")) {
                    throw new IllegalArgumentException("expected " + setting + "=on, as the other side syncs too, "
                            + setting + "=" + value + ", url=" + url);
                }
                text.append(", ").append(setting).append('=').append(value);
            }
            return text.append(", wal_sync_method=")
                    .append(show(connection, "wal_sync_method"))
                    .toString();
        } catch (SQLException problem) {
            throw new IllegalArgumentException(
                    "expected a PostgreSQL that answers, url=" + url + ", user=" + user + ": " + problem.getMessage()
                            + "\n  name one with --url jdbc:postgresql://HOST:PORT/DATABASE --user NAME --password WORD,"
                            + " or leave --url away: then one is started for the run",
                    problem);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("show " + setting)) {
            shown.next();
            return shown.getString(1);
        }
    }
}
