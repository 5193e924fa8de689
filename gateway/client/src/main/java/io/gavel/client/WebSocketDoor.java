package io.gavel.client;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.URI;
import java.time.Duration;

/** Socket to messages: the handshake, pings, whole texts. A peer that is silent for 30 s counts as gone. */
final class WebSocketDoor extends ChannelInitializer<Channel> {
    /** A session of a hundred thousand lots is a message of some ten MiB. */
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final int MAX_HANDSHAKE_BYTES = 8 * 1024;
    private static final int PING_AFTER_SECONDS = 10;
    private static final int GONE_AFTER_SECONDS = 30;

    /** Called on the event loop. */
    interface Listener {
        /** The handshake is done. */
        void onOpen();

        void onText(byte[] text);

        /** The connection is over; may be told more than once. {@code cause} may be null. */
        void onClose(String why, Throwable cause);
    }

    private final URI uri;
    private final Duration timeout;
    private final Listener listener;

    WebSocketDoor(URI uri, Duration timeout, Listener listener) {
        this.uri = uri;
        this.timeout = timeout;
        this.listener = listener;
    }

    @Override
    protected void initChannel(Channel channel) {
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri)
                .version(WebSocketVersion.V13)
                .customHeaders(new DefaultHttpHeaders())
                .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                .handshakeTimeoutMillis(timeout.toMillis())
                .handleCloseFrames(false)
                .dropPongFrames(true)
                .build();
        channel.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES))
                .addLast(new WebSocketClientProtocolHandler(config))
                .addLast(new WebSocketFrameAggregator(MAX_MESSAGE_BYTES))
                .addLast(new IdleStateHandler(GONE_AFTER_SECONDS, PING_AFTER_SECONDS, 0))
                .addLast(new FrameHandler(listener));
    }

    private static final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Listener listener;

        FrameHandler(Listener listener) {
            this.listener = listener;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame) {
                listener.onText(ByteBufUtil.getBytes(frame.content()));
            } else if (frame instanceof CloseWebSocketFrame close) {
                listener.onClose(
                        "the server closed, code=" + close.statusCode() + ", reason=" + close.reasonText(), null);
                context.close();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                listener.onOpen();
            } else if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
                listener.onClose("the handshake took too long", null);
                context.close();
            } else if (event instanceof IdleStateEvent idle) {
                onIdle(context, idle.state());
            }
        }

        private void onIdle(ChannelHandlerContext context, IdleState idle) {
            if (idle == IdleState.READER_IDLE) {
                listener.onClose("the server was silent for " + GONE_AFTER_SECONDS + " s", null);
                context.close();
            } else if (idle == IdleState.WRITER_IDLE) {
                context.writeAndFlush(new PingWebSocketFrame());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            listener.onClose("the connection ended", null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            listener.onClose(reason(cause), cause);
            context.close();
        }

        private static String reason(Throwable cause) {
            if (!(cause instanceof WebSocketClientHandshakeException handshake) || handshake.response() == null) {
                return "the connection broke: " + cause.getMessage();
            }
            HttpResponseStatus status = handshake.response().status();
            return status.equals(HttpResponseStatus.NOT_FOUND)
                    ? "no WebSocket at this path, Gavel's is at /ws, status=" + status
                    : "the server opened no WebSocket, status=" + status;
        }
    }
}
