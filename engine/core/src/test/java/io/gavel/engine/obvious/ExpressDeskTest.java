package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.SystemAccount;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The express desk decides nothing of an account that has a limit, be it one that nobody reaches: a market in which all have one
 * tells the same as one in which none has. Also where answers are forgotten while their orders rest.
 */
@DisplayName("Nobody can tell which desk decided")
final class ExpressDeskTest {
    private static final int HISTORIES = 40;
    private static final int COMMANDS = 3_000;
    private static final long OUT_OF_REACH = 1L << 40;

    private final CommandBytes bytes = new CommandBytes();
    private final TransactionBuffer express = new TransactionBuffer(64 * 1024);
    private final TransactionBuffer desks = new TransactionBuffer(64 * 1024);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 25, 80, 1_000})
    void marketsWithAndWithoutALimitTellTheSame(int idsPerAccount) {
        MarketConfig config =
                new MarketConfig(1_000, 1_000, 1_000, 1_000, Comparison.MAX_OPEN_ORDERS, idsPerAccount, 100_000);
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Command> history = RandomCommands.history(seed, COMMANDS);
            play(history, new Market(config), new Market(config));
        }
    }

    private void play(List<Command> history, Market withoutLimits, Market withLimits) {
        int nextAccount = SystemAccount.FIRST_USER;
        for (int i = 0; i < history.size(); i++) {
            Command command = history.get(i);
            if (command.kind == Command.Kind.SET_LIMITS) {
                continue;
            }
            boolean isTime = command.kind == Command.Kind.PASS_TIME || command.kind == Command.Kind.LOOK;
            if (!isTime) {
                bytes.write(command);
            }
            decide(withoutLimits, command.atNs, isTime, express);
            decide(withLimits, command.atNs, isTime, desks);
            assertArrayEquals(told(express), told(desks), "command " + i + ": " + command);
            if (command.kind == Command.Kind.CREATE_ACCOUNT) {
                limit(withoutLimits, nextAccount, Command.NONE, command.atNs);
                limit(withLimits, nextAccount++, OUT_OF_REACH, command.atNs);
            }
        }
        assertEquals(withLimits.openOrders(), withoutLimits.openOrders());
        withoutLimits.verify();
        withLimits.verify();
    }

    private void limit(Market market, int accountId, long maxOpenOrders, long atNs) {
        Command command = new Command(Command.Kind.SET_LIMITS, accountId, atNs);
        command.maxOpenOrders = maxOpenOrders;
        bytes.write(command);
        decide(market, atNs, false, desks);
    }

    private void decide(Market market, long atNs, boolean isTime, TransactionBuffer out) {
        out.clear();
        if (isTime) {
            market.onTime(atNs, out);
        } else {
            market.onCommand(bytes.buffer(), 0, bytes.length(), atNs, out);
        }
    }

    private static byte[] told(TransactionBuffer out) {
        byte[] told = new byte[out.length()];
        out.buffer().getBytes(0, told);
        return told;
    }
}
