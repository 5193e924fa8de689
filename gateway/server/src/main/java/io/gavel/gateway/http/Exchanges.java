package io.gavel.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The requests of a connection whose answers are due. Answers may come in any order and leave in that of the requests. */
final class Exchanges {
    /** How long a peer may take to end its side when it has its last answer. */
    private static final long END_TIMEOUT_MS = 2_000;

    private final ChannelHandlerContext ctx;
    private final ArrayDeque<Exchange> due = new ArrayDeque<>();
    private boolean isLast;

    Exchanges(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /**
     * A request came.
     *
     * @param isKeepAlive false: its answer is the connection's last
     * @param isHead whether its answer has no body
     */
    void open(long correlationId, boolean isKeepAlive, boolean isHead) {
        due.add(new Exchange(correlationId, isKeepAlive, isHead));
    }

    int size() {
        return due.size();
    }

    /** Whether the last answer of the connection has left. */
    boolean isLast() {
        return isLast;
    }

    /** Requests that have no answer yet. */
    List<Long> unanswered() {
        List<Long> unanswered = new ArrayList<>();
        for (Exchange exchange : due) {
            if (exchange.response() == null) {
                unanswered.add(exchange.correlationId());
            }
        }
        return unanswered;
    }

    /** Takes an answer and writes all that are next, without a flush. */
    void complete(long correlationId, FullHttpResponse response) {
        for (Exchange exchange : due) {
            if (exchange.correlationId() == correlationId) {
                exchange.complete(response);
                writeReady();
                return;
            }
        }
        // The connection is closing: nobody waits for it any more.
        response.release();
    }

    /** The connection has gone, or is no HTTP any more. */
    void abandon() {
        for (Exchange exchange : due) {
            if (exchange.response() != null) {
                exchange.response().release();
            }
        }
        due.clear();
    }

    private void writeReady() {
        while (!isLast && !due.isEmpty() && due.peek().response() != null) {
            Exchange exchange = due.remove();
            FullHttpResponse response = exchange.response();
            if (exchange.isKeepAlive()) {
                ctx.write(response);
            } else {
                isLast = true;
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                ChannelFuture written = ctx.write(response);
                written.addListener(sent -> ctx.executor().execute(this::end));
            }
        }
    }

    /**
     * Ends this side, and reads on without looking until the peer ends its own: it may still be sending a body that is too
     * large. Were the connection closed under it, it would be told that its writing failed, and might not read the answer.
     */
    private void end() {
        Channel channel = ctx.channel();
        if (!channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
            channel.close();
            return;
        }
        Future<?> cut = ctx.executor().schedule(() -> channel.close(), END_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
        channel.config().setAutoRead(true);
        duplex.shutdownOutput();
    }
}
