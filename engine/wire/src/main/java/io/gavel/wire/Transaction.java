package io.gavel.wire;

import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.log.ContinuationDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.TimeReachedDecoder;
import io.gavel.wire.log.TransactionHeadDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * A window on one recorded transaction: a command, and the events it brought about.
 *
 * <pre>
 *   +-----------------+--------------+------------+--------------+-------------+---------+-----
 *   | TransactionHead | CommandHead  | SBE header | command body | EventFrame  | event   | …
 *   | 16 bytes        | 8            | 8          |              | 8           |         |
 *   +-----------------+--------------+------------+--------------+-------------+---------+-----
 * </pre>
 *
 * <p>Use: {@link #wrap}, then {@link #nextEvent} until it says false. A flyweight: valid while the buffer is, one thread.
 * The sequence is not in the bytes; who reads the journal counts and passes it in.
 */
public final class Transaction {
    public static final int HEAD_LENGTH = TransactionHeadDecoder.ENCODED_LENGTH;
    public static final int COMMAND_HEAD_LENGTH = CommandHeadDecoder.ENCODED_LENGTH;
    public static final int SBE_HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    public static final int EVENT_FRAME_LENGTH = EventFrameDecoder.ENCODED_LENGTH;

    /**
     * Version in the headers of events and of commands that no client sends. Their layouts are those of the first release:
     * what was recorded then must be decided in the same bytes today. A new event takes a new template id.
     */
    public static final int RECORD_VERSION = 1;

    /** Most events in one transaction; a command that brings about more spans several. */
    public static final int MAX_EVENTS = 256;
    /** Most bytes of one transaction, its head included. */
    public static final int MAX_LENGTH = 32 * 1024;

    /** {@link CommandHeadDecoder#authority} bit: the sender is an administrator. */
    public static final int AUTHORITY_ADMIN = 1;
    /** {@link CommandHeadDecoder#flags} bit: more transactions of the same command follow. */
    public static final int FLAG_CONTINUES = 1;

    private final TransactionHeadDecoder head = new TransactionHeadDecoder();
    private final CommandHeadDecoder commandHead = new CommandHeadDecoder();
    private final MessageHeaderDecoder commandHeader = new MessageHeaderDecoder();
    private final EventFrameDecoder frame = new EventFrameDecoder();

    private DirectBuffer buffer;
    private int offset;
    private long seq;
    private boolean isSkipped;
    private int runEnd;
    private int eventIndex;
    private int frameOffset;
    private int nextFrameOffset;

    /** Looks at the transaction that starts at {@code offset} and has sequence {@code seq}; before its first event. */
    public Transaction wrap(DirectBuffer buffer, int offset, long seq) {
        return wrap(buffer, offset, seq, 0);
    }

    /**
     * The same, for one of several that stand back to back.
     *
     * @param runEnd where the last of them ends
     */
    public Transaction wrap(DirectBuffer buffer, int offset, long seq, int runEnd) {
        this.runEnd = runEnd;
        this.buffer = buffer;
        this.offset = offset;
        this.seq = seq;
        isSkipped = false;
        head.wrap(buffer, offset);
        commandHead.wrap(buffer, offset + HEAD_LENGTH);
        commandHeader.wrap(buffer, offset + HEAD_LENGTH + COMMAND_HEAD_LENGTH);
        return rewind();
    }

    /**
     * From now on, until it is wrapped again, it counts as if it had decided nothing: it has no events and does not
     * continue. Its bytes stay as they were recorded. For readers of a journal in which an operator has given it up.
     */
    public Transaction skip() {
        isSkipped = true;
        return rewind();
    }

    /** Whether an operator has given it up: it was recorded, and perhaps told, and does not count. */
    public boolean isSkipped() {
        return isSkipped;
    }

    /** Back to before the first event. */
    public Transaction rewind() {
        eventIndex = -1;
        nextFrameOffset = offset + HEAD_LENGTH + head.commandLength();
        return this;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    /** Bytes of the whole transaction; the next one starts right behind. */
    public int length() {
        return head.length();
    }

    public long seq() {
        return seq;
    }

    /** Where the transactions end that stand back to back with this one; its own end where that is not known. */
    public int runEnd() {
        return Math.max(runEnd, offset + length());
    }

    public long timeNs() {
        return head.timeNs();
    }

    /** The account that the command acts for; 0: none. */
    public int accountId() {
        return commandHead.accountId();
    }

    public boolean isAdmin() {
        return (commandHead.authority() & AUTHORITY_ADMIN) != 0;
    }

    /** Whether more transactions of the same command follow; nothing of it may be told before the last is durable. */
    public boolean continues() {
        return !isSkipped && (commandHead.flags() & FLAG_CONTINUES) != 0;
    }

    /** Whether time brought it about, not a sender. */
    public boolean isTimeReached() {
        return commandTemplateId() == TimeReachedDecoder.TEMPLATE_ID;
    }

    /** Whether it goes on with the events of an earlier transaction's command. */
    public boolean isContinuation() {
        return commandTemplateId() == ContinuationDecoder.TEMPLATE_ID;
    }

    public int commandTemplateId() {
        return commandHeader.templateId();
    }

    /** Where the command starts, with its {@code CommandHead}. */
    public int commandOffset() {
        return offset + HEAD_LENGTH;
    }

    /** Bytes of the command, {@code CommandHead} and SBE header included. */
    public int commandLength() {
        return head.commandLength();
    }

    /** Where the command's SBE body starts: wrap its decoder here. */
    public int commandBodyOffset() {
        return offset + HEAD_LENGTH + COMMAND_HEAD_LENGTH + SBE_HEADER_LENGTH;
    }

    public int commandBlockLength() {
        return commandHeader.blockLength();
    }

    public int commandVersion() {
        return commandHeader.version();
    }

    public int eventCount() {
        return isSkipped ? 0 : head.eventCount();
    }

    /** Moves to the next event; false when there is none. */
    public boolean nextEvent() {
        if (eventIndex + 1 >= eventCount()) {
            return false;
        }
        eventIndex++;
        frameOffset = nextFrameOffset;
        frame.wrap(buffer, frameOffset);
        nextFrameOffset = frameOffset + frame.frameLength();
        return true;
    }

    /** Index of the current event in its transaction, from 0. */
    public int eventIndex() {
        return eventIndex;
    }

    public int eventTemplateId() {
        return frame.templateId();
    }

    /** Where the current event's SBE body starts: wrap its decoder here. */
    public int eventOffset() {
        return frameOffset + EVENT_FRAME_LENGTH;
    }

    public int eventBlockLength() {
        return frame.blockLength();
    }

    public int eventVersion() {
        return frame.version();
    }

    /** Bytes of the current event, its frame included. */
    public int eventFrameLength() {
        return frame.frameLength();
    }

    /** A number for an event that is unique in the journal: trade ids and the outbox use it. */
    public static long eventId(long seq, int eventIndex) {
        return seq * MAX_EVENTS + eventIndex;
    }
}
