package io.gavel.engine.ring;

import io.gavel.engine.market.facts.TransactionBuffer;

/**
 * What piled up: consecutive slots of the ring, and the transactions that each brought about. Filled by deciding, read by
 * journaling and publishing, then cleared.
 */
final class Batch {
    /** Slots at which a batch is closed. */
    static final int MAX_SLOTS = 1024;

    /** Bytes at which a batch is closed: with its last transaction it still fits one excerpt of the journal, mostly. */
    static final int MAX_BYTES = 60 * 1024;

    private final TransactionBuffer transactions = new TransactionBuffer(4 * MAX_BYTES);
    private final int[] endOffsets = new int[MAX_SLOTS];
    private final int[] endCounts = new int[MAX_SLOTS];
    private int size;

    TransactionBuffer transactions() {
        return transactions;
    }

    /** Adds the next slot, whose transactions are complete. */
    void add() {
        endOffsets[size] = transactions.length();
        endCounts[size] = transactions.count();
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == MAX_SLOTS || transactions.length() >= MAX_BYTES;
    }

    int size() {
        return size;
    }

    /** Where the transactions of a slot start. */
    int offset(int index) {
        return index == 0 ? 0 : endOffsets[index - 1];
    }

    /** Bytes of the transactions of a slot. */
    int length(int index) {
        return endOffsets[index] - offset(index);
    }

    /** How many transactions came before a slot's. */
    int countBefore(int index) {
        return index == 0 ? 0 : endCounts[index - 1];
    }

    /** How many transactions a slot brought about. */
    int count(int index) {
        return endCounts[index] - countBefore(index);
    }

    void clear() {
        transactions.clear();
        size = 0;
    }
}
