package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.gavel.wire.json.JsonReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The JDK's WebSocket client, with what it heard in a queue. Every wait has a limit. */
final class WsClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long LIMIT_S = 10;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Semaphore pings = new Semaphore(0);
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile String closeReason = "";
    private final WebSocket socket;
    private int syncs;

    WsClient(int port) {
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this)
                .join();
    }

    /** The value of a field, as text; null where there is none. */
    static String field(String json, String name) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonReader reader = new JsonReader().read(bytes, 0, bytes.length);
        int i = reader.find(name);
        if (i < 0) {
            return null;
        }
        return switch (reader.kind(i)) {
            case STRING -> reader.string(i);
            case INTEGER -> Long.toString(reader.integer(i));
            case BOOLEAN -> Boolean.toString(reader.bool(i));
            default -> "?";
        };
    }

    static String type(String json) {
        return field(json, "type");
    }

    WsClient login(String key) {
        String answer = ask("{\"type\":\"login\",\"key\":\"" + key + "\"}");
        assertTrue(answer.startsWith("{\"type\":\"loggedIn\""), answer);
        return this;
    }

    WsClient join(String room) {
        String answer = ask("{\"type\":\"join\",\"room\":\"" + room + "\"}");
        assertTrue(answer.startsWith("{\"type\":\"joined\""), answer);
        next();
        return this;
    }

    WsClient send(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    WebSocket socket() {
        return socket;
    }

    /** Sends and returns the next message. */
    String ask(String json) {
        send(json);
        return next();
    }

    String next() {
        try {
            String message = messages.poll(LIMIT_S, TimeUnit.SECONDS);
            return message != null ? message : fail("expected a message within " + LIMIT_S + " s");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next message of a type; others before it are passed over. */
    String next(String type) {
        String message = next();
        while (!type.equals(type(message))) {
            message = next();
        }
        return message;
    }

    /** Everything that was told up to now: a question that is answered behind it, as the ring takes it, marks the end. */
    List<String> heard() {
        String ref = "sync-" + ++syncs;
        send("{\"type\":\"auction?\",\"auction\":\"there is none\",\"ref\":\"" + ref + "\"}");
        List<String> heard = new ArrayList<>();
        String message = next();
        while (!ref.equals(field(message, "ref"))) {
            heard.add(message);
            message = next();
        }
        assertNotEquals("BUSY", field(message, "name"), "the ring is full: the end is not known");
        return heard;
    }

    /** Types of everything that was told up to now. */
    List<String> heardTypes() {
        return heard().stream().map(WsClient::type).toList();
    }

    /** Waits for a ping of the server's; the JDK answers it by itself. */
    void awaitPing() {
        try {
            assertTrue(pings.tryAcquire(LIMIT_S, TimeUnit.SECONDS), "expected a ping within " + LIMIT_S + " s");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int closeCode() {
        return closed.orTimeout(LIMIT_S, TimeUnit.SECONDS).join();
    }

    String closeReason() {
        return closeReason;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        pings.release();
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        messages.add("{\"type\":\"pong frame\"}");
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
