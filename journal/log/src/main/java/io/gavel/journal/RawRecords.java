package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;

/**
 * Whatever in a file is a record by its own checksum, in the order in which it stands there: for who looks behind damage.
 * Believes nothing around it, neither lengths nor order, and changes nothing.
 */
public final class RawRecords {
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int MAGIC_LENGTH = Integer.BYTES;
    private static final int FIRST_OF_MAGIC = EnvelopeDescriptor.MAGIC & 0xFF;

    /** What a record says of itself. */
    public enum Kind {
        BATCH,
        GENERATION_OPENED,
        GENERATION_CLOSED,
        OTHER;

        private static Kind of(short code) {
            return switch (code) {
                case EnvelopeDescriptor.BATCH -> BATCH;
                case EnvelopeDescriptor.GENERATION_OPENED -> GENERATION_OPENED;
                case EnvelopeDescriptor.GENERATION_CLOSED -> GENERATION_CLOSED;
                default -> OTHER;
            };
        }
    }

    /**
     * One record.
     *
     * @param position byte in the file where its envelope starts
     * @param firstSeq of its first transaction, or of the next one if it has none
     * @param count transactions in it
     * @param chain behind it
     * @param body borrowed for the call
     */
    public record Found(
            long position,
            Kind kind,
            long firstSeq,
            long count,
            long chain,
            int bodyCrc,
            DirectBuffer body,
            int bodyOffset,
            int bodyLength) {
        /** Whether this is the record that was written behind one with that chain. */
        public boolean follows(long chainBefore) {
            return EnvelopeDescriptor.mix(chainBefore, bodyCrc) == chain;
        }
    }

    /** Receives what is found. */
    @FunctionalInterface
    public interface Listener {
        /** @param record its body is borrowed for the call */
        void onRecord(Found record);
    }

    private RawRecords() {}

    /** Reads a whole file. */
    public static void scan(Path file, Listener listener) {
        GenerationCursor cursor = GenerationCursor.openIfThere(file);
        if (cursor == null) {
            return;
        }
        try (cursor;
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
            long next = 0;
            for (long start = 0; fill(channel, chunk, start); start += CHUNK_BYTES - MAGIC_LENGTH + 1) {
                byte[] bytes = chunk.array();
                int last = chunk.position() - MAGIC_LENGTH;
                for (int at = 0; at <= last; at++) {
                    if (bytes[at] == FIRST_OF_MAGIC
                            && start + at >= next
                            && chunk.order(ByteOrder.LITTLE_ENDIAN).getInt(at) == EnvelopeDescriptor.MAGIC
                            && cursor.isEnvelopeAt(start + at)) {
                        next = start + at + EnvelopeDescriptor.LENGTH + cursor.bodyLength();
                        handOut(cursor, start + at, listener);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void handOut(GenerationCursor cursor, long position, Listener listener) {
        boolean isKnown = cursor.envelope().version() == EnvelopeDescriptor.VERSION;
        listener.onRecord(new Found(
                position,
                isKnown ? Kind.of(cursor.envelope().kind()) : Kind.OTHER,
                cursor.envelope().firstSeq(),
                cursor.envelope().count(),
                cursor.envelope().chain(),
                cursor.bodyCrc(),
                cursor.buffer(),
                cursor.bodyOffset(),
                cursor.bodyLength()));
    }

    private static boolean fill(FileChannel channel, ByteBuffer chunk, long start) throws IOException {
        chunk.clear();
        while (chunk.hasRemaining() && channel.read(chunk, start + chunk.position()) >= 0) {
            // reads on until the chunk is full or the file ends
        }
        return chunk.position() >= MAGIC_LENGTH;
    }
}
