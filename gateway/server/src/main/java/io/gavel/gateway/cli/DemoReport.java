package io.gavel.gateway.cli;

import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What the demo has to say, for people or for programs.
 *
 * @param folder where journal and database are; null when they are already gone
 * @param address of the server while it is kept up; null when it has stopped
 */
record DemoReport(
        RecordedAuctions recorded,
        String source,
        DemoReplay.Result result,
        DemoBooks books,
        String folder,
        String address,
        long durationMs) {

    /** Whether every winner and price is right, in the engine and in the database, and the books balance. */
    boolean isRight() {
        return right() == result.outcomes().size() && agreeing() == right() && books.balance();
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d auctions, %d bids of %d bidders: %s%n",
                recorded.lots().size(),
                recorded.bids().size(),
                recorded.bidders().size(),
                source);
        out.println("Each bidder is a WebSocket client; time is the recording's.");
        out.println(
                "Money is counted in units of 10^-15 ETH, so that every amount stays below 2^62 units (4,611 ETH);");
        out.println("reserves, which have 18 decimals on the chain, are rounded up.");
        out.println();
        out.printf("%-10s %5s  %-12s %10s %10s  %s%n", "auction", "bids", "winner", "price", "expected", "in database");
        for (DemoReplay.Outcome outcome : result.outcomes()) {
            out.printf(
                    Locale.ROOT,
                    "%-10s %5d  %-12s %10s %10s  %-12s  %s%n",
                    outcome.lot().name(),
                    outcome.bids(),
                    outcome.winner() == null ? "-" : outcome.winner(),
                    plain(outcome.price()),
                    plain(outcome.lot().price()),
                    inDatabase(outcome) == null ? "-" : inDatabase(outcome),
                    verdict(outcome));
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%d of %d right; %d bids refused; %.1f s%n",
                right(),
                result.outcomes().size(),
                result.refusedBids(),
                durationMs / 1000.0);
        out.printf(
                Locale.ROOT,
                "database   %d of %d winners agree; ledger: %d entries, sum %s%n",
                agreeing(),
                result.outcomes().size(),
                books.ledgerEntries(),
                books.ledgerSum().toPlainString());
        out.printf(
                Locale.ROOT,
                "journal    %d transactions, %d bytes; decided again by a new engine, every event the same%n",
                books.transactions(),
                books.journalBytes());
        out.printf("state hash %s%n", hash());
        out.println();
        printWayOn(out);
        out.flush();
    }

    /** The same as one object. */
    void printJson(PrintWriter out) {
        JsonWriter json = new JsonWriter();
        json.beginObject()
                .field("right", isRight())
                .field("source", source)
                .field("asset", "ETH")
                .field("decimals", DemoReplay.DECIMALS)
                .field("bids", recorded.bids().size())
                .field("refusedBids", result.refusedBids())
                .field("durationMs", durationMs);
        json.name("auctions").beginArray();
        for (DemoReplay.Outcome outcome : result.outcomes()) {
            json.beginObject().field("auction", outcome.lot().name()).field("bids", outcome.bids());
            optional(json, "winner", outcome.winner());
            optional(json, "price", outcome.price() == null ? null : plain(outcome.price()));
            json.field("expectedWinner", outcome.lot().winner())
                    .field("expectedPrice", plain(outcome.lot().price()));
            optional(json, "winnerInDatabase", inDatabase(outcome));
            json.field("databaseAgrees", books.agreesWith(outcome))
                    .field("verdict", verdict(outcome))
                    .endObject();
        }
        json.endArray();
        json.name("ledger")
                .beginObject()
                .field("entries", books.ledgerEntries())
                .field("sum", books.ledgerSum().toPlainString())
                .endObject();
        json.name("journal")
                .beginObject()
                .field("transactions", books.transactions())
                .field("bytes", books.journalBytes())
                .field("stateHash", hash())
                .endObject();
        optional(json, "folder", folder);
        optional(json, "address", address);
        out.println(json.endObject());
        out.flush();
    }

    private void printWayOn(PrintWriter out) {
        if (address != null) {
            out.println("The server is up, its clock stands still; stop it with Ctrl-C. Ask it:");
            out.println("curl -H 'Authorization: Bearer " + DemoReplay.ADMIN_KEY + "' " + address + "/v1/auctions/"
                    + recorded.lots().get(0).name());
        } else {
            out.println("The server has stopped. Keep it up: gavel demo --serve");
        }
        if (folder == null) {
            out.println("Its data is gone. Keep it: gavel demo --data DIR");
            return;
        }
        out.println("Its data is in " + folder + ". Look into it:");
        out.println("gavel journal stat " + folder + "/journal");
        if (address == null) {
            // While the server is up, its settlement has the database to itself.
            out.println("gavel db query --data " + folder + " \"FROM v_winners\"");
        }
    }

    private long right() {
        return result.outcomes().stream().filter(DemoReplay.Outcome::isRight).count();
    }

    private long agreeing() {
        return result.outcomes().stream().filter(books::agreesWith).count();
    }

    private String hash() {
        return String.format(Locale.ROOT, "%016x", books.stateHash());
    }

    private String inDatabase(DemoReplay.Outcome outcome) {
        DemoBooks.Winner winner = books.winners().get(outcome.lot().name());
        return winner == null ? null : winner.name();
    }

    /** Right is what both the engine and the database say. */
    private String verdict(DemoReplay.Outcome outcome) {
        return outcome.isRight() && books.agreesWith(outcome) ? "right" : "WRONG";
    }

    private static String plain(BigDecimal amount) {
        return amount == null ? "-" : amount.stripTrailingZeros().toPlainString();
    }

    private static void optional(JsonWriter json, String name, String value) {
        if (value != null) {
            json.field(name, value);
        }
    }
}
