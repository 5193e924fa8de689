package io.gavel.engine.market.command;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.CommandForms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadDecoder;
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

    /** The lower half of the same of a replace. */
    private static final int REPLACE = ReplaceOrderDecoder.TEMPLATE_ID << 16 | ReplaceOrderDecoder.BLOCK_LENGTH;

    private byte[] bytes;
    private int offset;
    private int end;
    /** The SBE header, in one word; like the account it is asked for more than once. */
    private long header;

    private int accountId;

    /** The id that {@link #readShortId} saw last. */
    private long shortId;

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
        header = Bytes.getLong(bytes, offset + Transaction.COMMAND_HEAD_LENGTH);
        accountId = Bytes.getInt(bytes, offset + CommandHeadDecoder.accountIdEncodingOffset());
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
        return header == PLAIN_ORDER;
    }

    /** Whether it replaces an order. */
    public boolean isReplace() {
        return (int) header == REPLACE;
    }

    /** Where the SBE body starts. */
    public int body() {
        return offset + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
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

    /** Looks at the id that stands there; returns whether it is one of up to eight bytes. */
    public boolean readShortId(int at) {
        if (at + Long.BYTES >= bytes.length) {
            return false;
        }
        long word = Bytes.getLong(bytes, at + 1);
        int length = bytes[at];
        idOffset = at + 1;
        idLength = length;
        isIdHashed = false;
        shortId = word & -1L >>> -length * Byte.SIZE;
        return length - 1 >>> 3 == 0 && at + length < end;
    }

    /** The bytes of the id that {@link #readShortId} has found last, the first of them lowest and zeros behind. */
    public long shortId() {
        return shortId;
    }

    /** The same as {@link #idHash} of that id. */
    public long shortIdHash() {
        return Hash64.of(0, shortId, idLength);
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
        return (int) Hash64.of(NewOrderDecoder.TEMPLATE_ID, bytes, body(), CommandForms.PLAIN_ORDER_LENGTH);
    }

    /** The same of a replace and its second id, which {@link #readShortId} has found last. */
    public int replaceBodyHash() {
        long hash = Hash64.of(ReplaceOrderDecoder.TEMPLATE_ID, bytes, body(), ReplaceOrderDecoder.BLOCK_LENGTH);
        return (int) Hash64.of((int) hash, shortId, idLength);
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
