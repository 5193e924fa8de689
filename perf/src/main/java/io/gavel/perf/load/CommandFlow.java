package io.gavel.perf.load;

import org.agrona.DirectBuffer;

/** Makes commands without allocating: the next one replaces the one before. The same seed makes the same commands. */
public interface CommandFlow {
    /** Accounts that the flow uses, beginning with {@code SystemAccount.FIRST_USER}. */
    int ACCOUNTS = 1_000;

    /** Encodes the next command of what must exist before the flow; returns its length, or 0 when all is there. */
    int nextOfSetup();

    /** Encodes the next command and returns its length. */
    int next();

    /** The command, from offset 0. */
    DirectBuffer buffer();
}
