package io.gavel.journal.storage;

import org.agrona.DirectBuffer;

/** A file in Chronicle Queue's format to which whole excerpts are appended, and which never rolls. One thread at a time. */
public interface ExcerptFile extends AutoCloseable {
    /** Appends a head and a body as one excerpt, complete in the page cache when this returns; all or nothing. */
    void append(byte[] head, DirectBuffer body, int offset, int length);

    /** Byte of the file behind what was written last. */
    long position();

    @Override
    void close();
}
