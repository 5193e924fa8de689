package io.gavel.settlement;

import io.gavel.wire.Transaction;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Copies of the first transactions of a command that goes on, until its last one is here: a database must show all that a
 * command did or nothing.
 */
final class HeldTransactions {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2 * Transaction.MAX_LENGTH);
    private final Transaction transaction = new Transaction();
    private long firstSeq;
    private int length;
    private int count;

    /** How many wait for the last of their command. */
    int count() {
        return count;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void add(Transaction tx) {
        if (length == 0) {
            firstSeq = tx.seq();
        }
        buffer.putBytes(length, tx.buffer(), tx.offset(), tx.length());
        length += tx.length();
        count++;
    }

    /** Hands all over, in order, and forgets them. */
    void release(Consumer<Transaction> consumer) {
        long seq = firstSeq;
        for (int offset = 0; offset < length; seq++) {
            transaction.wrap(buffer, offset, seq);
            offset += transaction.length();
            consumer.accept(transaction);
        }
        length = 0;
        count = 0;
    }
}
