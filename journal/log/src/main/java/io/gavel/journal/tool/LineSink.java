package io.gavel.journal.tool;

/** Takes lines of text as they get ready. */
@FunctionalInterface
public interface LineSink {
    /** @param bytes UTF-8 from 0 to {@code length}, whole lines; borrowed for the call */
    void write(byte[] bytes, int length);
}
