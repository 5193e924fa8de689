package io.gavel.engine.market.facts;

import io.gavel.engine.Bytes;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.ContinuationEncoder;
import io.gavel.wire.log.TransactionHeadEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where a market writes what it decided: transactions back to back, in the very bytes that the journal keeps.
 *
 * <p>The market owns the sequence and calls {@link #take}, then {@link #begin}, {@link #event} and {@link #endEvent} for
 * each event, {@link #end}; or, where it knows the few events at once, {@link #whole}. Who drains the ring reads {@link #buffer} from 0 to {@link #length}, then calls {@link #clear}. A transaction that would
 * exceed {@link Transaction#MAX_EVENTS} or {@link Transaction#MAX_LENGTH} is closed with its {@code continues} flag and
 * goes on under the next sequence as a {@code Continuation}. Grows on demand, and gives back what only a very large
 * command needed; allocates for nothing else. Thread: the market's.
 */
public final class TransactionBuffer {
    /** No command is being decided. */
    public static final int NONE = -1;

    /** More than this is given back once it is read, and was needed by an uncross or mass cancel of very many orders. */
    private static final int KEPT_CAPACITY = 16 * 1024 * 1024;

    private static final int CONTINUATION_LENGTH =
            Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH + ContinuationEncoder.BLOCK_LENGTH;
    /** What a trade or a cancel takes at most, as most events are such; so much may be written behind a command unasked. */
    static final int SHORT_EVENTS = 96;
    /** What a transaction with a short command and a short event takes. */
    private static final int SHORT = Transaction.HEAD_LENGTH + Bytes.COPIED + SHORT_EVENTS;

    private static final int MOST_CAPACITY = Integer.MAX_VALUE - 8;

    private final int initialCapacity;
    /** What is written, and what others read it through. Grown where room is asked for, not with each byte. */
    private byte[] bytes;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    private final CommandHeadEncoder commandHead = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private int length;
    private int count;
    private long firstSeq;
    private long lastSeq;

    private int transactionOffset;
    /** Up to here there is room for an event, and it is one of this transaction, without another question. */
    private int roomEnd;

    private int commandLength;
    private int eventCount;
    private long timeNs;
    private long commandSeq;
    private int openCommandOffset = NONE;
    private int openCommandLength;

    public TransactionBuffer(int initialCapacity) {
        this.initialCapacity = initialCapacity;
        wrap(new byte[initialCapacity]);
    }

    /** The transactions, from offset 0; valid until {@link #clear}. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes of all whole transactions. */
    public int length() {
        return length;
    }

    /** How many transactions there are. */
    public int count() {
        return count;
    }

    /** Sequence of the first transaction; undefined when there is none. */
    public long firstSeq() {
        return firstSeq;
    }

    /**
     * Where the command starts whose decision was begun and never ended, as an exception cut it short; {@link #NONE}
     * where there is none. Also what time made due counts as a command.
     */
    public int openCommandOffset() {
        return openCommandOffset;
    }

    /** Bytes of the command at {@link #openCommandOffset}. */
    public int openCommandLength() {
        return openCommandLength;
    }

    /** Forgets everything; the bytes may be overwritten from now on. */
    public void clear() {
        length = 0;
        count = 0;
        openCommandOffset = NONE;
        if (buffer.capacity() > Math.max(KEPT_CAPACITY, initialCapacity)) {
            wrap(new byte[initialCapacity]);
        }
    }

    /**
     * Copies a command to where the next transaction has it, and makes room for {@link #SHORT_EVENTS} bytes behind it; begins
     * nothing. Then comes {@link #begin} or {@link #whole}.
     *
     * @param command holds {@code CommandHead}, SBE header and body
     * @return where in {@link #bytes} the copy is
     */
    public int take(DirectBuffer command, int offset, int commandLength) {
        if (commandLength > Bytes.COPIED || SHORT > bytes.length - length) {
            makeRoom(SHORT + commandLength);
        }
        int at = length + Transaction.HEAD_LENGTH;
        Bytes.copy(command, offset, bytes, at, commandLength);
        return at;
    }

    /**
     * Completes a transaction of the command taken and the events that stand behind it in {@link #bytes}, all at once: with
     * what is known from the beginning there is nothing to keep in between. It never goes on in a next one.
     *
     * @param seq the transaction's sequence, one more than the last one's
     * @param events as {@link OrderEvents} tells, {@link #SHORT_EVENTS} bytes at most
     */
    public void whole(long seq, long timeNs, int commandLength, int events) {
        int bytesInAll = Transaction.HEAD_LENGTH + commandLength + OrderEvents.bytes(events);
        head(length, bytesInAll, commandLength, OrderEvents.count(events), timeNs);
        if (count == 0) {
            firstSeq = seq;
        }
        lastSeq = seq;
        length += bytesInAll;
        count++;
    }

    /**
     * Starts a transaction with the command taken.
     *
     * @param seq the transaction's sequence, one more than the last one's
     */
    public void begin(long seq, int commandLength) {
        open(seq);
        commandSeq = seq;
        this.commandLength = commandLength;
        openCommandOffset = length;
        openCommandLength = commandLength;
        length += commandLength;
        roomEnd = transactionOffset + SHORT;
    }

    /** The time of the transaction just begun, and of those in which it goes on. */
    public void at(long timeNs) {
        this.timeNs = timeNs;
    }

    /**
     * Makes room for one event and says where its SBE body starts.
     *
     * @param maxBodyLength most bytes the body will take
     */
    public int event(int maxBodyLength) {
        if (Transaction.EVENT_FRAME_LENGTH + maxBodyLength > roomEnd - length) {
            makeRoomForEvent(Transaction.EVENT_FRAME_LENGTH + maxBodyLength);
        }
        return length + Transaction.EVENT_FRAME_LENGTH;
    }

    MutableDirectBuffer mutableBuffer() {
        return buffer;
    }

    /** What is written, until room is made for more: whoever writes an event asks anew. */
    public byte[] bytes() {
        return bytes;
    }

    /** Completes an event of fixed length that {@link #event} made room for. */
    public void endEvent(int templateId, int blockLength) {
        endEvent(templateId, blockLength, blockLength);
    }

    /** Completes the event that {@link #event} made room for. */
    public void endEvent(int templateId, int blockLength, int bodyLength) {
        written(OrderEvents.frame(bytes, Bytes.place(length), templateId, blockLength, bodyLength));
    }

    /** Where the frame is of an event that room was just made for, for {@link Bytes#write}. */
    long eventPlace() {
        return Bytes.place(length);
    }

    /** Events that room was made for stand there, frames and all. */
    void written(int events) {
        length += OrderEvents.bytes(events);
        eventCount += OrderEvents.count(events);
    }

    /** Completes the transaction, and with it the command; returns the last sequence used. */
    public long end() {
        close();
        openCommandOffset = NONE;
        return lastSeq;
    }

    /** Also says up to where nobody needs to ask again: so far that those which fit are not too many. */
    private void makeRoomForEvent(int needed) {
        if (eventCount == Transaction.MAX_EVENTS || length - transactionOffset + needed > Transaction.MAX_LENGTH) {
            continueInNext();
        }
        makeRoom(needed);
        int most = Math.min(Transaction.MAX_LENGTH - (length - transactionOffset), bytes.length - length);
        int atOnce = (Transaction.MAX_EVENTS - eventCount) * Transaction.EVENT_FRAME_LENGTH;
        roomEnd = length + Math.min(most, atOnce);
    }

    private void makeRoom(int room) {
        if (room > bytes.length - length) {
            grow((long) length + room);
        }
    }

    private void grow(long needed) {
        if (needed > MOST_CAPACITY) {
            throw new IllegalStateException("expected less than 2 GiB of transactions, bytes=" + needed);
        }
        long doubled = Math.max(needed, 2L * bytes.length);
        wrap(Arrays.copyOf(bytes, (int) Math.min(MOST_CAPACITY, doubled)));
    }

    private void wrap(byte[] array) {
        bytes = array;
        buffer.wrap(array);
    }

    private void close() {
        head(transactionOffset, length - transactionOffset, commandLength, eventCount, timeNs);
        count++;
    }

    /** A {@code TransactionHead}, all but the time as one little-endian value. */
    private void head(int at, int bytesInAll, int commandLength, int eventCount, long timeNs) {
        long place = Bytes.place(at);
        Bytes.write(bytes, place, (long) eventCount << 48 | (long) commandLength << 32 | bytesInAll);
        Bytes.write(bytes, place + TransactionHeadEncoder.timeNsEncodingOffset(), timeNs);
    }

    private void open(long seq) {
        if (count == 0) {
            firstSeq = seq;
        }
        lastSeq = seq;
        transactionOffset = length;
        eventCount = 0;
        length += Transaction.HEAD_LENGTH;
    }

    private void continueInNext() {
        int commandOffset = transactionOffset + Transaction.HEAD_LENGTH;
        commandHead.wrap(buffer, commandOffset).flags((short) Transaction.FLAG_CONTINUES);
        int account = buffer.getInt(commandOffset, ByteOrder.LITTLE_ENDIAN);
        short authority = (short) (buffer.getByte(commandOffset + CommandHeadEncoder.authorityEncodingOffset()) & 0xFF);
        makeRoom(Transaction.HEAD_LENGTH + CONTINUATION_LENGTH);
        close();
        open(lastSeq + 1);
        commandHead
                .wrap(buffer, length)
                .accountId(account)
                .authority(authority)
                .flags((short) 0)
                .reserved(0);
        header.wrap(buffer, length + Transaction.COMMAND_HEAD_LENGTH)
                .blockLength(ContinuationEncoder.BLOCK_LENGTH)
                .templateId(ContinuationEncoder.TEMPLATE_ID)
                .schemaId(ContinuationEncoder.SCHEMA_ID)
                .version(Transaction.RECORD_VERSION);
        int bodyOffset = length + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        buffer.putLong(bodyOffset, commandSeq, ByteOrder.LITTLE_ENDIAN);
        commandLength = bodyOffset + ContinuationEncoder.BLOCK_LENGTH - length;
        length += commandLength;
    }
}
