package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.lang.management.ManagementFactory;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Orders that a market has room for cost no memory as they come; it holds more, too. */
final class RoomForOrdersTest {
    private static final int ORDERS = 200_000;
    private static final int ACCOUNTS = 100;
    private static final int PRICES = 500;
    private static final int BOOK = 1;
    private static final int WARM_UP = ORDERS / 4;
    /** Remembered of an account: the warm-up fills them. */
    private static final int IDS = 64;
    /** Bytes between the beginnings of two commands, which all are of one length. */
    private static final int STRIDE = 128;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CommandWriter command = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final UnsafeBuffer orders = new UnsafeBuffer(new byte[ORDERS * STRIDE]);
    private int orderLength;

    @Test
    void whatThereIsRoomForCostsNoMemory() {
        writeOrders();
        long without = allocatedByOrders(new Market(config().withRoomForOrders(0)));
        long withRoom = allocatedByOrders(new Market(config().withRoomForOrders(ORDERS)));
        assertTrue(without > 64L * ORDERS / 2, "expected orders without room to cost memory, bytes=" + without);
        assertTrue(withRoom < ORDERS / 100, "expected room for all, bytes=" + withRoom);
    }

    private static MarketConfig config() {
        return new MarketConfig(10, 1_000, 10, 10, ORDERS, IDS, ACCOUNTS * IDS * 2);
    }

    private long allocatedByOrders(Market market) {
        list(market);
        enter(market, 0, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        enter(market, WARM_UP, ORDERS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(ORDERS, market.openOrders());
        market.verify();
        return allocated;
    }

    private void list(Market market) {
        command.createAsset("BASE", 0);
        decide(market, command.buffer(), 0, command.length());
        command.createAsset("QUOTE", 2);
        decide(market, command.buffer(), 0, command.length());
        for (int i = 0; i < ACCOUNTS; i++) {
            command.createAccount("account-" + i, false);
            decide(market, command.buffer(), 0, command.length());
        }
        command.createInstrument(terms -> terms.baseAssetId(1)
                .quoteAssetId(2)
                .risk(RiskMode.NONE)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .name("BOOK"));
        decide(market, command.buffer(), 0, command.length());
    }

    private void writeOrders() {
        for (int i = 0; i < ORDERS; i++) {
            Side side = (i & 1) == 0 ? Side.BUY : Side.SELL;
            int away = 1 + i % PRICES;
            long price = 100_000 + (side == Side.BUY ? -away : away);
            int account = SystemAccount.FIRST_USER + i % ACCOUNTS;
            command.newOrder(account, BOOK, OrderTerms.resting(side, 10, price), Integer.toString(10_000_000 + i));
            orders.putBytes(i * STRIDE, command.buffer(), 0, command.length());
        }
        orderLength = command.length();
    }

    private void enter(Market market, int from, int to) {
        for (int i = from; i < to; i++) {
            decide(market, orders, i * STRIDE, orderLength);
        }
    }

    private void decide(Market market, DirectBuffer from, int offset, int length) {
        out.clear();
        market.onCommand(from, offset, length, 1, out);
    }
}
