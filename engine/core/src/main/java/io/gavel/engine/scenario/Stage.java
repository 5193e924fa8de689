package io.gavel.engine.scenario;

import java.util.List;
import org.agrona.DirectBuffer;

/** Where a scenario plays: a market, and one way of getting commands into it. One thread. */
interface Stage extends AutoCloseable {
    /** Does a command at a time and says all that followed, what was due before it included. */
    Decided command(DirectBuffer command, int offset, int length, long timeNs);

    /** Lets time pass. */
    Decided time(long timeNs);

    /** Checks every law of the market; an exception names the broken one. Then whatever this way does after a line. */
    void endLine();

    /** The records of a snapshot taken now. */
    List<byte[]> snapshot();

    long stateHash();

    @Override
    void close();
}
