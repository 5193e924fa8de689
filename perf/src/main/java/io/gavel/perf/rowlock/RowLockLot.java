package io.gavel.perf.rowlock;

import io.gavel.perf.Stretch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * The auction as a row: a bidder's connection locks it, looks at price and end, updates it, inserts the bid and commits.
 * Each bid is one step above the price that is read under the lock, so none is refused. No accounts, money, client ids
 * or notices: less than Gavel does.
 */
final class RowLockLot implements HotLot {
    static final int MAX_CONNECTIONS = 32;

    private static final int AUCTION = 1;
    private static final long START = 100;
    private static final String[] SCHEMA = {
        "drop schema if exists gavel_rowlock cascade",
        "create schema gavel_rowlock",
        "create table gavel_rowlock.auction (id int primary key, price bigint not null, leader int not null,"
                + " bids bigint not null, closes_at timestamptz not null)",
        "create table gavel_rowlock.bid (id bigserial primary key, auction_id int not null, account_id int not null,"
                + " amount bigint not null, placed_at timestamptz not null default now())",
        "insert into gavel_rowlock.auction values (" + AUCTION + ", " + START + ", 0, 0, now() + interval '1 day')",
    };
    private static final String LOCK =
            "select price, closes_at > now() from gavel_rowlock.auction where id = ? for update";
    private static final String UPDATE =
            "update gavel_rowlock.auction set price = ?, leader = ?, bids = bids + 1 where id = ?";
    private static final String INSERT =
            "insert into gavel_rowlock.bid (auction_id, account_id, amount) values (?, ?, ?)";

    private final List<Bidder> bidders = new ArrayList<>();
    private final ExecutorService threads;
    private long accepted;

    RowLockLot(Postgres postgres) throws IOException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                bidders.add(new Bidder(postgres.connect(), i + 1));
            }
        } catch (SQLException problem) {
            closeBidders();
            throw new IOException("expected the auction's tables to be made: " + problem.getMessage(), problem);
        }
        threads = Executors.newFixedThreadPool(MAX_CONNECTIONS);
    }

    /** @param inFlight connections, each with a thread and one bid at a time */
    @Override
    public Stretch bid(int inFlight, long durationNs, Histogram answers) throws IOException {
        List<Future<Histogram>> runs = new ArrayList<>();
        Stretch.Start start = Stretch.start();
        long deadlineNs = start.atNs() + durationNs;
        for (Bidder bidder : bidders.subList(0, inFlight)) {
            runs.add(threads.submit(() -> bidder.bidUntil(deadlineNs)));
        }
        long bids = 0;
        for (Future<Histogram> run : runs) {
            Histogram times = get(run);
            bids += times.getTotalCount();
            answers.add(times);
        }
        accepted += bids;
        return start.end(bids);
    }

    @Override
    public void verify() throws IOException {
        try (Statement statement = bidders.get(0).connection.createStatement();
                ResultSet row = statement.executeQuery("select a.bids, a.price, count(b.id), max(b.amount)"
                        + " from gavel_rowlock.auction a left join gavel_rowlock.bid b on b.auction_id = a.id"
                        + " group by a.id, a.bids, a.price")) {
            row.next();
            boolean isWhole = row.getLong(1) == accepted
                    && row.getLong(3) == accepted
                    && row.getLong(2) == START + accepted
                    && row.getLong(4) == row.getLong(2);
            if (!isWhole) {
                throw new IOException("expected as many bids as were answered=" + accepted + ", counted="
                        + row.getLong(1) + ", rows=" + row.getLong(3) + ", price=" + row.getLong(2));
            }
            bidders.get(0).connection.commit();
        } catch (SQLException problem) {
            throw new IOException("expected to read the auction: " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try (Statement statement = bidders.get(0).connection.createStatement()) {
            statement.execute(SCHEMA[0]);
            bidders.get(0).connection.commit();
        } catch (SQLException problem) {
            throw new IOException("expected to drop the auction's tables: " + problem.getMessage(), problem);
        } finally {
            closeBidders();
        }
    }

    private void closeBidders() {
        for (Bidder bidder : bidders) {
            try {
                bidder.connection.close();
            } catch (SQLException alreadyGone) {
                continue;
            }
        }
    }

    private static Histogram get(Future<Histogram> run) throws IOException {
        try {
            return run.get();
        } catch (ExecutionException problem) {
            throw new IOException("expected bids to be committed: " + problem.getCause(), problem.getCause());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interruption);
        }
    }

    /** A connection with its statements; one thread at a time. */
    private static final class Bidder {
        private final Connection connection;
        private final int account;
        private final PreparedStatement lock;
        private final PreparedStatement update;
        private final PreparedStatement insert;

        Bidder(Connection connection, int account) throws SQLException {
            this.connection = connection;
            this.account = account;
            connection.setAutoCommit(false);
            lock = connection.prepareStatement(LOCK);
            update = connection.prepareStatement(UPDATE);
            insert = connection.prepareStatement(INSERT);
        }

        Histogram bidUntil(long deadlineNs) throws SQLException {
            Histogram times = new Histogram(RowLockReport.LONGEST_NS, 3);
            for (long now = System.nanoTime(); now - deadlineNs < 0; ) {
                bid();
                long answered = System.nanoTime();
                times.recordValue(Math.min(RowLockReport.LONGEST_NS, answered - now));
                now = answered;
            }
            return times;
        }

        private void bid() throws SQLException {
            long price;
            lock.setInt(1, AUCTION);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next() || !row.getBoolean(2)) {
                    throw new SQLException("expected an open auction");
                }
                price = row.getLong(1);
            }
            update.setLong(1, price + 1);
            update.setInt(2, account);
            update.setInt(3, AUCTION);
            update.executeUpdate();
            insert.setInt(1, AUCTION);
            insert.setInt(2, account);
            insert.setLong(3, price + 1);
            insert.executeUpdate();
            connection.commit();
        }
    }
}
