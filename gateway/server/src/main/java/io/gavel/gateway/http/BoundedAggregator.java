package io.gavel.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Collects a request's body; one that is too large is an event for the adapter, which answers in order. */
final class BoundedAggregator extends HttpObjectAggregator {
    /** Fired where a body exceeds the limit. */
    static final Object TOO_LARGE = new Object();

    BoundedAggregator(int maxContentLength) {
        super(maxContentLength);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        ctx.fireUserEventTriggered(TOO_LARGE);
    }
}
