package io.gavel.engine.scenario;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.engine.market.SnapshotSource;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A snapshot kept in memory: its records in order, each a copy. */
final class SnapshotRecords implements SnapshotSink, SnapshotSource {
    private final List<byte[]> records = new ArrayList<>();

    static SnapshotRecords of(Market market) {
        SnapshotRecords snapshot = new SnapshotRecords();
        market.writeSnapshot(snapshot);
        return snapshot;
    }

    List<byte[]> records() {
        return records;
    }

    @Override
    public void onRecord(DirectBuffer buffer, int offset, int length) {
        byte[] record = new byte[length];
        buffer.getBytes(offset, record);
        records.add(record);
    }

    @Override
    public void readInto(SnapshotSink sink) {
        for (byte[] record : records) {
            sink.onRecord(new UnsafeBuffer(record), 0, record.length);
        }
    }
}
