package io.gavel.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a settling process says how its database is, because DuckDB lets no other process look into it.
 *
 * <p>A local socket beside the database. Who connects sends one byte, the form's number, and reads the exit code in one
 * byte and then the text. One at a time, on a thread of its own.
 */
final class StatusDoor implements AutoCloseable {
    private static final String NAME = "status.sock";
    /** How long an answer under way may take when the door closes. */
    private static final long STOP_MS = 2_000;

    private final Path path;
    private final ServerSocketChannel socket;
    private final Supplier<DatabaseStatus> status;
    private final Thread thread;

    private StatusDoor(Path path, ServerSocketChannel socket, Supplier<DatabaseStatus> status) {
        this.path = path;
        this.socket = socket;
        this.status = status;
        thread = new Thread(this::serve, "gavel-settle-status");
        thread.setDaemon(true);
    }

    /**
     * Opens it; the caller must own the database, so that a socket left by a process that died may be removed.
     *
     * @throws IOException where the system has no such sockets, or the path is too long for one
     */
    static StatusDoor open(Path database, Supplier<DatabaseStatus> status) throws IOException {
        Path path = database.resolveSibling(NAME);
        Files.deleteIfExists(path);
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        StatusDoor door = new StatusDoor(path, socket, status);
        door.thread.start();
        return door;
    }

    /** An answer of the process that has the database open. */
    record Answer(int exitCode, String text) {}

    /**
     * Asks the process that has the database open.
     *
     * @throws IOException when nobody answers
     */
    static Answer ask(Path database, DatabaseStatus.Form form) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(database.resolveSibling(NAME));
        try (SocketChannel channel = SocketChannel.open(address);
                InputStream in = Channels.newInputStream(channel)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) form.ordinal()}));
            int exitCode = in.read();
            if (exitCode < 0) {
                throw new IOException("expected an answer, socket=" + address);
            }
            return new Answer(exitCode, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            Files.deleteIfExists(path);
            thread.join(STOP_MS);
        } catch (IOException e) {
            // It goes with the process; a file that stays is removed by the next one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (socket.isOpen()) {
            try (SocketChannel channel = socket.accept();
                    InputStream in = Channels.newInputStream(channel);
                    OutputStream out = Channels.newOutputStream(channel)) {
                int form = in.read();
                if (form >= 0 && form < DatabaseStatus.Form.values().length) {
                    answer(out, DatabaseStatus.Form.values()[form]);
                }
            } catch (IOException e) {
                // Who asked has gone, or the door is being closed.
            }
        }
    }

    private void answer(OutputStream out, DatabaseStatus.Form form) throws IOException {
        try {
            DatabaseStatus now = status.get();
            out.write(now.isGood() ? ExitCode.OK : ExitCode.FINDING);
            out.write(now.as(form).getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            out.write(ExitCode.ENVIRONMENT);
            out.write(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
