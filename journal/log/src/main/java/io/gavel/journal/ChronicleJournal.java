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
 * The journal in Chronicle Queue files, one a generation; every opening starts a new one and appends to no older.
 *
 * <p>With a fixed size of generations ({@link JournalConfig#generationBytes}) a full one is closed and the next one goes
 * on, which was prepared meanwhile. As long as none is ready the full one grows, counted in {@link #space}.
 *
 * <p>An append is durable, at the level of the journal, when it returns. Any failure is final: the state of the file is
 * then unknown (after a failed sync even the kernel may have forgotten what it could not write), so every later append
 * is refused and no close record is written. Thread: the one that decides; {@link #durableSeq} any. Cost: no allocation
 * but for a block's mapping (ChronicleJournalTest).
 */
public final class ChronicleJournal implements Journal {
    /** The first generation of an opening is prepared before it returns, so it is small; each next one is larger. */
    private static final int FIRST_GENERATION_BYTES = 16 << 20;

    private static final int GROWTH = 4;
    /** A killed writer leaves at most a full one, the current one and the next. */
    private static final int TRIMMED_GENERATIONS = 3;
    /** The next generation is prepared once this much, or a quarter, was used: whoever hardly writes pays for none. */
    private static final int ASK_AT_BYTES = 4 << 20;

    private final JournalDirectory directory;
    private final JournalLock lock;
    private final JournalConfig config;
    private final FileSync sync;
    private final JournalReport recovered;
    private final Successor successor;
    private final DurableCounter counter;
    private final Transaction transaction = new Transaction();

    private Generation current;
    private boolean isNextAsked;
    private long lastSeq;
    private Throwable failure;
    private boolean isClosed;
    private volatile long handovers;
    private volatile long unpreparedBytes;
    private volatile long durableSeq;

    private ChronicleJournal(
            JournalDirectory directory,
            JournalLock lock,
            JournalConfig config,
            FileSync sync,
            JournalReport recovered,
            Generation current,
            Successor successor,
            DurableCounter counter) {
        this.directory = directory;
        this.lock = lock;
        this.config = config;
        this.sync = sync;
        this.recovered = recovered;
        this.current = current;
        this.successor = successor;
        this.counter = counter;
        this.lastSeq = recovered.lastSeq();
        this.durableSeq = counter.seq();
    }

    /** Starts a generation behind what was found; nothing more may be told than before. Owns the lock if it succeeds. */
    static ChronicleJournal begin(
            JournalDirectory directory,
            JournalLock lock,
            JournalReport recovered,
            JournalConfig config,
            FileSync sync,
            Generation.Zeros zeros) {
        long number = recovered.generations() + 1;
        boolean isDisk = config.level() == Durability.DISK;
        Generation current = null;
        try {
            trimBefore(number, directory);
            current = first(directory, number, config, sync, zeros);
            current.writer()
                    .writeOpened(
                            number,
                            recovered.journalId(),
                            recovered.lastSeq(),
                            recovered.chain(),
                            recovered.isClosedCleanly());
            if (!Files.exists(directory.durableFile())) {
                DurableCounter.create(directory.durableFile(), recovered.journalId(), 0);
            }
            if (isDisk) {
                syncUpTo(number, directory, sync);
            }
            DurableCounter counter = DurableCounter.openToWrite(directory.durableFile());
            Successor successor = config.isPrepared() ? new Successor(directory, config.level(), sync, zeros) : null;
            return new ChronicleJournal(directory, lock, config, sync, recovered, current, successor, counter);
        } catch (IOException e) {
            CloseHelper.quietClose(current);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            CloseHelper.quietClose(current);
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
        return open(directory, config, sync, Generation.Zeros.PLAIN);
    }

    static ChronicleJournal open(Path directory, JournalConfig config, FileSync sync, Generation.Zeros zeros) {
        try (JournalOpening opening = JournalOpening.of(directory)) {
            ChronicleJournal journal = opening.begin(config, sync, zeros);
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
            if (successor == null) {
                writeInExcerpts(buffer, offset, length, firstSeq, count);
            } else {
                appendPrepared(buffer, offset, length, firstSeq, count);
            }
            if (config.level() == Durability.DISK) {
                sync.sync(current.channel());
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

    /** Number of the generation that is being written; for the thread that appends. */
    public long generation() {
        return current.number();
    }

    /** How the prepared space was used; any thread. All is zero where the configuration prepares none. */
    public JournalSpace space() {
        return new JournalSpace(handovers, unpreparedBytes, successor == null ? null : successor.failure());
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
                current.writer().writeClosed(lastSeq);
                if (config.level() == Durability.DISK) {
                    sync.sync(current.channel());
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

    private void appendPrepared(DirectBuffer buffer, int offset, int length, long firstSeq, int count)
            throws IOException {
        long before = current.writer().position();
        if (before + length > current.bytes()) {
            Generation next = successor.ready();
            if (next != null) {
                handOver(next);
                before = next.writer().position();
            }
        }
        writeInExcerpts(buffer, offset, length, firstSeq, count);
        long behind = current.writer().position();
        if (behind > current.preparedEnd()) {
            unpreparedBytes += behind - Math.max(before, current.preparedEnd());
        }
        if (!isNextAsked && behind >= Math.min(ASK_AT_BYTES, current.bytes() / GROWTH)) {
            isNextAsked = true;
            successor.want(current.number() + 1, Math.min(config.generationBytes(), GROWTH * current.bytes()));
        }
    }

    /** Closes the current generation and opens the next, which follows it like one of another opening. */
    private void handOver(Generation next) throws IOException {
        Generation before = current;
        before.writer().writeClosed(lastSeq);
        if (config.level() == Durability.DISK) {
            // The next one names the chain behind the close record.
            sync.sync(before.channel());
        }
        successor.taken(before);
        current = next;
        isNextAsked = false;
        next.writer()
                .writeOpened(
                        next.number(), journalId(), lastSeq, before.writer().chain(), true);
        handovers++;
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
            current.writer().writeBatch(buffer, start, end - start, seq, taken, part++);
            start = end;
            seq += taken;
            left -= taken;
        }
        current.writer().writeBatch(buffer, start, offset + length - start, seq, left, part);
    }

    private static Generation first(
            JournalDirectory directory, long number, JournalConfig config, FileSync sync, Generation.Zeros zeros)
            throws IOException {
        if (!config.isPrepared()) {
            return Generation.create(directory, number, config.level(), config.blockBytes(), Long.MAX_VALUE);
        }
        int bytes = Math.min(FIRST_GENERATION_BYTES, config.generationBytes());
        Generation first = Generation.create(directory, number, config.level(), bytes, bytes);
        try {
            first.prepare(zeros, sync, false, () -> true);
        } catch (IOException e) {
            // Nothing is lost but speed, and the counter of unprepared bytes shows it.
            return first;
        }
        return first;
    }

    /** Gives back what an opening that was killed had prepared and not used. */
    private static void trimBefore(long number, JournalDirectory directory) {
        for (long before = number - 1; before > 0 && before >= number - TRIMMED_GENERATIONS; before--) {
            Path file = directory.queueFile(before);
            if (file != null) {
                Generation.trim(file);
            }
        }
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
            CloseHelper.closeAll(successor, current);
            if (failure == null && successor != null) {
                Generation.trim(current.file());
            }
        } finally {
            counter.close();
            lock.close();
        }
    }
}
