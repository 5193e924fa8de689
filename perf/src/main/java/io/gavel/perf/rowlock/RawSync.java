package io.gavel.perf.rowlock;

import io.gavel.perf.Stretch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** What neither side can do without: as many bytes as a bid has, written into a file that has its pages, and synced. */
final class RawSync implements AutoCloseable {
    private static final int RECORD_BYTES = 160;
    private static final int FILE_BYTES = 4 << 20;

    private final FileChannel channel;
    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
    private long position;

    /** @param file made, and brought to the disk whole */
    RawSync(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.allocate(FILE_BYTES), 0);
        channel.force(true);
    }

    /** One sync behind the other, for about this long. */
    Stretch run(long durationNs, Histogram times) throws IOException {
        Stretch.Start start = Stretch.start();
        long syncs = 0;
        for (long now = start.atNs(); now - start.atNs() < durationNs; syncs++) {
            channel.write(record.clear(), position);
            channel.force(false);
            position = (position + RECORD_BYTES) % (FILE_BYTES - RECORD_BYTES);
            long synced = System.nanoTime();
            times.recordValue(Math.min(RowLockReport.LONGEST_NS, synced - now));
            now = synced;
        }
        return start.end(syncs);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
