package io.gavel.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;

/** The yardsticks of a journal: the same bytes in the same pieces, without envelope, checksum, sequence or engine. */
public final class RawAppend {
    /** Bytes of one write: about one full excerpt. */
    private static final int PIECE = 60 * 1024;

    private RawAppend() {}

    /** Bytes a second into a file whose pages were written with zeros before. */
    public static double preparedFile(Path file, long bytes) throws IOException {
        ByteBuffer piece = piece();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            fill(channel, piece, bytes);
            long start = System.nanoTime();
            fill(channel, piece, bytes);
            return bytes * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Bytes a second into a new Chronicle queue, block size as the journal's. */
    public static double chronicle(Path directory, long bytes, int blockBytes) {
        try (ChronicleQueue queue = ChronicleQueue.singleBuilder(directory.toFile())
                        .blockSize(blockBytes)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            Bytes<?> piece = Bytes.allocateDirect(PIECE);
            long start = System.nanoTime();
            for (long written = 0; written < bytes; written += PIECE) {
                piece.clear();
                piece.writeSkip(PIECE);
                appender.writeBytes(piece);
            }
            double rate = bytes * 1e9 / (System.nanoTime() - start);
            piece.releaseLast();
            return rate;
        }
    }

    private static void fill(FileChannel channel, ByteBuffer piece, long bytes) throws IOException {
        for (long position = 0; position < bytes; position += PIECE) {
            piece.clear();
            channel.write(piece, position);
        }
    }

    private static ByteBuffer piece() {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        for (int i = 0; i < PIECE; i++) {
            piece.put((byte) (i * 31));
        }
        return piece;
    }
}
