package io.gavel.journal.storage;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A Chronicle Queue that never rolls: its clock stands still, so it is one file.
 *
 * <p>Copies straight into the mapped file; no allocation but for a new block's mapping.
 */
final class ChronicleFile implements ExcerptFile {
    static {
        // A thread that only logs about the disk, and a banner: read once, when Chronicle's classes are loaded.
        setIfAbsent("chronicle.disk.monitor.disable", "true");
        setIfAbsent("chronicle.announcer.disable", "true");
    }

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private long position;

    private ChronicleFile(ChronicleQueue queue) {
        this.queue = queue;
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    static ChronicleFile create(Path directory, int blockBytes) {
        // The sparsest index: readers step through the file and never look a message up by number.
        ChronicleQueue queue = SingleChronicleQueueBuilder.single(directory.toString())
                .rollCycle(SparseRollCycles.LARGE_HOURLY_XSPARSE)
                .timeProvider(() -> 0L)
                .blockSize(blockBytes)
                .build();
        boolean isMade = false;
        try {
            ChronicleFile file = new ChronicleFile(queue);
            file.makeFile();
            isMade = true;
            return file;
        } finally {
            if (!isMade) {
                queue.close();
            }
        }
    }

    @Override
    public void append(byte[] head, DirectBuffer body, int offset, int length) {
        DocumentContext document = appender.writingDocument();
        boolean isWhole = false;
        try {
            Bytes<?> bytes = document.wire().bytes();
            int total = head.length + length;
            target.wrap(bytes.addressForWrite(bytes.writePosition()), total);
            target.putBytes(0, head, 0, head.length);
            target.putBytes(head.length, body, offset, length);
            bytes.writeSkip(total);
            position = bytes.writePosition();
            isWhole = true;
        } finally {
            if (!isWhole) {
                document.rollbackOnClose();
            }
            document.close();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }

    /**
     * Makes the file with its header and maps its first block, which takes milliseconds, by beginning an excerpt and
     * taking it back.
     */
    private void makeFile() {
        try (DocumentContext document = appender.writingDocument()) {
            position = document.wire().bytes().writePosition();
            document.rollbackOnClose();
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
