package io.gavel.perf.load;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import java.util.function.Consumer;

/** What every flow needs first: two assets, and accounts that are rich in both. */
final class Setup {
    /** Quote asset of the instrument and money of the auction; two decimals. */
    static final int USD = 1;

    /** Base asset of the instrument; no decimals. */
    static final int ACME = 2;

    private static final long RICH = 1L << 50;

    private Setup() {}

    /** Hands over all commands one by one, the flow's own last. */
    static void run(Consumer<CommandWriter> to, Consumer<CommandWriter> own) {
        CommandWriter command = new CommandWriter();
        command.createAsset("USD", 2);
        to.accept(command);
        command.createAsset("ACME", 0);
        to.accept(command);
        for (int i = 0; i < CommandFlow.ACCOUNTS; i++) {
            int account = SystemAccount.FIRST_USER + i;
            command.createAccount("account-" + i, false);
            to.accept(command);
            command.deposit(account, USD, RICH, "deposit-" + USD);
            to.accept(command);
            command.deposit(account, ACME, RICH, "deposit-" + ACME);
            to.accept(command);
        }
        own.accept(command);
        to.accept(command);
    }
}
