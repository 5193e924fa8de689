package io.gavel.journal;

import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EnvelopeDecoder;
import io.gavel.wire.log.GenerationOpenedDecoder;
import io.gavel.wire.log.TransactionHeadDecoder;
import io.gavel.wire.types.BooleanType;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final int LENGTH_OFFSET = TransactionHeadDecoder.lengthEncodingOffset();
    private static final int COMMAND_LENGTH_OFFSET = TransactionHeadDecoder.commandLengthEncodingOffset();
    private static final int TIME_OFFSET = TransactionHeadDecoder.timeNsEncodingOffset();

    private final JournalDirectory directory;
    private final LongSupplier limit;
    private final GenerationOpenedDecoder opened = new GenerationOpenedDecoder();
    private final Transaction transaction = new Transaction();
    private final List<SkippedCommand> skipped = new ArrayList<>();
    private final List<RecordedRepair> repairs = new ArrayList<>();

    private GenerationCursor current;
    private long generation;
    private long windowLimitSeq;
    private UUID journalId;
    private long nextSeq;
    private long chain;
    private Durability level;
    private long createdNs;
    private long previousChain;
    private boolean followsCleanClose;
    private boolean isClosedCleanly;

    private JournalSkips known;

    private long batchFirstSeq;
    private int batchCount;
    private long batchLastTimeNs;

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
        for (long number = directory.firstGeneration(); number <= last; number++) {
            try (JournalCursor cursor = atGeneration(number, directory)) {
                if (cursor != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Stands before the first transaction of the newest generation that does not begin behind {@code seq}.
     *
     * @param last number of the last generation that is looked at
     */
    static JournalCursor before(long seq, JournalDirectory directory, LongSupplier limit, long last) {
        long first = directory.firstGeneration();
        for (long number = last; number > first; number--) {
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

    /** Stands before the first transaction of the newest generation that begins before a time. */
    static JournalCursor beforeTime(long timeNs, JournalDirectory directory, LongSupplier limit, long last) {
        long first = directory.firstGeneration();
        for (long number = last; number > first; number--) {
            if (beginsBefore(timeNs, number, directory, limit)) {
                JournalCursor cursor = new JournalCursor(directory, limit);
                boolean starts = false;
                try {
                    starts = cursor.startAt(number);
                } finally {
                    if (!starts) {
                        cursor.close();
                    }
                }
                if (starts) {
                    return cursor;
                }
            }
        }
        return atStart(directory, limit);
    }

    /** Whether the first transaction of a generation may be read and was decided before a time. */
    private static boolean beginsBefore(long timeNs, long number, JournalDirectory directory, LongSupplier limit) {
        try (JournalCursor cursor = new JournalCursor(directory, limit)) {
            return cursor.startAt(number)
                    && cursor.nextBatch()
                    && cursor.generation == number
                    && cursor.transaction
                                    .wrap(cursor.buffer(), cursor.batchOffset(), cursor.batchFirstSeq())
                                    .timeNs()
                            < timeNs;
        }
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
                    if (directory.firstGeneration() > generation) {
                        throw notKept();
                    }
                    directory.checkNames(nextSeq - 1);
                    throw missing(
                            Tail.behind(current, nextSeq), "expected what was durable, durableSeq=" + windowLimitSeq);
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

    /** From now on throws {@link JournalSkipped} at a command given up that is none of these. */
    void onlySkips(JournalSkips known) {
        this.known = known;
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

    /** Engine time of the current batch's last transaction. */
    long batchLastTimeNs() {
        return batchLastTimeNs;
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

    /** What the generation's first record says of the chain before it. */
    long previousChain() {
        return previousChain;
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

    /** The commands given up whose records were passed, in the order in which they were given up. */
    List<SkippedCommand> skipped() {
        return List.copyOf(skipped);
    }

    /** The repairs whose records were passed, in the order in which they were made. */
    List<RecordedRepair> repairs() {
        return List.copyOf(repairs);
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
        Retained retained = Retained.read(directory);
        try {
            startBehind(retained);
        } catch (JournalDamaged damage) {
            if (directory.firstGeneration() == retained.firstGeneration()) {
                throw damage;
            }
            // A live writer dropped some between the two looks.
            start();
        }
    }

    private void startBehind(Retained retained) {
        long last = directory.lastGeneration();
        for (long number = retained.firstGeneration(); number <= last; number++) {
            if (startAt(number)) {
                checkBeginsBehind(retained);
                return;
            }
        }
        directory.checkNames(0);
        throw new JournalDamaged(
                DamageReason.NOT_A_JOURNAL, "expected a generation with records", directory.generations(), 0, 0);
    }

    private void checkBeginsBehind(Retained retained) {
        if (!retained.isAll() && !journalId.equals(retained.journalId())) {
            throw new JournalDamaged(
                    DamageReason.FOREIGN_FILE,
                    "expected a generation of journal " + retained.journalId() + ", as " + Retained.file(directory)
                            + " says",
                    current.file(),
                    0,
                    0);
        }
        if (opened.previousLastSeq() != retained.previousLastSeq()) {
            throw new JournalDamaged(
                    DamageReason.MISSING_GENERATION,
                    retained.isAll()
                            ? "expected the first generation"
                            : "expected the generation behind seq " + retained.previousLastSeq(),
                    current.file(),
                    0,
                    0);
        }
        if (!retained.isAll() && opened.previousChain() != retained.previousChain()) {
            throw new JournalDamaged(
                    DamageReason.BROKEN_CHAIN, "expected the chain that was kept", current.file(), 0, 0);
        }
    }

    /** Opens a generation and stands behind its first record; false where it has none. */
    private boolean startAt(long number) {
        GenerationCursor cursor = openAt(number);
        if (cursor != null) {
            enter(cursor, number);
        }
        return cursor != null;
    }

    /** Opens a generation and leaves {@link #opened} on its first record; null where it has none. */
    private GenerationCursor openAt(long number) {
        Path file = directory.queueFile(number);
        GenerationCursor cursor = file == null ? null : GenerationCursor.openIfThere(file);
        if (cursor == null) {
            return null;
        }
        boolean starts = false;
        try {
            starts = startsWithOpened(cursor, number);
            return starts ? cursor : null;
        } finally {
            if (!starts) {
                cursor.close();
            }
        }
    }

    /** Goes on behind the first record of a generation, which {@link #opened} is on. */
    private void enter(GenerationCursor cursor, long number) {
        close();
        current = cursor;
        generation = number;
        journalId = openedJournalId();
        nextSeq = opened.previousLastSeq() + 1;
        chain = cursor.envelope().chain();
        level = Durability.of(cursor.envelope().level());
        createdNs = opened.createdNs();
        previousChain = opened.previousChain();
        followsCleanClose = opened.cleanly() == BooleanType.TRUE;
        isClosedCleanly = false;
        // The window was filled under no limit: what comes next must be read again under one.
        windowLimitSeq = 0;
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
                        cursor.goodEnd(),
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
        for (long number = generation + 1; directory.hasGeneration(number); number++) {
            GenerationCursor next;
            try {
                next = openAt(number);
            } catch (JournalDamaged damage) {
                throw damage.behind(nextSeq - 1);
            }
            if (next != null) {
                boolean follows = false;
                try {
                    checkFollows(next.file());
                    follows = true;
                } finally {
                    if (!follows) {
                        next.close();
                    }
                }
                enter(next, number);
                return true;
            }
        }
        return false;
    }

    /** Whether the generation that {@link #opened} begins goes on where this one ends. */
    private void checkFollows(Path next) {
        if (!openedJournalId().equals(journalId)) {
            throw damageOf(DamageReason.FOREIGN_FILE, "expected a generation of journal " + journalId, next, 0);
        }
        long namedSeq = opened.previousLastSeq();
        if (namedSeq > nextSeq - 1) {
            Tail tail = Tail.behind(current, nextSeq);
            throw tail.hidesGoodRecords() ? hole(tail) : missing(tail, "expected records up to " + namedSeq);
        }
        if (namedSeq < nextSeq - 1) {
            throw damageOf(
                    DamageReason.BROKEN_SEQUENCE,
                    "expected a generation that follows, previousLastSeq=" + namedSeq
                            + " (if the journal was repaired meanwhile, read it anew)",
                    next,
                    0);
        }
        if (opened.previousChain() != chain) {
            throw damageOf(DamageReason.BROKEN_CHAIN, "expected the chain of the generation before", next, 0);
        }
    }

    private UUID openedJournalId() {
        return new UUID(opened.journalIdHigh(), opened.journalIdLow());
    }

    /** Checks the current excerpt against what came before; whether it is a batch. */
    private boolean take() {
        EnvelopeDecoder envelope = current.envelope();
        if (envelope.firstSeq() != nextSeq) {
            throw damageHere(
                    DamageReason.BROKEN_SEQUENCE, "expected the next sequence, firstSeq=" + envelope.firstSeq());
        }
        if (envelope.chain() != EnvelopeDescriptor.mix(chain, current.bodyCrc())) {
            throw damageHere(DamageReason.BROKEN_CHAIN, "expected the chain to go on, firstSeq=" + nextSeq);
        }
        chain = envelope.chain();
        isClosedCleanly = envelope.kind() == EnvelopeDescriptor.GENERATION_CLOSED;
        if (envelope.kind() > EnvelopeDescriptor.REPAIRED) {
            throw damageHere(
                    DamageReason.UNKNOWN_VERSION, "expected a kind of record that is known, kind=" + envelope.kind());
        }
        if (envelope.kind() == EnvelopeDescriptor.SKIPPED) {
            takeSkip();
        } else if (envelope.kind() == EnvelopeDescriptor.REPAIRED) {
            repairs.add(RecordedRepair.decode(generation, current));
        }
        if (envelope.kind() != EnvelopeDescriptor.BATCH) {
            return false;
        }
        batchFirstSeq = nextSeq;
        batchCount = (int) envelope.count();
        checkBatch();
        nextSeq += batchCount;
        return true;
    }

    /** Who has read on while a command was given up may have acted on it. */
    private void takeSkip() {
        SkippedCommand command = JournalSkips.decode(current);
        if (command.fromSeq() > command.toSeq() || command.toSeq() >= nextSeq) {
            throw damageAt(DamageReason.BAD_RECORD, "expected a command before the skip, skipped=" + command);
        }
        if (known != null && !known.isSkipped(command.fromSeq())) {
            throw new JournalSkipped(command);
        }
        skipped.add(command);
    }

    /** Plain loads instead of a flyweight for each transaction: see {@link #isTransaction}. */
    private void checkBatch() {
        DirectBuffer buffer = current.buffer();
        int offset = current.bodyOffset();
        int end = offset + current.bodyLength();
        int last = offset;
        for (int i = 0; i < batchCount; i++) {
            if (!isTransaction(buffer, offset, end)) {
                throw damageHere(DamageReason.BAD_RECORD, "expected a transaction within its batch, index=" + i);
            }
            last = offset;
            offset += buffer.getInt(offset + LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        }
        if (offset != end || batchCount < 1) {
            throw damageHere(DamageReason.BAD_RECORD, "expected transactions to fill their batch, count=" + batchCount);
        }
        batchLastTimeNs = buffer.getLong(last + TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether a transaction starts here that ends within its batch, and its command within it. */
    private static boolean isTransaction(DirectBuffer buffer, int offset, int end) {
        int left = end - offset;
        if (left < MIN_LENGTH) {
            return false;
        }
        int length = buffer.getInt(offset + LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        int commandLength = buffer.getShort(offset + COMMAND_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return length <= left
                && commandLength >= COMMAND_MIN_LENGTH
                && Transaction.HEAD_LENGTH + commandLength <= length;
    }

    /** Whoever reads slower than generations are dropped, and did not say what it needs, finds a gap. */
    private JournalNotKept notKept() {
        try (JournalCursor first = atStart(directory, NO_LIMIT)) {
            return new JournalNotKept("seq=" + nextSeq, first.nextSeq(), directory.root());
        }
    }

    private JournalDamaged hole(Tail tail) {
        return damageAt(
                current.flawReason(),
                current.flaw() + ", goodRecordBehind=" + tail.goodSeq() + ", goodPosition=" + tail.goodPosition());
    }

    /** Records that somebody knows of do not follow: the next one cannot be read, or is not there. */
    private JournalDamaged missing(Tail tail, String expected) {
        return tail.kind() == JournalTail.UNREADABLE
                ? damageAt(current.flawReason(), current.flaw() + "; " + expected)
                : damageAt(DamageReason.SHORTER_THAN_KNOWN, expected);
    }

    private JournalDamaged damageAt(DamageReason reason, String expected) {
        return damageOf(reason, expected, current.file(), current.goodEnd());
    }

    /** The current excerpt itself is not one of those that are good. */
    private JournalDamaged damageHere(DamageReason reason, String expected) {
        return damageOf(reason, expected, current.file(), current.excerptStart());
    }

    private JournalDamaged damageOf(DamageReason reason, String expected, Path file, long position) {
        return new JournalDamaged(reason, expected, file, position, nextSeq - 1);
    }
}
