package io.gavel.journal.snapshot;

import io.gavel.engine.market.SnapshotSink;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.SnapshotFileHeaderEncoder;
import io.gavel.wire.log.SnapshotFileTrailerEncoder;
import io.gavel.wire.log.SnapshotTrailerDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one snapshot's file from its first to its last byte. No garbage per record.
 */
final class SnapshotFileWriter implements SnapshotSink, AutoCloseable {
    private final Storage storage;
    private final Pace pace;
    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(SnapshotFormat.CHUNK_BYTES);
    private final UnsafeBuffer chunkView = new UnsafeBuffer(chunk);
    private final CRC32C crc = new CRC32C();
    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final SnapshotTrailerDecoder marketTrailer = new SnapshotTrailerDecoder();

    private int filled;
    private long bytes;
    private long syncedBytes;
    private long records;
    private long stateHash;

    /** Begins the file; what is there already is overwritten. */
    SnapshotFileWriter(Path file, SnapshotHeader header, Pace pace, Storage storage) throws IOException {
        this.pace = pace;
        this.storage = storage;
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        writeHeader(header);
    }

    @Override
    public void onRecord(DirectBuffer buffer, int offset, int length) {
        if (filled + length > SnapshotFormat.CHUNK_BYTES) {
            drain();
            if (!pace.next()) {
                throw new SnapshotLeftOff();
            }
        }
        chunkView.putBytes(filled, buffer, offset, length);
        filled += length;
        records++;
        frame.wrap(buffer, offset);
        if (frame.templateId() == SnapshotTrailerDecoder.TEMPLATE_ID) {
            stateHash = marketTrailer
                    .wrap(buffer, offset + Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version())
                    .stateHash();
        }
    }

    /** Writes the trailer; the content is on the device when this returns. */
    void finish() {
        ExpandableArrayBuffer trailer = new ExpandableArrayBuffer(SnapshotFormat.TRAILER_LENGTH);
        frame(trailer, SnapshotFileTrailerEncoder.TEMPLATE_ID, SnapshotFileTrailerEncoder.BLOCK_LENGTH, 0);
        SnapshotFileTrailerEncoder encoder = new SnapshotFileTrailerEncoder()
                .wrap(trailer, Transaction.EVENT_FRAME_LENGTH)
                .records(records)
                .stateHash(stateHash);
        if (filled + SnapshotFormat.TRAILER_LENGTH > SnapshotFormat.CHUNK_BYTES) {
            drain();
        }
        int checked = SnapshotFormat.TRAILER_LENGTH - SnapshotFormat.CRC_LENGTH;
        crc.update(chunk.limit(filled).position(0));
        crc.update(trailer.byteArray(), 0, checked);
        encoder.crc(crc.getValue());
        chunkView.putBytes(filled, trailer, 0, SnapshotFormat.TRAILER_LENGTH);
        filled += SnapshotFormat.TRAILER_LENGTH;
        write(true);
    }

    /** Of the file so far. */
    long bytes() {
        return bytes;
    }

    /** Before the trailer. */
    long records() {
        return records;
    }

    /** The market's, as its own trailer said. */
    long stateHash() {
        return stateHash;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            BufferUtil.free(chunk);
        }
    }

    private void writeHeader(SnapshotHeader header) {
        ExpandableArrayBuffer record = new ExpandableArrayBuffer(128);
        SnapshotFileHeaderEncoder encoder = new SnapshotFileHeaderEncoder()
                .wrap(record, Transaction.EVENT_FRAME_LENGTH)
                .magic(SnapshotFormat.MAGIC)
                .formatVersion(SnapshotFormat.VERSION)
                .ruleSet(header.ruleSet())
                .journalIdHigh(header.journalId().getMostSignificantBits())
                .journalIdLow(header.journalId().getLeastSignificantBits())
                .seq(header.seq())
                .chain(header.chain())
                .generation(header.generation())
                .timeNs(header.timeNs())
                .engineVersion(header.engineVersion());
        int behindBlock = encoder.encodedLength() - SnapshotFileHeaderEncoder.BLOCK_LENGTH;
        frame(record, SnapshotFileHeaderEncoder.TEMPLATE_ID, SnapshotFileHeaderEncoder.BLOCK_LENGTH, behindBlock);
        onRecord(record, 0, Transaction.EVENT_FRAME_LENGTH + encoder.encodedLength());
    }

    private static void frame(ExpandableArrayBuffer record, int templateId, int blockLength, int behindBlock) {
        new EventFrameEncoder()
                .wrap(record, 0)
                .frameLength(Transaction.EVENT_FRAME_LENGTH + blockLength + behindBlock)
                .blockLength(blockLength)
                .templateId(templateId)
                .version(SnapshotFileHeaderEncoder.SCHEMA_VERSION);
    }

    private void drain() {
        crc.update(chunk.limit(filled).position(0));
        write(false);
    }

    private void write(boolean isLast) {
        try {
            chunk.limit(filled).position(0);
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
            bytes += filled;
            filled = 0;
            if (isLast || bytes - syncedBytes >= SnapshotFormat.SYNC_BYTES) {
                storage.sync(channel);
                syncedBytes = bytes;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            chunk.clear();
        }
    }
}
