package io.gavel.perf.rowlock;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The least of a WebSocket client: text frames out, their mask zero, and text frames in, from two buffers that stay.
 * Works on blocking and other channels. One thread.
 */
final class Frames {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int LENGTH_MASK = 0x7F;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;
    private static final int SHORT_HEAD_BYTES = 2;
    private static final int LENGTH_OFFSET = 2;
    private static final int NO_MASK = 0;
    private static final int PAYLOAD_BYTES = 1 << 10;
    private static final int SHORT_MASK = 0xFFFF;
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");

    private final SocketChannel channel;
    private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private int payloadEnd;

    /** Becomes a WebSocket; the channel blocks. */
    Frames(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        out.put(bytes("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        send();
        int matched = 0;
        while (matched < END_OF_HEAD.length) {
            while (!in.hasRemaining()) {
                receive();
            }
            matched = in.get() == END_OF_HEAD[matched] ? matched + 1 : 0;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the payload of a frame goes, until {@link #end}. */
    ByteBuffer begin() {
        return payload.clear();
    }

    void end() {
        int length = payload.flip().remaining();
        out.put((byte) TEXT);
        if (length < LENGTH_IN_TWO_BYTES) {
            out.put((byte) (MASKED | length));
        } else {
            out.put((byte) (MASKED | LENGTH_IN_TWO_BYTES)).putShort((short) length);
        }
        out.putInt(NO_MASK).put(payload);
    }

    /** Sends what was begun and ended. */
    void send() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    /** Takes what has come; where the channel blocks, waits for something. */
    void receive() throws IOException {
        in.compact();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            throw new EOFException("expected a server that stays");
        }
    }

    /** Whether a whole frame has come; the buffer stands on its payload. The one before must have been passed. */
    boolean next() {
        int available = in.remaining();
        if (available < SHORT_HEAD_BYTES) {
            return false;
        }
        int at = in.position();
        int headBytes = SHORT_HEAD_BYTES;
        long length = in.get(at + 1) & LENGTH_MASK;
        if (length == LENGTH_IN_TWO_BYTES && available >= SHORT_HEAD_BYTES + Short.BYTES) {
            headBytes += Short.BYTES;
            length = in.getShort(at + LENGTH_OFFSET) & SHORT_MASK;
        } else if (length == LENGTH_IN_EIGHT_BYTES && available >= SHORT_HEAD_BYTES + Long.BYTES) {
            headBytes += Long.BYTES;
            length = in.getLong(at + LENGTH_OFFSET);
        } else if (length >= LENGTH_IN_TWO_BYTES) {
            return false;
        }
        if (available < headBytes + length) {
            return false;
        }
        in.position(at + headBytes);
        payloadEnd = in.position() + (int) length;
        return true;
    }

    boolean startsWith(byte[] text) {
        if (payloadEnd - in.position() < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (in.get(in.position() + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    String text() {
        byte[] payload = new byte[payloadEnd - in.position()];
        in.get(in.position(), payload);
        return new String(payload, StandardCharsets.UTF_8);
    }

    void pass() {
        in.position(payloadEnd);
    }
}
