package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.TradedDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A trade is told under an id that no other trade has, and that neither a replay nor a restart changes. */
final class TradeIdsTest {
    private static final MarketConfig CONFIG = MarketConfig.defaults();
    private static final int COMMANDS = 4_000;
    private static final int RESTING = 600;

    private final Names names = new Names();
    private final CommandWriter writer = new CommandWriter();
    private final ActionCompiler compiler = new ActionCompiler(names, writer);

    private record Trade(long id, long makerOrderId, long takerOrderId, long priceTicks, long lots) {}

    @Test
    void noTwoTradesHaveOneIdAndNeitherReplaysNorRestartsGiveOthers() {
        History straight = random(0);
        List<Trade> trades = trades(straight.record());
        assertTrue(trades.size() > COMMANDS / 20, () -> "expected trades, count=" + trades.size());
        assertRising(trades);
        assertEquals(trades, trades(random(97).record()), "from a snapshot at every 97th command");
        assertEquals(trades, trades(History.replay(straight.record(), CONFIG).record()), "replayed");
    }

    @Test
    void aCommandOfManyTransactionsNamesEachTradeAlsoWhenItsRecordWasCut() {
        History history = new History(CONFIG);
        act(history, "usd: asset");
        act(history, "coal: asset, decimals 0");
        act(history, "alice: account, unlimited credit");
        act(history, "bob: account, unlimited credit");
        act(history, "coal/usd: book of coal in usd, tick 1, lot 1");
        for (int i = 0; i < RESTING; i++) {
            act(history, "bob sells 1 coal/usd at 100");
        }
        int before = history.record().length;
        act(history, "alice buys " + RESTING + " coal/usd at 100");
        byte[] whole = history.record();
        List<Trade> trades = trades(whole);
        assertEquals(RESTING, trades.size());
        assertRising(trades);
        int first = new Transaction().wrap(new UnsafeBuffer(whole), before, 1).length();
        assertTrue(before + first < whole.length, "expected several transactions");
        byte[] cut = Arrays.copyOf(whole, before + first);
        assertEquals(trades, trades(History.replay(cut, CONFIG).record()), "what was cut is completed under its ids");

        history.restart(CONFIG);
        act(history, "bob sells 1 coal/usd at 100");
        act(history, "alice buys 1 coal/usd at 100");
        List<Trade> all = trades(history.record());
        assertEquals(RESTING + 1, all.size());
        assertRising(all);
    }

    private static History random(int restartEvery) {
        History history = new History(CONFIG);
        RandomTrader trader = new RandomTrader(11);
        trader.found(history);
        for (int i = 1; i <= COMMANDS; i++) {
            byte[] command = trader.next();
            if (command.length > 0) {
                history.command(new UnsafeBuffer(command), command.length, trader.nowNs());
            } else {
                history.time(trader.nowNs());
            }
            if (restartEvery > 0 && i % restartEvery == 0) {
                history.restart(CONFIG);
            }
        }
        return history;
    }

    private static void assertRising(List<Trade> trades) {
        for (int i = 1; i < trades.size(); i++) {
            long before = trades.get(i - 1).id();
            long id = trades.get(i).id();
            assertTrue(before < id, () -> "expected ids that rise, before=" + before + ", id=" + id);
        }
    }

    private static List<Trade> trades(byte[] record) {
        List<Trade> trades = new ArrayList<>();
        TradedDecoder traded = new TradedDecoder();
        History.forEach(record, at -> {
            while (at.nextEvent()) {
                if (EventType.of(at.eventTemplateId()) == EventType.TRADED) {
                    traded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
                    trades.add(new Trade(
                            Transaction.eventId(at.seq(), at.eventIndex()),
                            traded.makerOrderId(),
                            traded.takerOrderId(),
                            traded.priceTicks(),
                            traded.qtyLots()));
                }
            }
        });
        return trades;
    }

    private void act(History history, String action) {
        compiler.compile(action, 0, 0);
        history.command(writer.buffer(), writer.length(), 0);
        history.last().forEach(names::learn);
    }
}
