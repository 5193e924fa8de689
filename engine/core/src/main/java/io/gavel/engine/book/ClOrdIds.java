package io.gavel.engine.book;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The client order ids of resting orders, as they came: 1 to 32 bytes. Those of up to eight, which are most, have their
 * place beside the order; longer ones a block elsewhere. Kept in pages, so that growing copies nothing. Thread: the
 * market's.
 */
final class ClOrdIds {
    static final int MAX_LENGTH = 32;

    private static final int SHORT = Long.BYTES;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int NO_BLOCK = 0;

    private UnsafeBuffer[] places = new UnsafeBuffer[16];
    private UnsafeBuffer[] blocks = new UnsafeBuffer[16];
    private int usedBlocks = NO_BLOCK + 1;
    private int firstFreeBlock = NO_BLOCK;

    void put(int order, DirectBuffer id, int offset, int length) {
        int page = order >>> PAGE_BITS;
        if (page >= places.length) {
            places = Arrays.copyOf(places, page * 2);
        }
        if (places[page] == null) {
            places[page] = new UnsafeBuffer(new byte[SHORT << PAGE_BITS]);
        }
        if (length > SHORT) {
            places[page].putInt(place(order), takeBlock());
        }
        UnsafeBuffer to = buffer(order, length);
        to.putBytes(offset(order, length), id, offset, length);
    }

    /** Where the id of an order is, {@link #offset} says at which place. */
    UnsafeBuffer buffer(int order, int length) {
        return length <= SHORT ? places[order >>> PAGE_BITS] : blocks[block(order) >>> PAGE_BITS];
    }

    int offset(int order, int length) {
        return length <= SHORT ? place(order) : (block(order) & PAGE_MASK) * MAX_LENGTH;
    }

    boolean is(int order, int ownLength, DirectBuffer id, int offset, int length) {
        if (ownLength != length) {
            return false;
        }
        UnsafeBuffer own = buffer(order, length);
        int at = offset(order, length);
        for (int i = 0; i < length; i++) {
            if (own.getByte(at + i) != id.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    void free(int order, int length) {
        if (length > SHORT) {
            int block = block(order);
            blocks[block >>> PAGE_BITS].putInt((block & PAGE_MASK) * MAX_LENGTH, firstFreeBlock);
            firstFreeBlock = block;
        }
    }

    private static int place(int order) {
        return (order & PAGE_MASK) * SHORT;
    }

    private int block(int order) {
        return places[order >>> PAGE_BITS].getInt(place(order));
    }

    private int takeBlock() {
        int block = firstFreeBlock;
        if (block != NO_BLOCK) {
            firstFreeBlock = blocks[block >>> PAGE_BITS].getInt((block & PAGE_MASK) * MAX_LENGTH);
            return block;
        }
        block = usedBlocks++;
        int page = block >>> PAGE_BITS;
        if (page == blocks.length) {
            blocks = Arrays.copyOf(blocks, page * 2);
        }
        if (blocks[page] == null) {
            blocks[page] = new UnsafeBuffer(new byte[MAX_LENGTH << PAGE_BITS]);
        }
        return block;
    }
}
