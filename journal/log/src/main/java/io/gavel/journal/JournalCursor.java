package io.gavel.journal;

import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EnvelopeDecoder;
import io.gavel.wire.log.GenerationOpenedDecoder;
import io.gavel.wire.types.BooleanType;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * Steps over the batches of a whole journal, crossing generations, and believes nothing: sequence, CRC, chain and the
 * lengths inside each batch are checked on the way.
 *
 * <p>Where a generation's records end, the next generation says whether they may: it names the last sequence and chain
 * that its writer found. What lies behind that point was cut. One thread.
 */
final class JournalCursor implements AutoCloseable {
    /** Reads whatever is whole, for a journal that nobody writes. */
    static final LongSupplier NO_LIMIT = () -> Long.MAX_VALUE;

    private static final int COMMAND_MIN_LENGTH = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
    private static final int MIN_LENGTH = Transaction.HEAD_LENGTH + COMMAND_MIN_LENGTH;

    private final JournalDirectory directory;
    private final LongSupplier limit;
    private final GenerationOpenedDecoder opened = new GenerationOpenedDecoder();
    private final Transaction transaction = new Transaction();

    private GenerationCursor current;
    private long generation;
    private long windowLimitSeq;
    private UUID journalId;
    private long nextSeq;
    private long chain;
    private Durability level;
    private long createdNs;
    private boolean followsCleanClose;
    private boolean isClosedCleanly;

    private long batchFirstSeq;
    private int batchCount;

    /**
     * Stands before the first record of a generation.
     *
     * @param limit the last sequence that may be read, asked whenever it is reached
     */
    private JournalCursor(JournalDirectory directory, LongSupplier limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** Stands before the first transaction of the journal. */
    static JournalCursor atStart(JournalDirectory directory, LongSupplier limit) {
        JournalCursor cursor = new JournalCursor(directory, limit);
        try {
            cursor.start();
            return cursor;
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    /** Stands before the first transaction of one generation; null where it has no records. */
    static JournalCursor atGeneration(long number, JournalDirectory directory) {
        JournalCursor cursor = new JournalCursor(directory, NO_LIMIT);
        boolean starts = false;
        try {
            starts = cursor.startAt(number);
            return starts ? cursor : null;
        } finally {
            if (!starts) {
                cursor.close();
            }
        }
    }

    /** Whether any generation got as far as its first record. */
    static boolean hasRecords(JournalDirectory directory) {
        long last = directory.lastGeneration();
        for (long number = 1; number <= last; number++) {
            try (JournalCursor cursor = atGeneration(number, directory)) {
                if (cursor != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Stands before the first transaction of the newest generation that does not begin behind {@code seq}. */
    static JournalCursor before(long seq, JournalDirectory directory, LongSupplier limit) {
        for (long number = directory.lastGeneration(); number > 1; number--) {
            JournalCursor cursor = new JournalCursor(directory, limit);
            try {
                if (cursor.startAt(number) && cursor.nextSeq <= seq) {
                    return cursor;
                }
            } catch (RuntimeException e) {
                cursor.close();
                throw e;
            }
            cursor.close();
        }
        return atStart(directory, limit);
    }

    /**
     * Moves to the next batch; false where there is none (yet). With a limit that means: nothing more may be read.
     * Without one it means that the records end here; {@link #tail} says what lies behind.
     */
    boolean nextBatch() {
        while (true) {
            if (nextSeq > windowLimitSeq) {
                long limitSeq = limit.getAsLong();
                if (nextSeq > limitSeq) {
                    return false;
                }
                windowLimitSeq = limitSeq;
                current.forget();
            }
            if (current.next() != GenerationCursor.Step.EXCERPT) {
                if (crossToNextGeneration()) {
                    continue;
                }
                if (windowLimitSeq != Long.MAX_VALUE) {
                    throw damageAt(
                            DamageReason.SHORTER_THAN_KNOWN, "expected what was durable, durableSeq=" + windowLimitSeq);
                }
                return false;
            }
            if (take()) {
                return true;
            }
        }
    }

    /** What lies behind the records of the last generation. Throws if good records do. */
    Tail tail() {
        Tail tail = Tail.behind(current, nextSeq);
        if (tail.hidesGoodRecords()) {
            throw hole(tail);
        }
        return tail;
    }

    DirectBuffer buffer() {
        return current.buffer();
    }

    /** Where the transactions of the current batch start. */
    int batchOffset() {
        return current.bodyOffset();
    }

    int batchLength() {
        return current.bodyLength();
    }

    long batchFirstSeq() {
        return batchFirstSeq;
    }

    int batchCount() {
        return batchCount;
    }

    /** Sequence of the first transaction that was not passed yet. */
    long nextSeq() {
        return nextSeq;
    }

    long chain() {
        return chain;
    }

    UUID journalId() {
        return journalId;
    }

    /** Number of the generation the cursor stands in. */
    long generation() {
        return generation;
    }

    /** Level of the generation the cursor stands in. */
    Durability level() {
        return level;
    }

    /** Wall clock when this generation was started. */
    long createdNs() {
        return createdNs;
    }

    /** Whether the generation before this one was closed cleanly. */
    boolean followsCleanClose() {
        return followsCleanClose;
    }

    /** Whether the close record of this generation was passed. */
    boolean isClosedCleanly() {
        return isClosedCleanly;
    }

    Path file() {
        return current.file();
    }

    /** Byte in {@link #file} behind the last good record. */
    long position() {
        return current.position();
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private void start() {
        long last = directory.lastGeneration();
        if (last == JournalDirectory.NO_GENERATION) {
            throw new JournalDamaged(DamageReason.NOT_A_JOURNAL, "expected generations", directory.generations(), 0, 0);
        }
        for (long number = 1; number <= last; number++) {
            if (startAt(number)) {
                if (opened.previousLastSeq() != 0) {
                    throw damageAt(DamageReason.MISSING_GENERATION, "expected the first generation");
                }
                return;
            }
        }
        throw new JournalDamaged(
                DamageReason.NOT_A_JOURNAL, "expected a generation with records", directory.generations(), 0, 0);
    }

    /** Opens a generation and reads what its first record says; false where it has none. */
    private boolean startAt(long number) {
        Path file = directory.queueFile(number);
        if (file == null) {
            return false;
        }
        GenerationCursor cursor = GenerationCursor.openIfThere(file);
        if (cursor == null) {
            return false;
        }
        boolean starts = false;
        try {
            starts = startsWithOpened(cursor, number);
        } finally {
            if (!starts) {
                cursor.close();
            }
        }
        if (!starts) {
            return false;
        }
        close();
        current = cursor;
        generation = number;
        journalId = new UUID(opened.journalIdHigh(), opened.journalIdLow());
        nextSeq = opened.previousLastSeq() + 1;
        chain = cursor.envelope().chain();
        level = Durability.of(cursor.envelope().level());
        createdNs = opened.createdNs();
        followsCleanClose = opened.cleanly() == BooleanType.TRUE;
        isClosedCleanly = false;
        // The window was filled under no limit: what comes next must be read again under one.
        windowLimitSeq = 0;
        return true;
    }

    /** Whether the first record is there, and if so leaves {@link #opened} on it. */
    private boolean startsWithOpened(GenerationCursor cursor, long number) {
        if (cursor.next() != GenerationCursor.Step.EXCERPT) {
            if (!Tail.ofEmpty(cursor).hidesGoodRecords()) {
                return false;
            }
            // A live writer may have begun the generation between the two looks.
            if (cursor.next() != GenerationCursor.Step.EXCERPT) {
                throw new JournalDamaged(
                        cursor.flawReason(),
                        cursor.flaw() + ", expected=first record",
                        cursor.file(),
                        cursor.position(),
                        0);
            }
        }
        EnvelopeDecoder envelope = cursor.envelope();
        opened.wrap(
                cursor.buffer(),
                cursor.bodyOffset() + Transaction.SBE_HEADER_LENGTH,
                GenerationOpenedDecoder.BLOCK_LENGTH,
                GenerationOpenedDecoder.SCHEMA_VERSION);
        if (envelope.kind() != EnvelopeDescriptor.GENERATION_OPENED || opened.generation() != number) {
            throw new JournalDamaged(
                    DamageReason.FOREIGN_FILE,
                    "expected the first record of generation " + number + ", kind=" + envelope.kind(),
                    cursor.file(),
                    0,
                    0);
        }
        if (envelope.firstSeq() != opened.previousLastSeq() + 1
                || envelope.chain() != EnvelopeDescriptor.mix(opened.previousChain(), cursor.bodyCrc())) {
            throw new JournalDamaged(
                    DamageReason.BROKEN_CHAIN, "expected a first record that agrees with itself", cursor.file(), 0, 0);
        }
        return true;
    }

    /** Goes on in the next generation that has records, if it says that this one ends here. */
    private boolean crossToNextGeneration() {
        long seqHere = nextSeq;
        long chainHere = chain;
        UUID journalHere = journalId;
        for (long number = generation + 1; directory.hasGeneration(number); number++) {
            GenerationCursor before = current;
            current = null;
            boolean starts = false;
            try {
                starts = startAt(number);
            } finally {
                if (!starts) {
                    current = before;
                }
            }
            if (starts) {
                checkFollows(before, seqHere, chainHere, journalHere);
                before.close();
                return true;
            }
        }
        return false;
    }

    private void checkFollows(GenerationCursor before, long seqBefore, long chainBefore, UUID journalBefore) {
        if (!journalId.equals(journalBefore)) {
            throw damageAt(DamageReason.FOREIGN_FILE, "expected a generation of journal " + journalBefore);
        }
        if (nextSeq > seqBefore) {
            long namedSeq = nextSeq - 1;
            close();
            current = before;
            nextSeq = seqBefore;
            Tail tail = Tail.behind(before, seqBefore);
            throw tail.hidesGoodRecords()
                    ? hole(tail)
                    : damageAt(DamageReason.SHORTER_THAN_KNOWN, "expected records up to " + namedSeq);
        }
        if (nextSeq < seqBefore) {
            throw damageAt(DamageReason.BROKEN_SEQUENCE, "expected the next sequence, nextSeq=" + seqBefore);
        }
        if (opened.previousChain() != chainBefore) {
            throw damageAt(DamageReason.BROKEN_CHAIN, "expected the chain of the generation before");
        }
    }

    /** Checks the current excerpt against what came before; whether it is a batch. */
    private boolean take() {
        EnvelopeDecoder envelope = current.envelope();
        if (envelope.firstSeq() != nextSeq) {
            throw damageAt(DamageReason.BROKEN_SEQUENCE, "expected the next sequence, firstSeq=" + envelope.firstSeq());
        }
        if (envelope.chain() != EnvelopeDescriptor.mix(chain, current.bodyCrc())) {
            throw damageAt(DamageReason.BROKEN_CHAIN, "expected the chain to go on, firstSeq=" + nextSeq);
        }
        chain = envelope.chain();
        isClosedCleanly = envelope.kind() == EnvelopeDescriptor.GENERATION_CLOSED;
        if (envelope.kind() != EnvelopeDescriptor.BATCH) {
            return false;
        }
        batchFirstSeq = nextSeq;
        batchCount = (int) envelope.count();
        checkBatch();
        nextSeq += batchCount;
        return true;
    }

    private void checkBatch() {
        int offset = current.bodyOffset();
        int end = offset + current.bodyLength();
        for (int i = 0; i < batchCount; i++) {
            int length = end - offset < MIN_LENGTH ? 0 : lengthAt(offset, batchFirstSeq + i);
            if (length < MIN_LENGTH || length > end - offset) {
                throw damageAt(DamageReason.BAD_RECORD, "expected a transaction within its batch, index=" + i);
            }
            offset += length;
        }
        if (offset != end || batchCount == 0) {
            throw damageAt(DamageReason.BAD_RECORD, "expected transactions to fill their batch, count=" + batchCount);
        }
    }

    /** Length of the transaction, 0 where its command does not fit in it. */
    private int lengthAt(int offset, long seq) {
        transaction.wrap(current.buffer(), offset, seq);
        int length = transaction.length();
        int commandLength = transaction.commandLength();
        return commandLength >= COMMAND_MIN_LENGTH && Transaction.HEAD_LENGTH + commandLength <= length ? length : 0;
    }

    private JournalDamaged hole(Tail tail) {
        return damageAt(
                current.flawReason(),
                current.flaw() + ", goodRecordBehind=" + tail.goodSeq() + ", goodPosition=" + tail.goodPosition());
    }

    private JournalDamaged damageAt(DamageReason reason, String expected) {
        return new JournalDamaged(reason, expected, current.file(), current.goodEnd(), nextSeq - 1);
    }
}
