package io.gavel.journal.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A journal's folder in memory, and what was appended to it: the bytes of every transaction, kept by the one who
 * appended them. Knows where things stand by searching the raw bytes; shares nothing with the code that reads journals.
 *
 * <p>The arrays are never changed: a harm puts another one in the place, so that a copy of the image costs nothing.
 */
final class JournalImage {
    static final String COUNTER = "durable";
    static final String WATERMARK = "watermark";
    static final int PAGE = 4096;
    static final int SECTOR = 512;

    private static final byte[] MAGIC = {'G', 'V', 'L', 'J'};
    private static final int COUNTER_SEQ_OFFSET = 8;
    private static final int ENVELOPE_LENGTH = 40;
    /** A record may end in zeros, but not in many. */
    private static final int MAX_ZEROS_IN_RECORD = 8;

    private static final int KEPT_ZEROS = 2 * PAGE;

    private final String name;
    private final SortedMap<String, byte[]> files;
    private final List<byte[]> written;

    private JournalImage(String name, SortedMap<String, byte[]> files, List<byte[]> written) {
        this.name = name;
        this.files = files;
        this.written = written;
    }

    /**
     * Where a record stands in a file.
     *
     * @param header its document's, four bytes before the envelope
     * @param end behind its body
     */
    record Place(int header, int end, long firstSeq, int count, int kind, int part) {
        int envelope() {
            return header + Integer.BYTES;
        }

        int length() {
            return end - header;
        }
    }

    /**
     * Takes a folder as it is at this moment.
     *
     * @param keepZeros whether to keep all zeros at the end of a file: as prepared space; otherwise a few
     */
    static JournalImage of(String name, Path folder, List<byte[]> written, boolean keepZeros) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file)) {
                    byte[] bytes = Files.readAllBytes(file);
                    int kept = keepZeros ? bytes.length : Math.min(bytes.length, usedLength(bytes) + KEPT_ZEROS);
                    files.put(folder.relativize(file).toString(), Arrays.copyOf(bytes, kept));
                }
            }
        }
        return new JournalImage(name, files, List.copyOf(written));
    }

    JournalImage copy() {
        return new JournalImage(name, new TreeMap<>(files), written);
    }

    String name() {
        return name;
    }

    /** Relative path to content. */
    SortedMap<String, byte[]> files() {
        return files;
    }

    /** The transactions that were appended, the first one has sequence 1. */
    List<byte[]> written() {
        return written;
    }

    long lastSeq() {
        return written.size();
    }

    byte[] get(String path) {
        return files.get(path);
    }

    void put(String path, byte[] content) {
        files.put(path, content);
    }

    void remove(String path) {
        files.remove(path);
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    /** A copy of a file that a harm may change, already in its place. */
    byte[] changed(String path) {
        byte[] copy = files.get(path).clone();
        files.put(path, copy);
        return copy;
    }

    static String folder(int generation) {
        return String.format(Locale.ROOT, "generations/%010d/", generation);
    }

    static String queueFile(int generation) {
        return folder(generation) + "19700101-00LX.cq4";
    }

    /** Generations that have a queue file, from the first on. */
    int generations() {
        int last = 0;
        while (has(queueFile(last + 1))) {
            last++;
        }
        return last;
    }

    long counterSeq() {
        return ByteBuffer.wrap(get(COUNTER)).order(ByteOrder.LITTLE_ENDIAN).getLong(COUNTER_SEQ_OFFSET);
    }

    /** What the newer of the two slots says. */
    long watermarkSeq() {
        ByteBuffer bytes = ByteBuffer.wrap(get(WATERMARK)).order(ByteOrder.LITTLE_ENDIAN);
        return Math.max(bytes.getLong(16), bytes.getLong(PAGE + 16));
    }

    void setCounterSeq(long seq) {
        ByteBuffer.wrap(changed(COUNTER)).order(ByteOrder.LITTLE_ENDIAN).putLong(COUNTER_SEQ_OFFSET, seq);
    }

    static int usedLength(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** The records of a file that nobody damaged. */
    static List<Place> places(byte[] file) {
        List<Place> places = new ArrayList<>();
        ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int used = usedLength(file);
        for (int at = 0; at + ENVELOPE_LENGTH <= file.length; at += Integer.BYTES) {
            if (Arrays.equals(file, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
                int length = fields.getInt(at + 20);
                int end = at + ENVELOPE_LENGTH + length;
                if (end > used + MAX_ZEROS_IN_RECORD) {
                    // The torn one of a tail that was cut.
                    break;
                }
                places.add(new Place(
                        at - Integer.BYTES,
                        Math.min(end, file.length),
                        fields.getLong(at + 8),
                        fields.getInt(at + 16),
                        file[at + 6],
                        fields.getInt(at + 32)));
                at = end + 3 & ~3;
                at -= Integer.BYTES;
            }
        }
        return places;
    }
}
