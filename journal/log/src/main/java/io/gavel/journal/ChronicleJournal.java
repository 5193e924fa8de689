package io.gavel.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

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

    private ChronicleJournal(
            JournalDirectory directory,
            JournalLock lock,
            JournalConfig config,
            FileSync sync,
            JournalReport recovered,
            GenerationWriter writer,
            FileChannel channel,
            DurableCounter counter) {
        this.directory = directory;
        this.lock = lock;
        this.config = config;
        this.sync = sync;
        this.recovered = recovered;
        this.writer = writer;
        this.channel = channel;
        this.counter = counter;
        this.generation = recovered.generations() + 1;
        this.lastSeq = recovered.lastSeq();
        this.durableSeq = counter.seq();
    }

    /** Starts a generation behind what was found; nothing more may be told than before. Owns the lock if it succeeds. */
    static ChronicleJournal begin(
            JournalDirectory directory,
            JournalLock lock,
            JournalReport recovered,
            JournalConfig config,
            FileSync sync) {
        long generation = recovered.generations() + 1;
        GenerationWriter writer = null;
        FileChannel channel = null;
        try {
            Files.createDirectories(directory.generation(generation));
            writer = new GenerationWriter(directory.generation(generation), config, recovered.chain());
            writer.writeOpened(generation, recovered);
            channel = FileChannel.open(directory.queueFile(generation), StandardOpenOption.WRITE);
            if (!Files.exists(directory.durableFile())) {
                DurableCounter.create(directory.durableFile(), recovered.journalId(), 0);
            }
            if (config.level() == Durability.DISK) {
                syncUpTo(generation, directory, sync);
            }
            DurableCounter counter = DurableCounter.openToWrite(directory.durableFile());
            return new ChronicleJournal(directory, lock, config, sync, recovered, writer, channel, counter);
        } catch (IOException e) {
            CloseHelper.quietCloseAll(channel, writer);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            CloseHelper.quietCloseAll(channel, writer);
            throw e;
        }
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
                writer.writeClosed(lastSeq);
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
        int part = 0;
        while (offset + length - start > config.excerptBytes()) {
            int end = start;
            int taken = 0;
            int next = transaction.wrap(buffer, end, seq).length();
            while (end + next - start <= config.excerptBytes()) {
                end += next;
                taken++;
                next = transaction.wrap(buffer, end, seq + taken).length();
            }
            writer.writeBatch(buffer, start, end - start, seq, taken, part++);
            start = end;
            seq += taken;
            left -= taken;
        }
        writer.writeBatch(buffer, start, offset + length - start, seq, left, part);
    }

    /** Every generation's file, what earlier ones left in the page cache included, and all names. */
    private static void syncUpTo(long generation, JournalDirectory directory, FileSync sync) throws IOException {
        for (long number = generation; number > JournalDirectory.NO_GENERATION; number--) {
            Path file = directory.queueFile(number);
            if (file != null) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    sync.sync(channel);
                }
            }
        }
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
}
