package io.gavel.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.TimeReachedEncoder;
import io.gavel.wire.log.TransactionHeadEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;

/** Transactions whose bytes follow from their sequence alone, so that any reader can be checked without a copy. */
public final class Sample {
    private static final int EVENT_TEMPLATE = 230;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    private final TransactionHeadEncoder head = new TransactionHeadEncoder();
    private final CommandHeadEncoder commandHead = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EventFrameEncoder frame = new EventFrameEncoder();
    private long fixedNs;
    private int length;

    /** From now on all transactions have this time, not one that follows from their sequence. */
    public Sample at(long timeNs) {
        fixedNs = timeNs;
        return this;
    }

    /** Appends the transactions {@code firstSeq} to {@code firstSeq + count - 1} in one call. */
    public void append(Journal journal, long firstSeq, int count) {
        encode(firstSeq, count);
        journal.append(buffer, 0, length, firstSeq, count);
    }

    /** Appends them in calls of {@code batch} each. */
    public void appendInBatches(Journal journal, long firstSeq, int count, int batch) {
        for (int done = 0; done < count; done += batch) {
            append(journal, firstSeq + done, Math.min(batch, count - done));
        }
    }

    int encode(long firstSeq, int count) {
        length = 0;
        for (int i = 0; i < count; i++) {
            add(firstSeq + i);
        }
        return length;
    }

    ExpandableArrayBuffer buffer() {
        return buffer;
    }

    /** Whether these are exactly the bytes of its sequence. */
    public boolean isRight(Transaction transaction) {
        encode(transaction.seq(), 1);
        if (transaction.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (transaction.buffer().getByte(transaction.offset() + i) != buffer.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of one transaction. */
    public byte[] bytes(long seq) {
        byte[] bytes = new byte[encode(seq, 1)];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private void add(long seq) {
        int start = length;
        int commandLength =
                Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH + TimeReachedEncoder.BLOCK_LENGTH;
        commandHead
                .wrap(buffer, start + Transaction.HEAD_LENGTH)
                .accountId(0)
                .authority((short) 0)
                .flags((short) 0);
        commandHead.reserved(0);
        header.wrap(buffer, start + Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH)
                .blockLength(TimeReachedEncoder.BLOCK_LENGTH)
                .templateId(TimeReachedEncoder.TEMPLATE_ID)
                .schemaId(TimeReachedEncoder.SCHEMA_ID)
                .version(Transaction.RECORD_VERSION);
        int eventStart = start + Transaction.HEAD_LENGTH + commandLength;
        SplittableRandom random = new SplittableRandom(seq);
        int bodyLength = 20 + random.nextInt(90);
        frame.wrap(buffer, eventStart)
                .frameLength(Transaction.EVENT_FRAME_LENGTH + bodyLength)
                .blockLength(bodyLength)
                .templateId(EVENT_TEMPLATE)
                .version(1);
        for (int i = 0; i < bodyLength; i++) {
            buffer.putByte(eventStart + Transaction.EVENT_FRAME_LENGTH + i, (byte) random.nextInt());
        }
        // Never zero, so that a test sees in the raw file where a record ends.
        int last = eventStart + Transaction.EVENT_FRAME_LENGTH + bodyLength - 1;
        buffer.putByte(last, (byte) (buffer.getByte(last) | 1));
        length = eventStart + Transaction.EVENT_FRAME_LENGTH + bodyLength;
        head.wrap(buffer, start)
                .length(length - start)
                .commandLength(commandLength)
                .eventCount(1)
                .timeNs(fixedNs == 0 ? seq * 1_000 : fixedNs);
    }
}
