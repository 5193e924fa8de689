package io.gavel.journal.sim.disk;

/**
 * Something that was done to a file since its last sync.
 *
 * @param position of the bytes; for a new size, the size
 * @param bytes that were written; null for a new size
 */
record Change(long position, byte[] bytes) {
    static Change resize(long size) {
        return new Change(size, null);
    }

    boolean isResize() {
        return bytes == null;
    }

    long end() {
        return bytes == null ? position : position + bytes.length;
    }
}
