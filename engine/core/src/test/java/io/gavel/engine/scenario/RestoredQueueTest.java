package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Two states are the same only if every queue is: neither a snapshot nor a hash is content with totals. */
final class RestoredQueueTest {
    private static final MarketConfig CONFIG = MarketConfig.defaults();

    private final Names names = new Names();
    private final CommandWriter writer = new CommandWriter();
    private final ActionCompiler compiler = new ActionCompiler(names, writer);

    @Test
    void aSnapshotWhoseQueueWasTurnedAroundIsRefused() {
        List<byte[]> records = SnapshotRecords.of(market()).records();
        List<Integer> orders = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            int templateId = new EventFrameDecoder()
                    .wrap(new UnsafeBuffer(records.get(i)), 0)
                    .templateId();
            if (templateId == OrderRecordDecoder.TEMPLATE_ID) {
                orders.add(i);
            }
        }
        assertEquals(3, orders.size(), "three alike of one price, each by a name of its own");
        for (int i = 1; i < orders.size(); i++) {
            List<byte[]> turned = new ArrayList<>(records);
            Collections.swap(turned, orders.get(i - 1), orders.get(i));
            String told = assertThrows(IllegalStateException.class, () -> restored(turned))
                    .getMessage();
            assertTrue(told.startsWith("expected the state that was written"), told);
        }
        restored(records).verify();
    }

    @Test
    void aSnapshotThatIsCutOrLacksARecordIsRefusedWhereverThatIs() {
        List<byte[]> records = SnapshotRecords.of(market()).records();
        for (int i = 0; i < records.size(); i++) {
            List<byte[]> cut = records.subList(0, i);
            assertThrows(RuntimeException.class, () -> restored(cut), "records=" + i);
            List<byte[]> lacking = new ArrayList<>(records);
            lacking.remove(i);
            assertThrows(RuntimeException.class, () -> restored(lacking), "lacking=" + i);
        }
        restored(records).verify();
    }

    /** What began with a snapshot that was cut takes no other one: a market is made of one, or of none. */
    @Test
    void aMarketThatIsHalfRestoredTakesNoOtherSnapshot() {
        List<byte[]> records = SnapshotRecords.of(market()).records();
        Market half = new Market(CONFIG);
        List<byte[]> cut = records.subList(0, records.size() - 1);
        assertThrows(IllegalStateException.class, () -> read(half, cut));
        String told = assertThrows(IllegalStateException.class, () -> read(half, records))
                .getMessage();
        assertTrue(told.startsWith("expected a new market"), told);
    }

    private Market market() {
        History history = new History(CONFIG);
        act(history, "usd: asset");
        act(history, "coal: asset, decimals 0");
        act(history, "coal/usd: book of coal in usd, tick 1, lot 1");
        for (String account : List.of("bob", "carol", "dave")) {
            act(history, account + ": account, unlimited credit");
            act(history, account + " sells 4 coal/usd at 100 as x");
        }
        return history.market();
    }

    private void act(History history, String action) {
        compiler.compile(action, 0, 0);
        history.command(writer.buffer(), writer.length(), 0);
        history.last().forEach(names::learn);
    }

    private static Market restored(List<byte[]> records) {
        Market market = new Market(CONFIG);
        read(market, records);
        return market;
    }

    private static void read(Market market, List<byte[]> records) {
        market.readSnapshot(
                sink -> records.forEach(record -> sink.onRecord(new UnsafeBuffer(record), 0, record.length)));
    }
}
