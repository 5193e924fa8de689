package io.gavel.journal.sim.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file, or an open directory, which can only be synced. */
final class SimChannel extends FileChannel {
    private final SimFileSystem files;
    private final SimMachine machine;
    private final Path path;
    private final SimFile file;
    private final SimDirectory directory;
    private final boolean isWritable;
    private long position;

    SimChannel(SimFileSystem files, Path path, SimFile file, SimDirectory directory, boolean isWritable) {
        this.files = files;
        this.machine = files.machine();
        this.path = path;
        this.file = file;
        this.directory = directory;
        this.isWritable = isWritable;
    }

    String name() {
        return path.getFileName().toString();
    }

    Path path() {
        return path;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            while (into[i].hasRemaining()) {
                int read = read(into[i]);
                if (read < 0) {
                    return count == 0 ? read : count;
                }
                count += read;
            }
        }
        return count;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        checkOpen();
        Fate fate = machine.begin(Operation.READ, path, at);
        int count = file.read(at, into);
        machine.done(fate);
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = write(from, position);
        position += count;
        return count;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += write(from[i]);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        checkWritable();
        Fate fate = machine.begin(Operation.WRITE, path, at);
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        file.write(at, bytes, 0, fate == Fate.STOPPED_HALFWAY ? bytes.length / 2 : bytes.length);
        machine.done(fate);
        return bytes.length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SimChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return file.size();
    }

    @Override
    public SimChannel truncate(long size) throws IOException {
        checkWritable();
        if (size < file.size()) {
            resize(size);
        }
        position = Math.min(position, size);
        return this;
    }

    /** Makes the file shorter, or longer by zeros that take no space yet. */
    void resize(long size) throws IOException {
        Fate fate = machine.begin(Operation.RESIZE, path, size);
        file.resize(size);
        machine.done(fate);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        checkOpen();
        if (directory != null) {
            Fate fate = machine.begin(Operation.SYNC_NAMES, path, 0);
            directory.sync();
            machine.disk().synced();
            machine.done(fate);
            return;
        }
        Fate fate;
        try {
            fate = machine.begin(Operation.SYNC, path, 0);
        } catch (InjectedFault e) {
            file.failSync(machine.random());
            throw e;
        }
        file.sync();
        machine.disk().synced();
        machine.done(fate);
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, Math.max(0, size() - from)));
        read(bytes, from);
        bytes.flip();
        return target.write(bytes);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) count);
        while (bytes.hasRemaining() && source.read(bytes) >= 0) {
            // reads on until there is enough or no more
        }
        bytes.flip();
        return write(bytes, to);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long start, long size) {
        throw new UnsupportedOperationException("expected memory to be mapped through the storage, path=" + path);
    }

    @Override
    public FileLock lock(long start, long size, boolean isShared) throws IOException {
        FileLock lock = tryLock(start, size, isShared);
        if (lock == null) {
            throw new IOException("expected a lock that is free: nobody else could free it, path=" + path);
        }
        return lock;
    }

    /** Locks end with the machine, that is with the process. */
    @Override
    public FileLock tryLock(long start, long size, boolean isShared) throws IOException {
        checkOpen();
        return isShared ? sharedLock(start, size) : ownLock(start, size);
    }

    @Override
    protected void implCloseChannel() {
        if (isWritable) {
            files.locked().remove(file);
        }
    }

    private FileLock sharedLock(long start, long size) {
        return files.locked().contains(file) ? null : new Lock(start, size, true);
    }

    private FileLock ownLock(long start, long size) {
        return files.locked().add(file) ? new Lock(start, size, false) : null;
    }

    private void checkOpen() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void checkWritable() throws IOException {
        checkOpen();
        if (!isWritable) {
            throw new NonWritableChannelException();
        }
    }

    /** The right to a file. */
    private final class Lock extends FileLock {
        private boolean isHeld = true;

        Lock(long start, long size, boolean isShared) {
            super(SimChannel.this, start, size, isShared);
        }

        @Override
        public boolean isValid() {
            return isHeld && SimChannel.this.isOpen();
        }

        @Override
        public void release() {
            isHeld = false;
            if (!isShared()) {
                files.locked().remove(file);
            }
        }
    }
}
