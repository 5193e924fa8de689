package io.gavel.journal;

import io.gavel.journal.storage.ExcerptFile;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import io.gavel.wire.log.EnvelopeEncoder;
import io.gavel.wire.log.GenerationClosedEncoder;
import io.gavel.wire.log.GenerationOpenedEncoder;
import io.gavel.wire.log.RepairedEncoder;
import io.gavel.wire.log.SkippedEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts envelopes around what is appended to the one file of a generation, each with its place in the chain.
 *
 * <p>No allocation. One thread at a time.
 */
final class GenerationWriter implements AutoCloseable {
    private static final int SKIPPED_MAX_BYTES = 1024;

    private final Storage storage;
    private final ExcerptFile file;
    private final short level;
    private final byte[] headBytes = new byte[EnvelopeDescriptor.LENGTH];
    private final UnsafeBuffer head = new UnsafeBuffer(headBytes);
    private final EnvelopeEncoder envelope = new EnvelopeEncoder();
    private final CRC32C crc = new CRC32C();
    private final byte[] outsideHeap = new byte[JournalConfig.MAX_EXCERPT_BYTES];

    private long chain;

    /** @param blockBytes how much of the file is mapped and grown at a time */
    GenerationWriter(Storage storage, Path directory, Durability level, int blockBytes) throws IOException {
        this.storage = storage;
        this.level = (short) level.code();
        file = storage.createExcerpts(directory, blockBytes);
    }

    /** Byte of the file behind what was written last. */
    long position() {
        return file.position();
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
                .createdNs(storage.wallClockNs())
                .journalIdHigh(journalId.getMostSignificantBits())
                .journalIdLow(journalId.getLeastSignificantBits())
                .previousLastSeq(previousLastSeq)
                .previousChain(previousChain)
                .level(level)
                .cleanly(cleanly ? BooleanType.TRUE : BooleanType.FALSE);
        write(EnvelopeDescriptor.GENERATION_OPENED, record, 0, record.capacity(), previousLastSeq + 1, 0, 0);
    }

    /** The second record of a generation: a command before it is given up. */
    void writeSkipped(SkippedCommand skipped, long lastSeq) {
        UnsafeBuffer record = new UnsafeBuffer(new byte[SKIPPED_MAX_BYTES]);
        SkippedEncoder encoder = new SkippedEncoder()
                .wrapAndApplyHeader(record, 0, new MessageHeaderEncoder())
                .skippedNs(skipped.skippedNs())
                .fromSeq(skipped.fromSeq())
                .toSeq(skipped.toSeq())
                .decidedBy(skipped.decidedBy())
                .note(skipped.note());
        write(EnvelopeDescriptor.SKIPPED, record, 0, encoder.limit(), lastSeq + 1, 0, 0);
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
                .closedNs(storage.wallClockNs());
        write(EnvelopeDescriptor.GENERATION_CLOSED, record, 0, record.capacity(), lastSeq + 1, 0, 0);
    }

    /** The second record of a generation that a repair began. */
    void writeRepaired(long lastSeq, RepairNote note) {
        byte[] damage = text(note.damage());
        byte[] operator = text(note.operator());
        byte[] reason = text(note.note());
        UnsafeBuffer record = record(
                RepairedEncoder.TEMPLATE_ID,
                RepairedEncoder.BLOCK_LENGTH,
                RepairedEncoder.SCHEMA_ID,
                RepairedEncoder.SCHEMA_VERSION,
                3 * Byte.BYTES + damage.length + operator.length + reason.length);
        new RepairedEncoder()
                .wrap(record, MessageHeaderEncoder.ENCODED_LENGTH)
                .repairedNs(storage.wallClockNs())
                .knownSeq(note.knownSeq())
                .toldSeq(note.toldSeq())
                .putDamage(damage, 0, damage.length)
                .putDecidedBy(operator, 0, operator.length)
                .putNote(reason, 0, reason.length);
        write(EnvelopeDescriptor.REPAIRED, record, 0, record.capacity(), lastSeq + 1, 0, 0);
    }

    @Override
    public void close() {
        file.close();
    }

    /** Appends one excerpt; when this returns it is complete in the page cache. */
    private void write(short kind, DirectBuffer body, int offset, int length, long firstSeq, int count, int part) {
        long chainBehind = seal(kind, body, offset, length, firstSeq, count, part);
        file.append(headBytes, body, offset, length);
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

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= RepairNote.MAX_TEXT_BYTES ? bytes : Arrays.copyOf(bytes, RepairNote.MAX_TEXT_BYTES);
    }

    private static UnsafeBuffer record(int templateId, int blockLength, int schemaId, int version) {
        return record(templateId, blockLength, schemaId, version, 0);
    }

    private static UnsafeBuffer record(int templateId, int blockLength, int schemaId, int version, int textBytes) {
        UnsafeBuffer record = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength + textBytes]);
        new MessageHeaderEncoder()
                .wrap(record, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(schemaId)
                .version(version);
        return record;
    }
}
