package io.gavel.gateway.session;

import io.gavel.wire.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One connection, as the ring and the publisher know it.
 *
 * <p>Three threads meet here, each with its own members: the event loop receives and writes, the publisher appends, and
 * any of them may read {@link #principal}. What the publisher appends during a batch is delivered when it ends.
 */
public abstract class Session {
    private final long id;
    private final Channel channel;
    private final Outbox outbox;
    private final ConcurrentMap<Long, Request> requests = new ConcurrentHashMap<>();
    private volatile Principal principal;

    /** Publisher: what this batch has for the session so far, or null. */
    private ByteBuf segment;

    private int answered;
    private boolean isTouched;

    /** Event loop. */
    private long lastCorrelationId;

    private int inFlight;
    private boolean isWritten;
    private boolean cancelsOnDisconnect;

    protected Session(long id, Channel channel, Outbox outbox) {
        this.id = id;
        this.channel = channel;
        this.outbox = outbox;
    }

    /** Its number, above 0, never used again. */
    public final long id() {
        return id;
    }

    public final Channel channel() {
        return channel;
    }

    public final Outbox outbox() {
        return outbox;
    }

    /** Who it is, or null before the login. */
    public final Principal principal() {
        return principal;
    }

    public final void principal(Principal principal) {
        this.principal = principal;
    }

    /** Bytes written to the channel and not taken by the peer. Any thread. */
    public final long outboundBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    // Event loop.

    /** A number for a request of this session, above 0. */
    public final long nextCorrelationId() {
        return ++lastCorrelationId;
    }

    /** Keeps a request until the publisher takes it. */
    public final void remember(long correlationId, Request request) {
        requests.put(correlationId, request);
    }

    /** The request of that number, once; null where none was remembered. Any thread. */
    public final Request take(long correlationId) {
        return correlationId == 0 ? null : requests.remove(correlationId);
    }

    /** Commands and questions offered and not yet answered. */
    public final int inFlight() {
        return inFlight;
    }

    /** Whether the open orders of its accounts are to be canceled when it ends. */
    public final boolean cancelsOnDisconnect() {
        return cancelsOnDisconnect;
    }

    public final void cancelsOnDisconnect(boolean cancels) {
        cancelsOnDisconnect = cancels;
    }

    /** One more waits for its answer. */
    public final void offered() {
        inFlight++;
    }

    /**
     * Answers a message at once, without the engine.
     *
     * @param correlationId of the request; 0 where the protocol needs none
     * @param status of HTTP
     * @param json the answer, copied
     * @param ref the sender's own name for the message, or null
     */
    public abstract void reply(long correlationId, int status, JsonWriter json, String ref);

    /** The engine has halted: what waits for an answer never gets one from it. */
    public abstract void onHalted();

    /** The server stops: all that was begun is told. */
    public abstract void onStopping();

    /** Whether it has one answer for every request, with a status: HTTP. */
    public abstract boolean hasStatus();

    /** Takes bytes that the publisher handed over: writes them, without a flush. */
    final void deliver(Delivery delivery) {
        inFlight -= delivery.answered();
        isWritten = true;
        write(delivery);
    }

    final void flushIfWritten() {
        if (isWritten) {
            isWritten = false;
            channel.flush();
            onFlushed();
        }
    }

    /** Writes the bytes to the channel, or releases them. */
    protected abstract void write(Delivery delivery);

    /** A batch was written and flushed: time to look at the peer's pace and at what waits. */
    protected abstract void onFlushed();

    // Publisher.

    /** One answer in the JSON that the session's own question gets; with {@code ref} where it gave one. */
    public abstract void answer(byte[] json, int length, Request request);

    /** The same for an event that the session's own command brought about; says what the answer is worth. */
    public abstract void acknowledge(byte[] json, int length, Request request);

    /**
     * The request is answered.
     *
     * @param code of its refusal; 0: it was not refused
     */
    public abstract void endAnswer(long correlationId, int code, Request request);

    /** News that was not asked for; a session that only asks and answers ignores it. */
    public abstract void notice(byte[] json, int length);

    /** A frame shared by many sessions, which this one may keep; a session that only asks and answers releases it. */
    public abstract void broadcast(ByteBuf frame);

    /** Where to append; grows. */
    protected final ByteBuf segment() {
        if (segment == null) {
            segment = channel.alloc().buffer(512);
        }
        touch();
        return segment;
    }

    protected final void countAnswered() {
        answered++;
        touch();
    }

    /** Hands the appended bytes over as one delivery, in order with others. */
    protected final void seal(long correlationId, int status) {
        ByteBuf bytes = segment == null ? channel.alloc().buffer(0) : segment;
        outbox.add(new Delivery(this, correlationId, status, answered, bytes));
        segment = null;
        answered = 0;
    }

    /** Hands over bytes of their own, behind what was appended before. */
    protected final void stage(ByteBuf bytes) {
        if (segment != null) {
            seal(0, 0);
        }
        outbox.add(new Delivery(this, 0, 0, 0, bytes));
    }

    final void seal() {
        isTouched = false;
        if (segment != null || answered > 0) {
            seal(0, 0);
        }
    }

    private void touch() {
        if (!isTouched) {
            isTouched = true;
            outbox.touch(this);
        }
    }
}
