package io.gavel.journal.storage;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Words of a mapped file. */
final class MappedWords implements SharedWords {
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;

    private MappedWords(MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.buffer = new UnsafeBuffer(mapped);
    }

    static MappedWords map(Path file, int lengthBytes, boolean isWritable) throws IOException {
        StandardOpenOption[] options = isWritable
                ? new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE}
                : new StandardOpenOption[] {StandardOpenOption.READ};
        FileChannel.MapMode mode = isWritable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        try (FileChannel channel = FileChannel.open(file, options)) {
            return new MappedWords(channel.map(mode, 0, lengthBytes));
        }
    }

    @Override
    public long load(int offset) {
        return buffer.getLongVolatile(offset);
    }

    @Override
    public void store(int offset, long value) {
        buffer.putLongOrdered(offset, value);
    }

    @Override
    public void close() {
        buffer.wrap(0, 0);
        IoUtil.unmap(mapped);
    }
}
