package io.gavel.gateway.ws;

import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.Intake;
import io.gavel.gateway.desk.LoopDesk;
import io.gavel.gateway.ops.Health;
import io.gavel.gateway.ops.OutOfMemory;
import io.gavel.wire.Durability;
import io.gavel.wire.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames in, messages on: one for every WebSocket.
 *
 * <p>A message that cannot be handled yet (too many in flight, or it names what an earlier one creates) waits here with
 * all that follow it, and nothing more is read meanwhile; so the order of a connection is kept and its memory bounded.
 */
public final class WsAdapter extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(WsAdapter.class);
    /** How long a peer may take to answer a close before the socket is cut. */
    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private final FrontDesk desk;
    private final LoopDesk loopDesk;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private WsSession session;
    private ChannelHandlerContext ctx;
    private Future<?> loginTimeout;
    private boolean isReading;
    private boolean isDirty;
    private boolean isClosing;
    /** Of a batch that is longer than what may wait, while it does; 0: there is none. */
    private long longBatchBytes;

    public WsAdapter(FrontDesk desk, LoopDesk loopDesk) {
        this.desk = desk;
        this.loopDesk = loopDesk;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        session = new WsSession(desk.sessions().nextId(), ctx.channel(), loopDesk.outbox(), this);
        desk.sessions().add(session);
        desk.metrics().webSocketConnections(1);
        loginTimeout =
                ctx.executor().schedule(this::onLoginTimeout, desk.limits().loginTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        isClosing = true;
        loginTimeout.cancel(false);
        waiting.clear();
        desk.metrics().webSocketConnections(-1);
        loopDesk.goodbye(session);
        ctx.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        isReading = true;
        if (isClosing) {
            if (frame instanceof CloseWebSocketFrame) {
                ctx.close();
            }
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            onText(bytes(text));
        } else if (frame instanceof PingWebSocketFrame ping) {
            ctx.write(new PongWebSocketFrame(ping.content().retain()));
            isDirty = true;
        } else if (frame instanceof CloseWebSocketFrame close) {
            onClose(close);
        } else if (frame instanceof BinaryWebSocketFrame) {
            refuse(Refusal.NOT_SUPPORTED, "expected a text message with JSON, not a binary one");
            close(CloseReason.TEXT_ONLY);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        isReading = false;
        flushIfDirty();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        paceReading();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle && !isClosing) {
            if (idle.isFirst()) {
                ctx.writeAndFlush(new PingWebSocketFrame());
            } else {
                close(CloseReason.IDLE);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        OutOfMemory.check(cause);
        if (isClosing || cause instanceof IOException) {
            ctx.close();
        } else if (isTooLarge(cause)) {
            refuse(Refusal.TOO_LARGE, "expected at most " + desk.limits().maxMessageBytes() + " bytes in a message");
            close(CloseReason.TOO_LARGE);
        } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            refuse(Refusal.MALFORMED, "expected a WebSocket frame: " + corrupted.getMessage());
            close(CloseReason.PROTOCOL);
        } else {
            LOG.error("a bug in the WebSocket adapter, session={}", session.id(), cause);
            ctx.close();
        }
    }

    /** The server stops. */
    void goAway() {
        close(CloseReason.GOING_AWAY);
    }

    /** Tells it once, unasked; the connection stays, and every later command is refused. */
    void onHalted() {
        if (!isClosing) {
            refuse(Refusal.HALTED, Refusal.HALTED.message());
            waiting.clear();
            paceReading();
        }
    }

    /** What an answer to a command is worth. */
    Durability level() {
        return desk.level();
    }

    boolean isClosing() {
        return isClosing;
    }

    /** Something was written outside the publisher's batches. */
    void onReplied() {
        isDirty = true;
        if (!isReading) {
            flushIfDirty();
        }
    }

    /**
     * The publisher's batch is out: who does not read is cut off, what waited may go on. A batch that is itself longer than
     * the limit, as the answer to a mass cancel may be, is no fault of the peer: until that is taken so much more may wait.
     *
     * @param batchBytes what was written since the last time
     */
    void onFlushed(long batchBytes) {
        if (isClosing) {
            return;
        }
        long limitBytes = desk.limits().maxOutboundBytesPerConnection();
        long waitingBytes = session.outboundBytes();
        if (waitingBytes <= limitBytes) {
            longBatchBytes = 0;
        } else if (longBatchBytes == 0 && batchBytes > limitBytes) {
            longBatchBytes = batchBytes;
        }
        if (waitingBytes > limitBytes + longBatchBytes) {
            desk.metrics().slowConsumer();
            desk.metrics().reject(Refusal.SLOW);
            close(CloseReason.slow(desk.health().durableSeq()));
            return;
        }
        resume();
    }

    private void onText(byte[] message) {
        if (!waiting.isEmpty() || !handle(message)) {
            waiting.add(message);
            paceReading();
        }
    }

    private void resume() {
        if (waiting.isEmpty()) {
            return;
        }
        while (!waiting.isEmpty() && handle(waiting.peek())) {
            if (isClosing) {
                return;
            }
            waiting.remove();
        }
        paceReading();
        if (!isReading) {
            flushIfDirty();
        }
    }

    /** Says false where the message must wait. */
    private boolean handle(byte[] message) {
        boolean isFull = session.inFlight() >= desk.limits().maxInFlightPerConnection();
        if (isFull && desk.health().phase() != Health.Phase.HALTED) {
            return false;
        }
        Intake.Outcome outcome = loopDesk.intake().onMessage(session, message);
        if (outcome == Intake.Outcome.LOGGED_IN) {
            loginTimeout.cancel(false);
        } else if (outcome == Intake.Outcome.LOGIN_REFUSED) {
            close(CloseReason.NOT_LOGGED_IN);
        }
        return outcome != Intake.Outcome.MUST_WAIT;
    }

    private void onLoginTimeout() {
        if (!isClosing && session.principal() == null) {
            refuse(
                    Refusal.NOT_LOGGED_IN,
                    "expected a login within " + desk.limits().loginTimeoutMs() + " ms");
            close(CloseReason.NOT_LOGGED_IN);
        }
    }

    private void onClose(CloseWebSocketFrame frame) {
        isClosing = true;
        ctx.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
    }

    private void refuse(Refusal refusal, String message) {
        desk.metrics().reject(refusal);
        session.reply(0, 0, loopDesk.refusals().error(refusal, message, ""), null);
    }

    /** Sends a close frame behind all that was written; cuts the socket when the peer does not answer in time. */
    private void close(WebSocketCloseStatus status) {
        if (isClosing) {
            return;
        }
        isClosing = true;
        waiting.clear();
        Channel channel = ctx.channel();
        ctx.writeAndFlush(new CloseWebSocketFrame(status));
        paceReading();
        Future<?> cut = ctx.executor().schedule(() -> channel.close(), CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
    }

    /**
     * Who does not take its answers is not read: else messages that cost nothing would fill the memory with them. Once it
     * is closing, reading goes on, so that the peer's close frame is seen and the close is clean on both sides.
     */
    private void paceReading() {
        Channel channel = ctx.channel();
        channel.config().setAutoRead(isClosing || waiting.isEmpty() && channel.isWritable());
    }

    private void flushIfDirty() {
        if (isDirty) {
            isDirty = false;
            ctx.flush();
        }
    }

    private static boolean isTooLarge(Throwable cause) {
        return cause instanceof TooLongFrameException
                || cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code();
    }

    private static byte[] bytes(TextWebSocketFrame frame) {
        byte[] bytes = new byte[frame.content().readableBytes()];
        frame.content().readBytes(bytes);
        return bytes;
    }
}
