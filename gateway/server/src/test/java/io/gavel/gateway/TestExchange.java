package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.ring.Journal;
import io.gavel.gateway.session.ApiKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server on a free port whose clock stands still, with some keys, and hands to reach it. */
final class TestExchange implements AutoCloseable {
    static final String ADMIN = "admin-key";
    static final String ALICE = "alice-key";
    static final String BOB = "bob-key";
    static final String CAROL = "carol-key";
    /** May look, nothing else. */
    static final String READER = "reader-key";
    /** Two accounts in one key. */
    static final String DESK = "desk-key";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final GavelServer server;

    private TestExchange(GavelServer server) {
        this.server = server;
    }

    static ServerConfig config(Layout layout) {
        return ServerConfig.defaults()
                .withPort(0)
                .withLayout(layout)
                .withManualClock(new ManualClock(0))
                .withKeys(ApiKeys.of(Map.of(
                        ADMIN, "*:admin",
                        ALICE, "alice:read,bid,trade,cancel",
                        BOB, "bob:read,bid,trade,cancel",
                        CAROL, "carol:read,bid,trade,cancel",
                        READER, "alice:read",
                        DESK, "alice,bob:read,bid,trade,cancel")));
    }

    static TestExchange start(ServerConfig config) {
        try {
            return new TestExchange(GavelServer.start(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestExchange start(ServerConfig config, Journal journal) {
        try {
            return new TestExchange(GavelServer.start(config, journal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestExchange start(Layout layout) {
        return start(config(layout));
    }

    /** USD and ACM, three accounts with 1000.00 USD and 100 ACM each, the book ACM in USD called ACME. */
    TestExchange furnish() {
        furniture().forEach(this::admin);
        return this;
    }

    /** What {@link #furnish} says, for other ways in. */
    static List<String> furniture() {
        List<String> commands = new ArrayList<>();
        commands.add("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}");
        commands.add("{\"type\":\"createAsset\",\"asset\":\"ACM\",\"decimals\":0}");
        for (String name : List.of("alice", "bob", "carol")) {
            commands.add("{\"type\":\"createAccount\",\"account\":\"" + name + "\"}");
            commands.add(deposit(name, "USD", "1000.00"));
            commands.add(deposit(name, "ACM", "100"));
        }
        commands.add("{\"type\":\"createInstrument\",\"instrument\":\"ACME\",\"base\":\"ACM\",\"quote\":\"USD\","
                + "\"tick\":\"0.01\",\"lot\":\"1\"}");
        return commands;
    }

    /** An English auction that is open and ends a minute after the first bid. */
    TestExchange auction(String name) {
        admin("{\"type\":\"createAuction\",\"auction\":\"" + name + "\",\"format\":\"english\",\"asset\":\"USD\","
                + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"durationUs\":60000000}");
        return this;
    }

    void admin(String command) {
        HttpResponse<String> answer = post(ADMIN, command);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static String deposit(String account, String asset, String amount) {
        return "{\"type\":\"deposit\",\"account\":\"" + account + "\",\"asset\":\"" + asset + "\",\"amount\":\""
                + amount + "\",\"clOrdId\":\"open-" + asset + "\"}";
    }

    GavelServer server() {
        return server;
    }

    WsClient connect() {
        return new WsClient(server.port());
    }

    WsClient connect(String key) {
        return connect().login(key);
    }

    HttpResponse<String> post(String key, String body) {
        return send(request("/v1/commands", key).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String key, String path) {
        return send(request(path, key).GET());
    }

    HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
