package io.gavel.perf.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The second yardstick: one Chronicle excerpt an append, nothing around the bytes and nothing prepared; at level disk
 * the file is synced through a channel of its own, as Chronicle's own sync makes nothing durable by default.
 */
final class RawQueueJournal implements Journal {
    private static final int MOST_BYTES = 1 << 20;

    private final Durability level;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<?> excerpt = Bytes.allocateDirect(MOST_BYTES);
    private final UnsafeBuffer outside = new UnsafeBuffer(excerpt.addressForWrite(0), MOST_BYTES);
    private final Path directory;
    private FileChannel channel;
    private volatile long durableSeq;

    RawQueueJournal(Path directory, Durability level, int blockBytes) {
        this.directory = directory;
        this.level = level;
        queue = ChronicleQueue.singleBuilder(directory.toFile())
                .rollCycle(SparseRollCycles.LARGE_HOURLY_XSPARSE)
                .timeProvider(() -> 0L)
                .blockSize(blockBytes)
                .build();
        appender = queue.createAppender();
    }

    @Override
    public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        buffer.getBytes(offset, outside, 0, length);
        excerpt.clear().writeSkip(length);
        appender.writeBytes(excerpt);
        if (level == Durability.DISK) {
            sync();
        }
        durableSeq = firstSeq + count - 1;
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    @Override
    public Durability level() {
        return level;
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
        excerpt.releaseLast();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sync() {
        try {
            if (channel == null) {
                try (Stream<Path> files = Files.list(directory)) {
                    Path file = files.filter(path -> path.toString().endsWith(".cq4"))
                            .findFirst()
                            .orElseThrow();
                    channel = FileChannel.open(file, StandardOpenOption.WRITE);
                }
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
