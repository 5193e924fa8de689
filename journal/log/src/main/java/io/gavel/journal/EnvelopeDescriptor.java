package io.gavel.journal;

import io.gavel.wire.log.EnvelopeDecoder;

/**
 * What stands in front of every excerpt: composite {@code Envelope} of the log schema.
 *
 * <pre>
 *   0       4       6    7     8               16      20       24              32         36      40
 *   +-------+-------+----+-----+---------------+-------+--------+---------------+----------+-------+------
 *   | magic |version|kind|level|   firstSeq    | count | length |     chain     |   part   | crc   | body…
 *   +-------+-------+----+-----+---------------+-------+--------+---------------+----------+-------+------
 * </pre>
 *
 * <p>The CRC32C runs over the body first, then over the 36 bytes before it: so one pass gives the body's own CRC, which
 * feeds the chain, on the way.
 */
final class EnvelopeDescriptor {
    static final int MAGIC = 0x4A4C5647;
    static final int VERSION = 1;
    static final int LENGTH = EnvelopeDecoder.ENCODED_LENGTH;
    static final int CRC_OFFSET = EnvelopeDecoder.crcEncodingOffset();

    static final short BATCH = 1;
    static final short GENERATION_OPENED = 2;
    static final short GENERATION_CLOSED = 3;
    static final short SKIPPED = 4;
    static final short REPAIRED = 5;

    /** Chain before the first record of a journal. */
    static final long CHAIN_START = 0;

    private EnvelopeDescriptor() {}

    /** The chain behind a record: any change, loss or exchange of records before it changes it too. */
    static long mix(long chain, int bodyCrc) {
        long x = (chain + 0x9E3779B97F4A7C15L) ^ (bodyCrc & 0xFFFF_FFFFL);
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 32);
    }
}
