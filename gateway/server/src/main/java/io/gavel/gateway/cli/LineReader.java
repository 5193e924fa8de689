package io.gavel.gateway.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into lines, without copying them.
 *
 * <p>A line ends at a line feed or at the end of the stream; a carriage return before it belongs to the ending. A line of
 * more than {@link #MAX_LENGTH} bytes is passed over and said to be too long. One thread.
 */
final class LineReader {
    /** Most bytes of a line, its ending not counted. */
    static final int MAX_LENGTH = 64 * 1024;

    private final InputStream in;
    private final byte[] bytes = new byte[4 * MAX_LENGTH];
    private int from;
    private int to;
    private boolean isEnded;
    /** How far there is no line feed from {@link #from} on. */
    private int searched;

    private int lineFrom;
    private int lineLength;
    private boolean isTooLong;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Whether a whole line lies ready: {@link #next} would not wait for the stream. */
    boolean hasLine() {
        searched = indexOfFeed(searched);
        return searched < to;
    }

    /** Moves to the next line; false at the end of the stream. */
    boolean next() throws IOException {
        isTooLong = false;
        while (!hasLine()) {
            if (to - from > MAX_LENGTH + 1) {
                // Only its length is of interest from here on.
                isTooLong = true;
                from = to;
            }
            if (isEnded) {
                return (from < to || isTooLong) && line(to, to);
            }
            compact();
            fill();
        }
        return line(searched, searched + 1);
    }

    /** The number of the current line, from 1. */
    long number() {
        return number;
    }

    boolean isTooLong() {
        return isTooLong;
    }

    /** Holds the line from {@link #lineFrom} on, {@link #lineLength} bytes, until the next call. */
    byte[] bytes() {
        return bytes;
    }

    int lineFrom() {
        return lineFrom;
    }

    int lineLength() {
        return lineLength;
    }

    /** Whether there is nothing but spaces and tabs in the line. */
    boolean isBlank() {
        for (int i = lineFrom; i < lineFrom + lineLength; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return !isTooLong;
    }

    private boolean line(int end, int next) {
        lineFrom = from;
        int last = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        lineLength = last - from;
        isTooLong |= lineLength > MAX_LENGTH;
        from = next;
        searched = next;
        number++;
        return true;
    }

    private int indexOfFeed(int start) {
        int i = start;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private void compact() {
        System.arraycopy(bytes, from, bytes, 0, to - from);
        searched -= from;
        to -= from;
        from = 0;
    }

    private void fill() throws IOException {
        int count = in.read(bytes, to, bytes.length - to);
        if (count < 0) {
            isEnded = true;
        } else {
            to += count;
        }
    }
}
