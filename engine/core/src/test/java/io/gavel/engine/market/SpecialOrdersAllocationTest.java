package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Orders with conditions cost memory while they rest, and leave none behind. */
final class SpecialOrdersAllocationTest {
    private static final int ANN = 16;
    private static final int BOB = 17;
    private static final int BOOK = 1;
    private static final int ID_LENGTH = 8;
    private static final int WARM_UP_ROUNDS = 4_000;
    private static final int ROUNDS = 4_000;

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market = new Market(MarketConfig.defaults());
    private final List<UnsafeBuffer> round = new ArrayList<>();
    private long nextId = 10_000_000;

    @Test
    void stopsIcebergsConditionsAndPreventedMatchesAllocateNothing() {
        list();
        // Each round ends with an empty book and the last trade at 99.
        add(BOB, limit(Side.SELL, 6, 100).when(Conditions.NONE.withDisplayQty(2)));
        add(ANN, order(Side.BUY, OrdType.STOP, 2).when(Conditions.NONE.withStopPx(100)));
        add(ANN, new OrderTerms(Side.BUY, OrdType.LIMIT, TimeInForce.FOK, 1, 100));
        add(ANN, order(Side.BUY, OrdType.MARKET, 3).when(Conditions.NONE.withMinQty(1)));
        add(ANN, limit(Side.SELL, 2, 100));
        add(ANN, limit(Side.BUY, 2, 100).when(Conditions.NONE.withSelfTrade(SelfTrade.DECREMENT)));
        add(BOB, limit(Side.BUY, 1, 99));
        add(ANN, limit(Side.SELL, 1, 99).when(Conditions.NONE.withPostOnly(PostOnly.SLIDE)));
        add(BOB, order(Side.BUY, OrdType.MARKET_TO_LIMIT, 1));
        add(ANN, new OrderTerms(Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 1, 99));

        assertEquals(List.of(200, 204, 200, 202, 206, 207, 207), templatesOf(0, 1, 2));
        assertEquals(List.of(204, 202, 202), templatesOf(3));
        assertEquals(List.of(200, 200, 208, 203, 203), templatesOf(4, 5));
        assertEquals(List.of(200, 204, 204, 202, 200, 202), templatesOf(6, 7, 8, 9));
        play(WARM_UP_ROUNDS);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        play(ROUNDS);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        assertEquals(0, market.openOrders());
        assertTrue(allocated < ROUNDS, "expected less than a byte a round, bytes=" + allocated);
        market.verify();
    }

    /** The events of these commands of a round. */
    private List<Integer> templatesOf(int... numbers) {
        List<Integer> templates = new ArrayList<>();
        for (int number : numbers) {
            UnsafeBuffer command = round.get(number);
            name(command);
            out.clear();
            market.onCommand(command, 0, command.capacity(), 1, out);
            Transaction transaction = new Transaction().wrap(out.buffer(), 0, market.lastSeq());
            while (transaction.nextEvent()) {
                templates.add(transaction.eventTemplateId());
            }
        }
        return templates;
    }

    private void play(int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < round.size(); j++) {
                UnsafeBuffer command = round.get(j);
                name(command);
                out.clear();
                market.onCommand(command, 0, command.capacity(), 1, out);
            }
        }
    }

    /** The client order id is the end of the command: eight digits that count up. */
    private void name(UnsafeBuffer command) {
        long rest = nextId++;
        for (int at = command.capacity() - 1; at >= command.capacity() - ID_LENGTH; at--) {
            command.putByte(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private void add(int accountId, OrderTerms terms) {
        commands.newOrder(accountId, BOOK, terms, "00000000");
        UnsafeBuffer copy = new UnsafeBuffer(new byte[commands.length()]);
        copy.putBytes(0, commands.buffer(), 0, commands.length());
        round.add(copy);
    }

    private static OrderTerms limit(Side side, long qty, long price) {
        return OrderTerms.resting(side, qty, price);
    }

    private static OrderTerms order(Side side, OrdType type, long qty) {
        return new OrderTerms(side, type, TimeInForce.GTC, qty, OrderTerms.NO_PRICE);
    }

    private void list() {
        commands.createAsset("coal", 0);
        decide();
        commands.createAsset("usd", 2);
        decide();
        commands.createAccount("ann", true);
        decide();
        commands.createAccount("bob", true);
        decide();
        commands.createInstrument(terms -> terms.baseAssetId(1)
                .quoteAssetId(2)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 0)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .makerFeePercentMicros(1_000)
                .takerFeePercentMicros(2_000)
                .name("coal/usd"));
        decide();
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), 1, out);
    }
}
