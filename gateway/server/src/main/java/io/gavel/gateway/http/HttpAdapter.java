package io.gavel.gateway.http;

import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.HttpStatus;
import io.gavel.gateway.desk.Intake;
import io.gavel.gateway.desk.LoopDesk;
import io.gavel.gateway.session.Principal;
import io.gavel.gateway.ws.WsAdapter;
import io.gavel.wire.Refusal;
import io.gavel.wire.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests in, messages on: one for every connection, until it becomes a WebSocket.
 *
 * <p>Requests may be pipelined: they are offered as they come and answered in their order. One that must wait for
 * another's answer holds up those behind it.
 */
final class HttpAdapter extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);
    private static final String JSON = "application/json";
    private static final String BEARER = "Bearer ";
    /** Requests of one connection that are read ahead of their answers. */
    private static final int MAX_PIPELINED = 64;

    private static final long NO_EXCHANGE = 0;

    private final FrontDesk desk;
    private final LoopDesk loopDesk;
    private final ArrayDeque<Exchange> exchanges = new ArrayDeque<>();
    private final ArrayDeque<WaitingCommand> waiting = new ArrayDeque<>();
    private final JsonWriter json = new JsonWriter(256);
    private HttpSession session;
    private ChannelHandlerContext ctx;
    private boolean isReading;
    private boolean isDirty;
    private boolean isClosing;

    HttpAdapter(FrontDesk desk, LoopDesk loopDesk) {
        this.desk = desk;
        this.loopDesk = loopDesk;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        session = new HttpSession(desk.sessions().nextId(), ctx.channel(), loopDesk.outbox(), this);
        desk.sessions().add(session);
        desk.metrics().httpConnections(1);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        isClosing = true;
        desk.metrics().httpConnections(-1);
        desk.sessions().remove(session);
        waiting.clear();
        for (Exchange exchange : exchanges) {
            if (exchange.response() != null) {
                exchange.response().release();
            }
        }
        exchanges.clear();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        isReading = true;
        if (isClosing) {
            return;
        }
        if (request.decoderResult().isFailure()) {
            long id = open(false);
            boolean isTooLarge = request.decoderResult().cause() instanceof TooLongFrameException;
            refuse(
                    id,
                    isTooLarge ? Refusal.TOO_LARGE : Refusal.MALFORMED,
                    "expected an HTTP/1.1 request: "
                            + request.decoderResult().cause().getMessage(),
                    "");
            return;
        }
        if (isUpgrade(request)) {
            upgrade(request);
            return;
        }
        long id = open(HttpUtil.isKeepAlive(request));
        try {
            route(id, request);
        } catch (IllegalArgumentException e) {
            refuse(id, Refusal.MALFORMED, "expected a valid address: " + e.getMessage(), "");
        }
        if (exchanges.size() >= MAX_PIPELINED) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        isReading = false;
        flushIfDirty();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == BoundedAggregator.TOO_LARGE) {
            isReading = true;
            refuse(
                    open(false),
                    Refusal.TOO_LARGE,
                    "expected at most " + desk.limits().maxMessageBytes() + " bytes in a body",
                    "");
        } else if (event instanceof IdleStateEvent idle && !idle.isFirst()) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a bug in the HTTP adapter, session={}", session.id(), cause);
        }
        ctx.close();
    }

    /** An answer is there: it leaves when those before it have left. Takes the body. */
    void complete(long correlationId, int status, ByteBuf body) {
        complete(correlationId, status, JSON, body);
    }

    void onReplied() {
        isDirty = true;
        if (!isReading) {
            flushIfDirty();
        }
    }

    /** Answers went out: what waited for them may go on. */
    void onFlushed() {
        while (!isClosing && !waiting.isEmpty() && submit(waiting.peek())) {
            waiting.remove();
        }
        if (!isClosing && exchanges.size() < MAX_PIPELINED) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /** Everything that waits is answered: what became of it is unknown until the server is back. */
    void onHalted() {
        waiting.clear();
        for (Exchange exchange : new ArrayList<>(exchanges)) {
            if (exchange.response() == null) {
                refuse(exchange.correlationId(), Refusal.HALTED, "the engine has halted, the outcome is unknown", "");
            }
        }
        flushIfDirty();
    }

    private void route(long id, FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String[] path = uri.rawPath().split("/", -1);
        if (path.length < 2 || !path[0].isEmpty()) {
            refuse(id, Refusal.UNKNOWN_PATH, Refusal.UNKNOWN_PATH.message(), "");
            return;
        }
        String last = QueryStringDecoder.decodeComponent(path[path.length - 1], StandardCharsets.UTF_8);
        String place = path.length == 4
                ? path[1] + "/" + path[2] + "/…"
                : uri.rawPath().substring(1);
        switch (place) {
            case "v1/commands" -> {
                if (isMethod(id, request, HttpMethod.POST)) {
                    command(id, request);
                }
            }
            case "v1/book/…" -> look(id, request, uri, "book?", "instrument", last);
            case "v1/auctions/…" -> look(id, request, uri, "auction?", "auction", last);
            case "v1/balances/…" -> look(id, request, uri, "balance?", "asset", last);
            case "v1/orders/…" -> look(id, request, uri, "order?", "clOrdId", last);
            case "livez" -> {
                if (isMethod(id, request, HttpMethod.GET)) {
                    text(id, HttpStatus.OK, JSON, "{\"status\":\"alive\"}");
                }
            }
            case "readyz" -> {
                if (isMethod(id, request, HttpMethod.GET)) {
                    text(
                            id,
                            desk.health().isReady() ? HttpStatus.OK : HttpStatus.UNAVAILABLE,
                            JSON,
                            Readiness.json(desk.health()));
                }
            }
            case "metrics" -> {
                if (isMethod(id, request, HttpMethod.GET)) {
                    text(
                            id,
                            HttpStatus.OK,
                            "text/plain; version=0.0.4",
                            desk.metrics().text());
                }
            }
            default -> refuse(id, Refusal.UNKNOWN_PATH, Refusal.UNKNOWN_PATH.message(), "");
        }
    }

    private void command(long id, FullHttpRequest request) {
        Principal principal = principal(id, request);
        if (principal != null) {
            WaitingCommand command = new WaitingCommand(id, principal, ByteBufUtil.getBytes(request.content()));
            if (!waiting.isEmpty() || !submit(command)) {
                waiting.add(command);
            }
        }
    }

    private boolean submit(WaitingCommand command) {
        return loopDesk.intake().onCommand(session, command.principal, command.message, command.correlationId)
                != Intake.Outcome.MUST_WAIT;
    }

    private void look(
            long id, FullHttpRequest request, QueryStringDecoder uri, String type, String field, String subject) {
        if (!isMethod(id, request, HttpMethod.GET)) {
            return;
        }
        Principal principal = principal(id, request);
        if (principal == null) {
            return;
        }
        json.clear().beginObject().field("type", type).field(field, subject);
        String account = parameter(uri, "account");
        if (account != null) {
            json.field("account", account);
        }
        String depth = parameter(uri, "depth");
        if (depth != null) {
            json.field("depth", Integer.parseInt(depth));
        }
        json.endObject();
        byte[] query = Arrays.copyOf(json.array(), json.length());
        loopDesk.intake().onQuery(session, principal, query, id);
    }

    private static String parameter(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().get(name);
        return values == null ? null : values.get(0);
    }

    /** Who asks; null: nobody known, which was answered. */
    private Principal principal(long id, FullHttpRequest request) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        Principal principal = authorization != null && authorization.startsWith(BEARER)
                ? desk.keys().principal(authorization.substring(BEARER.length()).trim())
                : null;
        if (principal == null) {
            refuse(id, Refusal.NOT_LOGGED_IN, "expected Authorization: Bearer KEY", "");
        }
        return principal;
    }

    private boolean isMethod(long id, FullHttpRequest request, HttpMethod method) {
        if (request.method().equals(method)) {
            return true;
        }
        desk.metrics().reject(Refusal.NOT_SUPPORTED);
        JsonWriter error = loopDesk.refusals().error(Refusal.NOT_SUPPORTED, "expected the method " + method, "");
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse response =
                response(HttpStatus.METHOD_NOT_ALLOWED, JSON, isHead ? Unpooled.EMPTY_BUFFER : copy(error));
        response.headers().set(HttpHeaderNames.ALLOW, method.name());
        complete(id, response);
        return false;
    }

    private void refuse(long id, Refusal refusal, String message, String field) {
        desk.metrics().reject(refusal);
        complete(id, HttpStatus.of(refusal), JSON, copy(loopDesk.refusals().error(refusal, message, field)));
    }

    private void text(long id, int status, String contentType, String body) {
        complete(id, status, contentType, ByteBufUtil.writeUtf8(ctx.alloc(), body));
    }

    private ByteBuf copy(JsonWriter text) {
        return ctx.alloc().buffer(text.length()).writeBytes(text.array(), 0, text.length());
    }

    private long open(boolean isKeepAlive) {
        long id = session.nextCorrelationId();
        exchanges.add(new Exchange(id, isKeepAlive));
        return id;
    }

    private void complete(long correlationId, int status, String contentType, ByteBuf body) {
        if (correlationId == NO_EXCHANGE) {
            body.release();
            return;
        }
        complete(correlationId, response(status, contentType, body));
    }

    private void complete(long correlationId, FullHttpResponse response) {
        for (Exchange exchange : exchanges) {
            if (exchange.correlationId() == correlationId) {
                exchange.complete(response);
                writeReady();
                return;
            }
        }
        // The connection is closing: nobody waits for it any more.
        response.release();
    }

    private void writeReady() {
        while (!exchanges.isEmpty() && exchanges.peek().response() != null) {
            Exchange exchange = exchanges.remove();
            FullHttpResponse response = exchange.response();
            isDirty = true;
            if (!exchange.isKeepAlive()) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            ChannelFuture written = ctx.write(response);
            if (!exchange.isKeepAlive()) {
                isClosing = true;
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private FullHttpResponse response(int status, String contentType, ByteBuf body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("x-content-type-options", "nosniff");
        if (status == HttpStatus.UNAVAILABLE || status == HttpStatus.TOO_MANY) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
        } else if (status == HttpStatus.UNAUTHORIZED) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        return response;
    }

    private static boolean isUpgrade(FullHttpRequest request) {
        return new QueryStringDecoder(request.uri()).rawPath().equals("/ws");
    }

    private void upgrade(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            isMethod(open(HttpUtil.isKeepAlive(request)), request, HttpMethod.GET);
            return;
        }
        WebSocketServerHandshaker handshaker =
                request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                        ? handshakers().newHandshaker(request)
                        : null;
        if (handshaker == null || !exchanges.isEmpty()) {
            upgradeRequired(request);
            return;
        }
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(new WebSocketFrameAggregator(desk.limits().maxMessageBytes()), new WsAdapter(desk, loopDesk));
        try {
            handshaker.handshake(ctx.channel(), request);
            pipeline.remove(this);
        } catch (WebSocketHandshakeException e) {
            pipeline.removeLast();
            pipeline.removeLast();
            refuse(open(false), Refusal.MALFORMED, "expected a WebSocket handshake: " + e.getMessage(), "");
        }
    }

    private void upgradeRequired(FullHttpRequest request) {
        long id = open(HttpUtil.isKeepAlive(request));
        JsonWriter error =
                loopDesk.refusals().error(Refusal.NOT_SUPPORTED, "expected a WebSocket handshake, version 13", "");
        FullHttpResponse response = response(HttpStatus.UPGRADE_REQUIRED, JSON, copy(error));
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        complete(id, response);
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
        return new WebSocketServerHandshakerFactory("/ws", null, frames);
    }

    private void flushIfDirty() {
        if (isDirty) {
            isDirty = false;
            ctx.flush();
        }
    }

    private record WaitingCommand(long correlationId, Principal principal, byte[] message) {}
}
