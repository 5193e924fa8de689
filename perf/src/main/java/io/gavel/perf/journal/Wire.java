package io.gavel.perf.journal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A blocking socket on loopback that asks and waits, in WebSocket frames or in plain bytes: no client thread between. */
final class Wire implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int SHORT_MOST = 125;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int MASK_BYTES = 4;
    private static final int TIMEOUT_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] answer = new byte[1 << 16];

    Wire(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** Becomes a WebSocket. */
    Wire upgrade() throws IOException {
        out.write(("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("expected a WebSocket, answer=" + head);
        }
        return this;
    }

    /** Sends a text frame and waits for one; the mask is zero. */
    String ask(String json) throws IOException {
        byte[] frame = frame(json);
        out.write(frame);
        return text();
    }

    /** A masked text frame. */
    static byte[] frame(String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        int head = payload.length <= SHORT_MOST ? 2 : 4;
        byte[] frame = new byte[head + MASK_BYTES + payload.length];
        frame[0] = (byte) TEXT;
        if (payload.length <= SHORT_MOST) {
            frame[1] = (byte) (MASKED | payload.length);
        } else {
            frame[1] = (byte) (MASKED | LENGTH_IN_TWO_BYTES);
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, head + MASK_BYTES, payload.length);
        return frame;
    }

    /** Sends plain bytes and waits until as many came back. */
    void echo(byte[] bytes) throws IOException {
        out.write(bytes);
        in.readFully(answer, 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String text() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length == LENGTH_IN_TWO_BYTES) {
                length = in.readUnsignedShort();
            } else if (length > SHORT_MOST) {
                throw new EOFException("expected a short frame, length=" + length);
            }
            in.readFully(answer, 0, length);
            if (first == TEXT) {
                return new String(answer, 0, length, StandardCharsets.UTF_8);
            }
        }
    }
}
