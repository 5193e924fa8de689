package io.gavel.engine.market;

import io.gavel.engine.Hash64;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.SnapshotHeaderEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Frames the records of a snapshot one after the other, counts them and keeps the hash of all. */
final class RecordWriter {
    /** Where the body of a record stands in {@link #buffer}. */
    static final int BODY = Transaction.EVENT_FRAME_LENGTH;

    private final SnapshotSink sink;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private final EventFrameEncoder frame = new EventFrameEncoder();
    private long records;
    private long hash;

    RecordWriter(SnapshotSink sink) {
        this.sink = sink;
    }

    /** Takes one body at a time, at {@link #BODY}; {@link #emit} completes it. */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    long records() {
        return records;
    }

    /** The hash of the records so far. */
    long hash() {
        return hash;
    }

    /** A record that is no more than its block. */
    void emit(int templateId, int blockLength) {
        emit(templateId, blockLength, blockLength);
    }

    void emit(int templateId, int blockLength, int bodyLength) {
        int length = BODY + bodyLength;
        frame.wrap(buffer, 0)
                .frameLength(length)
                .blockLength(blockLength)
                .templateId(templateId)
                .version(SnapshotHeaderEncoder.SCHEMA_VERSION);
        records++;
        hash = Hash64.of(hash, buffer, 0, length);
        sink.onRecord(buffer, 0, length);
    }
}
