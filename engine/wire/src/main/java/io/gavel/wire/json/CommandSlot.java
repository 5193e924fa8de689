package io.gavel.wire.json;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Where a command is put together, as a ring slot takes it: head, SBE header, body. One thread. */
final class CommandSlot {
    /** Where the SBE header starts. */
    static final int HEADER_OFFSET = Transaction.COMMAND_HEAD_LENGTH;
    /** An optional text that is absent. */
    static final byte[] NO_TEXT = {};

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(2 * 1024);
    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private boolean isAdmin;
    private int accountId;
    private int length;

    /** Begins with a new message. */
    void begin(boolean isAdmin) {
        this.isAdmin = isAdmin;
        accountId = 0;
        length = 0;
    }

    /** Writes the head; the body's encoder comes next. */
    void head(int accountId) {
        this.accountId = accountId;
        head.wrap(buffer, 0)
                .accountId(accountId)
                .authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0))
                .flags((short) 0)
                .reserved(0);
    }

    /** The command is whole and ends where its encoder does. */
    void end(int limit) {
        length = limit;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    int accountId() {
        return accountId;
    }

    /** Bytes of the command; 0: there is none. */
    int length() {
        return length;
    }
}
