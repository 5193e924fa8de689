package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.replay.Replayer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the database and the journal say afterwards, each asked by itself.
 *
 * @param winners by auction: who won and what it cost, as the database has it
 * @param ledgerEntries rows of the ledger
 * @param ledgerSum of all their amounts: 0 if the books balance
 * @param journalBytes of all transactions
 * @param transactions in the journal
 * @param stateHash of a new engine after deciding the whole journal again and finding every event the same
 */
record DemoBooks(
        Map<String, Winner> winners,
        long ledgerEntries,
        BigDecimal ledgerSum,
        long journalBytes,
        long transactions,
        long stateHash) {

    static final String WINNERS_SQL = "SELECT a.name, w.name, a.hammer_price_minor FROM auction a"
            + " LEFT JOIN account w ON w.account_id = a.winner_id ORDER BY a.auction_id";
    static final String LEDGER_SQL = "SELECT count(*), coalesce(sum(amount_minor), 0) FROM ledger_entry";

    /** Nobody and null where it was not sold. */
    record Winner(String name, BigDecimal price) {}

    static DemoBooks read(Path journal, Path database, int decimals) throws SQLException {
        Map<String, Winner> winners = new LinkedHashMap<>();
        long entries;
        BigDecimal sum;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(WINNERS_SQL)) {
                while (rows.next()) {
                    long minor = rows.getLong(3);
                    winners.put(
                            rows.getString(1),
                            new Winner(rows.getString(2), rows.wasNull() ? null : BigDecimal.valueOf(minor, decimals)));
                }
            }
            try (ResultSet row = statement.executeQuery(LEDGER_SQL)) {
                row.next();
                entries = row.getLong(1);
                sum = new BigDecimal(row.getString(2));
            }
        }
        Market market = new Market(MarketConfig.defaults());
        JournalVerifier.Verification verified = JournalVerifier.verify(journal, new Replayer(market));
        if (verified.damage() != null) {
            throw verified.damage();
        }
        return new DemoBooks(
                winners,
                entries,
                sum,
                verified.report().bytes(),
                verified.report().transactions(),
                market.stateHash());
    }

    boolean balance() {
        return sumIsZero() && ledgerEntries > 0;
    }

    /** Whether the database knows the same winner and price. */
    boolean agreesWith(DemoReplay.Outcome outcome) {
        Winner winner = winners.get(outcome.lot().name());
        if (winner == null) {
            return false;
        }
        boolean samePrice = winner.price == null
                ? outcome.price() == null
                : outcome.price() != null && winner.price.compareTo(outcome.price()) == 0;
        return samePrice && java.util.Objects.equals(winner.name, outcome.winner());
    }

    private boolean sumIsZero() {
        return ledgerSum.signum() == 0;
    }
}
