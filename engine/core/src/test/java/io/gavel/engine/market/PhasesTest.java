package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phases and calls as a client of the pipe sees them, and the laws behind them. */
final class PhasesTest {
    private final Market market = new Market(MarketConfig.defaults());
    private final TransactionBuffer decided = new TransactionBuffer(64 * 1024);
    private final Directory names = new Directory();
    private final JsonCommands toCommand = new JsonCommands(names, true);
    private final JsonEvents toJson = new JsonEvents(names);
    private final Transaction transaction = new Transaction();
    private int nextId = 1;
    private int longestTransaction;
    private int mostEvents;

    @BeforeEach
    void thereAreTradersAndTheirMoney() {
        send("{'type':'createAsset','asset':'usd','decimals':2}");
        send("{'type':'createAsset','asset':'coal','decimals':0}");
        send("{'type':'createAccount','account':'dot','unlimitedCredit':true}");
        for (String account : new String[] {"ann", "bob", "cat"}) {
            send("{'type':'createAccount','account':'" + account + "'}");
            send("{'type':'deposit','account':'" + account + "','asset':'usd','amount':'100000.00','clOrdId':'d1'}");
            send("{'type':'deposit','account':'" + account + "','asset':'coal','amount':'1000','clOrdId':'d2'}");
        }
    }

    @Test
    void aCallCollectsTellsWhatItWouldPrintAndPrintsThat() {
        list("call", "XETRA");
        assertEquals(List.of("orderAccepted 1", "indicative - 0 0"), brief(order("ann", "buy", 30, "102")));
        assertEquals(List.of("orderAccepted 2", "indicative 102 20 10 buy"), brief(order("bob", "sell", 20, "98")));
        assertEquals(List.of("orderAccepted 3", "indicative 102 20 10 buy"), brief(order("bob", "sell", 5, "103")));
        assertEquals(
                List.of("uncrossed 102 20 10 buy", "trade 102 20 ann/1 bob/2 none", "phaseChanged continuous"),
                brief(send("{'type':'uncross','instrument':'c'}")));
        assertEquals(
                List.of("orderAccepted 4", "trade 102 10 ann/1 cat/4 sell"), brief(order("cat", "sell", 10, "101")));
        market.verify();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preOpen", "call", "halt", "closed"})
    void goingToContinuousUncrossesFirst(String from) {
        list("call", "XETRA");
        order("ann", "buy", 10, "104");
        order("bob", "sell", 10, "100");
        order("bob", "sell", 10, "105");
        phase(from);
        assertEquals(
                List.of("uncrossed 102 10 0", "trade 102 10 ann/1 bob/2 none", "phaseChanged continuous"),
                brief(phase("continuous")));
        market.verify();
    }

    @Test
    void goingToContinuousTellsThatNothingCrossed() {
        list("halt", "XETRA");
        assertEquals(List.of("uncrossed - 0 0", "phaseChanged continuous"), brief(phase("continuous")));
        assertEquals(List.of("phaseChanged continuous"), brief(phase("continuous")), "there is nothing to uncross");
    }

    @Test
    void thePrintIsTheReferenceOfTheNextCall() {
        list("call", "XETRA");
        order("ann", "buy", 10, "104");
        order("bob", "sell", 10, "100");
        assertEquals("uncrossed 103 10 0", brief(uncrossAt("103")).get(0));
        phase("call");
        order("ann", "buy", 10, "110");
        order("bob", "sell", 10, "100");
        assertEquals("uncrossed 103 10 0", brief(phase("continuous")).get(0));
    }

    @Test
    void aTradeIsTheReferenceOfTheNextCall() {
        list("continuous", "XETRA");
        order("ann", "buy", 10, "107");
        order("bob", "sell", 10, "107");
        phase("call");
        order("ann", "buy", 10, "110");
        order("bob", "sell", 10, "100");
        assertEquals("uncrossed 107 10 0", brief(phase("continuous")).get(0));
    }

    @ParameterizedTest
    @CsvSource({"halt", "closed"})
    void whereNothingEntersOrdersAreRefusedAndCancelsTaken(String phase) {
        list("call", "XETRA");
        order("ann", "buy", 10, "100");
        phase(phase);
        assertEquals(List.of("orderRejected PHASE_REFUSES"), brief(order("bob", "sell", 10, "104")));
        assertEquals(List.of("orderCanceled 1 10 user"), brief(cancel("ann", "1")), "and no indicative is told");
    }

    @Test
    void whatIsAskedOutOfPhaseIsRefused() {
        list("continuous", "XETRA");
        assertEquals(List.of("rejected PHASE_REFUSES"), brief(send("{'type':'uncross','instrument':'c'}")));
        phase("call");
        assertEquals(List.of("rejected PRICE_NOT_POSITIVE"), brief(uncrossAt("0")));
        send(
                "{'type':'createInstrument','instrument':'d','base':'coal','quote':'usd','tick':'5','lot':'1','phase':'call'}");
        assertEquals(
                List.of("rejected PRICE_OFF_TICK"),
                brief(send("{'type':'uncross','instrument':'d','referencePrice':'101'}")));
    }

    @Test
    void pairsAreMadeHeadWithHeadAndAtMostOneOrderOfASideIsFilledInPart() {
        list("call", "XETRA");
        order("ann", "buy", 10, "101");
        order("bob", "buy", 10, "103");
        order("cat", "buy", 10, "101");
        order("ann", "sell", 12, "101");
        order("cat", "sell", 9, "99");
        assertEquals(
                List.of(
                        "uncrossed 101 21 9 buy",
                        "trade 101 9 bob/2 cat/5 none",
                        "trade 101 1 bob/2 ann/4 none",
                        // An account may trade with itself here.
                        "trade 101 10 ann/1 ann/4 none",
                        "trade 101 1 cat/3 ann/4 none",
                        "phaseChanged continuous"),
                brief(phase("continuous")));
        market.verify();
    }

    @Test
    void moneyMovesAtThePrintAndTheRestOfTheHoldIsFree() {
        list("call", "XETRA");
        order("ann", "buy", 10, "104");
        order("bob", "sell", 10, "100");
        uncrossAt("101");
        assertEquals(10_000_000 - 101_000, available("ann", "usd"));
        assertEquals(10_000_000 + 101_000, available("bob", "usd"));
        assertEquals(1_010, available("ann", "coal"));
        market.verify();
    }

    @Test
    void whereACollarEndsBeforeTheBookIsUncrossedTheBetterPayingSideIsCanceled() {
        list("call", "KRX");
        order("ann", "buy", 10, "150");
        order("bob", "sell", 4, "120");
        order("bob", "sell", 10, "140");
        order("bob", "sell", 10, "155");
        // 30 % of 100: nobody trades above 130.
        assertEquals(
                List.of(
                        "uncrossed 130 4 6 buy",
                        "trade 130 4 ann/1 bob/2 none",
                        "orderCanceled 1 6 collar",
                        "phaseChanged continuous"),
                brief(uncrossAt("100")));
        market.verify();
    }

    @Test
    void whereACollarLeavesNoPrintWhatCrossesIsCanceledAllTheSame() {
        list("call", "KRX");
        order("ann", "buy", 10, "60");
        order("bob", "sell", 4, "50");
        order("cat", "sell", 4, "61");
        assertEquals(
                List.of("uncrossed - 0 0", "orderCanceled 2 4 collar", "phaseChanged continuous"),
                brief(uncrossAt("100")));
        market.verify();
    }

    @Test
    void aDelistedInstrumentHasNoOrdersAndStaysSo() {
        list("call", "XETRA");
        order("ann", "buy", 10, "104");
        order("bob", "sell", 10, "100");
        order("ann", "buy", 10, "105");
        assertEquals(
                List.of(
                        "orderCanceled 1 10 phase",
                        "orderCanceled 2 10 phase",
                        "orderCanceled 3 10 phase",
                        "phaseChanged delisted"),
                brief(phase("delisted")));
        assertEquals(List.of("rejected PHASE_REFUSES"), brief(phase("continuous")));
        assertEquals(List.of("orderRejected PHASE_REFUSES"), brief(order("bob", "sell", 10, "104")));
        market.verify();
    }

    @Test
    void marketOrdersComeFirstAndTheirRestIsCanceled() {
        list("call", "XETRA");
        order("cat", "sell", 10, "100");
        order("cat", "sell", 5, "101");
        order("ann", "buy", 10, "104");
        assertEquals(
                List.of("orderAccepted 4", "indicative 104 15 15 buy"),
                brief(unpriced("dot", "buy", 20, "market", "gtc")),
                "of 30 demanded 15 are offered: pressure of buyers");
        assertEquals(
                List.of(
                        "uncrossed 104 15 15 buy",
                        "trade 104 10 dot/4 cat/1 none",
                        "trade 104 5 dot/4 cat/2 none",
                        "orderCanceled 4 5 uncross",
                        "phaseChanged continuous"),
                brief(phase("continuous")));
        market.verify();
    }

    @Test
    void marketOrdersOnlyPrintAtTheReferenceAndNotWithoutOne() {
        list("call", "XETRA");
        unpriced("dot", "buy", 10, "market", "gtc");
        assertEquals(
                List.of("orderAccepted 2", "indicative - 0 0"), brief(unpriced("bob", "sell", 4, "market", "gtc")));
        assertEquals(
                List.of(
                        "uncrossed 100 4 6 buy",
                        "trade 100 4 dot/1 bob/2 none",
                        "orderCanceled 1 6 uncross",
                        "phaseChanged continuous"),
                brief(uncrossAt("100")));
        phase("call");
        unpriced("dot", "buy", 10, "market", "gtc");
        assertEquals(
                List.of("orderAccepted 4", "indicative 100 4 6 buy"),
                brief(unpriced("bob", "sell", 4, "market", "gtc")),
                "the last print is the reference");
        market.verify();
    }

    @Test
    void marketToLimitRestsAtThePrintByItsTime() {
        list("call", "XETRA");
        order("ann", "buy", 5, "101");
        unpriced("dot", "buy", 20, "marketToLimit", "gtc");
        order("cat", "buy", 7, "101");
        order("bob", "sell", 10, "101");
        assertEquals(
                List.of(
                        "uncrossed 101 10 22 buy",
                        "trade 101 10 dot/2 bob/4 none",
                        "orderReplaced 2 101 20",
                        "phaseChanged continuous"),
                brief(phase("continuous")));
        market.verify();
        assertEquals(
                List.of(
                        "orderAccepted 5",
                        "trade 101 5 ann/1 bob/5 sell",
                        "trade 101 10 dot/2 bob/5 sell",
                        "trade 101 2 cat/3 bob/5 sell"),
                brief(order("bob", "sell", 17, "101")));
        market.verify();
    }

    @Test
    void marketToLimitIsCanceledWhereNothingPrints() {
        list("call", "XETRA");
        unpriced("dot", "buy", 20, "marketToLimit", "gtc");
        assertEquals(
                List.of("uncrossed - 0 0", "orderCanceled 1 20 uncross", "phaseChanged continuous"),
                brief(phase("continuous")));
        market.verify();
    }

    @Test
    void ordersForTheCallOnlyEndWithIt() {
        list("call", "XETRA");
        timed("ann", "buy", 10, "99", "auction");
        timed("ann", "buy", 10, "102", "auction");
        order("ann", "buy", 10, "98");
        order("bob", "sell", 4, "100");
        assertEquals(
                List.of(
                        "uncrossed 102 4 6 buy",
                        "trade 102 4 ann/2 bob/4 none",
                        "orderCanceled 2 6 uncross",
                        "orderCanceled 1 10 uncross",
                        "phaseChanged continuous"),
                brief(phase("continuous")));
        assertEquals(List.of("orderRejected PHASE_REFUSES"), brief(timed("ann", "buy", 10, "99", "auction")));
        market.verify();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ioc", "fok"})
    void whatTradesAtOnceOrNotIsRefusedInACall(String timeInForce) {
        list("call", "XETRA");
        assertEquals(List.of("orderRejected PHASE_REFUSES"), brief(timed("ann", "buy", 10, "99", timeInForce)));
    }

    @Test
    void ordersOfTheDayEndWithItInOrderOfEntry() {
        list("call", "XETRA");
        timed("ann", "buy", 10, "99", "day");
        order("ann", "buy", 10, "98");
        timed("bob", "sell", 10, "97", "day");
        timed("ann", "buy", 10, "101", "day");
        assertEquals(
                List.of(
                        "orderCanceled 1 10 expired",
                        "orderCanceled 3 10 expired",
                        "orderCanceled 4 10 expired",
                        "phaseChanged closed"),
                brief(phase("closed")));
        market.verify();
    }

    @Test
    void icebergsTakePartWithTheirFullSizeAndKeepTheirPlace() {
        list("call", "XETRA");
        send("{'type':'newOrder','account':'ann','clOrdId':'" + nextId++
                + "','instrument':'c','side':'buy','qty':'20','price':'100','displayQty':'3'}");
        order("cat", "buy", 10, "100");
        assertEquals(List.of("orderAccepted 3", "indicative 100 15 15 buy"), brief(order("bob", "sell", 15, "100")));
        assertEquals(
                List.of("uncrossed 100 15 15 buy", "trade 100 15 ann/1 bob/3 none", "phaseChanged continuous"),
                brief(phase("continuous")));
        market.verify();
        assertEquals(
                List.of("orderAccepted 4", "trade 100 3 ann/1 bob/4 sell", "trade 100 5 cat/2 bob/4 sell"),
                brief(order("bob", "sell", 8, "100")),
                "a slice is shown at the head of its level, the next one at its end");
        market.verify();
    }

    @Test
    void aPrintTriggersStopsOnceTheBookTradesAgain() {
        list("call", "XETRA");
        order("ann", "buy", 10, "104");
        order("bob", "sell", 10, "104");
        order("bob", "sell", 5, "106");
        assertEquals(
                List.of("orderAccepted 4"),
                brief(send("{'type':'newOrder','account':'dot','clOrdId':'" + nextId++
                        + "','instrument':'c','side':'buy','qty':'3','ordType':'stop','stopPx':'104'}")),
                "a stop that waits is not in the book");
        assertEquals(
                List.of(
                        "uncrossed 104 10 0",
                        "trade 104 10 ann/1 bob/2 none",
                        "phaseChanged continuous",
                        "orderTriggered 4",
                        "trade 106 3 dot/4 bob/3 buy"),
                brief(phase("continuous")));
        market.verify();
    }

    @Test
    void anUncrossOfVeryManyOrdersIsWrittenAsTransactionsOfLegalSize() {
        send("{'type':'createInstrument','instrument':'c','base':'coal','quote':'usd','tick':'1','lot':'1',"
                + "'phase':'call','risk':'none'}");
        int orders = 6_000;
        for (int i = 0; i < orders; i++) {
            order("ann", "buy", 2, "100");
            order("bob", "sell", 3, "100");
        }
        List<String> events = send("{'type':'uncross','instrument':'c'}");
        long trades =
                events.stream().filter(event -> event.contains("\"trade\"")).count();
        long lots = events.stream()
                .filter(event -> event.contains("\"trade\""))
                .mapToLong(event -> Long.parseLong(field(event, "qty")))
                .sum();
        assertEquals(2 * orders, lots);
        assertEquals(trades + 2, events.size(), "and the print and the phase");
        assertEquals("phaseChanged continuous", brief(events.get(events.size() - 1)));
        assertTrue(longestTransaction <= Transaction.MAX_LENGTH, "expected no longer one");
        assertTrue(mostEvents <= Transaction.MAX_EVENTS, "expected no more events in one");
        market.verify();
    }

    @Test
    void aLevelOfMoreThanSixtyThreeBitsOfLotsUncrossesExactly() {
        send("{'type':'createInstrument','instrument':'c','base':'coal','quote':'usd','tick':'1','lot':'1',"
                + "'phase':'call','risk':'none'}");
        long most = (1L << 62) - 1;
        for (int i = 0; i < 3; i++) {
            order("ann", "buy", most, "104");
            order("bob", "sell", most, "100");
        }
        order("ann", "buy", 5, "102");
        assertEquals(
                List.of("orderAccepted 8", "indicative 102 " + Long.MAX_VALUE + " 2 sell"),
                brief(order("bob", "sell", 7, "102")));
        List<String> events = brief(send("{'type':'uncross','instrument':'c'}"));
        assertEquals("trade 102 5 ann/7 bob/8 none", events.get(4));
        assertEquals(1, market.openOrders(), "two lots of the last one");
        market.verify();
    }

    @Test
    void aCrossedCallComesThroughASnapshot() {
        list("call", "XETRA");
        order("ann", "buy", 10, "104");
        order("bob", "sell", 10, "100");
        unpriced("dot", "buy", 5, "market", "gtc");
        unpriced("bob", "sell", 6, "marketToLimit", "gtc");
        List<byte[]> records = new ArrayList<>();
        market.writeSnapshot((buffer, offset, length) -> {
            byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        Market restored = new Market(MarketConfig.defaults());
        restored.readSnapshot(
                sink -> records.forEach(record -> sink.onRecord(new UnsafeBuffer(record), 0, record.length)));
        assertEquals(market.stateHash(), restored.stateHash());
        restored.verify();
    }

    private long available(String account, String asset) {
        return market.ledger()
                .available(names.account(account).id(), names.asset(asset).id());
    }

    private void list(String phase, String profile) {
        send("{'type':'createInstrument','instrument':'c','base':'coal','quote':'usd','tick':'1','lot':'1','phase':'"
                + phase + "','uncross':'" + profile + "'}");
    }

    private List<String> phase(String phase) {
        return send("{'type':'setPhase','instrument':'c','phase':'" + phase + "'}");
    }

    private List<String> uncrossAt(String reference) {
        return send("{'type':'uncross','instrument':'c','referencePrice':'" + reference + "'}");
    }

    /** An order whose id is its number. */
    private List<String> order(String account, String side, long qty, String price) {
        return send("{'type':'newOrder','account':'" + account + "','clOrdId':'" + nextId++
                + "','instrument':'c','side':'" + side + "','qty':'" + qty + "','price':'" + price + "'}");
    }

    private List<String> timed(String account, String side, long qty, String price, String timeInForce) {
        return send("{'type':'newOrder','account':'" + account + "','clOrdId':'" + nextId++
                + "','instrument':'c','side':'" + side + "','qty':'" + qty + "','price':'" + price
                + "','timeInForce':'" + timeInForce + "'}");
    }

    private List<String> unpriced(String account, String side, long qty, String ordType, String timeInForce) {
        return send("{'type':'newOrder','account':'" + account + "','clOrdId':'" + nextId++
                + "','instrument':'c','side':'" + side + "','qty':'" + qty + "','ordType':'" + ordType
                + "','timeInForce':'" + timeInForce + "'}");
    }

    private List<String> cancel(String account, String id) {
        return send("{'type':'cancelOrder','account':'" + account + "','instrument':'c','clOrdId':'" + id + "'}");
    }

    private List<String> send(String line) {
        byte[] text = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        JsonCommands.Outcome result = toCommand.decode(text, 0, text.length, 0, true);
        assertEquals("COMMAND", result.toString(), line);
        market.onCommand(toCommand.buffer(), 0, toCommand.length(), toCommand.atNs(), decided);
        JsonWriter json = new JsonWriter();
        int offset = 0;
        for (int i = 0; i < decided.count(); i++, offset += transaction.length()) {
            names.onTransaction(transaction.wrap(decided.buffer(), offset, decided.firstSeq() + i));
            longestTransaction = Math.max(longestTransaction, transaction.length());
            mostEvents = Math.max(mostEvents, transaction.eventCount());
            toJson.writeAll(transaction, json);
        }
        decided.clear();
        return json.toString().lines().toList();
    }

    /** What a test reads of the events. */
    private static List<String> brief(List<String> events) {
        return events.stream().map(PhasesTest::brief).toList();
    }

    private static String brief(String event) {
        String type = field(event, "type");
        return switch (type) {
            case "orderReplaced" ->
                type + " " + field(event, "clOrdId") + " " + field(event, "price") + " " + field(event, "qty");
            case "orderAccepted", "orderTriggered" -> type + " " + field(event, "clOrdId");
            case "orderCanceled" ->
                type + " " + field(event, "clOrdId") + " " + field(event, "qty") + " " + field(event, "reason");
            case "trade" ->
                type + " " + field(event, "price") + " " + field(event, "qty") + " " + field(event, "buyAccount") + "/"
                        + field(event, "buyClOrdId") + " " + field(event, "sellAccount") + "/"
                        + field(event, "sellClOrdId") + " " + field(event, "aggressor");
            case "indicative", "uncrossed" ->
                (type + " " + field(event, "price") + " " + field(event, "qty") + " " + field(event, "surplus") + " "
                                + field(event, "surplusSide"))
                        .replaceAll(" -$", "");
            case "phaseChanged" -> type + " " + field(event, "phase");
            default -> event.contains("\"name\"") ? type + " " + field(event, "name") : type;
        };
    }

    private static String field(String event, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(event);
        return found.find() ? found.group(1) : "-";
    }
}
