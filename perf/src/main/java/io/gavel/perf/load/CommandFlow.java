package io.gavel.perf.load;

import io.gavel.wire.CommandWriter;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Makes commands without allocating: the next one replaces the one before. The same seed makes the same commands. */
public interface CommandFlow {
    /** Accounts that the flow uses, beginning with {@code SystemAccount.FIRST_USER}. */
    int ACCOUNTS = 1_000;

    /** Hands over every command of what must exist before the flow, one by one; each is valid within its call. */
    void setUp(Consumer<CommandWriter> to);

    /** Encodes the next command and returns its length. */
    int next();

    /** The command, from offset 0. */
    DirectBuffer buffer();
}
