package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What would trade is what does: TIF-1, TIF-3, ICE-1, STP-1, STP-2. */
final class DryRunTest {
    private static final int BOOK = 1;
    private static final int TAKER = 3;
    private static final int ACCOUNTS = 4;

    private final OrderStore orders = new OrderStore(0);
    private final OrderBook book = new OrderBook(BOOK, orders);
    private final DryRun dryRun = new DryRun(orders);
    private final GuardedMatch guarded = new GuardedMatch(orders);
    private final Random random = new Random(11);
    private final List<String> told = new ArrayList<>();
    private int nextId = 1;

    @ParameterizedTest
    @EnumSource(
            value = SelfTrade.class,
            names = {"NULL_VAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatWouldTradeDoesTradeByTrade(SelfTrade mode) {
        for (int i = 0; i < 3_000; i++) {
            fill(mode);
            long qty = 1 + random.nextInt(60);
            long limit = 95 + random.nextInt(10);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long funds = random.nextInt(3) == 0 ? random.nextInt(4_000) : Long.MAX_VALUE;

            told.clear();
            Purse purse = new Purse(funds);
            long wouldTrade = dryRun.run(book, side, limit, qty, TAKER, mode, purse);
            List<String> expected = List.copyOf(told);
            told.clear();
            guarded.run(book, side, limit, qty, TAKER, mode, new Trades(new Purse(funds)));

            assertEquals(expected, told);
            assertEquals(wouldTrade, qty - guarded.leavesLots() - guarded.preventedLots());
            book.verify(false);
        }
        assertTrue(nextId > 1_000);
    }

    @Test
    void nothingIsChangedByTryingItOut() {
        rest(Side.SELL, 1, 100, 7, 2);
        rest(Side.SELL, TAKER, 100, 5, 5);
        for (int i = 0; i < 3; i++) {
            told.clear();
            dryRun.run(book, Side.BUY, 100, 9, TAKER, SelfTrade.CANCEL_OLDEST, new Purse(Long.MAX_VALUE));
            assertEquals(List.of("2@100", "2@100", "2@100", "1@100"), told);
        }
        book.verify(false);
    }

    private void fill(SelfTrade mode) {
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            boolean isBuy = random.nextBoolean();
            long price = isBuy ? 95 + random.nextInt(5) : 100 + random.nextInt(5);
            long qty = 1 + random.nextInt(12);
            long display = random.nextInt(3) == 0 ? 1 + random.nextInt((int) qty) : qty;
            rest(isBuy ? Side.BUY : Side.SELL, random.nextInt(ACCOUNTS), price, qty, display);
        }
        if (orders.size() > 40) {
            guarded.run(book, Side.BUY, 200, 1_000, -1, mode, new Trades(new Purse(Long.MAX_VALUE)));
            guarded.run(book, Side.SELL, 1, 1_000, -1, mode, new Trades(new Purse(Long.MAX_VALUE)));
        }
    }

    private void rest(Side side, int account, long price, long qty, long display) {
        int id = nextId++;
        byte[] bytes = Integer.toString(id).getBytes(StandardCharsets.US_ASCII);
        int order = orders.add(id, account, BOOK, side, qty, display, bytes, 0, bytes.length);
        if (display < qty) {
            orders.flags(order, OrderStore.SPECIAL);
            orders.extras().add(order, OrdType.LIMIT, TimeInForce.GTC, PostOnly.NO, SelfTrade.NULL_VAL);
            orders.extras().displayLots(order, display);
            orders.extras().hiddenLots(order, qty - display);
        }
        if (book.meets(side, price)) {
            orders.free(order);
        } else {
            book.rest(order, price);
        }
    }

    /** Pays price times lots, as long as there is something left. */
    private final class Purse implements DryRun.Purse {
        private long rest;

        Purse(long funds) {
            rest = funds;
        }

        @Override
        public long pay(long priceTicks, long lots) {
            long paid = affordable(priceTicks, lots);
            if (paid > 0) {
                told.add(paid + "@" + priceTicks);
            }
            rest -= paid * priceTicks;
            return paid;
        }

        private long affordable(long priceTicks, long lots) {
            return Math.min(lots, rest / priceTicks);
        }
    }

    private final class Trades implements GuardedMatch.Listener {
        private final Purse purse;

        Trades(Purse purse) {
            this.purse = purse;
        }

        @Override
        public long affordableLots(long priceTicks, long lots) {
            return purse.affordable(priceTicks, lots);
        }

        @Override
        public void onTrade(int maker, long priceTicks, long qtyLots) {
            purse.pay(priceTicks, qtyLots);
        }

        @Override
        public void onFilled(int maker) {
            orders.free(maker);
        }

        @Override
        public void onPrevented(int maker, long priceTicks, long lots) {
            assertEquals(TAKER, orders.accountId(maker));
        }

        @Override
        public void onPreventedMaker(int maker, long priceTicks, long leavesLots) {
            orders.free(maker);
        }
    }
}
