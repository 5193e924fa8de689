package io.gavel.engine.ring;

import io.gavel.wire.CommandType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The market could not decide a command, which is a bug: says which one, so that an operator can keep it away until it is
 * mended. It is not in the journal, so a restart does not meet it again, unless it is a deadline: time comes back.
 *
 * <p>{@link #what} names its kind and the sequence it would have had; the message also whose it is and its client order
 * id, the {@link #command} itself all it says, secrets included.
 */
public final class PoisonCommand extends RuntimeException {
    private static final int MAX_ID_LENGTH = 32;

    private final transient DirectBuffer command;
    private final String what;
    private final long seq;
    private final long timeNs;

    /**
     * @param command holds {@code CommandHead}, SBE header and body; copied
     * @param seq that it would have had
     * @param cause what the market threw
     */
    public PoisonCommand(DirectBuffer command, int offset, int length, long seq, long timeNs, Throwable cause) {
        super(what(command, offset, seq) + whose(command, offset, length) + ", timeNs=" + timeNs + ": " + cause, cause);
        byte[] copy = new byte[length];
        command.getBytes(offset, copy);
        this.command = new UnsafeBuffer(copy);
        this.seq = seq;
        this.timeNs = timeNs;
        what = what(command, offset, seq);
    }

    /** The command from offset 0. */
    public DirectBuffer command() {
        return command;
    }

    /** The sequence that it would have had. */
    public long seq() {
        return seq;
    }

    /** Engine time at which it was to be decided. */
    public long timeNs() {
        return timeNs;
    }

    /** Its kind and sequence, in words that give nobody away. */
    public String what() {
        return what;
    }

    private static String what(DirectBuffer command, int offset, long seq) {
        int template = new MessageHeaderDecoder()
                .wrap(command, offset + Transaction.COMMAND_HEAD_LENGTH)
                .templateId();
        CommandType type = CommandType.of(template);
        return "expected to decide " + (type == null ? "command " + template : type.jsonName()) + ", seq=" + seq;
    }

    /** Account and client order id, as far as the command has them. */
    private static String whose(DirectBuffer command, int offset, int length) {
        int accountId = new CommandHeadDecoder().wrap(command, offset).accountId();
        StringBuilder words = new StringBuilder(accountId == 0 ? "" : ", accountId=" + accountId);
        MessageHeaderDecoder header =
                new MessageHeaderDecoder().wrap(command, offset + Transaction.COMMAND_HEAD_LENGTH);
        int idAt = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH + header.blockLength();
        if (hasClOrdId(CommandType.of(header.templateId())) && idAt < length) {
            int idLength = command.getByte(offset + idAt) & 0xFF;
            if (idLength <= MAX_ID_LENGTH && idAt + 1 + idLength <= length) {
                words.append(", clOrdId=").append(command.getStringWithoutLengthAscii(offset + idAt + 1, idLength));
            }
        }
        return words.toString();
    }

    private static boolean hasClOrdId(CommandType type) {
        if (type == null) {
            return false;
        }
        return switch (type) {
            case NEW_ORDER, CANCEL_ORDER, PLACE_BID, BUY_NOW, CANCEL_AUCTION, DEPOSIT, WITHDRAW -> true;
            default -> false;
        };
    }
}
