package io.gavel.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * The journal in Chronicle Queue files, one a generation; every opening starts a new one and appends to no older.
 *
 * <p>With a fixed size of generations ({@link JournalConfig#generationBytes}) a full one is closed and the next one goes
 * on, which was prepared meanwhile; if it is not ready yet, as far as it is, counted in {@link #space}. Pages are made
 * before anything is stored in them: a full disk is a {@link JournalFull} and no fault.
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
    /** Of its size: used up to here, the next generation is prepared without a pause. */
    private static final int HURRY_QUARTERS = 3;
    /** Reserved behind every append, for the close record. */
    private static final long SPARE_BYTES = 4 << 10;
    /** Reserved before a file's first record, which brings Chronicle's index with it. */
    private static final long FIRST_BYTES = 48 << 10;
    /** Heads of excerpts are a smaller part than this of what is in them. */
    private static final int HEADS_PART = 256;

    private final JournalDirectory directory;
    private final JournalLock lock;
    private final JournalConfig config;
    private final Storage storage;
    private final JournalReport recovered;
    private final Successor successor;
    private final DurableCounter counter;
    private final WatermarkFile watermark;
    private final SpaceWatch watch;
    private final AtomicLong room = new AtomicLong();
    private final Transaction transaction = new Transaction();

    private Generation current;
    private boolean isNextAsked;
    private long lastSeq;
    private long endChain;
    private long endGeneration;
    private boolean isFull;
    private Throwable failure;
    private volatile Throwable watermarkFailure;
    private boolean isClosed;
    private volatile long handovers;
    private volatile long hastyHandovers;
    private volatile long unpreparedBytes;
    private volatile long durableSeq;

    private ChronicleJournal(
            JournalDirectory directory,
            JournalLock lock,
            JournalConfig config,
            JournalReport recovered,
            Generation current,
            DurableCounter counter,
            WatermarkFile watermark,
            SpaceWatch watch) {
        this.directory = directory;
        this.lock = lock;
        this.config = config;
        this.storage = directory.storage();
        this.recovered = recovered;
        this.current = current;
        this.counter = counter;
        this.watermark = watermark;
        this.watch = watch;
        this.lastSeq = recovered.lastSeq();
        this.endChain = recovered.end().chain();
        this.endGeneration = recovered.end().generation();
        this.durableSeq = counter.seq();
        this.successor = config.isPrepared() ? new Successor(directory, config, end -> mark(end, isSynced())) : null;
        if (watch != null) {
            sayRoom();
            watch.start(room::get, () -> successor != null && successor.failure() != null);
        }
    }

    /** Starts a generation behind what was found; nothing more may be told than before. Owns the lock if it succeeds. */
    static ChronicleJournal begin(
            JournalDirectory directory, JournalLock lock, JournalReport recovered, JournalConfig config) {
        long number = recovered.generations() + 1;
        boolean isDisk = config.level() == Durability.DISK;
        SpaceWatch watch = config.floors().isNone() ? null : new SpaceWatch(directory, config);
        Generation current = null;
        DurableCounter counter = null;
        try {
            FileSystemRule.check(directory, config);
            FileSystemRule.checkSync(directory, config);
            trimBefore(number, directory);
            checkSpace(directory, watch);
            if (isDisk) {
                LeftInCache.bringToDevice(directory, number - 1);
            }
            current = first(directory, number, config);
            reserve(current, FIRST_BYTES, directory);
            current.writer()
                    .writeOpened(
                            number,
                            recovered.journalId(),
                            recovered.lastSeq(),
                            recovered.chain(),
                            recovered.isClosedCleanly());
            if (!Files.exists(directory.durableFile())) {
                DurableCounter.create(directory, recovered.journalId(), 0);
            }
            if (isDisk) {
                directory.storage().sync(current.channel());
                directory.storage().syncDirectory(directory.generation(number));
                LeftInCache.syncNames(directory);
            }
            counter = DurableCounter.openToWrite(directory);
            WatermarkFile watermark =
                    WatermarkFile.open(directory, new Watermark(recovered.end(), recovered.journalId()), isDisk);
            return new ChronicleJournal(directory, lock, config, recovered, current, counter, watermark, watch);
        } catch (IOException e) {
            CloseHelper.quietCloseAll(counter, current);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            CloseHelper.quietCloseAll(counter, current);
            throw e;
        }
    }

    /**
     * Locks the folder, verifies every generation in it and starts a new one; makes the journal if there is none. All
     * that was found whole may be told from now on.
     *
     * @throws UnfitFileSystem if what the level promises can't be kept where the folder lies
     * @throws JournalFull if the disk has less than the configuration's last floor
     * @throws JournalLocked if somebody else writes it
     * @throws JournalDamaged if it cannot be trusted
     */
    public static ChronicleJournal open(Path directory, JournalConfig config) {
        return open(new JournalDirectory(directory), config);
    }

    static ChronicleJournal open(JournalDirectory directory, JournalConfig config) {
        FileSystemRule.check(directory, config);
        try (JournalOpening opening = JournalOpening.of(directory, List.of(), ScanProgress.NONE)) {
            ChronicleJournal journal = opening.begin(config);
            try {
                journal.tellAll();
                return journal;
            } catch (RuntimeException | Error e) {
                CloseHelper.quietClose(journal);
                throw e;
            }
        }
    }

    /**
     * Looks whether the folder, or where it will be made, is fit for what the configuration promises; the opening asks the
     * same, but late, when all was read.
     *
     * @throws UnfitFileSystem if it is not
     */
    public static void checkFolder(Path directory, JournalConfig config) {
        FileSystemRule.check(new JournalDirectory(directory), config);
    }

    @Override
    public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        if (failure == null) {
            failure = watermarkFailure;
        }
        if (failure != null || isClosed) {
            throw new IllegalStateException("expected a journal that works, lastSeq=" + lastSeq, failure);
        }
        if (firstSeq != lastSeq + 1 || count < 1) {
            throw new IllegalArgumentException("expected the next transactions, lastSeq=" + lastSeq + ", firstSeq="
                    + firstSeq + ", count=" + count);
        }
        try {
            makeRoom(length);
            writeInExcerpts(buffer, offset, length, firstSeq, count);
            if (isSynced()) {
                storage.sync(current.channel());
            }
        } catch (JournalFull e) {
            // Nothing was written: what is there is whole, and can be closed.
            isFull = true;
            failure = e;
            throw e;
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException("expected the sync to succeed, lastSeq=" + lastSeq, e);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
        lastSeq = firstSeq + count - 1;
        endChain = current.writer().chain();
        endGeneration = current.number();
        tellAll();
        if (successor != null) {
            askForNext();
        }
        if (watch != null) {
            sayRoom();
        }
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    @Override
    public Durability level() {
        return config.level();
    }

    /** Writes the second record of this generation, and syncs it at whatever level. */
    void skip(SkippedCommand skipped) {
        try {
            current.writer().writeSkipped(skipped, lastSeq);
            storage.sync(current.channel());
            storage.syncDirectory(directory.generation(current.number()));
            storage.syncDirectory(directory.generations());
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException("expected the sync to succeed, lastSeq=" + lastSeq, e);
        }
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

    /** How space was used and how much there is; any thread. */
    public JournalSpace space() {
        return new JournalSpace(
                handovers,
                hastyHandovers,
                unpreparedBytes,
                successor == null ? null : successor.failure(),
                spaceState(),
                watch == null ? "" : watch.reason(),
                watch == null ? 0 : watch.freeBytes(),
                watch == null ? 0 : watch.ballastBytes());
    }

    /** What the free space allows; whoever feeds the journal should keep to it. Any thread. */
    public SpaceState spaceState() {
        return watch == null ? SpaceState.OK : watch.state();
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
            if ((failure == null || isFull) && watermarkFailure == null) {
                current.writer().writeClosed(lastSeq);
                if (isSynced()) {
                    storage.sync(current.channel());
                }
                mark(end(), isSynced());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
        }
    }

    /** From now on everything in the journal may be told. */
    public void tellAll() {
        counter.seq(lastSeq);
        durableSeq = lastSeq;
    }

    /**
     * Makes known, for every later opening, that the journal went at least as far: a start that finds less stops. Blocks
     * until the device has it. Any thread, while the journal is open; a position before the last one changes nothing.
     *
     * <p>A failure is final for the journal, as that of a sync.
     *
     * @param position where an excerpt of transactions ends that is durable
     */
    public void mark(JournalPosition position) {
        mark(position, true);
    }

    private void mark(JournalPosition position, boolean isSynced) {
        try {
            watermark.write(new Watermark(position, journalId()), isSynced);
        } catch (IOException e) {
            watermarkFailure = e;
            throw new UncheckedIOException("expected to write the watermark, position=" + position, e);
        }
    }

    private boolean isSynced() {
        return config.level() == Durability.DISK;
    }

    private JournalPosition end() {
        return new JournalPosition(lastSeq, endChain, endGeneration);
    }

    /** Sees to it that the append has its pages, in the next generation where this one is full. */
    private void makeRoom(int length) throws IOException {
        long wanted = length + length / HEADS_PART + SPARE_BYTES;
        if (current.writer().position() + length > current.bytes() && endGeneration == current.number()) {
            boolean isHasty = !successor.isReady();
            Generation next = successor.next(current.number() + 1, nextBytes());
            unpreparedBytes += reserve(next, FIRST_BYTES + wanted, directory);
            handOver(next);
            hastyHandovers += isHasty ? 1 : 0;
        } else {
            unpreparedBytes += reserve(current, wanted, directory);
        }
    }

    private void askForNext() {
        long position = current.writer().position();
        if (!isNextAsked && position >= Math.min(ASK_AT_BYTES, current.bytes() / GROWTH)) {
            isNextAsked = true;
            successor.want(current.number() + 1, nextBytes());
        } else if (isNextAsked && position / HURRY_QUARTERS >= current.bytes() / GROWTH) {
            successor.hurry();
        }
    }

    private long nextBytes() {
        return Math.min(config.generationBytes(), GROWTH * current.bytes());
    }

    private void sayRoom() {
        room.lazySet(current.room() + (successor == null ? 0 : successor.readyBytes()));
    }

    /** Bytes that had to be made; nothing is written where there is no space. */
    private static long reserve(Generation generation, long bytes, JournalDirectory directory) {
        try {
            return generation.reserve(generation.writer().position() + bytes);
        } catch (IOException e) {
            throw new JournalFull("space for the next records, bytes=" + bytes, directory, e);
        }
    }

    private static void checkSpace(JournalDirectory directory, SpaceWatch watch) throws IOException {
        if (watch == null) {
            return;
        }
        watch.check();
        if (watch.state() == SpaceState.HALT) {
            throw new JournalFull(watch.reason(), directory, null);
        }
    }

    /** Closes the current generation and opens the next, which follows it like one of another opening. */
    private void handOver(Generation next) throws IOException {
        Generation before = current;
        before.writer().writeClosed(lastSeq);
        if (isSynced()) {
            // The next one names the chain behind the close record.
            storage.sync(before.channel());
        }
        successor.taken(before, end());
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

    private static Generation first(JournalDirectory directory, long number, JournalConfig config) throws IOException {
        if (!config.isPrepared()) {
            return Generation.create(directory, number, config.level(), config.blockBytes(), Long.MAX_VALUE);
        }
        int bytes = Math.min(FIRST_GENERATION_BYTES, config.generationBytes());
        Generation first = Generation.create(directory, number, config.level(), bytes, bytes);
        try {
            while (first.prepare(false)) {
                // until it is full of zeros
            }
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

    private void release() {
        try {
            CloseHelper.closeAll(watch, successor, current);
            if ((failure == null || isFull) && successor != null) {
                Generation.trim(current.file());
            }
        } finally {
            CloseHelper.closeAll(watermark, counter, lock);
        }
    }
}
