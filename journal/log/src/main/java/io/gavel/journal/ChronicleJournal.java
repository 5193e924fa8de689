package io.gavel.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.GenerationClosedEncoder;
import io.gavel.wire.log.GenerationOpenedEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.MessageHeaderEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal in Chronicle Queue files, one a generation; every opening starts a new one and never touches an older.
 *
 * <p>An append is durable, at the level of the journal, when it returns. Any failure is final: the state of the file is
 * then unknown (after a failed sync even the kernel may have forgotten what it could not write), so every later append
 * is refused and no close record is written. Thread: the one that decides; {@link #durableSeq} any. Cost: no allocation
 * but for a block's mapping (ChronicleJournalTest).
 */
public final class ChronicleJournal implements Journal {
    private final JournalDirectory directory;
    private final JournalLock lock;
    private final JournalConfig config;
    private final FileSync sync;
    private final JournalReport recovered;
    private final long generation;
    private final GenerationWriter writer;
    private final FileChannel channel;
    private final DurableCounter counter;
    private final Transaction transaction = new Transaction();

    private long lastSeq;
    private Throwable failure;
    private boolean isClosed;
    private volatile long durableSeq;

    /** Starts a generation behind what {@code recovered} found; nothing more may be told than before. */
    ChronicleJournal(
            JournalDirectory directory,
            JournalLock lock,
            JournalReport recovered,
            long durableSeq,
            JournalConfig config,
            FileSync sync) {
        this.directory = directory;
        this.lock = lock;
        this.config = config;
        this.sync = sync;
        this.recovered = recovered;
        this.lastSeq = recovered.lastSeq();
        this.durableSeq = durableSeq;
        this.generation = recovered.generations() + 1;
        try {
            Files.createDirectories(directory.generation(generation));
            writer = new GenerationWriter(
                    directory.generation(generation), config.level(), config.blockBytes(), recovered.chain());
            writeOpened();
            channel = FileChannel.open(directory.queueFile(generation), StandardOpenOption.WRITE);
            if (config.level() == Durability.DISK) {
                syncAll();
            }
            if (!Files.exists(directory.durableFile())) {
                DurableCounter.create(directory.durableFile(), recovered.journalId(), durableSeq);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counter = DurableCounter.openToWrite(directory.durableFile());
    }

    /**
     * Locks the folder, verifies every generation in it and starts a new one; makes the journal if there is none. All
     * that was found whole may be told from now on.
     *
     * @throws JournalLocked if somebody else writes it
     * @throws JournalDamaged if it cannot be trusted
     */
    public static ChronicleJournal open(Path directory, JournalConfig config) {
        return open(directory, config, FileSync.FORCE);
    }

    static ChronicleJournal open(Path directory, JournalConfig config, FileSync sync) {
        try (JournalOpening opening = JournalOpening.of(directory)) {
            ChronicleJournal journal = opening.begin(config, sync);
            journal.tellAll();
            return journal;
        }
    }

    @Override
    public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        if (failure != null || isClosed) {
            throw new IllegalStateException("expected a journal that works, lastSeq=" + lastSeq, failure);
        }
        if (firstSeq != lastSeq + 1 || count < 1) {
            throw new IllegalArgumentException("expected the next transactions, lastSeq=" + lastSeq + ", firstSeq="
                    + firstSeq + ", count=" + count);
        }
        try {
            writeInExcerpts(buffer, offset, length, firstSeq, count);
            if (config.level() == Durability.DISK) {
                sync.sync(channel);
            }
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException("expected the sync to succeed, lastSeq=" + lastSeq, e);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
        lastSeq = firstSeq + count - 1;
        tellAll();
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    @Override
    public Durability level() {
        return config.level();
    }

    /** The last sequence in the journal; 0 before the first. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Names the journal for as long as it lives. */
    public UUID journalId() {
        return recovered.journalId();
    }

    /** Number of the generation that is being written. */
    public long generation() {
        return generation;
    }

    public Path directory() {
        return directory.root();
    }

    /** What was found at the opening. */
    public JournalReport recovered() {
        return recovered;
    }

    /** Writes the close record, unless something failed, and frees the folder. Does nothing the second time. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            if (failure == null) {
                writeClosed();
                if (config.level() == Durability.DISK) {
                    sync.sync(channel);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
        }
    }

    /** From now on everything in the journal may be told. */
    void tellAll() {
        counter.seq(lastSeq);
        durableSeq = lastSeq;
    }

    private void writeInExcerpts(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        int start = offset;
        long seq = firstSeq;
        int left = count;
        while (offset + length - start > config.excerptBytes()) {
            int end = start;
            int taken = 0;
            int next = transaction.wrap(buffer, end, seq).length();
            while (end + next - start <= config.excerptBytes()) {
                end += next;
                taken++;
                next = transaction.wrap(buffer, end, seq + taken).length();
            }
            writer.write(EnvelopeDescriptor.BATCH, buffer, start, end - start, seq, taken);
            start = end;
            seq += taken;
            left -= taken;
        }
        writer.write(EnvelopeDescriptor.BATCH, buffer, start, offset + length - start, seq, left);
    }

    private void writeOpened() {
        UnsafeBuffer record = record(
                GenerationOpenedEncoder.TEMPLATE_ID,
                GenerationOpenedEncoder.BLOCK_LENGTH,
                GenerationOpenedEncoder.SCHEMA_VERSION);
        new GenerationOpenedEncoder()
                .wrap(record, MessageHeaderEncoder.ENCODED_LENGTH)
                .generation(generation)
                .createdNs(wallClockNs())
                .journalIdHigh(journalId().getMostSignificantBits())
                .journalIdLow(journalId().getLeastSignificantBits())
                .previousLastSeq(lastSeq)
                .previousChain(recovered.chain())
                .level((short) config.level().code())
                .cleanly(recovered.isClosedCleanly() ? BooleanType.TRUE : BooleanType.FALSE);
        writer.write(EnvelopeDescriptor.GENERATION_OPENED, record, 0, record.capacity(), lastSeq + 1, 0);
    }

    private void writeClosed() {
        UnsafeBuffer record = record(
                GenerationClosedEncoder.TEMPLATE_ID,
                GenerationClosedEncoder.BLOCK_LENGTH,
                GenerationClosedEncoder.SCHEMA_VERSION);
        new GenerationClosedEncoder()
                .wrap(record, MessageHeaderEncoder.ENCODED_LENGTH)
                .lastSeq(lastSeq)
                .closedNs(wallClockNs());
        writer.write(EnvelopeDescriptor.GENERATION_CLOSED, record, 0, record.capacity(), lastSeq + 1, 0);
    }

    /** What earlier generations left in the page cache, this file, and the names of all. */
    private void syncAll() throws IOException {
        for (long number = generation - 1; number > JournalDirectory.NO_GENERATION; number--) {
            Path before = directory.queueFile(number);
            if (before != null) {
                try (FileChannel old = FileChannel.open(before, StandardOpenOption.WRITE)) {
                    sync.sync(old);
                }
            }
        }
        sync.sync(channel);
        JournalDirectory.sync(directory.generation(generation));
        JournalDirectory.sync(directory.generations());
        JournalDirectory.sync(directory.root());
    }

    private void release() {
        try {
            writer.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            counter.close();
            lock.close();
        }
    }

    private static UnsafeBuffer record(int templateId, int blockLength, int version) {
        UnsafeBuffer record = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength]);
        new MessageHeaderEncoder()
                .wrap(record, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(GenerationOpenedEncoder.SCHEMA_ID)
                .version(version);
        return record;
    }

    private static long wallClockNs() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
}
