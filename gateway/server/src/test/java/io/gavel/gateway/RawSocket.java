package io.gavel.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes as they are: for what a well-behaved client never sends. Reads have a limit of ten seconds. */
final class RawSocket implements AutoCloseable {
    /** An HTTP response: status and body. */
    record Response(int status, String head, String body) {}

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawSocket(int port) {
        this(port, 0);
    }

    /** @param receiveBufferBytes how much the kernel takes unread; 0: as it likes */
    RawSocket(int port, int receiveBufferBytes) {
        try {
            socket = new Socket();
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Becomes a WebSocket. */
    void upgrade() {
        write("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        Response response = head();
        if (response.status != 101) {
            throw new AssertionError("expected 101, was " + response);
        }
    }

    /** Sends one masked frame; {@code first} is its first byte. */
    void frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /** The payload of the next text frame. */
    String text() {
        byte[] payload = payload(0x81);
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of the next close frame; frames before it are passed over. */
    int closeCode() {
        byte[] payload = payload(0x88);
        return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
    }

    /** Reads frames up to one whose first byte is {@code wanted}. */
    private byte[] payload(int wanted) {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = (int) in.readLong();
                }
                byte[] payload = in.readNBytes(length);
                if (first == wanted) {
                    return payload;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next HTTP response. */
    Response response() {
        Response head = head();
        int length = 0;
        for (String line : head.head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        try {
            return new Response(head.status, head.head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed the connection. */
    boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Status and headers of the next HTTP response. */
    Response head() {
        try {
            List<String> lines = new ArrayList<>();
            String line = line();
            while (!line.isEmpty()) {
                lines.add(line);
                line = line();
            }
            return new Response(Integer.parseInt(lines.get(0).split(" ")[1]), String.join("\r\n", lines), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        while (b != '\n') {
            if (b < 0) {
                throw new EOFException("expected a line, so far=" + line);
            }
            if (b != '\r') {
                line.append((char) b);
            }
            b = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
