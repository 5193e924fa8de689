package io.gavel.journal.replay;

import io.gavel.engine.market.Market;
import io.gavel.wire.Transaction;
import org.agrona.DirectBuffer;

/**
 * Lets a market look at recorded commands before they are decided, as the ring does with queued ones: the memory that they
 * need arrives meanwhile. Sees no further than the excerpt that is read. One thread.
 */
final class CommandsAhead {
    private final Market market;
    private final Transaction far = new Transaction();

    private DirectBuffer buffer;
    private int runEnd;
    private int nextOffset;
    private int farOffset;

    CommandsAhead(Market market) {
        this.market = market;
    }

    /** Looks ahead of a transaction that is decided about now. */
    void of(Transaction recorded) {
        int end = recorded.runEnd();
        if (recorded.offset() != nextOffset || end != runEnd || recorded.buffer() != buffer) {
            buffer = recorded.buffer();
            runEnd = end;
            farOffset = recorded.offset();
        }
        nextOffset = recorded.offset() + recorded.length();
        if (recorded.offset() == farOffset) {
            lookAhead();
        }
    }

    private void lookAhead() {
        for (int i = 0; i < Market.MOST_AHEAD && farOffset < runEnd; i++) {
            far.wrap(buffer, farOffset, 0);
            market.expect(buffer, far.commandOffset(), far.commandLength());
            farOffset += far.length();
        }
        market.lookAhead();
    }
}
