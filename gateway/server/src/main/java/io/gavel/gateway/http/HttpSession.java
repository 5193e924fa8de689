package io.gavel.gateway.http;

import io.gavel.gateway.desk.HttpStatus;
import io.gavel.gateway.desk.Question;
import io.gavel.gateway.session.Delivery;
import io.gavel.gateway.session.JsonTail;
import io.gavel.gateway.session.Outbox;
import io.gavel.gateway.session.Request;
import io.gavel.gateway.session.Session;
import io.gavel.wire.Refusal;
import io.gavel.wire.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP connection. A command is answered by one object with all events it brought about that its sender may see; a
 * query by the object it asked for.
 */
final class HttpSession extends Session {
    private static final byte[] EVENTS = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_MORE_EVENTS = "]}".getBytes(StandardCharsets.US_ASCII);

    private final HttpAdapter adapter;
    /** Publisher: events appended to the answer so far. */
    private int events;
    /** Publisher; made at the first answer, as the level is known when the journal is open. */
    private byte[] levelTail;

    HttpSession(long id, Channel channel, Outbox outbox, HttpAdapter adapter) {
        super(id, channel, outbox);
        this.adapter = adapter;
    }

    @Override
    public void reply(long correlationId, int status, JsonWriter json, String ref) {
        ByteBuf body = channel().alloc().buffer(json.length() + 64);
        JsonTail.write(body, json.array(), json.length(), ref == null ? null : JsonTail.of("ref", ref));
        adapter.complete(correlationId, status, body);
        adapter.onReplied();
    }

    @Override
    public void onHalted() {
        adapter.onHalted();
    }

    @Override
    public void onStopping() {
        channel().close();
    }

    @Override
    public boolean hasStatus() {
        return true;
    }

    @Override
    protected void write(Delivery delivery) {
        adapter.completeDurably(delivery.correlationId(), delivery.status(), delivery.bytes());
    }

    @Override
    protected void onFlushed() {
        adapter.onFlushed();
    }

    @Override
    public void answer(byte[] json, int length, Request request) {
        byte[] tail = request == null || request.ref() == null ? null : JsonTail.of("ref", request.ref());
        ByteBuf body = segment();
        if (!(request instanceof Question.Look)) {
            if (events == 0) {
                body.writeBytes(EVENTS);
            } else {
                body.writeByte(',');
            }
            events++;
        }
        JsonTail.write(body, json, length, tail);
    }

    /** The level stands beside the events, once. */
    @Override
    public void acknowledge(byte[] json, int length, Request request) {
        answer(json, length, request);
    }

    @Override
    public void endAnswer(long correlationId, int code, Request request) {
        int status = HttpStatus.OK;
        if (request instanceof Question.Look) {
            if (code != 0) {
                status = HttpStatus.ofQuestion(Refusal.of(code));
            }
        } else {
            ByteBuf body = segment();
            if (events == 0) {
                body.writeBytes(EVENTS);
            }
            JsonTail.write(body, NO_MORE_EVENTS, NO_MORE_EVENTS.length, levelTail());
            if (code != 0) {
                status = HttpStatus.CONFLICT;
            }
        }
        events = 0;
        countAnswered();
        seal(correlationId, status);
    }

    private byte[] levelTail() {
        if (levelTail == null) {
            levelTail = JsonTail.of("level", adapter.level().word());
        }
        return levelTail;
    }

    @Override
    public void notice(byte[] json, int length) {
        // Nobody listens on a connection that only asks.
    }

    @Override
    public void broadcast(ByteBuf frame) {
        frame.release();
    }
}
