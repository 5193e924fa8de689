package io.gavel.journal.sim.disk;

import io.gavel.journal.storage.ExcerptFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;

/**
 * A file as Chronicle Queue writes it, store by store: a document is first marked as unfinished, then filled, then
 * finished; then the header of the file notes where it ends. Documents are aligned to four bytes.
 */
final class SimExcerptFile implements ExcerptFile {
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int HEADER_BYTES = Integer.BYTES;
    private static final int QUEUE_HEADER_BYTES = 256;
    private static final int WRITE_POSITION_OFFSET = 128;
    private static final byte[] QUEUE_MARK =
            "\u00c1\u00c0header\u00b6\u0007SCQStore".getBytes(StandardCharsets.ISO_8859_1);

    private final FileChannel channel;
    private final MappedStore mapped;
    private final int blockBytes;
    private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long mappedEnd;
    private long position;

    private SimExcerptFile(FileChannel channel, MappedStore mapped, int blockBytes) {
        this.channel = channel;
        this.mapped = mapped;
        this.blockBytes = blockBytes;
    }

    static SimExcerptFile create(SimMachine machine, Path directory, int blockBytes) throws IOException {
        FileChannel.open(directory.resolve("metadata.cq4t"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        Path path = directory.resolve("19700101-00LX.cq4");
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SimExcerptFile file = new SimExcerptFile(
                channel, new MappedStore(machine, path, machine.files().file(path)), blockBytes);
        try {
            file.writeQueueHeader();
            return file;
        } catch (RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void append(byte[] head, DirectBuffer body, int offset, int length) {
        byte[] content = new byte[head.length + length];
        System.arraycopy(head, 0, content, 0, head.length);
        body.getBytes(offset, content, head.length, length);
        long at = position;
        boolean isWhole = false;
        try {
            writeDocument(content, 0);
            isWhole = true;
        } finally {
            if (!isWhole) {
                takeBack(at);
            }
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeQueueHeader() {
        byte[] header = new byte[QUEUE_HEADER_BYTES];
        System.arraycopy(QUEUE_MARK, 0, header, 0, QUEUE_MARK.length);
        writeDocument(header, META_DATA);
    }

    private void writeDocument(byte[] content, int kind) {
        long at = align(position);
        long end = at + HEADER_BYTES + content.length;
        growTo(end + HEADER_BYTES);
        storeInt(at, NOT_COMPLETE | kind);
        mapped.store(at + HEADER_BYTES, content, 0, content.length);
        storeInt(at, kind | content.length);
        position = end;
        storeLong(WRITE_POSITION_OFFSET, at);
    }

    private void takeBack(long at) {
        try {
            storeInt(align(at), 0);
        } catch (MemoryFault again) {
            // it stays unfinished
        }
    }

    private void growTo(long end) {
        if (end <= mappedEnd) {
            return;
        }
        try {
            while (mappedEnd < end) {
                mappedEnd += blockBytes;
            }
            if (channel.size() < mappedEnd) {
                ((SimChannel) channel).resize(mappedEnd);
            }
        } catch (IOException e) {
            throw new IllegalStateException("expected to map the file", e);
        }
    }

    private void storeInt(long at, int value) {
        word.putInt(0, value);
        mapped.store(at, word.array(), 0, Integer.BYTES);
    }

    private void storeLong(long at, long value) {
        word.putLong(0, value);
        mapped.store(at, word.array(), 0, Long.BYTES);
    }

    private static long align(long position) {
        return (position + 3) & ~3L;
    }
}
