package io.gavel.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.SnapshotSink;
import io.gavel.wire.Refusal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ViewsTest {
    private static final String LAMP =
            "{\"type\":\"createAuction\",\"at\":0,\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\","
                    + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"reserve\":\"5.00\",\"opensAt\":10,\"closesAt\":60}";
    private static final String ASK_LAMP = "{\"type\":\"auction?\",\"auction\":\"lamp\"}";
    private static final String ASK_BOOK = "{\"type\":\"book?\",\"instrument\":\"X\"}";

    private final Exchange exchange = new Exchange()
            .send("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}")
            .send("{\"type\":\"createAsset\",\"asset\":\"B\",\"decimals\":0}")
            .send("{\"type\":\"createAccount\",\"account\":\"a\",\"unlimitedCredit\":true}")
            .send("{\"type\":\"createAccount\",\"account\":\"b\",\"unlimitedCredit\":true}")
            .send(
                    "{\"type\":\"createInstrument\",\"instrument\":\"X\",\"base\":\"B\",\"quote\":\"USD\",\"tick\":\"0.05\",\"lot\":\"1\"}");

    @Test
    void anEmptyBookHasNoLevels() {
        assertTrue(exchange.ask(ASK_BOOK).endsWith("\"bids\":[],\"asks\":[]}"));
    }

    @Test
    void levelsAreBestFirstWithTheirOrdersCounted() {
        order("a", "1", "sell", 5, "10.10");
        order("a", "2", "sell", 3, "10.05");
        order("b", "1", "sell", 2, "10.10");
        order("a", "3", "buy", 1, "9.90");
        order("b", "2", "buy", 4, "9.95");
        String expected =
                "\"bids\":[[\"9.95\",\"4\",1],[\"9.90\",\"1\",1]],\"asks\":[[\"10.05\",\"3\",1],[\"10.10\",\"7\",2]]}";
        assertTrue(exchange.ask(ASK_BOOK).endsWith(expected), exchange.ask(ASK_BOOK));
        String best = exchange.ask("{\"type\":\"book?\",\"instrument\":\"X\",\"depth\":1}");
        assertTrue(best.endsWith("\"bids\":[[\"9.95\",\"4\",1]],\"asks\":[[\"10.05\",\"3\",1]]}"), best);
    }

    @Test
    void aLevelHoldsMoreThanOneOrderMayAndGivesItBack() {
        exchange.send(
                "{\"type\":\"createInstrument\",\"instrument\":\"N\",\"base\":\"B\",\"quote\":\"USD\",\"tick\":\"1\","
                        + "\"lot\":\"0.2\",\"risk\":\"none\"}");
        for (int i = 1; i <= 30; i++) {
            exchange.send("{\"type\":\"newOrder\",\"instrument\":\"N\",\"account\":\"a\",\"clOrdId\":\"n" + i
                    + "\",\"side\":\"buy\",\"qty\":\"461168601842738790.2\",\"price\":\"1\"}");
        }
        String ask = "{\"type\":\"book?\",\"instrument\":\"N\"}";
        assertTrue(
                exchange.ask(ask).endsWith("\"bids\":[[\"1\",\"13835058055282163706.0\",30]],\"asks\":[]}"),
                exchange.ask(ask));
        for (int i = 2; i <= 30; i++) {
            exchange.send(
                    "{\"type\":\"cancelOrder\",\"instrument\":\"N\",\"account\":\"a\",\"clOrdId\":\"n" + i + "\"}");
        }
        assertTrue(
                exchange.ask(ask).endsWith("\"bids\":[[\"1\",\"461168601842738790.2\",1]],\"asks\":[]}"),
                exchange.ask(ask));
    }

    @Test
    void aTradeTakesFromBothSidesAndWhatIsLeftRests() {
        order("a", "1", "sell", 5, "10.10");
        order("b", "1", "buy", 7, "10.20");
        assertTrue(exchange.ask(ASK_BOOK).endsWith("\"bids\":[[\"10.20\",\"2\",1]],\"asks\":[]}"));
        assertTrue(order("b", "1")
                .contains("\"state\":\"open\",\"price\":\"10.20\",\"qty\":\"7\",\"leaves\":\"2\",\"filled\":\"5\""));
        assertTrue(order("a", "1")
                .contains("\"state\":\"filled\",\"price\":\"10.10\",\"qty\":\"5\",\"leaves\":\"0\",\"filled\":\"5\""));
        assertTrue(
                balance("b", "USD").endsWith("\"total\":\"-50.50\",\"held\":\"20.40\",\"available\":\"-70.90\"}"),
                balance("b", "USD"));
        assertTrue(
                balance("a", "B").endsWith("\"total\":\"-5\",\"held\":\"0\",\"available\":\"-5\"}"), balance("a", "B"));
    }

    @Test
    void anOrderThatIsCanceledLeavesTheBook() {
        order("a", "1", "sell", 5, "10.10");
        exchange.send("{\"type\":\"cancelOrder\",\"account\":\"a\",\"instrument\":\"X\",\"clOrdId\":\"1\"}");
        assertTrue(exchange.ask(ASK_BOOK).endsWith("\"bids\":[],\"asks\":[]}"));
        assertTrue(order("a", "1")
                .contains(
                        "\"state\":\"canceled\",\"price\":\"10.10\",\"qty\":\"5\",\"leaves\":\"0\",\"filled\":\"0\""));
        assertTrue(balance("a", "B").endsWith("\"held\":\"0\",\"available\":\"0\"}"));
    }

    @Test
    void aBookMayBeCrossedInACallAndNeverAfterIt() {
        exchange.send("{\"type\":\"setPhase\",\"instrument\":\"X\",\"phase\":\"call\"}");
        order("a", "1", "sell", 5, "10.00");
        order("b", "1", "buy", 3, "10.10");
        order("b", "2", "buy", 4, "9.90");
        String crossed = "\"bids\":[[\"10.10\",\"3\",1],[\"9.90\",\"4\",1]],\"asks\":[[\"10.00\",\"5\",1]]}";
        assertTrue(exchange.ask(ASK_BOOK).endsWith(crossed), exchange.ask(ASK_BOOK));
        exchange.send("{\"type\":\"uncross\",\"instrument\":\"X\"}");
        String after = "\"bids\":[[\"9.90\",\"4\",1]],\"asks\":[[\"10.00\",\"2\",1]]}";
        assertTrue(exchange.ask(ASK_BOOK).endsWith(after), exchange.ask(ASK_BOOK));
        assertTrue(order("b", "1").contains("\"state\":\"filled\""), order("b", "1"));
        assertTrue(order("a", "1").contains("\"leaves\":\"2\",\"filled\":\"3\""), order("a", "1"));
    }

    @Test
    void theLastFinishedOrdersOfAnAccountStayKnownAndOpenOnesAlways() {
        order("a", "open", "sell", 1, "99.00");
        for (int i = 0; i <= OrderViews.FINISHED_PER_ACCOUNT; i++) {
            exchange.send(
                    "{\"type\":\"newOrder\",\"account\":\"a\",\"clOrdId\":\"" + i
                            + "\",\"instrument\":\"X\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"1.00\",\"timeInForce\":\"ioc\"}");
        }
        assertEquals(
                Refusal.UNKNOWN_ORDER, exchange.refusal("{\"type\":\"order?\",\"account\":\"a\",\"clOrdId\":\"0\"}"));
        assertTrue(order("a", "1").contains("canceled"));
        assertTrue(order("a", "" + OrderViews.FINISHED_PER_ACCOUNT).contains("canceled"));
        assertTrue(order("a", "open").contains("\"state\":\"open\""));
    }

    @Test
    @DisplayName("an auction is scheduled, open, closed; no price before the first bid; RES-2")
    void anAuctionIsShownAsItStands() {
        exchange.send(LAMP);
        assertTrue(
                exchange.ask(ASK_LAMP)
                        .endsWith(
                                "\"state\":\"scheduled\",\"minNext\":\"1.00\",\"endsAt\":60,\"bids\":0,\"reserveMet\":false,\"opensAt\":10}"));
        exchange.send("{\"type\":\"time\",\"at\":10}");
        assertTrue(exchange.ask(ASK_LAMP)
                .endsWith("\"state\":\"open\",\"minNext\":\"1.00\",\"endsAt\":60,\"bids\":0,\"reserveMet\":false}"));
        bid("a", "1", "9.00");
        assertTrue(
                exchange.ask(ASK_LAMP)
                        .endsWith(
                                "\"state\":\"open\",\"price\":\"5.00\",\"leader\":\"a\",\"minNext\":\"6.00\",\"endsAt\":60,\"bids\":1,\"reserveMet\":true}"));
        exchange.send("{\"type\":\"time\",\"at\":60}");
        assertTrue(exchange.ask(ASK_LAMP).contains("\"state\":\"closed\",\"price\":\"5.00\",\"leader\":\"a\""));
        assertTrue(balance("a", "USD").endsWith("\"total\":\"-5.00\",\"held\":\"0.00\",\"available\":\"-5.00\"}"));
        assertTrue(balance("gavel.house", "USD").contains("\"total\":\"5.00\""));
    }

    @Test
    void aCanceledAuctionSaysSo() {
        exchange.send(LAMP)
                .send("{\"type\":\"cancelAuction\",\"account\":\"a\",\"clOrdId\":\"c\",\"auction\":\"lamp\"}");
        assertTrue(exchange.ask(ASK_LAMP).contains("\"state\":\"canceled\""), exchange.ask(ASK_LAMP));
    }

    @Test
    @DisplayName("ENG-12: others see the leader by alias")
    void aLeaderIsNamedToNobodyElse() {
        exchange.send(LAMP).send("{\"type\":\"time\",\"at\":10}");
        bid("b", "1", "2.00");
        bid("a", "1", "9.00");
        assertTrue(exchange.askAs("a", ASK_LAMP).contains("\"leader\":\"a\""));
        assertTrue(exchange.askAs("b", ASK_LAMP).contains("\"leader\":\"bidder-2\""));
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertEquals(Refusal.UNKNOWN_INSTRUMENT, exchange.refusal("{\"type\":\"book?\",\"instrument\":\"?\"}"));
        assertEquals(Refusal.UNKNOWN_AUCTION, exchange.refusal("{\"type\":\"auction?\",\"auction\":\"?\"}"));
        assertEquals(
                Refusal.UNKNOWN_ACCOUNT,
                exchange.refusal("{\"type\":\"balance?\",\"account\":\"?\",\"asset\":\"USD\"}"));
        assertEquals(
                Refusal.UNKNOWN_ASSET, exchange.refusal("{\"type\":\"balance?\",\"account\":\"a\",\"asset\":\"?\"}"));
        assertEquals(
                Refusal.UNKNOWN_ACCOUNT, exchange.refusal("{\"type\":\"order?\",\"account\":\"?\",\"clOrdId\":\"1\"}"));
        assertEquals(
                Refusal.UNKNOWN_ORDER, exchange.refusal("{\"type\":\"order?\",\"account\":\"a\",\"clOrdId\":\"?\"}"));
    }

    @Test
    @DisplayName("a maximum is secret beyond the public price")
    void streamsThatDifferAboveTheFinalPriceOnlyAreTheSameToThePublic() {
        assertEquals(publicStream("9.00"), publicStream("900000.00"));
        assertFalse(publicStream("9.00").contains("9.00"));
        assertFalse(publicStream("9.00").equals(publicStream("6.50")), "a maximum below the final price shows");
        assertFalse(publicStream("9.00").contains("\"account\""));
        assertFalse(publicStream("9.00").contains("\"anna\""));
    }

    @Test
    void viewsFromASnapshotAnswerAsThoseFromEventsDo() {
        Random random = new Random(20261120);
        openAuctions();
        exchange.send("{\"type\":\"buyNow\",\"account\":\"b\",\"clOrdId\":\"now\",\"auction\":\"l38\"}");
        exchange.send("{\"type\":\"cancelAuction\",\"account\":\"a\",\"clOrdId\":\"no\",\"auction\":\"l37\"}");
        trade(random, 0, 4_000);
        ViewState restored = new ViewState();
        SnapshotSink sink = (buffer, offset, length) -> restored.onSnapshotRecord(buffer, offset);
        exchange.market.writeSnapshot(sink);
        exchange.state.writeSnapshot(sink);
        assertSameAnswers(restored, 4_000);
        String bought = exchange.ask("{\"type\":\"auction?\",\"auction\":\"l38\"}");
        assertTrue(bought.contains("\"state\":\"closed\",\"price\":\"30.00\",\"leader\":\"b\""), bought);

        exchange.follower = restored;
        trade(random, 4_000, 6_000);
        assertSameAnswers(restored, 6_000);
        assertEquals(records(exchange.state), records(restored), "and snapshots of them are the same");
        exchange.market.verify();
    }

    @Test
    void clocksAndTurnsAreAnsweredFromASnapshotAsFromEvents() {
        for (String account : new String[] {"c", "d"}) {
            exchange.send("{\"type\":\"createAccount\",\"account\":\"" + account + "\",\"unlimitedCredit\":true}");
        }
        exchange.send("{\"type\":\"createAuction\",\"at\":0,\"auction\":\"tulips\",\"format\":\"dutch\","
                        + "\"asset\":\"USD\",\"start\":\"9.00\",\"floor\":\"1.00\",\"step\":\"1.00\","
                        + "\"intervalUs\":1000000,\"qty\":\"5\"}")
                .send("{\"type\":\"createAuction\",\"auction\":\"vase\",\"format\":\"hybrid\",\"asset\":\"USD\","
                        + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"clockAdd\":\"5.00\",\"step\":\"0.50\","
                        + "\"intervalUs\":3000000,\"closesAt\":1000000}")
                .send("{\"type\":\"createAuction\",\"auction\":\"road\",\"format\":\"reverse\",\"asset\":\"USD\","
                        + "\"start\":\"9.00\",\"step\":\"0.10\",\"seller\":\"a\",\"closesAt\":1000000,"
                        + "\"rounds\":{\"count\":1,\"turnUs\":1000000}}");
        bid("b", "r1", "road", "5.00");
        bid("c", "r1", "road", "5.00");
        bid("d", "r1", "road", "4.00");
        bid("a", "t1", "tulips", "9.00");
        bid("b", "v1", "vase", "3.00");
        exchange.send("{\"type\":\"time\",\"at\":2000000}");
        bid("b", "r2", "road", "3.00");

        String road = "{\"type\":\"auction?\",\"auction\":\"road\"}";
        assertTrue(exchange.ask(road).endsWith("\"reserveMet\":true,\"round\":1,\"turn\":\"b\"}"), exchange.ask(road));
        assertTrue(exchange.askAs("b", road).endsWith("\"turn\":\"b\"}"), exchange.askAs("b", road));
        assertTrue(exchange.askAs("c", road).endsWith("\"turn\":\"bidder-2\"}"), exchange.askAs("c", road));
        ViewState restored = new ViewState();
        SnapshotSink sink = (buffer, offset, length) -> restored.onSnapshotRecord(buffer, offset);
        exchange.market.writeSnapshot(sink);
        exchange.state.writeSnapshot(sink);
        exchange.follower = restored;
        for (int second = 2; second < 6; second++) {
            exchange.send("{\"type\":\"time\",\"at\":" + second + "000000}");
            for (String auction : new String[] {"tulips", "vase", "road"}) {
                assertSame(restored, "{\"type\":\"auction?\",\"auction\":\"" + auction + "\"}");
            }
        }
        assertTrue(
                exchange.ask(road).contains("\"state\":\"closed\",\"price\":\"3.00\",\"leader\":\"b\""),
                exchange.ask(road));
        assertTrue(exchange.ask(road).endsWith("\"reserveMet\":true}"), "no round goes on: " + exchange.ask(road));
    }

    @Test
    void anAuctionThatIsCanceledInARoundShowsNoRound() {
        exchange.send(
                "{\"type\":\"createAuction\",\"at\":0,\"auction\":\"road\",\"format\":\"reverse\",\"asset\":\"USD\","
                        + "\"start\":\"9.00\",\"step\":\"0.10\",\"seller\":\"a\",\"closesAt\":10,"
                        + "\"rounds\":{\"count\":1,\"turnUs\":10}}");
        bid("b", "r1", "road", "5.00");
        exchange.send("{\"type\":\"time\",\"at\":10}");
        String road = "{\"type\":\"auction?\",\"auction\":\"road\"}";
        assertTrue(exchange.ask(road).endsWith("\"round\":1,\"turn\":\"b\"}"), exchange.ask(road));
        exchange.send("{\"type\":\"cancelAuction\",\"account\":\"a\",\"clOrdId\":\"c\",\"auction\":\"road\"}");
        assertTrue(exchange.ask(road).contains("\"state\":\"canceled\""), exchange.ask(road));
        assertFalse(exchange.ask(road).contains("round"), exchange.ask(road));
    }

    private void openAuctions() {
        for (int i = 0; i < 40; i++) {
            exchange.send("{\"type\":\"createAuction\",\"auction\":\"l" + i
                    + "\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                    + (i % 2 == 0
                            ? "\"increments\":{\"percent\":\"7\"},"
                            : "\"increments\":[[\"9.00\",\"0.50\"],[null,\"2.00\"]],")
                    + (i % 3 == 0 ? "\"reserve\":\"20.00\"," : "")
                    + (i % 5 == 0 ? "\"opensAt\":590," : "")
                    + (i == 38 ? "\"buyNow\":\"30.00\"," : "")
                    + "\"closesAt\":" + (600 + 130 * i) + "}");
        }
    }

    private void trade(Random random, int from, int to) {
        for (int i = from; i < to; i++) {
            String account = random.nextBoolean() ? "a" : "b";
            switch (random.nextInt(4)) {
                case 0 ->
                    exchange.send("{\"type\":\"placeBid\",\"account\":\"" + account + "\",\"clOrdId\":\"b" + i
                            + "\",\"auction\":\"l" + random.nextInt(40) + "\",\"amount\":\"" + (1 + random.nextInt(40))
                            + "\",\"at\":" + i + "}");
                case 1 ->
                    exchange.send("{\"type\":\"cancelOrder\",\"account\":\"" + account
                            + "\",\"instrument\":\"X\",\"clOrdId\":\"o" + random.nextInt(i + 1) + "\"}");
                default ->
                    order(
                            account,
                            "o" + i,
                            random.nextBoolean() ? "buy" : "sell",
                            1 + random.nextInt(9),
                            "10." + (10 + 5 * random.nextInt(9)));
            }
        }
    }

    private void assertSameAnswers(ViewState restored, int orders) {
        assertSame(restored, "{\"type\":\"book?\",\"instrument\":\"X\",\"depth\":100}");
        for (String account : new String[] {"a", "b", "gavel.house", "gavel.external"}) {
            assertSame(restored, "{\"type\":\"balance?\",\"account\":\"" + account + "\",\"asset\":\"USD\"}");
            assertSame(restored, "{\"type\":\"balance?\",\"account\":\"" + account + "\",\"asset\":\"B\"}");
        }
        for (int i = 0; i < 40; i++) {
            assertSame(restored, "{\"type\":\"auction?\",\"auction\":\"l" + i + "\"}");
        }
        for (int i = 0; i < orders; i++) {
            assertSame(restored, "{\"type\":\"order?\",\"account\":\"a\",\"clOrdId\":\"o" + i + "\"}");
            assertSame(restored, "{\"type\":\"order?\",\"account\":\"b\",\"clOrdId\":\"o" + i + "\"}");
        }
    }

    private void assertSame(ViewState restored, String question) {
        for (String viewer : new String[] {"a", "b"}) {
            assertEquals(exchange.askOf(exchange.state, viewer, question), exchange.askOf(restored, viewer, question));
        }
    }

    private static List<String> records(ViewState state) {
        List<String> records = new ArrayList<>();
        state.writeSnapshot((buffer, offset, length) -> {
            byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(HexFormat.of().formatHex(record));
        });
        return records;
    }

    private static String publicStream(String maximum) {
        Exchange exchange = new Exchange()
                .send("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}")
                .send("{\"type\":\"createAccount\",\"account\":\"anna\",\"unlimitedCredit\":true}")
                .send("{\"type\":\"createAccount\",\"account\":\"berta\",\"unlimitedCredit\":true}")
                .send(LAMP)
                .send(
                        "{\"type\":\"placeBid\",\"at\":20,\"account\":\"berta\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"2.00\"}")
                .send(
                        "{\"type\":\"placeBid\",\"at\":21,\"account\":\"anna\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\""
                                + maximum + "\"}")
                .send(
                        "{\"type\":\"placeBid\",\"at\":22,\"account\":\"berta\",\"clOrdId\":\"2\",\"auction\":\"lamp\",\"amount\":\"6.00\"}")
                .send("{\"type\":\"time\",\"at\":61}");
        exchange.market.verify();
        return exchange.publicStream.toString();
    }

    private void order(String account, String clOrdId, String side, int qty, String price) {
        exchange.send("{\"type\":\"newOrder\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId
                + "\",\"instrument\":\"X\",\"side\":\"" + side + "\",\"qty\":\"" + qty + "\",\"price\":\"" + price
                + "\"}");
    }

    private String order(String account, String clOrdId) {
        return exchange.ask("{\"type\":\"order?\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId + "\"}");
    }

    private void bid(String account, String clOrdId, String amount) {
        bid(account, clOrdId, "lamp", amount);
    }

    private void bid(String account, String clOrdId, String auction, String amount) {
        exchange.send("{\"type\":\"placeBid\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId
                + "\",\"auction\":\"" + auction + "\",\"amount\":\"" + amount + "\"}");
    }

    private String balance(String account, String asset) {
        return exchange.ask("{\"type\":\"balance?\",\"account\":\"" + account + "\",\"asset\":\"" + asset + "\"}");
    }
}
