package io.gavel.gateway.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The requests of a connection whose answers are due. Answers may come in any order and leave in that of the requests. */
final class Exchanges {
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
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
