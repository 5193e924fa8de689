package io.gavel.journal.snapshot;

import io.gavel.engine.market.SnapshotSink;
import io.gavel.journal.ScanProgress;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.SnapshotFileHeaderDecoder;
import io.gavel.wire.log.SnapshotFileTrailerDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** One pass over a snapshot's file, chunk by chunk. One thread; one pass an object. */
final class SnapshotInput implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final long fileLength;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SnapshotFormat.CHUNK_BYTES);
    private final UnsafeBuffer chunk = new UnsafeBuffer(bytes);
    private final EventFrameDecoder frame = new EventFrameDecoder();

    /** Byte of the file at which the chunk begins. */
    private long chunkStart;

    private int chunkLength;

    private SnapshotInput(Path file, FileChannel channel, long fileLength) {
        this.file = file;
        this.channel = channel;
        this.fileLength = fileLength;
    }

    static SnapshotInput open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SnapshotInput(file, channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Checks every byte against the CRC. */
    SnapshotFile verify(ScanProgress progress) throws IOException {
        progress.onBytes(0, fileLength);
        load(0);
        SnapshotHeader header = header();
        SnapshotFileTrailerDecoder trailer = trailer(frame.frameLength());
        long records = trailer.records();
        long stateHash = trailer.stateHash();
        long crc = trailer.crc();
        if (crcUpTo(fileLength - SnapshotFormat.CRC_LENGTH, progress) != crc) {
            throw bad(SnapshotFlaw.BAD_CRC, "expected the bytes that were written, length=" + fileLength);
        }
        return new SnapshotFile(file, header, fileLength, records, stateHash);
    }

    /** Hands out what stands between header and trailer. */
    void read(long records, SnapshotSink sink, Pace pace) throws IOException {
        long position = 0;
        for (long count = 0; count < records; count++) {
            int length = recordAt(position);
            if (position == chunkStart && !pace.next()) {
                throw new SnapshotLeftOff();
            }
            if (count > 0) {
                sink.onRecord(chunk, (int) (position - chunkStart), length);
            }
            position += length;
        }
        recordAt(position);
        if (frame.templateId() != SnapshotFileTrailerDecoder.TEMPLATE_ID) {
            throw bad(SnapshotFlaw.BAD_CRC, "expected the trailer behind " + records + " records");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            BufferUtil.free(bytes);
        }
    }

    /** Reads the file's first record, which the chunk holds. */
    private SnapshotHeader header() {
        if (chunkLength < Transaction.EVENT_FRAME_LENGTH + Integer.BYTES + Short.BYTES) {
            throw bad(SnapshotFlaw.TRUNCATED, "expected a header, length=" + chunkLength);
        }
        frame.wrap(chunk, 0);
        int block = Transaction.EVENT_FRAME_LENGTH;
        if (frame.templateId() != SnapshotFileHeaderDecoder.TEMPLATE_ID
                || chunk.getInt(block, ByteOrder.LITTLE_ENDIAN) != SnapshotFormat.MAGIC) {
            throw bad(SnapshotFlaw.NOT_A_SNAPSHOT, "expected the header of a snapshot");
        }
        int version = chunk.getShort(block + Integer.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (version != SnapshotFormat.VERSION) {
            throw bad(
                    SnapshotFlaw.UNKNOWN_VERSION,
                    "expected format version " + SnapshotFormat.VERSION + ", formatVersion=" + version);
        }
        int textAt = block + SnapshotFileHeaderDecoder.BLOCK_LENGTH;
        if (chunkLength <= textAt || frame.blockLength() != SnapshotFileHeaderDecoder.BLOCK_LENGTH) {
            throw bad(SnapshotFlaw.BAD_CRC, "expected a whole header, blockLength=" + frame.blockLength());
        }
        int length = textAt + 1 + (chunk.getByte(textAt) & 0xFF);
        if (frame.frameLength() != length || length > chunkLength) {
            throw bad(SnapshotFlaw.BAD_CRC, "expected a whole header, frameLength=" + frame.frameLength());
        }
        SnapshotFileHeaderDecoder header =
                new SnapshotFileHeaderDecoder().wrap(chunk, block, frame.blockLength(), frame.version());
        return new SnapshotHeader(
                new UUID(header.journalIdHigh(), header.journalIdLow()),
                header.seq(),
                header.chain(),
                header.generation(),
                header.timeNs(),
                header.ruleSet(),
                header.engineVersion());
    }

    private SnapshotFileTrailerDecoder trailer(int headerLength) throws IOException {
        if (fileLength < headerLength + SnapshotFormat.TRAILER_LENGTH) {
            throw bad(SnapshotFlaw.TRUNCATED, "expected a trailer, length=" + fileLength);
        }
        load(fileLength - SnapshotFormat.TRAILER_LENGTH);
        frame.wrap(chunk, 0);
        if (frame.templateId() != SnapshotFileTrailerDecoder.TEMPLATE_ID
                || frame.frameLength() != SnapshotFormat.TRAILER_LENGTH
                || frame.blockLength() != SnapshotFileTrailerDecoder.BLOCK_LENGTH) {
            throw bad(SnapshotFlaw.TRUNCATED, "expected a trailer at the end, templateId=" + frame.templateId());
        }
        return new SnapshotFileTrailerDecoder()
                .wrap(chunk, Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version());
    }

    private long crcUpTo(long end, ScanProgress progress) throws IOException {
        CRC32C crc = new CRC32C();
        long position = 0;
        while (position < end) {
            load(position);
            int length = (int) Math.min(chunkLength, end - position);
            if (length == 0) {
                throw bad(SnapshotFlaw.TRUNCATED, "expected the file to stay as long as it was, position=" + position);
            }
            crc.update(bytes.limit(length).position(0));
            bytes.clear();
            position += length;
            progress.onBytes(position == end ? fileLength : position, fileLength);
        }
        return crc.getValue();
    }

    /** Brings the record at this byte into the chunk, whole; leaves {@link #frame} on it and returns its length. */
    private int recordAt(long position) throws IOException {
        long chunkEnd = chunkStart + chunkLength;
        if (chunkLength == 0 || (position + SnapshotSink.MAX_RECORD_LENGTH > chunkEnd && chunkEnd < fileLength)) {
            load(position);
        }
        int at = (int) (position - chunkStart);
        int left = chunkLength - at;
        int length = left < Transaction.EVENT_FRAME_LENGTH
                ? 0
                : frame.wrap(chunk, at).frameLength();
        if (length < Transaction.EVENT_FRAME_LENGTH || length > left) {
            throw bad(SnapshotFlaw.BAD_CRC, "expected a whole record, position=" + position + ", length=" + length);
        }
        return length;
    }

    private void load(long position) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                break;
            }
        }
        chunkStart = position;
        chunkLength = bytes.position();
        bytes.clear();
    }

    private SnapshotBad bad(SnapshotFlaw flaw, String expected) {
        return new SnapshotBad(flaw, expected, file);
    }
}
