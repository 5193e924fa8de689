package io.gavel.perf.load;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Where a flow encodes what users command: {@code CommandWriter} takes ids as Strings, which a flow must not make. */
final class UserCommand {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Writes the head of a command and says where its SBE header goes. */
    int head(int accountId) {
        head.wrap(buffer, 0)
                .accountId(accountId)
                .authority((short) 0)
                .flags((short) 0)
                .reserved(0);
        return Transaction.COMMAND_HEAD_LENGTH;
    }

    MessageHeaderEncoder header() {
        return header;
    }
}
