package io.gavel.engine.book;

import io.gavel.engine.Bytes;
import java.util.Arrays;

/**
 * The client order ids of resting orders that do not fit into eight bytes, as they came: each in a block of 32 bytes.
 * Kept in pages, so that growing copies nothing; orders with short ids cost nothing here. Thread: the market's.
 */
final class LongIds {
    static final int MAX_LENGTH = 32;

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int NO_BLOCK = 0;

    /** The block of each order, in pages of orders; null where none has one. */
    private int[][] blockOf = new int[16][];

    private byte[][] blocks = new byte[16][];
    private int used = NO_BLOCK + 1;
    private int firstFree = NO_BLOCK;

    void put(int order, byte[] id, int offset, int length) {
        int number = OrderStore.number(order);
        int page = number >>> PAGE_BITS;
        if (page >= blockOf.length) {
            blockOf = Arrays.copyOf(blockOf, Math.max(page + 1, blockOf.length * 2));
        }
        if (blockOf[page] == null) {
            blockOf[page] = new int[1 << PAGE_BITS];
        }
        int block = take();
        blockOf[page][number & PAGE_MASK] = block;
        System.arraycopy(id, offset, page(block), at(block), length);
    }

    void copy(int order, int length, byte[] to, int toAt) {
        int block = block(order);
        System.arraycopy(page(block), at(block), to, toAt, length);
    }

    boolean is(int order, byte[] id, int offset, int length) {
        int block = block(order);
        int at = at(block);
        return Arrays.equals(page(block), at, at + length, id, offset, offset + length);
    }

    void free(int order) {
        int block = block(order);
        Bytes.putInt(page(block), at(block), firstFree);
        firstFree = block;
    }

    private int block(int order) {
        int number = OrderStore.number(order);
        return blockOf[number >>> PAGE_BITS][number & PAGE_MASK];
    }

    private byte[] page(int block) {
        return blocks[block >>> PAGE_BITS];
    }

    private static int at(int block) {
        return (block & PAGE_MASK) * MAX_LENGTH;
    }

    private int take() {
        int block = firstFree;
        if (block != NO_BLOCK) {
            firstFree = Bytes.getInt(page(block), at(block));
            return block;
        }
        block = used++;
        int page = block >>> PAGE_BITS;
        if (page == blocks.length) {
            blocks = Arrays.copyOf(blocks, page * 2);
        }
        if (blocks[page] == null) {
            blocks[page] = new byte[MAX_LENGTH << PAGE_BITS];
        }
        return block;
    }
}
