package io.gavel.gateway.http;

import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.HttpStatus;
import io.gavel.gateway.desk.Intake;
import io.gavel.gateway.desk.LoopDesk;
import io.gavel.gateway.ops.OutOfMemory;
import io.gavel.gateway.session.Principal;
import io.gavel.wire.Durability;
import io.gavel.wire.Refusal;
import io.gavel.wire.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests in, messages on: one for every connection, until it becomes a WebSocket.
 *
 * <p>Requests may be pipelined: they are offered as they come and answered in their order. One that must wait for
 * another's answer holds up those behind it that reach the engine.
 */
final class HttpAdapter extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);
    private static final String BEARER = "Bearer ";
    /** Requests of one connection that are read ahead of their answers. */
    private static final int MAX_PIPELINED = 64;

    private final FrontDesk desk;
    private final LoopDesk loopDesk;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private final JsonWriter json = new JsonWriter(256);
    private ChannelHandlerContext ctx;
    private HttpSession session;
    private Exchanges exchanges;
    private boolean isReading;
    private boolean isDirty;
    private boolean isGone;

    HttpAdapter(FrontDesk desk, LoopDesk loopDesk) {
        this.desk = desk;
        this.loopDesk = loopDesk;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        exchanges = new Exchanges(ctx);
        session = new HttpSession(desk.sessions().nextId(), ctx.channel(), loopDesk.outbox(), this);
        desk.sessions().add(session);
        desk.metrics().httpConnections(1);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        isGone = true;
        desk.metrics().httpConnections(-1);
        desk.sessions().remove(session);
        waiting.clear();
        exchanges.abandon();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        isReading = true;
        if (exchanges.isLast()) {
            return;
        }
        if (request.decoderResult().isFailure()) {
            refuseRequest(request.decoderResult().cause());
        } else if (new QueryStringDecoder(request.uri()).rawPath().equals(WebSocketUpgrade.PATH)) {
            upgrade(request);
        } else {
            onRequest(request);
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
        if (event == BoundedAggregator.TOO_LARGE) {
            isReading = true;
            if (exchanges.isLast()) {
                return;
            }
            refuse(
                    open(false, false),
                    Refusal.TOO_LARGE,
                    "expected at most " + desk.limits().maxMessageBytes() + " bytes in a body");
        } else if (event instanceof IdleStateEvent idle && !idle.isFirst()) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        OutOfMemory.check(cause);
        if (!(cause instanceof IOException)) {
            LOG.error("a bug in the HTTP adapter, session={}", session.id(), cause);
        }
        ctx.close();
    }

    /** An answer is there: it leaves when those before it have left. Takes over the body. */
    void complete(long correlationId, int status, ByteBuf body) {
        exchanges.complete(correlationId, Responses.of(status, Responses.JSON, body));
        isDirty = true;
    }

    /** The same for what the engine answered: the header says what it is worth. */
    void completeDurably(long correlationId, int status, ByteBuf body) {
        FullHttpResponse response = Responses.of(status, Responses.JSON, body);
        response.headers().set(Responses.DURABILITY, level().word());
        complete(correlationId, response);
    }

    /** What an answer of the engine is worth. */
    Durability level() {
        return desk.level();
    }

    /** Something was answered outside the publisher's batches. */
    void onReplied() {
        isDirty = true;
        if (!isReading) {
            flushIfDirty();
        }
    }

    /** Answers went out: what waited for them may go on. */
    void onFlushed() {
        while (!isGone && !waiting.isEmpty() && submit(waiting.peek())) {
            waiting.remove();
        }
        paceReading();
    }

    /** Everything that waits is answered: what became of it is unknown until the server is back. */
    void onHalted() {
        waiting.clear();
        for (long correlationId : exchanges.unanswered()) {
            refuse(correlationId, Refusal.HALTED, "the engine has halted, the outcome is unknown");
        }
        flushIfDirty();
        paceReading();
    }

    private void onRequest(FullHttpRequest request) {
        long id = open(request);
        try {
            route(id, request);
        } catch (IllegalArgumentException notDecoded) {
            refuse(id, Refusal.MALFORMED, "expected two hexadecimal digits after each % of the address");
        }
        paceReading();
    }

    /** Who does not take its answers is not read: else requests that cost nothing would fill the memory with them. */
    private void paceReading() {
        if (!isGone) {
            Channel channel = ctx.channel();
            boolean isTaken = exchanges.size() < MAX_PIPELINED && channel.isWritable();
            channel.config().setAutoRead(exchanges.isLast() || isTaken);
        }
    }

    private void route(long id, FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String[] path = uri.rawPath().split("/", -1);
        String last = QueryStringDecoder.decodeComponent(path[path.length - 1], StandardCharsets.UTF_8);
        String place = path.length == 4 ? "/" + path[1] + "/" + path[2] + "/NAME" : uri.rawPath();
        switch (place) {
            case "/v1/commands" -> command(id, request);
            case "/v1/book/NAME" -> query(id, request, uri, "book?", "instrument", last);
            case "/v1/auctions/NAME" -> query(id, request, uri, "auction?", "auction", last);
            case "/v1/sessions/NAME" -> query(id, request, uri, "session?", "session", last);
            case "/v1/balances/NAME" -> query(id, request, uri, "balance?", "asset", last);
            case "/v1/orders/NAME" -> query(id, request, uri, "order?", "clOrdId", last);
            case "/livez" -> operator(id, request, HttpStatus.OK, Responses.JSON, "{\"status\":\"alive\"}");
            case "/readyz" ->
                operator(
                        id,
                        request,
                        desk.health().isReady() ? HttpStatus.OK : HttpStatus.UNAVAILABLE,
                        Responses.JSON,
                        Readiness.json(desk.health()));
            case "/metrics" ->
                operator(
                        id,
                        request,
                        HttpStatus.OK,
                        Responses.METRICS,
                        desk.metrics().text());
            default -> refuse(id, Refusal.UNKNOWN_PATH, Refusal.UNKNOWN_PATH.message());
        }
    }

    private void command(long id, FullHttpRequest request) {
        if (isMethod(id, request, HttpMethod.POST)) {
            send(id, request, ByteBufUtil.getBytes(request.content()), false);
        }
    }

    /** Says in JSON what the address asks for. */
    private void query(
            long id, FullHttpRequest request, QueryStringDecoder uri, String type, String field, String subject) {
        if (!isMethod(id, request, HttpMethod.GET, HttpMethod.HEAD)) {
            return;
        }
        json.clear().beginObject().field("type", type).field(field, subject);
        String account = parameter(uri, "account");
        if (account != null) {
            json.field("account", account);
        }
        String depth = parameter(uri, "depth");
        if (depth != null) {
            writeNumber("depth", depth);
        }
        json.endObject();
        send(id, request, Arrays.copyOf(json.array(), json.length()), true);
    }

    /** What is no number stays a text: the message's reader then says what was expected, and where. */
    private void writeNumber(String name, String text) {
        try {
            json.field(name, Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            json.field(name, text);
        }
    }

    private void operator(long id, FullHttpRequest request, int status, String contentType, String body) {
        if (isMethod(id, request, HttpMethod.GET, HttpMethod.HEAD)) {
            complete(id, Responses.of(status, contentType, ByteBufUtil.writeUtf8(ctx.alloc(), body)));
        }
    }

    private void send(long id, FullHttpRequest request, byte[] text, boolean isQuery) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        Principal principal = authorization != null && authorization.startsWith(BEARER)
                ? desk.keys().principal(authorization.substring(BEARER.length()).trim())
                : null;
        if (principal == null) {
            refuse(id, Refusal.NOT_LOGGED_IN, "expected Authorization: Bearer KEY");
            return;
        }
        Message message = new Message(id, principal, text, isQuery);
        if (!waiting.isEmpty() || !submit(message)) {
            waiting.add(message);
        }
    }

    /** Says false where the message must wait. */
    private boolean submit(Message message) {
        Intake intake = loopDesk.intake();
        Intake.Outcome outcome = message.isQuery
                ? intake.onQuery(session, message.principal, message.text, message.correlationId)
                : intake.onCommand(session, message.principal, message.text, message.correlationId);
        return outcome != Intake.Outcome.MUST_WAIT;
    }

    private void upgrade(FullHttpRequest request) {
        long id = open(request);
        if (!isMethod(id, request, HttpMethod.GET)) {
            return;
        }
        try {
            if (exchanges.size() == 1 && new WebSocketUpgrade(desk, loopDesk).attempt(ctx, request)) {
                return;
            }
        } catch (WebSocketHandshakeException e) {
            refuse(id, Refusal.MALFORMED, "expected a WebSocket handshake: " + e.getMessage());
            return;
        }
        JsonWriter error =
                loopDesk.refusals().error(Refusal.NOT_SUPPORTED, "expected a WebSocket handshake, version 13", "");
        FullHttpResponse response = Responses.of(HttpStatus.UPGRADE_REQUIRED, Responses.JSON, copy(error));
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        complete(id, response);
    }

    private boolean isMethod(long id, FullHttpRequest request, HttpMethod... allowed) {
        List<HttpMethod> methods = List.of(allowed);
        if (methods.contains(request.method())) {
            return true;
        }
        desk.metrics().reject(Refusal.NOT_SUPPORTED);
        JsonWriter error =
                loopDesk.refusals().error(Refusal.NOT_SUPPORTED, "expected the method " + methods.get(0), "");
        FullHttpResponse response = Responses.of(HttpStatus.METHOD_NOT_ALLOWED, Responses.JSON, copy(error));
        response.headers()
                .set(
                        HttpHeaderNames.ALLOW,
                        methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
        complete(id, response);
        return false;
    }

    /** What came is no request; where the next one would begin is not known, so this is the last answer. */
    private void refuseRequest(Throwable cause) {
        long id = open(false, false);
        if (cause instanceof TooLongHttpLineException) {
            refuse(
                    id,
                    Refusal.TOO_LARGE,
                    HttpStatus.URI_TOO_LONG,
                    "expected a request line of at most " + RequestDecoder.MAX_LINE_BYTES + " bytes");
        } else if (cause instanceof TooLongFrameException) {
            refuse(
                    id,
                    Refusal.TOO_LARGE,
                    HttpStatus.HEADERS_TOO_LARGE,
                    "expected headers of at most " + RequestDecoder.MAX_HEADER_BYTES + " bytes");
        } else {
            refuse(id, Refusal.MALFORMED, "expected an HTTP/1.1 request: " + cause.getMessage());
        }
    }

    private void refuse(long id, Refusal refusal, String message) {
        refuse(id, refusal, HttpStatus.of(refusal), message);
    }

    private void refuse(long id, Refusal refusal, int status, String message) {
        desk.metrics().reject(refusal);
        complete(id, status, copy(loopDesk.refusals().error(refusal, message, "")));
    }

    private long open(FullHttpRequest request) {
        return open(HttpUtil.isKeepAlive(request), request.method().equals(HttpMethod.HEAD));
    }

    private long open(boolean isKeepAlive, boolean isHead) {
        long id = session.nextCorrelationId();
        exchanges.open(id, isKeepAlive, isHead);
        return id;
    }

    private void complete(long id, FullHttpResponse response) {
        exchanges.complete(id, response);
        isDirty = true;
    }

    private ByteBuf copy(JsonWriter text) {
        return ctx.alloc().buffer(text.length()).writeBytes(text.array(), 0, text.length());
    }

    private void flushIfDirty() {
        if (isDirty) {
            isDirty = false;
            ctx.flush();
        }
    }

    private static String parameter(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().get(name);
        return values == null ? null : values.get(0);
    }

    /** A request on its way to the engine. */
    private record Message(long correlationId, Principal principal, byte[] text, boolean isQuery) {}
}
