package io.gavel.engine.market.command;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;

/** The command at hand, where it stands in its transaction: who gives it, what it is, and the id behind its block. */
public final class Command {
    /** Where the SBE body starts, from the command's head on. */
    public static final int BODY = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;

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
        header = PlainCommand.header(bytes, place);
        accountId = PlainCommand.accountId(bytes, place);
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

    /** Where the SBE body starts. */
    public int body() {
        return offset + BODY;
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
