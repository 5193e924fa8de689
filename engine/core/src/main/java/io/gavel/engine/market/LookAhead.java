package io.gavel.engine.market;

import io.gavel.engine.book.OrderStore;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import org.agrona.DirectBuffer;

/**
 * Touches the memory that a command some places behind in its batch will need. Most of what a command costs is waiting
 * for a few far lines of memory; read early, they arrive while other commands are decided. Reads only and trusts
 * nothing, so results cannot change: a wrong guess only fails to help. What all fits into near caches is left alone, as looking
 * costs as much as a tenth of deciding.
 */
final class LookAhead {
    /** Up to so many of both, a megabyte in all, nothing is far. */
    private static final int NEAR_ORDERS = 8_192;

    private static final int NEAR_ANSWERS = 8_192;

    private static final int BODY = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;

    private final AnswerWindow answers;
    private final OrderStore orders;
    private final Command command = new Command();
    /** Where a command is copied to that is not in an array. */
    private byte[] copy = new byte[128];

    LookAhead(AnswerWindow answers, OrderStore orders) {
        this.answers = answers;
        this.orders = orders;
    }

    /** Touches where the command's client order id would be kept, or the order that it names. */
    long touch(DirectBuffer buffer, int offset, int length) {
        boolean isAllNear = orders.size() <= NEAR_ORDERS && answers.size() <= NEAR_ANSWERS;
        if (isAllNear || length < BODY) {
            return 0;
        }
        byte[] array = buffer.byteArray();
        if (array == null) {
            command.wrap(copied(buffer, offset, length), 0, length);
        } else {
            command.wrap(array, buffer.wrapAdjustment() + offset, length);
        }
        int templateId = command.templateId();
        if (!hasIdRightBehindItsBlock(templateId) || !command.readId()) {
            return 0;
        }
        if (templateId == CancelOrderDecoder.TEMPLATE_ID) {
            return command.find(orders);
        }
        long touched = answers.touch(command.accountId(), command.idHash());
        return templateId == ReplaceOrderDecoder.TEMPLATE_ID && command.readNextId()
                ? touched + command.find(orders)
                : touched;
    }

    private byte[] copied(DirectBuffer buffer, int offset, int length) {
        if (length > copy.length) {
            copy = new byte[length];
        }
        buffer.getBytes(offset, copy, 0, length);
        return copy;
    }

    private static boolean hasIdRightBehindItsBlock(int templateId) {
        return Market.isDecidedOnce(templateId) || templateId == CancelOrderDecoder.TEMPLATE_ID;
    }
}
