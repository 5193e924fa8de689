package io.gavel.engine.ring;

import com.lmax.disruptor.EventFactory;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place in the ring: a command with its head, a question, or the wish that time pass. Written by its producer, read
 * by everyone else. The bytes are a copy, so producers keep their buffers.
 *
 * <p>All slots of a ring share one buffer, of which each has {@link #STRIDE} bytes: readers then wrap one and the same
 * buffer every time, which spares them the garbage collector's write barrier, and neighbours lie side by side. What is
 * longer goes to a buffer of the slot's own.
 */
final class Slot {
    /** What a slot asks for. */
    enum Kind {
        COMMAND,
        QUERY,
        TIME
    }

    /** Bytes of the shared buffer for each slot: orders and bids with the longest ids fit. */
    static final int STRIDE = 128;

    private final UnsafeBuffer shared;
    private final int sharedOffset;
    private ExpandableArrayBuffer own;
    private Kind kind = Kind.TIME;
    private long sessionId;
    private long correlationId;
    private long timeNs;
    private int length;

    private Slot(UnsafeBuffer shared, int sharedOffset) {
        this.shared = shared;
        this.sharedOffset = sharedOffset;
    }

    /** Makes the slots of one ring over a buffer of their own. */
    static EventFactory<Slot> factory(int ringSize) {
        UnsafeBuffer shared = new UnsafeBuffer(new byte[ringSize * STRIDE]);
        int[] made = {0};
        return () -> new Slot(shared, STRIDE * made[0]++);
    }

    void set(Kind kind, long sessionId, long correlationId, long timeNs, DirectBuffer buffer, int offset, int length) {
        this.kind = kind;
        this.sessionId = sessionId;
        this.correlationId = correlationId;
        this.timeNs = timeNs;
        this.length = length;
        if (length > STRIDE && own == null) {
            own = new ExpandableArrayBuffer(length);
        }
        if (length > 0) {
            MutableDirectBuffer bytes = length > STRIDE ? own : shared;
            bytes.putBytes(offset(), buffer, offset, length);
        }
    }

    Kind kind() {
        return kind;
    }

    long sessionId() {
        return sessionId;
    }

    long correlationId() {
        return correlationId;
    }

    /** Engine time, or {@link Pipeline#NO_TIME}: the writer stamps it. */
    long timeNs() {
        return timeNs;
    }

    /** Holds the bytes from {@link #offset} on. */
    DirectBuffer bytes() {
        return length > STRIDE ? own : shared;
    }

    int offset() {
        return length > STRIDE ? 0 : sharedOffset;
    }

    int length() {
        return length;
    }
}
