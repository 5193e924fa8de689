package io.gavel.engine.market;

import org.agrona.DirectBuffer;

/** Receives the records of a snapshot in canonical order, each with its {@code EventFrame} in front. */
@FunctionalInterface
public interface SnapshotSink {
    /** Most bytes of a record, its frame included. */
    int MAX_RECORD_LENGTH = 32 * 1024;

    /** One record of {@code length} bytes, frame included; borrowed for the call. */
    void onRecord(DirectBuffer buffer, int offset, int length);
}
