package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * What lies behind the last good excerpt of a file. Chronicle stops there and says nothing, so the raw bytes are
 * searched: another good record means a hole, none means that the tail was torn (or that there is nothing). Later parts of
 * an append do not count: a power cut may keep them without the first.
 *
 * @param tornBytes from where the next document was expected to the last byte that is not zero
 * @param kind what it is taken for, if no good record is behind it
 * @param goodSeq first sequence of the first good record behind the flaw, or {@link #NONE}
 * @param goodPosition where that record's envelope stands
 */
record Tail(long tornBytes, JournalTail kind, long goodSeq, long goodPosition) {
    static final long NONE = -1;

    private static final long ANY = -2;
    /** Most zeros that a record is expected to end in: of two numbers, and a bit. A write that is torn lacks whole sectors. */
    private static final int MOST_ZEROS_AT_END = 32;

    private static final int CHUNK_LENGTH = 256 << 10;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(CHUNK_LENGTH).asReadOnlyBuffer();

    boolean hidesGoodRecords() {
        return goodSeq != NONE;
    }

    /**
     * Looks behind a cursor that stopped.
     *
     * @param nextSeq the sequence that the missing record would have. A record with this one that was never finished is
     *     the torn one itself
     */
    static Tail behind(GenerationCursor cursor, long nextSeq) {
        return search(cursor, nextSeq);
    }

    /** Looks into a generation whose first record is not whole: any finished record is a good one. */
    static Tail ofEmpty(GenerationCursor cursor) {
        return search(cursor, ANY);
    }

    /** Position behind the last byte of a file that is not zero, searched from the end. */
    static long usedLength(FileChannel channel) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        long length = channel.size();
        for (long start = (length - 1) / CHUNK_LENGTH * CHUNK_LENGTH; start >= 0; start -= CHUNK_LENGTH) {
            if (read(channel, chunk, start)) {
                int used = usedLength(chunk);
                if (used > 0) {
                    return start + used;
                }
            }
        }
        return 0;
    }

    private static int usedLength(ByteBuffer chunk) {
        int used = chunk.limit();
        int piece = used;
        // Looks at half as much each time there is something in it: what is zero is compared in large pieces.
        while (used > 0 && piece > 0) {
            int length = Math.min(piece, used);
            if (isZero(chunk, used - length, length)) {
                used -= length;
            } else {
                piece = length / 2;
            }
        }
        return used;
    }

    private static boolean isZero(ByteBuffer chunk, int start, int length) {
        return chunk.slice(start, length).mismatch(ZEROS.slice(0, length)) < 0;
    }

    private static Tail search(GenerationCursor cursor, long nextSeq) {
        long goodSeq = NONE;
        long goodPosition = NONE;
        long lastUsed = NONE;
        long recordEnd = cursor.flawEnd();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(cursor.file(), StandardOpenOption.READ)) {
            for (long start = cursor.goodEnd(); read(channel, chunk, start); start += CHUNK_LENGTH) {
                if (isZero(chunk, 0, chunk.limit())) {
                    continue;
                }
                for (int at = 0; at + Integer.BYTES <= chunk.limit(); at += Integer.BYTES) {
                    int word = chunk.getInt(at);
                    if (word == 0) {
                        continue;
                    }
                    lastUsed = start + at + significantBytes(word);
                    if (word == EnvelopeDescriptor.MAGIC && goodSeq == NONE && isGood(cursor, start + at, nextSeq)) {
                        goodSeq = cursor.envelope().firstSeq();
                        goodPosition = start + at;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cursor.forget();
        long tornBytes = Math.max(0, lastUsed - cursor.position());
        boolean isFullLength = recordEnd != GenerationCursor.NO_RECORD && lastUsed + MOST_ZEROS_AT_END >= recordEnd;
        return new Tail(tornBytes, kind(tornBytes, isFullLength), goodSeq, goodPosition);
    }

    private static JournalTail kind(long tornBytes, boolean isFullLength) {
        if (tornBytes == 0) {
            return JournalTail.NOTHING;
        }
        return isFullLength ? JournalTail.UNREADABLE : JournalTail.UNFINISHED;
    }

    private static boolean isGood(GenerationCursor cursor, long at, long nextSeq) {
        if (!cursor.isEnvelopeAt(at)) {
            return false;
        }
        long firstSeq = cursor.envelope().firstSeq();
        if (nextSeq != ANY && cursor.envelope().part() > 0) {
            // One sync covers all parts of an append: a power cut may keep a later one, and none of them was told.
            return false;
        }
        if (firstSeq != nextSeq && nextSeq != ANY) {
            return firstSeq > nextSeq;
        }
        int length = EnvelopeDescriptor.LENGTH + cursor.bodyLength();
        return cursor.isFinishedAt(at, length) && cursor.isEnvelopeAt(at);
    }

    private static boolean read(FileChannel channel, ByteBuffer chunk, long start) throws IOException {
        chunk.clear();
        while (chunk.hasRemaining() && channel.read(chunk, start + chunk.position()) >= 0) {
            // reads on until the chunk is full or the file ends
        }
        int whole = chunk.position();
        // The last bytes of a cut file may not fill a word: zeros complete it.
        while (chunk.position() % Integer.BYTES != 0) {
            chunk.put((byte) 0);
        }
        chunk.flip();
        return whole > 0;
    }

    private static int significantBytes(int word) {
        return Integer.BYTES - Integer.numberOfLeadingZeros(word) / Byte.SIZE;
    }
}
