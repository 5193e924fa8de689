package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.json.JsonReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that keeps a list of its own of what it sent and what it was promised, over every death of the server. Speaks
 * through the JDK's WebSocket, so that nothing of Gavel's client is part of the proof.
 */
final class PromisedBidder implements WebSocket.Listener {
    static final String ORDER_PRICE = "1.00";
    private static final String HALTED = "1002";
    private static final int IN_FLIGHT = 48;
    private static final int ASKED_AGAIN = 40;
    private static final long LIMIT_S = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** One command and what was answered; the same text is its ref and its clOrdId. */
    private static final class Sent {
        final String json;
        String answer;
        String secondAnswer;

        Sent(String json) {
            this.json = json;
        }
    }

    private final String account;
    private final AtomicLong nextAmount;
    private final Map<String, Sent> all = new LinkedHashMap<>();
    private final Map<String, Sent> questions = new LinkedHashMap<>();
    private final StringBuilder part = new StringBuilder();

    private WebSocket socket;
    private CompletableFuture<?> sending;
    private boolean loads;
    private int unanswered;
    private long answered;
    private boolean isLoggedIn;
    private boolean isOver;
    private boolean isHalted;
    private String lastRefusal = "";

    /** @param nextAmount what the next bid of anybody offers */
    PromisedBidder(String account, AtomicLong nextAmount) {
        this.account = account;
        this.nextAmount = nextAmount;
    }

    String account() {
        return account;
    }

    /** How many commands were answered so far, in all lives of the server. */
    synchronized long answered() {
        return answered;
    }

    /** Whether it was told that the server takes nothing any more. */
    synchronized boolean isHalted() {
        return isHalted;
    }

    /** Whether the connection has ended. */
    synchronized boolean isOver() {
        return isOver;
    }

    /** The last answer that promises nothing, as the command never came to a decision; empty where there was none. */
    synchronized String lastRefusal() {
        return lastRefusal;
    }

    synchronized int sent() {
        return all.size();
    }

    void connect(String address, String key) throws InterruptedException {
        synchronized (this) {
            isLoggedIn = false;
            isOver = false;
            isHalted = false;
            loads = false;
            unanswered = 0;
            part.setLength(0);
        }
        WebSocket opened = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(address.replace("http", "ws") + "/ws"), this)
                .orTimeout(LIMIT_S, TimeUnit.SECONDS)
                .join();
        synchronized (this) {
            socket = opened;
            sending = CompletableFuture.completedFuture(null);
            send("{\"type\":\"login\",\"key\":\"" + key + "\"}");
            await(() -> isLoggedIn, "a login");
        }
    }

    /**
     * Sends again all that has no answer, and the last commands that have one.
     *
     * @return how many of those without an answer had been carried out nevertheless
     */
    synchronized int askAgain() throws InterruptedException {
        List<Sent> open = all.values().stream().filter(s -> s.answer == null).toList();
        List<Sent> known = all.values().stream().filter(s -> s.answer != null).toList();
        List<Sent> repeated = known.subList(Math.max(0, known.size() - ASKED_AGAIN), known.size());
        repeated.forEach(s -> s.secondAnswer = null);
        unanswered = open.size();
        for (Sent sent : repeated) {
            send(sent.json);
            await(() -> sent.secondAnswer != null, "an answer to " + sent.json);
            assertSame(sent);
        }
        for (Sent sent : open) {
            send(sent.json);
            await(() -> sent.answer != null, "an answer to " + sent.json);
        }
        return (int) open.stream()
                .filter(s -> "true".equals(field(s.answer, "duplicate")))
                .count();
    }

    /** Starts to keep commands in flight; ends with the connection. */
    synchronized void load() {
        loads = true;
        fill();
    }

    /** Sends nothing more until it loads again. */
    synchronized void rest() {
        loads = false;
    }

    /** Waits until the connection is over and everything that was said on it is heard. */
    synchronized void awaitEnd() throws InterruptedException {
        await(() -> isOver, "the end of the connection");
    }

    void abort() {
        socket.abort();
    }

    /** Asks a question, or for something beside the load, and returns its answer. */
    synchronized String ask(String question, String ref) throws InterruptedException {
        tell(question, ref);
        return answer(ref);
    }

    /** Sends it and does not wait. */
    synchronized void tell(String question, String ref) {
        questions.put(ref, new Sent(question));
        send(question);
    }

    /** Waits for the answer to what was told. */
    synchronized String answer(String ref) throws InterruptedException {
        Sent sent = questions.get(ref);
        await(() -> sent.answer != null, "an answer to " + sent.json);
        questions.remove(ref);
        return sent.answer;
    }

    /** What was promised: client order id to answer. */
    synchronized Map<String, String> promises() {
        Map<String, String> promises = new LinkedHashMap<>();
        all.forEach((id, sent) -> {
            if (sent.answer != null) {
                promises.put(id, sent.answer);
            }
        });
        return promises;
    }

    /** Orders that were accepted, once each. */
    synchronized long acceptedOrders() {
        return all.values().stream()
                .filter(s -> s.answer != null && "orderAccepted".equals(field(s.answer, "type")))
                .count();
    }

    /** What the leader of the auction must have offered, if it is this one. */
    synchronized BigDecimal highestAcceptedBid() {
        return all.values().stream()
                .filter(s -> s.answer != null && "bidAccepted".equals(field(s.answer, "type")))
                .map(s -> new BigDecimal(field(s.json, "amount")))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        synchronized (this) {
            part.append(data);
            if (last) {
                onMessage(part.toString());
                part.setLength(0);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        onEnd();
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        onEnd();
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

    private synchronized void onEnd() {
        isOver = true;
        loads = false;
        notifyAll();
    }

    private void onMessage(String message) {
        if ("loggedIn".equals(field(message, "type"))) {
            isLoggedIn = true;
        }
        String ref = field(message, "ref");
        Sent question = questions.get(ref);
        if (question != null && question.answer == null) {
            question.answer = message;
        } else if (ref != null || "error".equals(field(message, "type"))) {
            onAnswer(message, all.get(ref));
        }
        notifyAll();
    }

    private void onAnswer(String message, Sent sent) {
        if (field(message, "seq") == null) {
            // Never decided, so nothing was promised.
            lastRefusal = message;
            isHalted |= message.contains("\"HALTED\"") || HALTED.equals(field(message, "code"));
            loads &= !isHalted;
        } else if (sent != null && sent.answer == null) {
            sent.answer = message;
            answered++;
            unanswered--;
            fill();
        } else if (sent != null && sent.secondAnswer == null) {
            sent.secondAnswer = message;
        }
    }

    private void fill() {
        while (loads && unanswered < IN_FLIGHT) {
            String id = account + "-" + all.size();
            Sent sent = new Sent(all.size() % 2 == 0 ? order(id) : bid(id));
            all.put(id, sent);
            unanswered++;
            send(sent.json);
        }
    }

    private static String order(String id) {
        return "{\"type\":\"newOrder\",\"clOrdId\":\"" + id
                + "\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1\"," + "\"price\":\"" + ORDER_PRICE
                + "\",\"ref\":\"" + id + "\"}";
    }

    private String bid(String id) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + id + "\",\"auction\":\"lamp\",\"amount\":\""
                + nextAmount.incrementAndGet() + ".00\",\"ref\":\"" + id + "\"}";
    }

    /** One at a time, as the JDK's WebSocket wants it; what a dead connection does not take is asked again later. */
    private void send(String json) {
        WebSocket to = socket;
        sending = sending.thenCompose(before -> to.sendText(json, true)).exceptionally(dead -> null);
    }

    private void assertSame(Sent sent) {
        assertEquals("true", field(sent.secondAnswer, "duplicate"), sent.secondAnswer);
        String firstSeq = field(sent.answer, "originalSeq");
        assertEquals(firstSeq == null ? field(sent.answer, "seq") : firstSeq, field(sent.secondAnswer, "originalSeq"));
        for (String name : List.of("type", "account", "clOrdId", "code", "orderId", "price", "minNext")) {
            assertEquals(
                    field(sent.answer, name), field(sent.secondAnswer, name), () -> sent.answer + sent.secondAnswer);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, String what) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!condition.holds()) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            assertTrue(leftMs > 0, "expected " + what + " within " + LIMIT_S + " s, account=" + account);
            wait(leftMs);
        }
    }

    /** Bidders that share one series of amounts. */
    static List<PromisedBidder> of(String... accounts) {
        AtomicLong amounts = new AtomicLong();
        List<PromisedBidder> bidders = new ArrayList<>();
        for (String account : accounts) {
            bidders.add(new PromisedBidder(account, amounts));
        }
        return bidders;
    }
}
