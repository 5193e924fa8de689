package io.gavel.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A WebSocket text message from a server, as the bytes that go out: one frame, final, not masked (RFC 6455 section 5.2).
 *
 * <pre>
 *   0      1         2         4          10
 *   +------+---------+---------+----------+-------
 *   | 0x81 | length  | u16 if  | u64 if   | text…
 *   |      | or flag |  126    |  127     |
 *   +------+---------+---------+----------+-------
 * </pre>
 *
 * <p>Frames are built here, and not by the channel's encoder, so that those of a batch share one buffer and those of a
 * room are built once.
 */
public final class TextFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MAX_HEADER_LENGTH = 10;

    private TextFrame() {}

    /** Appends a frame with a JSON object, and a tail ({@link JsonTail}) or null. */
    public static void write(ByteBuf into, byte[] json, int jsonLength, byte[] tail) {
        int length = JsonTail.length(jsonLength, tail);
        into.writeByte(FINAL_TEXT);
        if (length <= MAX_SHORT_LENGTH) {
            into.writeByte(length);
        } else if (length <= 0xFFFF) {
            into.writeByte(LENGTH_IN_16_BITS).writeShort(length);
        } else {
            into.writeByte(LENGTH_IN_64_BITS).writeLong(length);
        }
        JsonTail.write(into, json, jsonLength, tail);
    }

    /** A frame of its own. */
    public static ByteBuf of(ByteBufAllocator allocator, byte[] json, int jsonLength, byte[] tail) {
        ByteBuf frame = allocator.buffer(MAX_HEADER_LENGTH + JsonTail.length(jsonLength, tail));
        write(frame, json, jsonLength, tail);
        return frame;
    }
}
