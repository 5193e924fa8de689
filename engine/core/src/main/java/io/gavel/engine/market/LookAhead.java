package io.gavel.engine.market;

import io.gavel.engine.book.OrderStore;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Touches the memory that a command some places behind in its batch will need. Most of what a command costs is waiting
 * for a few far lines of memory; read early, they arrive while other commands are decided. Reads only and trusts
 * nothing, so results cannot change: a wrong guess only fails to help.
 */
final class LookAhead {
    private final AnswerWindow answers;
    private final OrderStore orders;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    LookAhead(AnswerWindow answers, OrderStore orders) {
        this.answers = answers;
        this.orders = orders;
    }

    /** First: where its client order id would be kept, and what would be evicted for it. */
    long touch(DirectBuffer buffer, int offset, int length) {
        int body = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        header.wrap(buffer, offset + Transaction.COMMAND_HEAD_LENGTH);
        int idAt = body + header.blockLength() + 1;
        if (idAt > length || !hasIdRightBehindItsBlock(header.templateId())) {
            return 0;
        }
        int idLength = buffer.getByte(offset + idAt - 1) & 0xFF;
        if (idLength > OrderStore.MAX_ID_LENGTH || idAt + idLength > length) {
            return 0;
        }
        int accountId = accountId(buffer, offset);
        long idHash = OrderStore.idHash(buffer, offset + idAt, idLength);
        if (header.templateId() == ReplaceOrderDecoder.TEMPLATE_ID) {
            return answers.touch(accountId, idHash)
                    + touchReplaced(accountId, buffer, offset + idAt + idLength + 1, offset + length);
        }
        return header.templateId() == CancelOrderDecoder.TEMPLATE_ID
                ? orders.touch(accountId, idHash, buffer, offset + idAt, idLength)
                : answers.touch(accountId, idHash);
    }

    /** The order that is to be replaced, whose id follows the new one. */
    private long touchReplaced(int accountId, DirectBuffer buffer, int origAt, int end) {
        if (origAt > end) {
            return 0;
        }
        int origLength = buffer.getByte(origAt - 1) & 0xFF;
        if (origLength > OrderStore.MAX_ID_LENGTH || origAt + origLength > end) {
            return 0;
        }
        long hash = OrderStore.idHash(buffer, origAt, origLength);
        return orders.touch(accountId, hash, buffer, origAt, origLength);
    }

    /** Then, a few commands later: what that has led to. */
    long touchNext(DirectBuffer buffer, int offset) {
        return 0;
    }

    private static int accountId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean hasIdRightBehindItsBlock(int templateId) {
        return Market.isDecidedOnce(templateId) || templateId == CancelOrderDecoder.TEMPLATE_ID;
    }
}
