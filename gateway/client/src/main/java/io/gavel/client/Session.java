package io.gavel.client;

import io.gavel.wire.Refusal;
import io.gavel.wire.json.JsonException;
import io.gavel.wire.json.JsonWriter;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One login, over as many connections as it takes. Its state lives on one event loop; every public way in hops there.
 *
 * <pre>
 *   open ──► CONNECTING ──► LOGGING_IN ──► READY
 *                 ▲              │           │      broken
 *                 └── PAUSING ◄──┴───────────┘      close, or the key is refused: CLOSED
 * </pre>
 */
final class Session {
    private static final long FIRST_PAUSE_MS = 50;
    private static final long SWEEP_MS = 50;
    private static final String LOGIN = "login";

    /** A message to send, and what its answer will be known by. */
    record Outgoing(String ref, String json) {}

    /** Who we are, and what the server shall do when we are gone; said again on each connection. */
    record Login(String key, boolean cancelsOnDisconnect) {
        String json() {
            JsonWriter json = new JsonWriter(128);
            json.beginObject().field("type", "login").field("ref", LOGIN).field("key", key);
            if (cancelsOnDisconnect) {
                json.field("cancelOnDisconnect", true);
            }
            return json.endObject().toString();
        }
    }

    /** Times and counts that the user may set. */
    record Limits(Duration connectTimeout, Duration answerTimeout, Duration longestPause, int maxUnanswered) {}

    private enum State {
        /** Waiting for the socket and the handshake. */
        CONNECTING,
        /** Waiting for the server to know us. */
        LOGGING_IN,
        READY,
        /** Waiting for the next attempt. */
        PAUSING,
        CLOSED
    }

    /** {@code room}: what a join leads to; else null. */
    private record Waiting(String json, long deadlineNs, CompletableFuture<Answer> answer, Room room) {}

    private record Room(String name, RoomListener listener, Supplier<Outgoing> join) {}

    private final URI uri;
    private final Login login;
    private final ClientListener listener;
    private final Limits limits;
    private final EventLoop loop;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    private final MessageReader reader = new MessageReader();
    private final Map<String, Waiting> unanswered = new LinkedHashMap<>();
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Answer>> rejoining = new LinkedHashMap<>();

    private State state = State.CONNECTING;
    private Channel channel;
    /** The first login found a server that starts or stops; the thread in {@link #open} reads it. */
    private volatile Refused notReady;

    /** Counts attempts: what a dead connection still says is not heard. */
    private int epoch;

    private long pauseMs = FIRST_PAUSE_MS;
    private boolean flushes;
    private Refused lastError;

    Session(URI uri, Login login, ClientListener listener, Limits limits, EventLoop loop) {
        if (!"ws".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("expected an address like ws://host:port/ws, uri=" + uri);
        }
        this.uri = uri;
        this.login = login;
        this.listener = listener;
        this.limits = limits;
        this.loop = loop;
    }

    /** Returns when the first login is done. What it throws is made on the caller's thread, to show the caller's line. */
    void open() throws IOException {
        loop.execute(this::connect);
        try {
            opened.get(limits.connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String last = notReady == null ? "" : ", answer=" + notReady.message();
            throw new IOException(
                    "expected to be logged in within " + limits.connectTimeout + ", uri=" + uri + last, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting, uri=" + uri);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw new RefusedException(refused.refused());
            }
            throw new IOException(
                    "expected a server, uri=" + uri + ", answer=" + e.getCause().getMessage(), e.getCause());
        }
    }

    CompletableFuture<Answer> ask(Outgoing message) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        inLoop(answer, () -> submit(message, answer, null));
        return answer;
    }

    CompletableFuture<Answer> join(String room, RoomListener roomListener, Supplier<Outgoing> message) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        inLoop(answer, () -> submit(message.get(), answer, new Room(room, roomListener, message)));
        return answer;
    }

    CompletableFuture<Answer> leave(String room, Outgoing message) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        inLoop(answer, () -> {
            rooms.remove(room);
            submit(message, answer, null);
        });
        return answer;
    }

    void close() {
        try {
            loop.execute(() -> end(new UnknownOutcomeException("the client was closed before the answer came")));
        } catch (RejectedExecutionException e) {
            // The loop is gone, and all that waited with it.
            return;
        }
    }

    void breakConnection() {
        loop.execute(() -> {
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void inLoop(CompletableFuture<Answer> answer, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(closed());
        }
    }

    private void submit(Outgoing message, CompletableFuture<Answer> answer, Room room) {
        if (state == State.CLOSED) {
            answer.completeExceptionally(closed());
        } else if (unanswered.size() >= limits.maxUnanswered) {
            answer.complete(Refused.here(
                    Refusal.TOO_MANY, "too many commands wait for their answer, limit=" + limits.maxUnanswered));
        } else {
            long deadlineNs = System.nanoTime() + limits.answerTimeout.toNanos();
            unanswered.put(message.ref(), new Waiting(message.json(), deadlineNs, answer, room));
            if (state == State.READY) {
                write(message.json());
            }
        }
    }

    /** One flush for all that was submitted in this turn of the loop. */
    private void write(String json) {
        channel.write(new TextWebSocketFrame(json), channel.voidPromise());
        if (!flushes) {
            flushes = true;
            loop.execute(() -> {
                flushes = false;
                if (channel != null) {
                    channel.flush();
                }
            });
        }
    }

    private void connect() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CONNECTING;
        lastError = null;
        int attempt = ++epoch;
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connectTimeout.toMillis())
                .handler(new WebSocketDoor(uri, limits.connectTimeout, new Frames(attempt)))
                .connect(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                broken(attempt, String.valueOf(done.cause().getMessage()), done.cause());
            }
        });
    }

    private void sweep() {
        if (state == State.CLOSED) {
            return;
        }
        long nowNs = System.nanoTime();
        Iterator<Waiting> waiting = unanswered.values().iterator();
        while (waiting.hasNext()) {
            Waiting oldest = waiting.next();
            if (oldest.deadlineNs - nowNs > 0) {
                break;
            }
            waiting.remove();
            oldest.answer.completeExceptionally(new UnknownOutcomeException(
                    "no answer came in time: the outcome is unknown, timeout=" + limits.answerTimeout));
        }
        loop.schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    private void ready() {
        boolean isFirst = !opened.isDone();
        state = State.READY;
        pauseMs = FIRST_PAUSE_MS;
        rooms.values().forEach(this::rejoin);
        for (Waiting waiting : unanswered.values()) {
            write(waiting.json);
        }
        if (isFirst) {
            sweep();
            opened.complete(null);
        }
        tell(listener::onConnected);
    }

    /** Asked anew for each connection, and never twice on one: it goes into no table of what is to be asked again. */
    private void rejoin(Room room) {
        Outgoing message = room.join.get();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        int attempt = epoch;
        answer.thenAccept(joined -> {
            if (joined instanceof Joined again) {
                tell(() -> room.listener.onRejoined(again));
            } else if (attempt == epoch && joined instanceof Refused refused) {
                rooms.remove(room.name);
                tell(() -> room.listener.onLost(refused));
            }
        });
        rejoining.put(message.ref(), answer);
        write(message.json());
    }

    private void broken(int attempt, String why, Throwable cause) {
        if (attempt != epoch || state == State.CLOSED || state == State.PAUSING) {
            return;
        }
        boolean wasReady = state == State.READY;
        hangUp();
        if (!opened.isDone()) {
            state = State.CLOSED;
            opened.completeExceptionally(new IOException(why, cause));
            return;
        }
        pause();
        if (wasReady) {
            String reason = lastError == null ? why : why + ": " + lastError.message();
            tell(() -> listener.onDisconnected(reason));
        }
    }

    private void hangUp() {
        channel.close();
        channel = null;
        rejoining.clear();
    }

    private void pause() {
        state = State.PAUSING;
        // Half of the pause is left to chance: a thousand clients must not come back in one instant.
        long pause = pauseMs / 2 + ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1);
        pauseMs = Math.min(2 * pauseMs, Math.max(limits.longestPause.toMillis(), 2));
        loop.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    }

    private void end(RuntimeException why) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (channel != null) {
            channel.close();
        }
        opened.completeExceptionally(why);
        ArrayList<Waiting> left = new ArrayList<>(unanswered.values());
        unanswered.clear();
        rooms.clear();
        for (Waiting waiting : left) {
            waiting.answer.completeExceptionally(why);
        }
    }

    private void received(MessageReader.Received received) {
        Message message = received.message();
        if (received.ref() != null && message instanceof Answer answer) {
            if (state == State.LOGGING_IN && received.ref().equals(LOGIN)) {
                loginAnswered(answer);
                return;
            }
            Waiting waiting = unanswered.remove(received.ref());
            if (waiting != null) {
                if (answer instanceof Joined && waiting.room != null) {
                    rooms.put(waiting.room.name, waiting.room);
                }
                waiting.answer.complete(answer);
                return;
            }
            CompletableFuture<Answer> rejoined = rejoining.remove(received.ref());
            if (rejoined != null) {
                rejoined.complete(answer);
                return;
            }
        }
        if (message instanceof Event event) {
            Room room = received.room() == null ? null : rooms.get(received.room());
            if (room != null) {
                tell(() -> room.listener.onEvent(event));
            } else if (received.room() == null) {
                tell(() -> listener.onEvent(event));
            }
        } else if (message instanceof Refused refused) {
            lastError = refused;
        }
    }

    private void loginAnswered(Answer answer) {
        if (answer instanceof LoggedIn) {
            ready();
        } else if (answer instanceof Refused refused && refused.is(Refusal.NOT_READY)) {
            notReady = refused;
            hangUp();
            pause();
        } else if (answer instanceof Refused refused) {
            boolean wasOpen = opened.isDone();
            end(new RefusedException(refused));
            if (wasOpen) {
                tell(() -> listener.onRefused(refused));
            }
        } else {
            end(new IllegalStateException("expected an answer to the login, answer=" + answer));
        }
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the client is closed: nothing was sent");
    }

    /** What the door of one connection brings; a dead one's last words are dropped. */
    private final class Frames implements WebSocketDoor.Listener {
        private final int attempt;

        Frames(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public void onOpen() {
            if (attempt == epoch && state == State.CONNECTING) {
                state = State.LOGGING_IN;
                write(login.json());
            }
        }

        @Override
        public void onText(byte[] text) {
            if (attempt != epoch || state == State.CLOSED) {
                return;
            }
            MessageReader.Received message;
            try {
                message = reader.read(text);
            } catch (JsonException | IllegalArgumentException e) {
                broken(attempt, "the server said what is no message: " + e.getMessage(), e);
                return;
            }
            received(message);
        }

        @Override
        public void onClose(String why, Throwable cause) {
            broken(attempt, why, cause);
        }
    }
}
