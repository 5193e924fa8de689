package io.gavel.gateway.cli;

import static io.gavel.gateway.cli.PromisedBidder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.DataFolder;
import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server has promised to three bidders, known outside of it and over all its deaths; and the ways to hold it, and
 * its journal, to that.
 */
final class Promises {
    static final String ADMIN = "admin-key";
    static final String KEYS = ADMIN
            + " = *:admin\nalice = alice:read,bid,trade,cancel\nbob = bob:read,bid,trade,cancel\ncarol = carol:read,bid,trade,cancel\n";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LAG = Pattern.compile("(?m)^gavel_settlement_lag_events (\\d+)");
    private static final long DAY_US = 86_400_000_000L;

    private final List<PromisedBidder> bidders = PromisedBidder.of("alice", "bob", "carol");

    /** An asset to pay with, a book, an auction that stays open, and rich bidders. */
    void furnish(ServerProcess server) {
        long closesAtUs = System.currentTimeMillis() * 1_000 + DAY_US;
        command(server, "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}");
        command(server, "{\"type\":\"createAsset\",\"asset\":\"BTC\",\"decimals\":0}");
        command(
                server,
                "{\"type\":\"createInstrument\",\"instrument\":\"BTC-USD\",\"base\":\"BTC\",\"quote\":\"USD\","
                        + "\"tick\":\"0.01\",\"lot\":\"1\"}");
        for (PromisedBidder bidder : bidders) {
            command(server, "{\"type\":\"createAccount\",\"account\":\"" + bidder.account() + "\"}");
            command(
                    server,
                    "{\"type\":\"deposit\",\"account\":\"" + bidder.account()
                            + "\",\"asset\":\"USD\",\"amount\":\"1000000000.00\",\"clOrdId\":\"d\"}");
        }
        command(server, auction("lamp", closesAtUs));
    }

    static String auction(String name, long closesAtUs) {
        return "{\"type\":\"createAuction\",\"auction\":\"" + name + "\",\"format\":\"english\",\"asset\":\"USD\","
                + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"closesAt\":" + closesAtUs + "}";
    }

    /** A command of the administrator, which must succeed. */
    static String command(ServerProcess server, String json) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.address() + "/v1/commands"))
                .header("Authorization", "Bearer " + ADMIN)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    static HttpResponse<String> get(ServerProcess server, String path) {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path))
                .GET()
                .build());
    }

    /** Of a server that rests: until all of its journal is in its database. */
    static void awaitSettled(ServerProcess server, Launch launch) {
        Waiting.until(ServerProcess.LIMIT, () -> "a settlement that follows, " + server.err(), () -> {
            Matcher lag = LAG.matcher(get(server, "/metrics").body());
            return Files.exists(DataFolder.database(launch.data()))
                    && lag.find()
                    && lag.group(1).equals("0");
        });
    }

    /** @return how many commands without an answer had been carried out nevertheless */
    int connectAndAskAgain(ServerProcess server) throws InterruptedException {
        int carriedOutUntold = 0;
        for (PromisedBidder bidder : bidders) {
            bidder.connect(server.address(), bidder.account());
            carriedOutUntold += bidder.askAgain();
        }
        return carriedOutUntold;
    }

    /** Keeps the server busy until its connections end; returns when that many more answers were given. */
    void load(int answers) {
        long enough = answered() + answers;
        bidders.forEach(PromisedBidder::load);
        awaitAnswered(enough);
    }

    /** Lets the server come to rest, until it is loaded again. */
    void rest() {
        bidders.forEach(PromisedBidder::rest);
    }

    void awaitAnswered(long enough) {
        Waiting.until(
                ServerProcess.LIMIT,
                () -> enough + " answers, answered=" + answered(),
                () -> answered() >= enough || bidders.stream().allMatch(PromisedBidder::isOver));
        assertTrue(answered() >= enough, () -> "expected " + enough + " answers, answered=" + answered());
    }

    /** Waits until everything that was said before the connections ended is heard. */
    void awaitEnd() throws InterruptedException {
        for (PromisedBidder bidder : bidders) {
            bidder.awaitEnd();
        }
    }

    /** kill -9 under load. */
    void loadAndKill(ServerProcess server, int answers) throws InterruptedException {
        load(answers);
        server.kill();
        awaitEnd();
    }

    void abort() {
        bidders.forEach(PromisedBidder::abort);
    }

    long answered() {
        return bidders.stream().mapToLong(PromisedBidder::answered).sum();
    }

    List<PromisedBidder> bidders() {
        return bidders;
    }

    /** Every accepted order rests once: the book's quantity and each bidder's held money say so. */
    void assertBookAndMoneyAreRight() throws InterruptedException {
        long orders = bidders.stream().mapToLong(PromisedBidder::acceptedOrders).sum();
        PromisedBidder asker = bidders.get(0);
        String book = asker.ask("{\"type\":\"book?\",\"instrument\":\"BTC-USD\",\"ref\":\"q\"}", "q");
        assertTrue(
                book.contains("\"bids\":[[\"1.00\",\"" + orders + "\"," + orders + "]]"), book + " orders=" + orders);
        BigDecimal held = BigDecimal.ZERO;
        for (PromisedBidder bidder : bidders) {
            String balance = bidder.ask("{\"type\":\"balance?\",\"asset\":\"USD\",\"ref\":\"q\"}", "q");
            held = held.add(new BigDecimal(field(balance, "held")));
        }
        BigDecimal ofOrders = new BigDecimal(PromisedBidder.ORDER_PRICE).multiply(BigDecimal.valueOf(orders));
        BigDecimal ofLeader = bidders.stream()
                .map(PromisedBidder::highestAcceptedBid)
                .max(BigDecimal::compareTo)
                .orElseThrow();
        assertEquals(ofOrders.add(ofLeader), held, "held for the orders and for the highest maximum");
    }

    /** What was promised up to now: client order id to answer. */
    Map<String, String> promised() {
        Map<String, String> promised = new HashMap<>();
        bidders.forEach(bidder -> promised.putAll(bidder.promises()));
        return promised;
    }

    /** Everything that was sent is answered by now, and stands in the journal once. */
    void assertKeptOnceIn(Path journal) {
        Decisions decisions = new Decisions();
        decisions.readOn(journal);
        assertKeptOnceIn(decisions);
    }

    /** The same of what was read of a journal. */
    void assertKeptOnceIn(Decisions decisions) {
        assertKeptOnceIn(decisions, promised());
        for (PromisedBidder bidder : bidders) {
            assertEquals(bidder.sent(), bidder.promises().size(), "everything has its answer by now");
        }
    }

    /** Everything that was promised stands in the journal once, and nothing in it twice. */
    static void assertKeptOnceIn(Path journal, Map<String, String> promised) {
        Decisions decisions = new Decisions();
        decisions.readOn(journal);
        assertKeptOnceIn(decisions, promised);
    }

    private static void assertKeptOnceIn(Decisions decisions, Map<String, String> promised) {
        Map<String, Integer> times = decisions.times();
        for (String id : promised.keySet()) {
            assertEquals(1, times.getOrDefault(id, 0), "decided once, clOrdId=" + id);
        }
        times.forEach((id, each) -> assertEquals(1, each, "decided once, clOrdId=" + id));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
