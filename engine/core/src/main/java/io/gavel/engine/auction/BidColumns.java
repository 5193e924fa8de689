package io.gavel.engine.auction;

import io.gavel.wire.log.BidRecordEncoder;
import java.util.Arrays;

/**
 * What bids said, one a slot, in columns of primitives: a bid is no object. Which slots are in use, and in which order
 * they stand, is for who extends this.
 *
 * <p>Amounts in smallest units, times in ns since the epoch. No allocation but to grow. Thread: the market's.
 */
abstract class BidColumns {
    /** No slot. */
    static final int NONE = -1;

    private int[] accountIds;
    private long[] amounts;
    private long[] qtys;
    private long[] timesNs;
    private long[] seqs;
    private long[] idHashes;

    BidColumns(int capacity) {
        accountIds = new int[capacity];
        amounts = new long[capacity];
        qtys = new long[capacity];
        timesNs = new long[capacity];
        seqs = new long[capacity];
        idHashes = new long[capacity];
    }

    final int accountId(int slot) {
        return accountIds[slot];
    }

    final long amount(int slot) {
        return amounts[slot];
    }

    final long qty(int slot) {
        return qtys[slot];
    }

    final long timeNs(int slot) {
        return timesNs[slot];
    }

    /** Sequence of its transaction: earlier bids have lower ones. */
    final long seq(int slot) {
        return seqs[slot];
    }

    /** Hash of the client order id that it came with. */
    final long idHash(int slot) {
        return idHashes[slot];
    }

    final int capacity() {
        return accountIds.length;
    }

    final void set(int slot, int accountId, long amount, long qty, long timeNs, long seq, long idHash) {
        accountIds[slot] = accountId;
        amounts[slot] = amount;
        qtys[slot] = qty;
        timesNs[slot] = timeNs;
        seqs[slot] = seq;
        idHashes[slot] = idHash;
    }

    final void copy(int from, int to) {
        set(to, accountIds[from], amounts[from], qtys[from], timesNs[from], seqs[from], idHashes[from]);
    }

    final void resize(int capacity) {
        accountIds = Arrays.copyOf(accountIds, capacity);
        amounts = Arrays.copyOf(amounts, capacity);
        qtys = Arrays.copyOf(qtys, capacity);
        timesNs = Arrays.copyOf(timesNs, capacity);
        seqs = Arrays.copyOf(seqs, capacity);
        idHashes = Arrays.copyOf(idHashes, capacity);
    }

    /** Writes what a bid said into a record that was begun. */
    final void save(int slot, BidRecordEncoder record) {
        record.accountId(accountIds[slot])
                .amountMinor(amounts[slot])
                .qty(qtys[slot])
                .timeNs(timesNs[slot])
                .seq(seqs[slot])
                .idHash(idHashes[slot]);
    }
}
