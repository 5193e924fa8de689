package io.gavel.journal.snapshot;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.SnapshotFileTrailerDecoder;
import io.gavel.wire.log.SnapshotFileTrailerEncoder;

/**
 * A snapshot's file: records one behind the other, each with its {@code EventFrame} in front.
 *
 * <pre>
 *   SnapshotFileHeader | market's records, SnapshotHeader to SnapshotTrailer | others' records | SnapshotFileTrailer, crc
 * </pre>
 *
 * <p>The CRC32C runs over every byte before itself, and is the last field of the file.
 */
final class SnapshotFormat {
    static final int MAGIC = 0x534C5647;
    static final int VERSION = 1;
    static final int CRC_LENGTH = SnapshotFileTrailerEncoder.crcEncodingLength();
    static final int TRAILER_LENGTH = Transaction.EVENT_FRAME_LENGTH + SnapshotFileTrailerEncoder.BLOCK_LENGTH;
    /** How much is read or written at once: what takes a processor less than a millisecond. */
    static final int CHUNK_BYTES = 256 << 10;
    /** How much is written before it is synced: the device never has much to do at once. */
    static final int SYNC_BYTES = 1 << 20;

    static {
        if (SnapshotFileTrailerDecoder.crcEncodingOffset() + CRC_LENGTH != SnapshotFileTrailerDecoder.BLOCK_LENGTH) {
            throw new IllegalStateException("expected the CRC at the end of the trailer");
        }
    }

    private SnapshotFormat() {}
}
