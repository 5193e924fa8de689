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
    private int place;
    private int farPlace;

    /** Keeps the compiler from dropping reads whose only use is that they were made. */
    private long seen;

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
            place = 0;
            farPlace = 0;
        }
        nextOffset = recorded.offset() + recorded.length();
        while (farPlace <= place + Market.FAR_AHEAD && farOffset < runEnd) {
            far.wrap(buffer, farOffset, 0);
            seen += market.lookAhead(buffer, far.commandOffset(), far.commandLength());
            farPlace++;
            farOffset += far.length();
        }
        place++;
    }
}
