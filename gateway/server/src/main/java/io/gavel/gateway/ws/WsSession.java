package io.gavel.gateway.ws;

import io.gavel.gateway.session.Delivery;
import io.gavel.gateway.session.JsonTail;
import io.gavel.gateway.session.Outbox;
import io.gavel.gateway.session.Request;
import io.gavel.gateway.session.Session;
import io.gavel.gateway.session.TextFrame;
import io.gavel.wire.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** A WebSocket connection: every answer and event is a text message of its own. */
final class WsSession extends Session {
    private final WsAdapter adapter;
    /** Event loop: what was written since the last flush. */
    private long batchBytes;
    /** Publisher; made at the first answer, as the level is known when the journal is open. */
    private byte[] levelTail;

    WsSession(long id, Channel channel, Outbox outbox, WsAdapter adapter) {
        super(id, channel, outbox);
        this.adapter = adapter;
    }

    @Override
    public void reply(long correlationId, int status, JsonWriter json, String ref) {
        channel().write(TextFrame.of(channel().alloc(), json.array(), json.length(), tail(ref)));
        adapter.onReplied();
    }

    @Override
    public void onHalted() {
        adapter.onHalted();
    }

    @Override
    public void onStopping() {
        adapter.goAway();
    }

    @Override
    public boolean hasStatus() {
        return false;
    }

    @Override
    protected void write(Delivery delivery) {
        if (delivery.bytes().isReadable() && !adapter.isClosing()) {
            batchBytes += delivery.bytes().readableBytes();
            channel().write(delivery.bytes());
        } else {
            delivery.bytes().release();
        }
    }

    @Override
    protected void onFlushed() {
        long bytes = batchBytes;
        batchBytes = 0;
        adapter.onFlushed(bytes);
    }

    @Override
    public void answer(byte[] json, int length, Request request) {
        TextFrame.write(segment(), json, length, request == null ? null : tail(request.ref()));
    }

    @Override
    public void acknowledge(byte[] json, int length, Request request) {
        if (levelTail == null) {
            levelTail = JsonTail.of("level", adapter.level().word());
        }
        byte[] ref = request == null ? null : tail(request.ref());
        TextFrame.write(segment(), json, length, JsonTail.join(levelTail, ref));
    }

    @Override
    public void endAnswer(long correlationId, int code, Request request) {
        countAnswered();
    }

    @Override
    public void notice(byte[] json, int length) {
        TextFrame.write(segment(), json, length, null);
    }

    @Override
    public void broadcast(ByteBuf frame) {
        stage(frame);
    }

    private static byte[] tail(String ref) {
        return ref == null ? null : JsonTail.of("ref", ref);
    }
}
