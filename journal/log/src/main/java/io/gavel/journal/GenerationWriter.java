package io.gavel.journal;

import io.gavel.wire.Durability;
import io.gavel.wire.log.EnvelopeEncoder;
import io.gavel.wire.log.GenerationClosedEncoder;
import io.gavel.wire.log.GenerationOpenedEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.MessageHeaderEncoder;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts enveloped excerpts into one Chronicle Queue that never rolls: its clock stands still, so it is one file.
 *
 * <p>Copies straight into the mapped file; no allocation but for a new block's mapping. One thread at a time.
 */
final class GenerationWriter implements AutoCloseable {
    static {
        // A thread that only logs about the disk, and a banner: read once, when Chronicle's classes are loaded.
        setIfAbsent("chronicle.disk.monitor.disable", "true");
        setIfAbsent("chronicle.announcer.disable", "true");
    }

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final short level;
    private final byte[] headBytes = new byte[EnvelopeDescriptor.LENGTH];
    private final UnsafeBuffer head = new UnsafeBuffer(headBytes);
    private final EnvelopeEncoder envelope = new EnvelopeEncoder();
    private final CRC32C crc = new CRC32C();
    private final byte[] outsideHeap = new byte[JournalConfig.MAX_EXCERPT_BYTES];
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);

    private long chain;
    private long position;

    /** @param blockBytes how much of the file is mapped and grown at a time */
    GenerationWriter(Path directory, Durability level, int blockBytes) {
        this.level = (short) level.code();
        // The sparsest index: readers step through the file and never look a message up by number.
        queue = SingleChronicleQueueBuilder.single(directory.toString())
                .rollCycle(SparseRollCycles.LARGE_HOURLY_XSPARSE)
                .timeProvider(() -> 0L)
                .blockSize(blockBytes)
                .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /**
     * Makes the file with its header and maps its first block, which takes milliseconds, by beginning an excerpt and
     * taking it back.
     */
    void createFile() {
        try (DocumentContext document = appender.writingDocument()) {
            position = document.wire().bytes().writePosition();
            document.rollbackOnClose();
        }
    }

    /** Byte of the file behind what was written last. */
    long position() {
        return position;
    }

    /** Behind the last record. */
    long chain() {
        return chain;
    }

    /**
     * Appends whole transactions as one excerpt.
     *
     * @param part 0, or how many excerpts of the same append are before it
     */
    void writeBatch(DirectBuffer body, int offset, int length, long firstSeq, int count, int part) {
        write(EnvelopeDescriptor.BATCH, body, offset, length, firstSeq, count, part);
    }

    /** The first record: what this generation follows, and with which chain. */
    void writeOpened(long generation, UUID journalId, long previousLastSeq, long previousChain, boolean cleanly) {
        chain = previousChain;
        UnsafeBuffer record = record(
                GenerationOpenedEncoder.TEMPLATE_ID,
                GenerationOpenedEncoder.BLOCK_LENGTH,
                GenerationOpenedEncoder.SCHEMA_ID,
                GenerationOpenedEncoder.SCHEMA_VERSION);
        new GenerationOpenedEncoder()
                .wrap(record, MessageHeaderEncoder.ENCODED_LENGTH)
                .generation(generation)
                .createdNs(wallClockNs())
                .journalIdHigh(journalId.getMostSignificantBits())
                .journalIdLow(journalId.getLeastSignificantBits())
                .previousLastSeq(previousLastSeq)
                .previousChain(previousChain)
                .level(level)
                .cleanly(cleanly ? BooleanType.TRUE : BooleanType.FALSE);
        write(EnvelopeDescriptor.GENERATION_OPENED, record, 0, record.capacity(), previousLastSeq + 1, 0, 0);
    }

    /** The last record: nothing is missing behind it. */
    void writeClosed(long lastSeq) {
        UnsafeBuffer record = record(
                GenerationClosedEncoder.TEMPLATE_ID,
                GenerationClosedEncoder.BLOCK_LENGTH,
                GenerationClosedEncoder.SCHEMA_ID,
                GenerationClosedEncoder.SCHEMA_VERSION);
        new GenerationClosedEncoder()
                .wrap(record, MessageHeaderEncoder.ENCODED_LENGTH)
                .lastSeq(lastSeq)
                .closedNs(wallClockNs());
        write(EnvelopeDescriptor.GENERATION_CLOSED, record, 0, record.capacity(), lastSeq + 1, 0, 0);
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }

    /** Appends one excerpt; when this returns it is complete in the page cache. */
    private void write(short kind, DirectBuffer body, int offset, int length, long firstSeq, int count, int part) {
        long chainBehind = seal(kind, body, offset, length, firstSeq, count, part);
        DocumentContext document = appender.writingDocument();
        boolean isWhole = false;
        try {
            Bytes<?> bytes = document.wire().bytes();
            int total = EnvelopeDescriptor.LENGTH + length;
            target.wrap(bytes.addressForWrite(bytes.writePosition()), total);
            target.putBytes(0, headBytes, 0, EnvelopeDescriptor.LENGTH);
            target.putBytes(EnvelopeDescriptor.LENGTH, body, offset, length);
            bytes.writeSkip(total);
            position = bytes.writePosition();
            isWhole = true;
        } finally {
            if (!isWhole) {
                document.rollbackOnClose();
            }
            document.close();
        }
        chain = chainBehind;
    }

    /** Fills the envelope and returns the chain that it carries. */
    private long seal(short kind, DirectBuffer body, int offset, int length, long firstSeq, int count, int part) {
        crc.reset();
        addToCrc(body, offset, length);
        long chainBehind = EnvelopeDescriptor.mix(chain, (int) crc.getValue());
        envelope.wrap(head, 0)
                .magic(EnvelopeDescriptor.MAGIC)
                .version(EnvelopeDescriptor.VERSION)
                .kind(kind)
                .level(level)
                .firstSeq(firstSeq)
                .count(count)
                .length(length)
                .chain(chainBehind)
                .part(part);
        crc.update(headBytes, 0, EnvelopeDescriptor.CRC_OFFSET);
        envelope.crc(crc.getValue());
        return chainBehind;
    }

    private void addToCrc(DirectBuffer body, int offset, int length) {
        byte[] array = body.byteArray();
        if (array != null) {
            crc.update(array, body.wrapAdjustment() + offset, length);
        } else {
            body.getBytes(offset, outsideHeap, 0, length);
            crc.update(outsideHeap, 0, length);
        }
    }

    private static UnsafeBuffer record(int templateId, int blockLength, int schemaId, int version) {
        UnsafeBuffer record = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength]);
        new MessageHeaderEncoder()
                .wrap(record, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(schemaId)
                .version(version);
        return record;
    }

    private static long wallClockNs() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
