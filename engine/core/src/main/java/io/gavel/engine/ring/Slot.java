package io.gavel.engine.ring;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * One place in the ring: a command with its head, a question, or the wish that time pass. Written by its producer, read
 * by everyone else. The bytes are a copy, so producers keep their buffers.
 */
final class Slot {
    /** What a slot asks for. */
    enum Kind {
        COMMAND,
        QUERY,
        TIME
    }

    private static final int INITIAL_CAPACITY = 192;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private Kind kind = Kind.TIME;
    private long sessionId;
    private long correlationId;
    private long timeNs;
    private int length;

    void set(Kind kind, long sessionId, long correlationId, long timeNs, DirectBuffer buffer, int offset, int length) {
        this.kind = kind;
        this.sessionId = sessionId;
        this.correlationId = correlationId;
        this.timeNs = timeNs;
        this.length = length;
        if (length > 0) {
            bytes.putBytes(0, buffer, offset, length);
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

    DirectBuffer bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
