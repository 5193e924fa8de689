package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.account.LedgerLegs;
import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold whatever anybody sends: 100,000 commands made up from a seed, which a failure names. */
@DisplayName("Random histories: the great laws hold, replay equals live")
final class RandomHistoryTest {
    /** What the random trader's commands do not bring about: they are plain orders and bids. */
    private static final Set<EventType> NOT_TRADED_HERE = EnumSet.of(
            EventType.RULE_SET_CHANGED,
            EventType.ORDER_ENTERED,
            EventType.ORDER_REPLACED,
            EventType.ORDER_TRIGGERED,
            EventType.CROSS_TRADED,
            EventType.MATCH_PREVENTED,
            EventType.MASS_CANCELED,
            EventType.CANCEL_ALL_AFTER_SET,
            EventType.ACCOUNT_BLOCKED,
            EventType.APPLIED,
            EventType.PHASE_CHANGED,
            EventType.INDICATIVE,
            EventType.UNCROSSED,
            EventType.BID_RELEASED,
            EventType.BID_RETRACTED,
            EventType.BID_HELD,
            EventType.SECOND_CHANCE_OFFERED,
            EventType.SECOND_CHANCE_ENDED,
            EventType.SALE_CANCELED,
            EventType.AUCTION_AWARDED,
            EventType.AUCTION_ENDED,
            EventType.SEALED_STATE,
            EventType.AUCTION_REBUILT,
            EventType.ROUND_BID,
            EventType.ROUND_ENDED,
            EventType.CLOCK_STATE,
            EventType.SESSION_STATE,
            EventType.SESSION_EXTENDED);

    private static final int COMMANDS = 100_000;
    private static final int VERIFY_EVERY = 1_000;
    private static final MarketConfig CONFIG = MarketConfig.defaults();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261120})
    void lawsHoldAndReplayEqualsLive(long seed) {
        History live = live(seed, COMMANDS, 0);
        byte[] record = live.record();
        assertEveryEventHappened(record);
        assertLegsExplainEveryBalance(live, record);

        History replayed = History.replay(record, CONFIG);
        assertArrayEquals(record, replayed.record(), "replay equals live, seed=" + seed);
        assertEquals(live.market().stateHash(), replayed.market().stateHash(), "same state, seed=" + seed);
    }

    @Test
    void takingOverFromSnapshotsChangesNothing() {
        History straight = live(7, COMMANDS / 4, 0);
        History restarted = live(7, COMMANDS / 4, 997);
        assertArrayEquals(straight.record(), restarted.record(), "a restart from a snapshot changes nothing, seed=7");
        assertEquals(straight.market().stateHash(), restarted.market().stateHash());
    }

    /** Plays a history; with {@code restartEvery} above zero a new market takes over that often. */
    private static History live(long seed, int commands, int restartEvery) {
        History history = new History(CONFIG);
        RandomTrader trader = new RandomTrader(seed);
        trader.found(history);
        for (int i = 1; i <= commands; i++) {
            byte[] command = trader.next();
            if (command.length > 0) {
                history.command(new UnsafeBuffer(command), command.length, trader.nowNs());
            } else {
                history.time(trader.nowNs());
            }
            if (i % VERIFY_EVERY == 0) {
                history.market().verify();
            }
            if (restartEvery > 0 && i % restartEvery == 0) {
                history.restart(CONFIG);
            }
        }
        history.market().verify();
        return history;
    }

    /** A history that never sells a lot or cancels an order proves little. */
    private static void assertEveryEventHappened(byte[] record) {
        Map<EventType, Integer> counts = new EnumMap<>(EventType.class);
        History.forEach(record, transaction -> {
            while (transaction.nextEvent()) {
                counts.merge(EventType.of(transaction.eventTemplateId()), 1, Integer::sum);
            }
        });
        for (EventType type : EventType.values()) {
            if (!NOT_TRADED_HERE.contains(type)) {
                assertTrue(counts.getOrDefault(type, 0) >= 10, () -> "expected events of every kind, counts=" + counts);
            }
        }
    }

    /** The legs derived from events alone sum to zero and to the balances that the market keeps. */
    private static void assertLegsExplainEveryBalance(History live, byte[] record) {
        Map<String, Long> totals = new TreeMap<>();
        Map<String, Long> helds = new TreeMap<>();
        Directory directory = new Directory();
        LedgerLegs legs = new LedgerLegs();
        History.forEach(record, transaction -> {
            directory.onTransaction(transaction);
            while (transaction.nextEvent()) {
                legs.onEvent(transaction, directory, (accountId, assetId, totalDelta, heldDelta, kind) -> {
                    totals.merge(accountId + "/" + assetId, totalDelta, Long::sum);
                    helds.merge(accountId + "/" + assetId, heldDelta, Long::sum);
                });
            }
        });
        MarketState state = MarketState.of(SnapshotRecords.of(live.market()).records());
        Map<String, Long> sums = new TreeMap<>();
        totals.forEach((key, total) -> {
            int slash = key.indexOf('/');
            int accountId = Integer.parseInt(key.substring(0, slash));
            int assetId = Integer.parseInt(key.substring(slash + 1));
            MarketState.Balance balance = state.balance(accountId, assetId);
            assertEquals(balance.totalMinor(), total, () -> "total of " + key);
            assertEquals(balance.heldMinor(), helds.get(key), () -> "held of " + key);
            sums.merge(key.substring(slash), total, Long::sum);
        });
        sums.forEach((asset, sum) -> assertEquals(0, sum, () -> "money is conserved, asset=" + asset));
    }

    @Test
    @DisplayName("ENG-12: a maximum beyond the final price leaves no trace in what the public sees")
    void maximaBeyondThePriceAreSecret() {
        for (int seed = 0; seed < 300; seed++) {
            assertArrayEquals(
                    PublicStream.of(seed, 0), PublicStream.of(seed, 1_000_000), "the same public stream, seed=" + seed);
        }
    }

    @Test
    void aRecordIsReadBackAsItWasWritten() {
        History history = live(3, 1_000, 0);
        UnsafeBuffer bytes = new UnsafeBuffer(history.record());
        long[] seen = new long[2];
        History.forEach(history.record(), transaction -> {
            seen[0] = transaction.seq();
            seen[1] += transaction.length();
        });
        assertEquals(history.market().lastSeq(), seen[0]);
        assertEquals(bytes.capacity(), seen[1]);
    }
}
