package io.gavel.perf.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;

/**
 * The yardstick: bytes go into a plain file as they are, one positioned write an append, without envelope, checksum or
 * sequence. A prepared file's pages were written with zeros before; at its end it starts again at its beginning, whose
 * pages are then recycled. A fresh file grows.
 */
public final class RawFileJournal implements Journal {
    private static final int STEP_BYTES = 1 << 20;

    private final Durability level;
    private final FileChannel channel;
    private final long preparedBytes;
    private final ByteBuffer outside = ByteBuffer.allocateDirect(STEP_BYTES);
    private long position;
    private volatile long durableSeq;

    private RawFileJournal(Path file, Durability level, long preparedBytes) {
        this.level = level;
        this.preparedBytes = preparedBytes;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            while (position < preparedBytes) {
                write((int) Math.min(STEP_BYTES, preparedBytes - position));
            }
            channel.force(true);
            position = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawFileJournal prepared(Path file, Durability level, long bytes) {
        return new RawFileJournal(file, level, bytes);
    }

    static RawFileJournal fresh(Path file, Durability level) {
        return new RawFileJournal(file, level, 0);
    }

    @Override
    public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        if (preparedBytes > 0 && position + length > preparedBytes) {
            position = 0;
        }
        try {
            buffer.getBytes(offset, outside, 0, length);
            write(length);
            if (level == Durability.DISK) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            BufferUtil.free(outside);
        }
    }

    private void write(int length) throws IOException {
        outside.clear().limit(length);
        while (outside.hasRemaining()) {
            position += channel.write(outside, position);
        }
    }
}
