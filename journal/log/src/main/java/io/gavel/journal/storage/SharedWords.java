package io.gavel.journal.storage;

/** 64-bit words of a small file, seen by every process that shares it. Who loads a word sees what was written before it. */
public interface SharedWords extends AutoCloseable {
    /** With acquire. */
    long load(int offset);

    /** With release; reaches the device some time later, before or after anything else. */
    void store(int offset, long value);

    @Override
    void close();
}
