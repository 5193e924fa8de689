package io.gavel.journal;

import io.gavel.wire.log.EnvelopeDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Steps over the excerpts of one generation's file, reading the file itself, not through Chronicle: Chronicle stops
 * silently at damage, takes locks and writes to its directory, none of which a reader may do.
 *
 * <p>Chronicle's format, as far as it is needed: documents aligned to four bytes, each a 32-bit header and content. In
 * the header the low 30 bits are the length, bit 30 marks its own bookkeeping, bit 31 an unfinished document; a header
 * of zero is the end. The file's first document is its own header.
 *
 * <p>The window holds a copy of a part of the file. Who follows a live writer must {@link #forget} it before reading
 * records that were not yet durable when it was filled. One thread.
 */
final class GenerationCursor implements AutoCloseable {
    /** What a step found. */
    enum Step {
        /** A whole excerpt whose CRC is right; the accessors speak of it. */
        EXCERPT,
        /** Nothing (yet). */
        END,
        /** Something that is not a whole excerpt; {@link #flaw} says what. */
        BROKEN
    }

    static final long NO_RECORD = -1;

    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int HEADER_LENGTH = Integer.BYTES;
    private static final int MAX_PADDING = 3;
    private static final byte[] QUEUE_MARK = {'S', 'C', 'Q', 'S', 't', 'o', 'r', 'e'};
    private static final int QUEUE_MARK_WITHIN = 32;

    private static final int WINDOW_LENGTH = 256 << 10;
    private static final int FIRST_FILL_LENGTH = 4 << 10;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(WINDOW_LENGTH);
    private final UnsafeBuffer window = new UnsafeBuffer(bytes);
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();
    private final CRC32C crc = new CRC32C();

    private long windowStart;
    private int windowLength;
    private int fillLength = FIRST_FILL_LENGTH;

    private long position;
    private long goodEnd;
    private long excerptStart;
    private boolean hasExcerpt;
    private boolean isEverGood;
    private int bodyCrc;
    private DamageReason flawReason = DamageReason.HOLE;
    private String flaw = "";
    private long flawEnd = NO_RECORD;

    private GenerationCursor(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Null where the file is gone: a writer that closes removes the generation that it prepared and did not need. */
    static GenerationCursor openIfThere(Path file) {
        try {
            return new GenerationCursor(file, FileChannel.open(file, StandardOpenOption.READ));
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves to the next excerpt; stays where it is unless the answer is {@link Step#EXCERPT}. */
    Step next() {
        hasExcerpt = false;
        while (true) {
            if (!load(position, HEADER_LENGTH)) {
                return end();
            }
            int header = window.getInt((int) (position - windowStart), ByteOrder.LITTLE_ENDIAN);
            if (header == 0) {
                return end();
            }
            if ((header & NOT_COMPLETE) != 0) {
                return broken(DamageReason.HOLE, "expected a finished document");
            }
            int length = header & LENGTH_MASK;
            if (position == 0) {
                checkQueueMark(header, length);
            }
            if ((header & META_DATA) == 0) {
                return excerpt(length);
            }
            if (position + HEADER_LENGTH + length > fileLength()) {
                return broken(DamageReason.HOLE, "expected the file to hold the document");
            }
            position = align(position + HEADER_LENGTH + length);
        }
    }

    /** Drops the copied part of the file, so that the next step reads it again. */
    void forget() {
        windowLength = 0;
        fillLength = FIRST_FILL_LENGTH;
    }

    EnvelopeDecoder envelope() {
        return envelope;
    }

    /** Holds the current excerpt until the next step. */
    DirectBuffer buffer() {
        return window;
    }

    int bodyOffset() {
        return envelope.offset() + EnvelopeDescriptor.LENGTH;
    }

    int bodyLength() {
        return (int) envelope.length();
    }

    /** CRC32C of the body alone. */
    int bodyCrc() {
        return bodyCrc;
    }

    boolean hasExcerpt() {
        return hasExcerpt;
    }

    Path file() {
        return file;
    }

    /** Where the next document is expected. */
    long position() {
        return position;
    }

    /** Where the last whole excerpt ended. */
    long goodEnd() {
        return goodEnd;
    }

    /** Where the current excerpt's document starts. */
    long excerptStart() {
        return excerptStart;
    }

    /** What the last {@link Step#BROKEN} or {@link Step#END} was taken for, if records should have followed. */
    DamageReason flawReason() {
        return flawReason;
    }

    String flaw() {
        return flaw;
    }

    /** Where the record ends that is not what was written; {@link #NO_RECORD} where no whole one seems to stand. */
    long flawEnd() {
        return flawEnd;
    }

    long fileLength() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            BufferUtil.free(bytes);
        }
    }

    /** Whether a whole envelope with a right CRC stands at this byte; for who looks behind a flaw. */
    boolean isEnvelopeAt(long at) {
        if (!load(at, EnvelopeDescriptor.LENGTH)) {
            return false;
        }
        envelope.wrap(window, (int) (at - windowStart));
        long length = envelope.length();
        if (envelope.magic() != EnvelopeDescriptor.MAGIC
                || length > JournalConfig.MAX_EXCERPT_BYTES
                || !load(at, EnvelopeDescriptor.LENGTH + (int) length)) {
            return false;
        }
        envelope.wrap(window, (int) (at - windowStart));
        return isCrcRight();
    }

    /** Whether the document around the envelope at this byte was finished with the length that the envelope needs. */
    boolean isFinishedAt(long envelopeAt, int envelopeAndBodyLength) {
        if (!load(envelopeAt - HEADER_LENGTH, HEADER_LENGTH)) {
            return false;
        }
        int header = window.getInt((int) (envelopeAt - HEADER_LENGTH - windowStart), ByteOrder.LITTLE_ENDIAN);
        return (header & (NOT_COMPLETE | META_DATA)) == 0
                && (header & LENGTH_MASK) >= envelopeAndBodyLength
                && (header & LENGTH_MASK) <= envelopeAndBodyLength + MAX_PADDING;
    }

    private Step excerpt(int length) {
        if (length < EnvelopeDescriptor.LENGTH
                || length > EnvelopeDescriptor.LENGTH + JournalConfig.MAX_EXCERPT_BYTES + MAX_PADDING) {
            return broken(DamageReason.HOLE, "expected the length of an excerpt, length=" + length);
        }
        if (!load(position + HEADER_LENGTH, length)) {
            return broken(DamageReason.HOLE, "expected the file to hold the excerpt, length=" + length);
        }
        envelope.wrap(window, (int) (position + HEADER_LENGTH - windowStart));
        if (envelope.magic() != EnvelopeDescriptor.MAGIC) {
            return unreadable("expected an envelope, magic=" + Long.toHexString(envelope.magic()), length);
        }
        if (envelope.version() != EnvelopeDescriptor.VERSION && !isEverGood) {
            throw new JournalDamaged(
                    DamageReason.UNKNOWN_VERSION,
                    "expected version " + EnvelopeDescriptor.VERSION + ", version=" + envelope.version(),
                    file,
                    goodEnd,
                    0);
        }
        long padding = length - EnvelopeDescriptor.LENGTH - envelope.length();
        if (padding < 0 || padding > MAX_PADDING || !isCrcRight()) {
            return unreadable("expected the bytes that were written, firstSeq=" + envelope.firstSeq(), length);
        }
        excerptStart = position;
        position = align(position + HEADER_LENGTH + length);
        goodEnd = position;
        hasExcerpt = true;
        isEverGood = true;
        return Step.EXCERPT;
    }

    private boolean isCrcRight() {
        int start = envelope.offset();
        int bodyStart = start + EnvelopeDescriptor.LENGTH;
        crc.reset();
        crc.update(bytes.limit(bodyStart + (int) envelope.length()).position(bodyStart));
        bodyCrc = (int) crc.getValue();
        crc.update(bytes.limit(start + EnvelopeDescriptor.CRC_OFFSET).position(start));
        bytes.clear();
        return crc.getValue() == envelope.crc();
    }

    private void checkQueueMark(int header, int length) {
        if ((header & META_DATA) != 0 && load(HEADER_LENGTH, Math.min(length, QUEUE_MARK_WITHIN))) {
            for (int at = HEADER_LENGTH; at < HEADER_LENGTH + Math.min(length, QUEUE_MARK_WITHIN); at++) {
                if (isMarkAt(at)) {
                    return;
                }
            }
        }
        throw new JournalDamaged(DamageReason.FOREIGN_FILE, "expected a file of Chronicle Queue", file, 0, 0);
    }

    private boolean isMarkAt(int at) {
        for (int i = 0; i < QUEUE_MARK.length; i++) {
            if (window.getByte(at + i) != QUEUE_MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private Step end() {
        flawReason = DamageReason.HOLE;
        flaw = "expected a record where there is none";
        flawEnd = NO_RECORD;
        windowLength = 0;
        return Step.END;
    }

    private Step broken(DamageReason reason, String expected) {
        flawReason = reason;
        flaw = expected;
        flawEnd = NO_RECORD;
        windowLength = 0;
        return Step.BROKEN;
    }

    private Step unreadable(String expected, int length) {
        Step step = broken(DamageReason.BAD_CRC, expected);
        flawEnd = position + HEADER_LENGTH + length;
        return step;
    }

    /** Brings these bytes of the file into the window; false where the file ends before them. */
    private boolean load(long start, int length) {
        if (start >= windowStart && start + length <= windowStart + windowLength) {
            return true;
        }
        boolean readsOn = windowLength > 0 && start >= windowStart && start <= windowStart + windowLength;
        fillLength = readsOn ? Math.min(WINDOW_LENGTH, fillLength * 4) : fillLength;
        int wanted = Math.min(WINDOW_LENGTH, Math.max(length, fillLength));
        windowStart = start;
        windowLength = 0;
        bytes.position(0).limit(wanted);
        try {
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, start + bytes.position());
                if (count < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        windowLength = bytes.position();
        bytes.clear();
        return windowLength >= length;
    }

    private static long align(long position) {
        return (position + MAX_PADDING) & ~(long) MAX_PADDING;
    }
}
