package io.gavel.engine.market;

import static io.gavel.wire.EventType.INDICATIVE;
import static io.gavel.wire.EventType.MASS_CANCELED;
import static io.gavel.wire.EventType.ORDER_ACCEPTED;
import static io.gavel.wire.EventType.ORDER_CANCELED;
import static io.gavel.wire.EventType.ORDER_REPLACED;
import static io.gavel.wire.EventType.TRADED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.EventType;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Once as many client order ids are remembered as may be, changing an order, canceling one or all, and collecting orders
 * for a call whose price is told after each of them allocate nothing at all.
 */
final class OrderChangesAllocationTest {
    private static final int ANN = SystemAccount.FIRST_USER;
    private static final int BOB = ANN + 1;
    private static final int BOOK = 1;
    private static final int IDS_AN_ACCOUNT = 64;
    private static final int WARM_UP_ROUNDS = 8_000;
    /** More than one, as the JVM allocates a few bytes by itself where it compiles anew. */
    private static final int STRETCHES = 5;

    private static final int STRETCH_ROUNDS = 2_000;
    private static final int ID_LENGTH = 8;

    /** From one id of a replace to the other: its digits, and the length in front of the next one. */
    private static final int NEXT_ID = ID_LENGTH + 1;

    private static final String ID = "00000000";

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market =
            new Market(new MarketConfig(10, 10, 10, 10, 1_000, IDS_AN_ACCOUNT, 2 * IDS_AN_ACCOUNT));
    private final List<Step> round = new ArrayList<>();
    private long firstId = 10_000_000;

    /**
     * A command of each round.
     *
     * @param ids which of the round's ids stand at its end, the last one first
     */
    private record Step(UnsafeBuffer command, int... ids) {}

    @Test
    void replacesAndCancelsAllocateNothing() {
        list();
        enter(BOB, 1, Side.SELL, 5, 100);
        enter(ANN, 2, Side.BUY, 5, 90);
        replace(ANN, 3, 2, 3, Conditions.ABSENT);
        replace(ANN, 4, 3, 6, 91);
        replace(ANN, 5, 4, 7, 100);
        cancel(ANN, 5);
        assertEquals(
                List.of(
                        ORDER_ACCEPTED,
                        ORDER_ACCEPTED,
                        ORDER_REPLACED,
                        ORDER_REPLACED,
                        ORDER_REPLACED,
                        TRADED,
                        ORDER_CANCELED),
                eventsOfARound());
        assertAllocatesNothing();
    }

    @Test
    void massCancelsAllocateNothing() {
        list();
        for (int i = 0; i < 4; i++) {
            enter(ANN, i, Side.BUY, 5, 90 - i % 2);
            enter(BOB, 4 + i, Side.SELL, 5, 100 + i % 2);
        }
        massCancel(ANN, 0, null);
        massCancel(BOB, BOOK, Side.SELL);
        massCancel(BOB, 0, null);
        List<EventType> events = eventsOfARound();
        assertEquals(8, events.stream().filter(ORDER_CANCELED::equals).count());
        assertEquals(3, events.stream().filter(MASS_CANCELED::equals).count());
        assertAllocatesNothing();
    }

    @Test
    void ordersOfACallAndTheirIndicativesAllocateNothing() {
        list();
        commands.setPhase(BOOK, Phase.CALL);
        decide();
        enter(ANN, 1, Side.BUY, 5, 100);
        enter(BOB, 2, Side.SELL, 3, 99);
        enter(BOB, 3, Side.SELL, 3, 98);
        replace(ANN, 4, 1, 9, 101);
        cancel(BOB, 2);
        massCancel(BOB, 0, null);
        cancel(ANN, 4);
        List<EventType> events = eventsOfARound();
        assertEquals(7, events.stream().filter(INDICATIVE::equals).count(), events::toString);
        assertAllocatesNothing();
    }

    @Test
    void aCallThatPrintsAllocatesNothing() {
        list();
        keep(() -> commands.setPhase(BOOK, Phase.CALL));
        enter(ANN, 1, Side.BUY, 5, 100);
        enter(BOB, 2, Side.SELL, 3, 99);
        enter(BOB, 3, Side.SELL, 2, 98);
        keep(() -> commands.uncross(BOOK, Conditions.ABSENT));
        List<EventType> events = eventsOfARound();
        assertEquals(2, events.stream().filter(EventType.CROSS_TRADED::equals).count(), events::toString);
        assertAllocatesNothing();
    }

    private void assertAllocatesNothing() {
        play(WARM_UP_ROUNDS);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            play(STRETCH_ROUNDS);
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, market.openOrders());
        assertEquals(0, least, "bytes that were allocated");
        market.verify();
    }

    private List<EventType> eventsOfARound() {
        List<EventType> events = new ArrayList<>();
        for (Step step : round) {
            decide(step);
            Transaction transaction = new Transaction().wrap(out.buffer(), 0, market.lastSeq());
            while (transaction.nextEvent()) {
                events.add(EventType.of(transaction.eventTemplateId()));
            }
        }
        firstId += round.size();
        return events;
    }

    private void play(int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < round.size(); j++) {
                decide(round.get(j));
            }
            firstId += round.size();
        }
    }

    private void decide(Step step) {
        UnsafeBuffer command = step.command;
        int at = command.capacity() - ID_LENGTH;
        for (int i = 0; i < step.ids.length; i++) {
            command.putNaturalLongAscii(at, firstId + step.ids[i]);
            at -= NEXT_ID;
        }
        out.clear();
        market.onCommand(command, 0, command.capacity(), 1, out);
    }

    private void enter(int accountId, int id, Side side, long qty, long price) {
        keep(() -> commands.newOrder(accountId, BOOK, OrderTerms.resting(side, qty, price), ID), id);
    }

    private void replace(int accountId, int id, int before, long qty, long price) {
        keep(() -> commands.replaceOrder(accountId, BOOK, qty, price, ID, ID), before, id);
    }

    private void cancel(int accountId, int id) {
        keep(() -> commands.cancelOrder(accountId, BOOK, ID), id);
    }

    private void massCancel(int accountId, int instrumentId, Side side) {
        keep(() -> commands.massCancel(accountId, instrumentId, side, CancelReason.MASS));
    }

    private void keep(Runnable write, int... ids) {
        write.run();
        UnsafeBuffer copy = new UnsafeBuffer(new byte[commands.length()]);
        copy.putBytes(0, commands.buffer(), 0, commands.length());
        round.add(new Step(copy, ids));
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
                .name("coal/usd"));
        decide();
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), 1, out);
    }
}
