package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a story cannot tell for length: long commands, small windows, full tables. */
@DisplayName("Market: commands with very many events, windows and limits")
final class MarketLimitsTest {
    private static final MarketConfig SMALL = new MarketConfig(2, 3, 1, 2, 3, 4, 1_000);

    private final Names names = new Names();
    private final CommandWriter writer = new CommandWriter();
    private final ActionCompiler compiler = new ActionCompiler(names, writer);
    private final EventReader reader = new EventReader(names);

    @Test
    void anOrderThatSweepsManyOthersSpansSeveralTransactions() {
        History history = new History(MarketConfig.defaults());
        books(history);
        for (int i = 0; i < 600; i++) {
            act(history, "bob sells 1 coal/usd at " + (100 + i % 7));
        }
        long before = history.market().lastSeq();
        List<String> sweep = act(history, "alice buys 700 coal/usd at 106 ioc");

        assertEquals(602, sweep.size());
        assertEquals("accepted", sweep.get(0));
        assertEquals("canceled 100 ioc", sweep.get(601));
        assertEquals(before + 3, history.market().lastSeq(), "602 events are three transactions of at most 256");
        history.market().verify();

        List<Integer> counts = new ArrayList<>();
        List<Boolean> continued = new ArrayList<>();
        List<Boolean> continuations = new ArrayList<>();
        history.last().forEach(transaction -> {
            counts.add(transaction.eventCount());
            continued.add(transaction.continues());
            continuations.add(transaction.isContinuation());
            assertTrue(transaction.length() <= Transaction.MAX_LENGTH);
        });
        assertEquals(List.of(256, 256, 90), counts);
        assertEquals(602, counts.stream().mapToInt(Integer::intValue).sum());
        assertEquals(List.of(true, true, false), continued);
        assertEquals(List.of(false, true, true), continuations);
    }

    @Test
    void replayCompletesACommandWhoseRecordWasCut() {
        History history = new History(MarketConfig.defaults());
        books(history);
        for (int i = 0; i < 600; i++) {
            act(history, "bob sells 1 coal/usd at 100");
        }
        int cut = history.record().length;
        act(history, "alice buys 600 coal/usd at 100");
        byte[] whole = history.record();
        int firstLength =
                new Transaction().wrap(new UnsafeBuffer(whole), cut, 1).length();

        History replayed = History.replay(Arrays.copyOf(whole, cut + firstLength), MarketConfig.defaults());
        assertArrayEquals(whole, replayed.record(), "the first part brings about the rest");
        assertArrayEquals(whole, History.replay(whole, MarketConfig.defaults()).record());
    }

    @Test
    void anIdIsForgottenWhenEnoughCameAfterIt() {
        History history = new History(SMALL);
        act(history, "usd: asset");
        act(history, "alice: account");
        act(history, "alice deposits 1 as a");
        act(history, "alice deposits 1 as b");
        act(history, "alice deposits 1 as c");
        act(history, "alice deposits 1 as d");
        assertEquals(List.of("as before: balance 1, held 0"), act(history, "alice deposits 1 as a"));
        act(history, "alice deposits 1 as e");
        assertEquals(List.of("balance 6 usd, held 0"), act(history, "alice deposits 1 as a"));
    }

    @Test
    void theIdOfARestingOrderIsNeverForgotten() {
        History history = new History(new MarketConfig(9, 9, 9, 9, 9, 2, 1_000));
        books(history);
        act(history, "alice buys 5 coal/usd at 10 as order");
        for (int i = 0; i < 20; i++) {
            act(history, "alice deposits 1 usd as d" + i);
        }
        assertEquals(List.of("as before: accepted"), act(history, "alice buys 5 coal/usd at 10 as order"));
        assertEquals(List.of("canceled 5 user"), act(history, "alice cancels order on coal/usd"));
        act(history, "alice deposits 1 usd as y");
        act(history, "alice deposits 1 usd as z");
        assertEquals(
                List.of("accepted"), act(history, "alice buys 5 coal/usd at 10 as order"), "it aged like any other");
    }

    @Test
    void moreOpenOrdersThanThereIsMemoryForAreNotPromised() {
        for (int maxOpenOrders : new int[] {0, MarketConfig.MOST_OPEN_ORDERS + 1}) {
            String told = assertThrows(
                            IllegalArgumentException.class, () -> new MarketConfig(9, 9, 9, 9, maxOpenOrders, 9, 1_000))
                    .getMessage();
            assertEquals("expected 1 to 16000000 open orders, maxOpenOrders=" + maxOpenOrders, told);
        }
    }

    @Test
    @DisplayName("LIMIT_REACHED: every table has a limit with a name")
    void fullTablesRefuseAndSayHowManyTheyHold() {
        History history = new History(SMALL);
        act(history, "usd: asset");
        act(history, "coal: asset");
        assertEquals(List.of("rejected LIMIT_REACHED (bound 2)"), act(history, "gold: asset"));
        act(history, "alice: account");
        act(history, "bob: account");
        act(history, "carol: account");
        assertEquals(List.of("rejected LIMIT_REACHED (bound 3)"), act(history, "dave: account"));
        act(history, "coal/usd: book of coal in usd, tick 1, lot 1");
        assertEquals(List.of("rejected LIMIT_REACHED (bound 1)"), act(history, "usd/coal: book of usd in coal"));
        act(history, "lamp: english, opens 1, step 1");
        act(history, "vase: english, opens 1, step 1");
        assertEquals(List.of("rejected LIMIT_REACHED (bound 2)"), act(history, "bowl: english, opens 1, step 1"));

        act(history, "alice deposits 1000 usd");
        act(history, "alice buys 1 coal/usd at 10");
        act(history, "alice buys 1 coal/usd at 11");
        act(history, "alice buys 1 coal/usd at 12 as last");
        assertEquals(List.of("rejected LIMIT_REACHED (bound 3)"), act(history, "alice buys 1 coal/usd at 13"));
        assertEquals(
                List.of("accepted", "canceled 1 ioc"),
                act(history, "alice buys 1 coal/usd at 13 ioc"),
                "what never rests needs no place");
        act(history, "alice cancels last on coal/usd");
        assertEquals(List.of("accepted"), act(history, "alice buys 1 coal/usd at 13"));
        history.market().verify();
    }

    @Test
    @DisplayName("MALFORMED, NOT_SUPPORTED: what no adapter lets through is refused, not believed")
    void whatIsNoCommandIsRefused() {
        History history = new History(SMALL);
        act(history, "usd: asset");
        act(history, "alice: account");
        writer.deposit(names.account("alice"), 1, 100, "");
        assertEquals(List.of("rejected MALFORMED"), send(history));
        writer.upgrade(1);
        UnsafeBuffer unknown = new UnsafeBuffer(new byte[writer.length()]);
        unknown.putBytes(0, writer.buffer(), 0, writer.length());
        unknown.putShort(Transaction.COMMAND_HEAD_LENGTH + 2, (short) 99, ByteOrder.LITTLE_ENDIAN);
        history.command(unknown, unknown.capacity(), 0);
        assertEquals(List.of("rejected NOT_SUPPORTED"), last(history));
        assertFalse(history.market().lastSeq() == 0);
    }

    @Test
    void anEarlierTimeCountsAsTheLatest() {
        History history = new History(SMALL);
        act(history, "usd: asset");
        act(history, "alice: account");
        act(history, "lamp: english, opens 1, step 1, closes 12:00:00");
        compiler.compile("alice deposits 5", 0, 0);
        history.command(writer.buffer(), writer.length(), TimeText.timeNs("11:00:00"));
        compiler.compile("alice bids 1 on lamp", 0, 0);
        history.command(writer.buffer(), writer.length(), TimeText.timeNs("10:00:00"));
        assertEquals(TimeText.timeNs("11:00:00"), history.market().lastTimeNs());
        assertTrue(last(history).get(0).startsWith("accepted, price 1 by alice"));
    }

    private void books(History history) {
        act(history, "usd: asset");
        act(history, "coal: asset, decimals 0");
        act(history, "alice: account");
        act(history, "bob: account");
        act(history, "coal/usd: book of coal in usd, tick 1, lot 1");
        act(history, "alice deposits 1000000 usd");
        act(history, "bob deposits 1000000 coal");
    }

    private List<String> act(History history, String action) {
        compiler.compile(action, 0, 0);
        return send(history);
    }

    private List<String> send(History history) {
        history.command(writer.buffer(), writer.length(), 0);
        return last(history);
    }

    private List<String> last(History history) {
        List<String> phrases = new ArrayList<>();
        history.last().forEach(transaction -> {
            names.learn(transaction);
            reader.read(transaction).forEach(phrase -> phrases.add(phrase.text()));
        });
        return phrases;
    }
}
