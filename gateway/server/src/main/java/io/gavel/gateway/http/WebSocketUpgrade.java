package io.gavel.gateway.http;

import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.LoopDesk;
import io.gavel.gateway.ws.WsAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** The step from HTTP to WebSocket on one connection. */
final class WebSocketUpgrade {
    static final String PATH = "/ws";

    private final FrontDesk desk;
    private final LoopDesk loopDesk;

    WebSocketUpgrade(FrontDesk desk, LoopDesk loopDesk) {
        this.desk = desk;
        this.loopDesk = loopDesk;
    }

    /**
     * Shakes hands and puts a {@link WsAdapter} in the place of {@code http}.
     *
     * @return false where the request asks for no WebSocket of version 13; nothing was changed
     * @throws WebSocketHandshakeException where its headers are wrong; nothing was changed
     */
    boolean attempt(ChannelHandlerContext http, FullHttpRequest request) {
        WebSocketServerHandshaker handshaker = isAsked(request) ? handshakers().newHandshaker(request) : null;
        if (handshaker == null) {
            return false;
        }
        ChannelPipeline pipeline = http.pipeline();
        // First in place, then the handshake: frames may come in the same read as the request.
        pipeline.addLast(new WebSocketFrameAggregator(desk.limits().maxMessageBytes()), new WsAdapter(desk, loopDesk));
        try {
            handshaker.handshake(http.channel(), request);
        } catch (WebSocketHandshakeException e) {
            pipeline.removeLast();
            pipeline.removeLast();
            throw e;
        }
        pipeline.remove(http.handler());
        return true;
    }

    private static boolean isAsked(FullHttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private WebSocketServerHandshakerFactory handshakers() {
        WebSocketDecoderConfig frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(desk.limits().maxMessageBytes())
                .allowExtensions(false)
                // The adapter tells what was wrong before it closes.
                .closeOnProtocolViolation(false)
                // The JSON reader checks the text, and says where it is wrong.
                .withUTF8Validator(false)
                .build();
        return new WebSocketServerHandshakerFactory(PATH, null, frames);
    }
}
