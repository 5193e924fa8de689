package io.gavel.engine.market.command;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.CommandForms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;

/** The command at hand, where it stands in its transaction: who gives it, what it is, and the id behind its block. */
public final class Command {
    /** The SBE header of a plain order as one little-endian value. */
    private static final long PLAIN_ORDER = (long) CommandForms.PLAIN_VERSION << 48
            | (long) NewOrderDecoder.SCHEMA_ID << 32
            | NewOrderDecoder.TEMPLATE_ID << 16
            | CommandForms.PLAIN_ORDER_LENGTH;

    /** The lower half of the same of a replace, and of a cancel. */
    private static final int REPLACE = ReplaceOrderDecoder.TEMPLATE_ID << 16 | ReplaceOrderDecoder.BLOCK_LENGTH;

    private static final int CANCEL = CancelOrderDecoder.TEMPLATE_ID << 16 | CancelOrderDecoder.BLOCK_LENGTH;

    /** Where the SBE body starts, from the command's head on. */
    public static final int BODY = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;

    /** Of the lengths of ids up to eight bytes, less one. */
    private static final int SHORT_BITS = 3;

    private static final int THIRD_WORD = 2 * Long.BYTES;
    private static final long LOW_56 = -1L >>> Byte.SIZE;
    private static final long LOW_32 = -1L >>> Integer.SIZE;

    private byte[] bytes;
    private int offset;
    private int end;
    /** The SBE header, in one word; like the account it is asked for more than once. */
    private long header;

    private int accountId;

    private int idOffset;
    private int idLength;
    private long idHash;
    private boolean isIdHashed;

    /** @param length at least that of head and SBE header */
    public void wrap(byte[] bytes, int offset, int length) {
        if (this.bytes != bytes) {
            this.bytes = bytes;
        }
        this.offset = offset;
        end = offset + length;
        long place = Bytes.place(offset);
        header = Bytes.read(bytes, place + Transaction.COMMAND_HEAD_LENGTH);
        accountId = Bytes.readInt(bytes, place + CommandHeadDecoder.accountIdEncodingOffset());
    }

    public int templateId() {
        return header(MessageHeaderDecoder.templateIdEncodingOffset());
    }

    public int accountId() {
        return accountId;
    }

    public boolean isAdmin() {
        int authority = Bytes.getUnsignedByte(bytes, offset + CommandHeadDecoder.authorityEncodingOffset());
        return (authority & Transaction.AUTHORITY_ADMIN) != 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Whether it is a new order in the block of version 1, which knows no conditions. */
    public boolean isPlainOrder() {
        return isPlainOrder(header);
    }

    /** The same by an SBE header as one little-endian value. */
    public static boolean isPlainOrder(long header) {
        return header == PLAIN_ORDER;
    }

    /** Whether it replaces an order. */
    public boolean isReplace() {
        return (int) header == REPLACE;
    }

    /** Whether it cancels an order. */
    public boolean isCancel() {
        return isCancel(header);
    }

    public static boolean isCancel(long header) {
        return (int) header == CANCEL;
    }

    /** Where the SBE body starts. */
    public int body() {
        return offset + BODY;
    }

    /** The same for {@link Bytes#read}. As a transaction has it, {@link Bytes#COPIED} bytes stand from the head on. */
    public long place() {
        return Bytes.place(offset + BODY);
    }

    public int blockLength() {
        return header(MessageHeaderDecoder.blockLengthEncodingOffset());
    }

    public int version() {
        return header(MessageHeaderDecoder.versionEncodingOffset());
    }

    /** Looks at the id right behind the block; returns whether there is one. */
    public boolean readId() {
        return readIdAt(body() + blockLength());
    }

    /** Looks at the id behind the one at hand; returns whether there is one. */
    public boolean readNextId() {
        return readIdAt(idOffset + idLength);
    }

    /** The same where it may be empty; returns whether it is one of the two. */
    public boolean readNextIdOrNone() {
        int at = idOffset + idLength;
        if (at >= end || Bytes.getUnsignedByte(bytes, at) != 0) {
            return readNextId();
        }
        idOffset = at + 1;
        idLength = 0;
        isIdHashed = false;
        return true;
    }

    /**
     * How long the id is that stands so far behind the start of the body; 0 where it is none of up to eight bytes. Reads
     * at a {@link #place}, as do those below.
     */
    public int shortIdLength(int behind) {
        int length = Bytes.readByte(bytes, place() + behind);
        return length - 1 >>> SHORT_BITS == 0 && body() + behind + length < end ? length : 0;
    }

    /** The bytes of such an id, the first of them lowest and zeros behind. */
    public long shortId(int behind, int length) {
        return shortId(Bytes.read(bytes, place() + behind + 1), length);
    }

    /** The same of the eight bytes that stand where it begins. */
    public static long shortId(long bytes, int length) {
        return bytes & -1L >>> -length * Byte.SIZE;
    }

    public int idOffset() {
        return idOffset;
    }

    public int idLength() {
        return idLength;
    }

    /** Of the id at hand. */
    public long idHash() {
        if (!isIdHashed) {
            idHash = OrderStore.idHash(bytes, idOffset, idLength);
            isIdHashed = true;
        }
        return idHash;
    }

    /** Under which an order with the id at hand is found. */
    public long idKey() {
        return OrderStore.key(bytes, idOffset, idLength);
    }

    /** The account's resting order with the id at hand, or {@link OrderStore#NONE}. */
    public int find(OrderStore orders) {
        return orders.find(accountId(), bytes, idOffset, idLength);
    }

    /** A hash of template and block. */
    public int bodyHash() {
        return (int) Hash64.of(templateId(), bytes, body(), blockLength());
    }

    /** The same of a plain order: of a length that is known, a hash needs no loop. */
    public int plainBodyHash() {
        long at = place();
        return (int) Hash64.of(
                NewOrderDecoder.TEMPLATE_ID,
                Bytes.read(bytes, at),
                Bytes.read(bytes, at + Long.BYTES),
                Bytes.read(bytes, at + THIRD_WORD) & LOW_56,
                CommandForms.PLAIN_ORDER_LENGTH);
    }

    /** The same of a replace, and of its second id where that is of up to eight bytes. */
    public int replaceBodyHash(long orderId, int idLength) {
        long at = place();
        long hash = Hash64.of(
                ReplaceOrderDecoder.TEMPLATE_ID,
                Bytes.read(bytes, at),
                Bytes.read(bytes, at + Long.BYTES),
                Bytes.read(bytes, at + THIRD_WORD) & LOW_32,
                ReplaceOrderDecoder.BLOCK_LENGTH);
        return (int) Hash64.of((int) hash, orderId, idLength);
    }

    /** The same and the id at hand. */
    public int hashWithId(int bodyHash) {
        return (int) Hash64.of(bodyHash, bytes, idOffset, idLength);
    }

    private boolean readIdAt(int at) {
        if (at >= end) {
            return false;
        }
        idOffset = at + 1;
        idLength = Bytes.getUnsignedByte(bytes, at);
        isIdHashed = false;
        return idLength != 0 && idLength <= OrderStore.MAX_ID_LENGTH && idOffset + idLength <= end;
    }

    private int header(int field) {
        return (int) (header >>> field * Byte.SIZE) & 0xFFFF;
    }
}
