package io.gavel.journal.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Where the good records of a generation's file stand. Shares nothing with the code that reads journals. */
final class Documents {
    private static final int META_DATA = 0x4000_0000;
    private static final int HEADER_BYTES = 4;
    private static final int ENVELOPE_BYTES = 40;
    private static final int FIRST_SEQ_OFFSET = 8;
    private static final int COUNT_OFFSET = 16;
    private static final int PART_OFFSET = 32;
    private static final int CRC_OFFSET = 36;

    private Documents() {}

    /**
     * One record.
     *
     * @param start of its document
     * @param end behind its body
     * @param part how many records of the same append are before it
     */
    record Document(int start, int end, long firstSeq, int count, int part) {
        long lastSeq() {
            return firstSeq + count - 1;
        }
    }

    /** In order, up to the first that is not as it was written. */
    static List<Document> of(byte[] file) {
        List<Document> documents = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + HEADER_BYTES <= file.length && bytes.getInt(at) > 0) {
            int header = bytes.getInt(at);
            int end = at + HEADER_BYTES + (header & ~META_DATA);
            if ((header & META_DATA) == 0) {
                if (!isGood(bytes, at + HEADER_BYTES, end)) {
                    return documents;
                }
                int envelope = at + HEADER_BYTES;
                documents.add(new Document(
                        at,
                        end,
                        bytes.getLong(envelope + FIRST_SEQ_OFFSET),
                        bytes.getInt(envelope + COUNT_OFFSET),
                        bytes.getInt(envelope + PART_OFFSET)));
            }
            at = end + 3 & ~3;
        }
        return documents;
    }

    private static boolean isGood(ByteBuffer bytes, int envelope, int end) {
        if (end > bytes.capacity() || end - envelope < ENVELOPE_BYTES) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), envelope + ENVELOPE_BYTES, end - envelope - ENVELOPE_BYTES);
        crc.update(bytes.array(), envelope, CRC_OFFSET);
        return (int) crc.getValue() == bytes.getInt(envelope + CRC_OFFSET);
    }
}
