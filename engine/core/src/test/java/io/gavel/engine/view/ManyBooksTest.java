package io.gavel.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.marketdata.MarketDataFeed;
import io.gavel.engine.view.marketdata.MarketDataLevel;
import io.gavel.engine.view.marketdata.PriceLevel;
import io.gavel.engine.view.marketdata.RebuiltBook;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Very many books: each trades for itself, is told and remembered, and takes little memory. */
final class ManyBooksTest {
    private static final int BOOKS = 10_000;
    /** Of so many books one is rebuilt from market data. */
    private static final int EACH = 499;

    private static final int MOST_BYTES_A_BOOK = 4_096;

    private final Exchange exchange = new Exchange()
            .send("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}")
            .send("{\"type\":\"createAsset\",\"asset\":\"B\",\"decimals\":0}")
            .send("{\"type\":\"createAccount\",\"account\":\"a\",\"unlimitedCredit\":true}")
            .send("{\"type\":\"createAccount\",\"account\":\"b\",\"unlimitedCredit\":true}");

    private int orders;

    @Test
    void tenThousandBooksTradeEachForItselfAndComeBackFromASnapshot() {
        list();
        List<RebuiltBook> rebuilt = new ArrayList<>();
        for (int book = EACH; book <= BOOKS; book += EACH) {
            rebuilt.add(new RebuiltBook(book));
            new MarketDataFeed(
                    exchange.views, exchange.directory, MarketDataLevel.L3, false, rebuilt.get(rebuilt.size() - 1));
        }
        trade();
        exchange.market.verify();
        assertEquals(2 * BOOKS, exchange.publicStream.toString().split("\"type\":\"trade\"").length - 1);
        for (int book = 1; book <= BOOKS; book++) {
            assertBook(exchange.views, book);
        }
        for (int i = 0; i < rebuilt.size(); i++) {
            int book = (i + 1) * EACH;
            assertEquals(List.of(bid(book)), rebuilt.get(i).levels(false), "bids of book " + book);
            assertEquals(List.of(ask(book)), rebuilt.get(i).levels(true), "asks of book " + book);
        }
        assertComesBack();
    }

    private void assertComesBack() {
        List<UnsafeBuffer> records = new ArrayList<>();
        exchange.market.writeSnapshot((buffer, offset, length) -> {
            UnsafeBuffer record = new UnsafeBuffer(new byte[length]);
            record.putBytes(0, buffer, offset, length);
            records.add(record);
        });
        Market restored = new Market(MarketConfig.defaults());
        long bytes = allocatedBy(() ->
                restored.readSnapshot(sink -> records.forEach(r -> sink.onRecord(r, 0, r.capacity()))));
        assertEquals(exchange.market.stateHash(), restored.stateHash());
        assertEquals(2 * BOOKS, restored.openOrders());
        restored.verify();
        ViewState views = new ViewState();
        records.forEach(record -> views.onSnapshotRecord(record, 0));
        for (int book = 1; book <= BOOKS; book++) {
            assertBook(views.views(), book);
        }
        // All that was allocated for a market of these books, and what their orders have outside the heap.
        long aBook = (bytes + restored.usedBytes()) / BOOKS;
        assertTrue(aBook < MOST_BYTES_A_BOOK, () -> "expected little memory a book, bytes=" + aBook);
    }

    private void list() {
        for (int book = 1; book <= BOOKS; book++) {
            exchange.send("{\"type\":\"createInstrument\",\"instrument\":\"X" + book
                    + "\",\"base\":\"B\",\"quote\":\"USD\",\"tick\":\"0.05\",\"lot\":\"1\"}");
        }
    }

    /** In turns over all books: two sells, a buy that takes one of them and a part of the other, a buy that rests. */
    private void trade() {
        for (int book = 1; book <= BOOKS; book++) {
            order("a", book, "sell", 5, ticks(book));
        }
        for (int book = 1; book <= BOOKS; book++) {
            order("a", book, "sell", 3, ticks(book) + 1);
        }
        for (int book = BOOKS; book >= 1; book--) {
            order("b", book, "buy", 6, ticks(book) + 1);
        }
        for (int book = 1; book <= BOOKS; book++) {
            order("b", book, "buy", 1 + book % 7, ticks(book) - 1);
        }
    }

    private void order(String account, int book, String side, int qty, long ticks) {
        exchange.send("{\"type\":\"newOrder\",\"account\":\"" + account + "\",\"clOrdId\":\"" + ++orders
                + "\",\"instrument\":\"X" + book + "\",\"side\":\"" + side + "\",\"qty\":\"" + qty + "\",\"price\":\""
                + ticks / 20 + "." + ticks % 20 / 2 + (ticks % 2 == 0 ? "0" : "5") + "\"}");
    }

    private static void assertBook(Views views, int book) {
        assertEquals(List.of(bid(book)), levels(views.book(book, false)), "bids of book " + book);
        assertEquals(List.of(ask(book)), levels(views.book(book, true)), "asks of book " + book);
    }

    private static PriceLevel bid(int book) {
        return new PriceLevel(ticks(book) - 1, 1 + book % 7, 0, 1);
    }

    private static PriceLevel ask(int book) {
        return new PriceLevel(ticks(book) + 1, 2, 0, 1);
    }

    private static long ticks(int book) {
        return 200 + book % 1_009;
    }

    private static List<PriceLevel> levels(BookSide side) {
        List<PriceLevel> levels = new ArrayList<>();
        for (int i = 0; i < side.count(); i++) {
            levels.add(new PriceLevel(side.priceTicks(i), side.qtyLots(i), side.limits(i), side.orders(i)));
        }
        return levels;
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        work.run();
        return thread.getCurrentThreadAllocatedBytes() - before;
    }
}
