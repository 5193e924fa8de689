package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * NASDAQ, 21 June 2012: the messages of a day go through the market, and its book must be the published one after each (sample of
 * LOBSTER, lobsterdata.com). Takes the folder from {@code -Dgavel.data}.
 */
final class LobsterTest {
    private static final int ACCOUNT = 16;
    private static final int BOOK = 1;
    private static final int TYPE = 1;
    private static final int ORDER = 2;
    private static final int SIZE = 3;
    private static final int PRICE = 4;
    private static final int DIRECTION = 5;
    private static final int NEW = 1;
    private static final int LESS = 2;
    private static final int DELETED = 3;
    private static final int EXECUTED = 4;

    /** What rests of an order. */
    private record Resting(String id, boolean isBuy, long price, long qty, long leaves) {}

    private final Market market = new Market(new MarketConfig(10, 10, 10, 1, 100_000, 64, 1_000));
    private final CommandWriter writer = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(4_096);
    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final OrderRecordDecoder record = new OrderRecordDecoder();
    private int ids;

    @Test
    void theBookOfMicrosoftIsRightAtTenLevelsAfterEachOf999Messages() {
        List<long[]> messages = rows("MSFT_message_50.csv");
        List<long[]> books = rows("MSFT_orderbook_50.csv");
        open();
        seed(books.get(0), 50);
        for (int i = 1; i < messages.size(); i++) {
            apply(messages.get(i));
            for (int levels : new int[] {1, 5, 10}) {
                assertEquals(
                        text(books.get(i), levels),
                        text(book(levels), levels),
                        "row " + (i + 1) + ", levels " + levels);
            }
        }
        assertEquals(1_000, messages.size());
    }

    @Test
    void theBestPricesOfAmazonAreRightAfterEachOf55070Messages() {
        List<long[]> messages = rows("AMZN_message_1.csv");
        List<long[]> books = rows("AMZN_orderbook_1.csv");
        open();
        int right = 0;
        for (int i = 1; i < messages.size(); i++) {
            int type = (int) messages.get(i)[TYPE];
            if (type >= NEW && type <= EXECUTED) {
                seed(books.get(i - 1), 1);
                apply(messages.get(i));
                assertSide(books.get(i - 1), book(1), books.get(i), 0, "row " + (i + 1));
                assertSide(books.get(i - 1), book(1), books.get(i), 2, "row " + (i + 1));
                right++;
            }
        }
        // The first row is what the second one follows from.
        assertEquals(55_070, right + (messages.get(0)[TYPE] <= EXECUTED ? 1 : 0));
    }

    /** Where the only level that was published is used up, the next one is not known, but which way it must lie. */
    private static void assertSide(long[] before, long[] came, long[] after, int at, String where) {
        if (came[at + 1] > 0) {
            assertEquals(after[at], came[at], where);
            assertEquals(after[at + 1], came[at + 1], where);
        } else {
            assertTrue(at == 0 ? after[at] > before[at] : after[at] < before[at], where);
        }
    }

    private void apply(long[] message) {
        boolean isBuy = message[DIRECTION] > 0;
        long price = message[PRICE];
        switch ((int) message[TYPE]) {
            case NEW -> enter(isBuy, message[SIZE], price, "o" + message[ORDER]);
            case LESS, DELETED -> reduce(message, isBuy, price);
            case EXECUTED ->
                send(OrderTerms.immediate(isBuy ? Side.SELL : Side.BUY, message[SIZE], price), "x" + ++ids);
            default -> {}
        }
    }

    /** Of an order that the seed holds without a name, or of one that is not in the levels that are published. */
    private void reduce(long[] message, boolean isBuy, long price) {
        Resting named = null;
        for (Resting order : resting()) {
            boolean isSeed = order.id().startsWith("s") && order.isBuy() == isBuy && order.price() == price;
            if (order.id().replace("'", "").equals("o" + message[ORDER]) || (named == null && isSeed)) {
                named = order;
            }
        }
        if (named == null) {
            return;
        }
        if (message[SIZE] >= named.leaves()) {
            writer.cancelOrder(ACCOUNT, BOOK, named.id());
        } else {
            long absent = CommandWriter.Conditions.ABSENT;
            String id = named.id().charAt(0) == 's' ? "s" + ++ids : named.id() + "'";
            writer.replaceOrder(ACCOUNT, BOOK, named.qty() - message[SIZE], absent, id, named.id());
        }
        send();
    }

    /** The levels of a row, each as one order without a name, and nothing else. */
    private void seed(long[] row, int levels) {
        for (Resting order : resting()) {
            writer.cancelOrder(ACCOUNT, BOOK, order.id());
            send();
        }
        for (int level = 0; level < levels; level++) {
            enter(false, row[4 * level + 1], row[4 * level], "s" + ++ids);
            enter(true, row[4 * level + 3], row[4 * level + 2], "s" + ++ids);
        }
    }

    private void open() {
        writer.createAsset("usd", 4);
        send();
        writer.createAsset("share", 0);
        send();
        writer.createAccount("nasdaq", false);
        send();
        writer.createInstrument(terms -> terms.baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.NONE)
                .priceDecimals((short) 4)
                .qtyDecimals((short) 0)
                .tick(100)
                .lot(1)
                .name("book"));
        send();
    }

    private void enter(boolean isBuy, long qty, long price, String id) {
        send(OrderTerms.resting(isBuy ? Side.BUY : Side.SELL, qty, price), id);
    }

    private void send(OrderTerms terms, String id) {
        writer.newOrder(ACCOUNT, BOOK, terms, id);
        send();
    }

    private void send() {
        out.clear();
        market.onCommand(writer.buffer(), 0, writer.length(), 0, out);
    }

    private List<Resting> resting() {
        List<Resting> orders = new ArrayList<>();
        market.writeSnapshot((buffer, offset, length) -> {
            frame.wrap(buffer, offset);
            if (frame.templateId() == OrderRecordDecoder.TEMPLATE_ID) {
                record.wrap(buffer, offset + Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version());
                orders.add(new Resting(
                        record.clOrdId(),
                        record.side() == Side.BUY,
                        record.priceTicks() * 100,
                        record.qtyLots(),
                        record.leavesLots()));
            }
        });
        return orders;
    }

    /** Ask, its size, bid, its size, a level: as the files have it; zeros where there is none. */
    private long[] book(int levels) {
        TreeMap<Long, Long> asks = new TreeMap<>();
        TreeMap<Long, Long> bids = new TreeMap<>();
        for (Resting order : resting()) {
            (order.isBuy() ? bids : asks).merge(order.price(), order.leaves(), Long::sum);
        }
        long[] row = new long[4 * levels];
        for (int level = 0; level < levels; level++) {
            if (!asks.isEmpty()) {
                row[4 * level] = asks.firstKey();
                row[4 * level + 1] = asks.pollFirstEntry().getValue();
            }
            if (!bids.isEmpty()) {
                row[4 * level + 2] = bids.lastKey();
                row[4 * level + 3] = bids.pollLastEntry().getValue();
            }
        }
        return row;
    }

    private static String text(long[] row, int levels) {
        return Arrays.toString(Arrays.copyOf(row, 4 * levels));
    }

    private static List<long[]> rows(String file) {
        String folder = System.getProperty("gavel.data", "");
        if (folder.isEmpty()) {
            System.err.println("SKIPPED: the test on real order books needs the data, run with -Dgavel.data=DIR");
        }
        assumeTrue(!folder.isEmpty(), "gavel.data is not set");
        try {
            List<long[]> rows = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of(folder, "lobster", file))) {
                String[] fields = line.split(",");
                long[] row = new long[fields.length];
                for (int i = 0; i < row.length; i++) {
                    // Of the time only whole seconds.
                    row[i] = Long.parseLong(i == 0 ? fields[i].split("\\.")[0] : fields[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new IllegalStateException("no data, folder=" + folder, e);
        }
    }
}
