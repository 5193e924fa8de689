package io.gavel.engine.market.command;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.wire.CommandForms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;

/**
 * What stands in a command with ids of up to eight bytes, read by loads at the {@link Bytes#place} of its head in an array. As
 * a transaction has it, {@link Bytes#COPIED} bytes stand from there on, whatever its length is.
 */
public final class PlainCommand {
    /** The SBE header of a plain order as one little-endian value. */
    private static final long ORDER = (long) CommandForms.PLAIN_VERSION << 48
            | (long) NewOrderDecoder.SCHEMA_ID << 32
            | NewOrderDecoder.TEMPLATE_ID << 16
            | CommandForms.PLAIN_ORDER_LENGTH;

    /** The lower half of the same of a replace, and of a cancel. */
    private static final int REPLACE = ReplaceOrderDecoder.TEMPLATE_ID << 16 | ReplaceOrderDecoder.BLOCK_LENGTH;

    private static final int CANCEL = CancelOrderDecoder.TEMPLATE_ID << 16 | CancelOrderDecoder.BLOCK_LENGTH;

    /** Of the lengths of ids up to eight bytes, less one. */
    private static final int SHORT_BITS = 3;

    private static final int THIRD_WORD = 2 * Long.BYTES;
    private static final long LOW_56 = -1L >>> Byte.SIZE;
    private static final long LOW_32 = -1L >>> Integer.SIZE;

    private PlainCommand() {}

    /** The SBE header as one little-endian value. */
    public static long header(byte[] bytes, long place) {
        return Bytes.read(bytes, place + Transaction.COMMAND_HEAD_LENGTH);
    }

    /** Whether it is a new order in the block of version 1, which knows no conditions. */
    public static boolean isOrder(long header) {
        return header == ORDER;
    }

    /** Whether it replaces an order. */
    public static boolean isReplace(long header) {
        return (int) header == REPLACE;
    }

    /** Whether it cancels an order. */
    public static boolean isCancel(long header) {
        return (int) header == CANCEL;
    }

    public static int accountId(byte[] bytes, long place) {
        return Bytes.readInt(bytes, place + CommandHeadDecoder.accountIdEncodingOffset());
    }

    /** Where the SBE body starts. */
    public static long body(long place) {
        return place + Command.BODY;
    }

    /**
     * How long an id is; 0 where it is none of up to eight bytes.
     *
     * @param length of the whole command
     * @param behind how far behind the start of the body it stands
     */
    public static int idLength(byte[] bytes, long place, int length, int behind) {
        int idLength = Bytes.readByte(bytes, body(place) + behind);
        return idLength - 1 >>> SHORT_BITS == 0 && Command.BODY + behind + idLength < length ? idLength : 0;
    }

    /** The bytes of such an id, the first of them lowest and zeros behind. */
    public static long id(byte[] bytes, long place, int behind, int idLength) {
        return id(Bytes.read(bytes, body(place) + behind + 1), idLength);
    }

    /** The same of the eight bytes that stand where it begins; all eight need no shift. */
    public static long id(long bytes, int idLength) {
        return idLength == Long.BYTES ? bytes : bytes & -1L >>> -idLength * Byte.SIZE;
    }

    /** {@link Command#bodyHash} of an order: of a length that is known, a hash needs no loop. */
    public static int orderHash(byte[] bytes, long place) {
        long at = body(place);
        return (int) Hash64.of(
                NewOrderDecoder.TEMPLATE_ID,
                Bytes.read(bytes, at),
                Bytes.read(bytes, at + Long.BYTES),
                Bytes.read(bytes, at + THIRD_WORD) & LOW_56,
                CommandForms.PLAIN_ORDER_LENGTH);
    }

    /** The same of a replace and its second id. */
    public static int replaceHash(byte[] bytes, long place, long nextId, int nextIdLength) {
        long at = body(place);
        long hash = Hash64.of(
                ReplaceOrderDecoder.TEMPLATE_ID,
                Bytes.read(bytes, at),
                Bytes.read(bytes, at + Long.BYTES),
                Bytes.read(bytes, at + THIRD_WORD) & LOW_32,
                ReplaceOrderDecoder.BLOCK_LENGTH);
        return (int) Hash64.of((int) hash, nextId, nextIdLength);
    }
}
