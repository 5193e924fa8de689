package io.gavel.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gavel.engine.view.marketdata.BookChecksum;
import io.gavel.engine.view.marketdata.MarketDataFeed;
import io.gavel.engine.view.marketdata.MarketDataJson;
import io.gavel.engine.view.marketdata.MarketDataLevel;
import io.gavel.engine.view.marketdata.PriceLevel;
import io.gavel.engine.view.marketdata.RebuiltBook;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarketDataTest {
    private static final int BOOK = 1;
    private static final int COMMANDS = 6_000;

    private final Exchange exchange = new Exchange()
            .send("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}")
            .send("{\"type\":\"createAsset\",\"asset\":\"B\",\"decimals\":0}")
            .send("{\"type\":\"createAccount\",\"account\":\"a\",\"unlimitedCredit\":true}")
            .send("{\"type\":\"createAccount\",\"account\":\"b\",\"unlimitedCredit\":true}")
            .send("{\"type\":\"createInstrument\",\"instrument\":\"X\",\"base\":\"B\",\"quote\":\"USD\","
                    + "\"tick\":\"0.05\",\"lot\":\"1\"}");
    private final JsonWriter json = new JsonWriter();

    @Test
    void theBestPricesAreToldWhereTheyChangeOrSomebodyTrades() {
        feed(MarketDataLevel.L1, false);
        order("a", 1, "sell", 5, "10.00");
        order("a", 2, "sell", 5, "10.10");
        order("b", 3, "buy", 7, "10.05");
        assertEquals("""
                {"type":"l1","seq":6,"at":0,"instrument":"X","number":1,"ask":["10.00","5",1]}
                {"type":"l1","seq":8,"at":0,"instrument":"X","number":2,"bid":["10.05","2",1],"ask":["10.10","5",1],"last":["10.00","5"]}
                """, json.toString());
    }

    @Test
    void aLevelIsToldAsItIsWhenTheCommandIsDone() {
        feed(MarketDataLevel.L2, true);
        order("a", 1, "sell", 5, "10.00");
        order("b", 2, "buy", 7, "10.05");
        CRC32 first = new CRC32();
        first.update("10.00:5;".getBytes(StandardCharsets.US_ASCII));
        CRC32 second = new CRC32();
        second.update("10.05:2;".getBytes(StandardCharsets.US_ASCII));
        assertEquals("""
                {"type":"l2","seq":6,"at":0,"instrument":"X","number":1,"side":"sell","price":"10.00","qty":"5","orders":1}
                {"type":"checksum","seq":6,"at":0,"instrument":"X","number":2,"checksum":%d}
                {"type":"l2","seq":7,"at":0,"instrument":"X","number":3,"side":"buy","price":"10.05","qty":"2","orders":1}
                {"type":"l2","seq":7,"at":0,"instrument":"X","number":4,"side":"sell","price":"10.00","qty":"0","orders":0}
                {"type":"checksum","seq":7,"at":0,"instrument":"X","number":5,"checksum":%d}
                """.formatted(first.getValue(), second.getValue()), json.toString());
    }

    @Test
    void anOrderIsToldWithoutWhoseItIs() {
        feed(MarketDataLevel.L3, false);
        order("a", 1, "sell", 5, "10.00");
        order("b", 2, "buy", 3, "10.05");
        exchange.send("{\"type\":\"cancelOrder\",\"account\":\"a\",\"instrument\":\"X\",\"clOrdId\":\"1\"}");
        assertEquals("""
                {"type":"l3","seq":6,"at":0,"instrument":"X","number":1,"action":"add","orderId":"1","side":"sell","price":"10.00","qty":"5"}
                {"type":"l3","seq":7,"at":0,"instrument":"X","number":2,"action":"change","orderId":"1","side":"sell","price":"10.00","qty":"2"}
                {"type":"l3","seq":8,"at":0,"instrument":"X","number":3,"action":"remove","orderId":"1","side":"sell","price":"10.00","qty":"0"}
                """, json.toString());
    }

    @Test
    void theBestPricesHaveNoChecksum() {
        assertThrows(IllegalArgumentException.class, () -> feed(MarketDataLevel.L1, true));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "4, true"})
    void aBookRebuiltFromMarketDataIsTheBook(long seed, boolean hasCalls) {
        Directory directory = exchange.directory;
        RebuiltBook best = new RebuiltBook(BOOK);
        RebuiltBook levels = new RebuiltBook(BOOK);
        RebuiltBook orders = new RebuiltBook(BOOK);
        new MarketDataFeed(exchange.views, directory, MarketDataLevel.L1, false, best);
        new MarketDataFeed(exchange.views, directory, MarketDataLevel.L2, true, levels);
        new MarketDataFeed(exchange.views, directory, MarketDataLevel.L3, true, orders);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < COMMANDS; i++) {
            exchange.send(command(random, i, hasCalls));
            for (boolean isSell : new boolean[] {false, true}) {
                List<PriceLevel> shown = shown(isSell);
                assertEquals(shown, levels.levels(isSell), "levels, command=" + i);
                assertEquals(shown, orders.levels(isSell), "levels of orders, command=" + i);
                assertEquals(shown.isEmpty() ? null : shown.get(0), best.best(isSell), "best, command=" + i);
            }
            if (i % 16 == 0) {
                assertEquals(queue(false), orders.queue(false), "bids in their turn, command=" + i);
                assertEquals(queue(true), orders.queue(true), "asks in their turn, command=" + i);
            }
            long checksum = BookChecksum.of(directory.instrument(BOOK), shown(false), shown(true));
            if (levels.checksum() >= 0) {
                assertEquals(checksum, levels.checksum(), "command=" + i);
                assertEquals(checksum, orders.checksum(), "command=" + i);
            }
        }
        exchange.market.verify();
        assertEquals(hasCalls, exchange.publicStream.indexOf("\"aggressor\":\"none\"") > 0, "trades of calls");
    }

    static String command(SplittableRandom random, int i, boolean hasCalls) {
        String account = random.nextBoolean() ? "a" : "b";
        int recent = i - random.nextInt(1, 60);
        return switch (random.nextInt(20)) {
            case 0, 1, 2 ->
                "{\"type\":\"cancelOrder\",\"account\":\"" + account + "\",\"instrument\":\"X\",\"clOrdId\":\"" + recent
                        + "\"}";
            case 3, 4 ->
                "{\"type\":\"replaceOrder\",\"account\":\"" + account + "\",\"instrument\":\"X\",\"clOrdId\":\"" + i
                        + "\",\"origClOrdId\":\"" + recent + "\",\"qty\":\"" + random.nextInt(1, 40) + "\""
                        + (random.nextBoolean() ? ",\"price\":\"" + price(random) + "\"" : "") + "}";
            case 5 ->
                random.nextInt(8) == 0
                        ? "{\"type\":\"massCancel\",\"account\":\"" + account + "\"}"
                        : "{\"type\":\"setPhase\",\"instrument\":\"X\",\"phase\":\"continuous\"}";
            case 6 ->
                "{\"type\":\"setPhase\",\"instrument\":\"X\",\"phase\":\""
                        + (hasCalls && random.nextInt(4) == 0 ? "call" : "continuous") + "\"}";
            default -> newOrder(random, account, i);
        };
    }

    private static String newOrder(SplittableRandom random, String account, int i) {
        int qty = random.nextInt(1, 30);
        StringBuilder text = new StringBuilder("{\"type\":\"newOrder\",\"account\":\"" + account + "\",\"clOrdId\":\""
                + i + "\",\"instrument\":\"X\",\"side\":\"" + (random.nextBoolean() ? "buy" : "sell") + "\",\"qty\":\""
                + qty + "\"");
        switch (random.nextInt(10)) {
            case 0 -> text.append(",\"ordType\":\"market\"");
            case 1 -> text.append(",\"ordType\":\"marketToLimit\"");
            case 2 ->
                text.append(",\"ordType\":\"stop\",\"stopPx\":\"")
                        .append(price(random))
                        .append('"');
            case 3 ->
                text.append(",\"ordType\":\"stopLimit\",\"stopPx\":\"" + price(random) + "\",\"price\":\""
                        + price(random) + "\"");
            default -> text.append(",\"price\":\"").append(price(random)).append('"');
        }
        switch (random.nextInt(8)) {
            case 0 -> text.append(",\"timeInForce\":\"ioc\"");
            case 1, 2 ->
                text.append(",\"displayQty\":\"")
                        .append(random.nextInt(1, qty + 1))
                        .append('"');
            case 3 -> text.append(",\"postOnly\":\"slide\"");
            default -> {
                // Plain.
            }
        }
        String[] modes = {"none", "cancelNewest", "cancelOldest", "cancelBoth", "decrement"};
        return text.append(",\"selfTrade\":\"" + modes[random.nextInt(modes.length)] + "\"}")
                .toString();
    }

    private static String price(SplittableRandom random) {
        return "10." + (10 + 5 * random.nextInt(12));
    }

    private List<PriceLevel> shown(boolean isSell) {
        BookSide side = exchange.views.book(BOOK, isSell);
        List<PriceLevel> levels = new ArrayList<>();
        for (int i = 0; i < side.count(); i++) {
            levels.add(new PriceLevel(side.priceTicks(i), side.qtyLots(i), side.limits(i), side.orders(i)));
        }
        return levels;
    }

    /** The orders that the market itself keeps, as a snapshot lists them: best first, oldest first. */
    private List<RebuiltBook.Order> queue(boolean isSell) {
        List<RebuiltBook.Order> queue = new ArrayList<>();
        EventFrameDecoder frame = new EventFrameDecoder();
        OrderRecordDecoder record = new OrderRecordDecoder();
        exchange.market.writeSnapshot((buffer, offset, length) -> {
            frame.wrap(buffer, offset);
            if (frame.templateId() != OrderRecordDecoder.TEMPLATE_ID) {
                return;
            }
            record.wrap(buffer, offset + Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version());
            OrdType type = record.ordType();
            boolean isShown = type == OrdType.LIMIT || type == OrdType.NULL_VAL;
            if (isShown && (record.side() == Side.SELL) == isSell) {
                boolean isIceberg = record.shownLots() != OrderRecordDecoder.shownLotsNullValue();
                queue.add(
                        new RebuiltBook.Order(record.orderId(), isIceberg ? record.shownLots() : record.leavesLots()));
            }
        });
        return queue;
    }

    private void feed(MarketDataLevel level, boolean hasChecksum) {
        MarketDataJson lines = new MarketDataJson(exchange.directory, json);
        new MarketDataFeed(exchange.views, exchange.directory, level, hasChecksum, lines);
    }

    private void order(String account, int clOrdId, String side, int qty, String price) {
        exchange.send("{\"type\":\"newOrder\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId
                + "\",\"instrument\":\"X\",\"side\":\"" + side + "\",\"qty\":\"" + qty + "\",\"price\":\"" + price
                + "\"}");
    }
}
