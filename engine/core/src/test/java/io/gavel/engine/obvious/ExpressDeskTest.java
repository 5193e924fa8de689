package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 16, 32})
    void idsOfAnyLengthAndCommandsThatAreCutOffAreDecidedAlike(int idLength) {
        Market withoutLimits = new Market(MarketConfig.defaults());
        Market withLimits = new Market(MarketConfig.defaults());
        CommandWriter writer = new CommandWriter();
        int account = SystemAccount.FIRST_USER;
        found(writer, withoutLimits, withLimits);
        String id = "x".repeat(idLength - 1);
        OrderTerms terms = OrderTerms.resting(Side.BUY, 5, 100);
        for (int cut = -90; cut <= 40; cut++) {
            both(writer, () -> writer.newOrder(account, 1, terms, id + "a"), cut, withoutLimits, withLimits);
            both(
                    writer,
                    () -> writer.replaceOrder(account, 1, 7, 90, id + "b", id + "a"),
                    cut,
                    withoutLimits,
                    withLimits);
            both(
                    writer,
                    () -> writer.replaceOrder(account, 1, 6, 95, id + "c", id + "b"),
                    cut,
                    withoutLimits,
                    withLimits);
            both(writer, () -> writer.cancelOrder(account, 1, id + "c"), cut, withoutLimits, withLimits);
        }
        withoutLimits.verify();
        withLimits.verify();
    }

    /** An id is heard no more but rests: who has it and trades is refused, be it by the look that is taken of most orders. */
    @Test
    void anIdThatRestsIsTakenForAnOrderThatTrades() {
        MarketConfig config = new MarketConfig(10, 10, 10, 10, Comparison.MAX_OPEN_ORDERS, 1, 100);
        Market withoutLimits = new Market(config);
        Market withLimits = new Market(config);
        CommandWriter writer = new CommandWriter();
        int account = SystemAccount.FIRST_USER;
        found(writer, withoutLimits, withLimits);
        String[] ids = {"pinned", "behind", "pinned"};
        long[] prices = {90, 110, 120};
        Side[] sides = {Side.BUY, Side.SELL, Side.BUY};
        for (int i = 0; i < ids.length; i++) {
            OrderTerms terms = OrderTerms.resting(sides[i], 5, prices[i]);
            String id = ids[i];
            both(writer, () -> writer.newOrder(account, 1, terms, id), 0, withoutLimits, withLimits);
        }
        assertEquals(2, withoutLimits.openOrders());
        assertEquals(2, withLimits.openOrders());
    }

    /** Zeros behind it make no other key of an id, so its order is found; what is told has the order's own. */
    @Test
    void anOrderIsCanceledUnderItsOwnId() {
        Market withoutLimits = new Market(MarketConfig.defaults());
        Market withLimits = new Market(MarketConfig.defaults());
        CommandWriter writer = new CommandWriter();
        int account = SystemAccount.FIRST_USER;
        found(writer, withoutLimits, withLimits);
        OrderTerms terms = OrderTerms.resting(Side.BUY, 5, 100);
        both(writer, () -> writer.newOrder(account, 1, terms, "a"), 0, withoutLimits, withLimits);
        both(writer, () -> writer.replaceOrder(account, 1, 7, 90, "b", "a\0"), 0, withoutLimits, withLimits);
        both(writer, () -> writer.cancelOrder(account, 1, "b\0"), 0, withoutLimits, withLimits);
        assertEquals(0, withoutLimits.openOrders());
    }

    /** A book, and an account that has a limit in one of the markets. */
    private void found(CommandWriter writer, Market withoutLimits, Market withLimits) {
        int account = SystemAccount.FIRST_USER;
        List<Runnable> founding = List.of(
                () -> writer.createAsset("BASE", 0),
                () -> writer.createAsset("QUOTE", 2),
                () -> writer.createAccount("somebody", false),
                () -> writer.createInstrument(terms -> terms.baseAssetId(1)
                        .quoteAssetId(2)
                        .risk(RiskMode.NONE)
                        .priceDecimals((short) 2)
                        .qtyDecimals((short) 0)
                        .tick(1)
                        .lot(1)
                        .name("BOOK")));
        founding.forEach(step -> both(writer, step, 0, withoutLimits, withLimits));
        writer.setAccountLimits(account, Command.NONE, 0, Command.NONE);
        decide(writer, 0, withoutLimits, express);
        writer.setAccountLimits(account, OUT_OF_REACH, 0, Command.NONE);
        decide(writer, 0, withLimits, desks);
    }

    /** @param cut so many bytes fewer than were written, or more where it is negative */
    private void both(CommandWriter writer, Runnable writes, int cut, Market withoutLimits, Market withLimits) {
        writes.run();
        decide(writer, cut, withoutLimits, express);
        decide(writer, cut, withLimits, desks);
        assertArrayEquals(told(express), told(desks), "cut=" + cut);
    }

    private static void decide(CommandWriter writer, int cut, Market market, TransactionBuffer out) {
        out.clear();
        int length = Math.max(Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH, writer.length() - cut);
        market.onCommand(writer.buffer(), 0, length, 1, out);
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
