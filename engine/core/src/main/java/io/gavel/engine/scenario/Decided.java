package io.gavel.engine.scenario;

import io.gavel.wire.Transaction;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one line brought about: whole transactions back to back.
 *
 * @param bytes the very bytes that a journal would keep
 * @param firstSeq sequence of the first; without meaning when there is none
 */
record Decided(byte[] bytes, long firstSeq) {
    static final Decided NOTHING = new Decided(new byte[0], 0);

    /** Shows each transaction in order; the flyweight is borrowed for the call. */
    void forEach(Consumer<Transaction> reader) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        Transaction transaction = new Transaction();
        long seq = firstSeq;
        for (int offset = 0; offset < bytes.length; offset += transaction.length()) {
            reader.accept(transaction.wrap(buffer, offset, seq++));
        }
    }
}
