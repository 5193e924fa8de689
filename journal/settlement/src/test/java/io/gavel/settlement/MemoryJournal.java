package io.gavel.settlement;

import io.gavel.engine.Hash64;
import io.gavel.engine.ring.Journal;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.SkippedCommand;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Transactions in memory, by any thread: the journal of tests that need no file. */
final class MemoryJournal implements TransactionSource {
    private final UUID id;
    private final List<byte[]> transactions;
    private long nextSeq = 1;
    private long chain;
    private volatile boolean isClosed;

    MemoryJournal() {
        this(new UUID(1, 2), new ArrayList<>());
    }

    private MemoryJournal(UUID id, List<byte[]> transactions) {
        this.id = id;
        this.transactions = transactions;
    }

    /** Another reader of the same transactions. */
    MemoryJournal reader() {
        return new MemoryJournal(id, transactions);
    }

    /** The same transactions under another name. */
    MemoryJournal renamed(UUID other) {
        return new MemoryJournal(other, transactions);
    }

    /** A copy of the first transactions under the same name: a journal restored from an older backup. */
    MemoryJournal upTo(long seq) {
        synchronized (transactions) {
            return new MemoryJournal(id, new ArrayList<>(transactions.subList(0, (int) seq)));
        }
    }

    void append(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        synchronized (transactions) {
            transactions.add(bytes);
        }
    }

    /** The writer's side, for a market that wants one. */
    Journal asJournal() {
        return new Journal() {
            @Override
            public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
                Transaction tx = new Transaction();
                int at = offset;
                for (int i = 0; i < count; i++) {
                    tx.wrap(buffer, at, firstSeq + i);
                    MemoryJournal.this.append(buffer, at, tx.length());
                    at += tx.length();
                }
            }

            @Override
            public long durableSeq() {
                return MemoryJournal.this.durableSeq();
            }

            @Override
            public Durability level() {
                return Durability.MEMORY;
            }

            @Override
            public void close() {}
        };
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public UUID journalId() {
        return id;
    }

    @Override
    public long durableSeq() {
        synchronized (transactions) {
            return transactions.size();
        }
    }

    @Override
    public void seek(long seq) {
        nextSeq = 1;
        chain = 0;
        Transaction passed = new Transaction();
        boolean isMore = true;
        while (nextSeq < seq && isMore) {
            isMore = poll(passed);
        }
    }

    @Override
    public List<SkippedCommand> skipped() {
        return List.of();
    }

    @Override
    public boolean poll(Transaction into) {
        synchronized (transactions) {
            if (nextSeq > transactions.size()) {
                return false;
            }
            into.wrap(new UnsafeBuffer(transactions.get((int) nextSeq - 1)), 0, nextSeq);
            chain = Hash64.of(chain, into.buffer(), into.offset(), into.length());
            nextSeq++;
            return true;
        }
    }

    /** Each transaction is an excerpt of its own. */
    @Override
    public JournalPosition position() {
        return nextSeq == 1 ? null : new JournalPosition(nextSeq - 1, chain, 1);
    }

    @Override
    public void settled(JournalPosition position) {
        // Nothing is ever dropped.
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
