package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.UncrossProfile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CALL-4 at its largest: the ring, the journal and its readers take it in transactions like all others. */
class UncrossJournalTest {
    private static final int PAIRS = VeryManyOrders.COUNT / 2;
    private static final long LEVELS = 20;
    /** The lowest of all buys and the highest of all sells: the one price at which all of them trade. */
    private static final long PRINT = 1_000;

    private static final int CENTS = 2;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"FULL", "NONE"})
    void anUncrossOfVeryManyOrdersIsTransactionsOfLegalSize(RiskMode risk) {
        long lots = 0;
        long worth = 0;
        for (int i = 0; i < PAIRS; i++) {
            lots += lots(i);
            worth += lots(i) * bid(i);
        }
        long deposited = worth;
        long traded = lots;
        new VeryManyOrders(directory)
                .happen(Reader::new, market -> uncross(market, risk, deposited, traded), (market, reader) -> {
                    assertEquals(0, market.openOrders(), "all of them traded");
                    assertEquals(traded, reader.printed);
                    assertEquals(traded, reader.traded, "the trades are what was printed");
                    assertEquals(2 * PAIRS, reader.filled, "each order is in a trade");
                    assertEquals(1, reader.phases);
                    assertEquals(
                            0,
                            reader.views
                                    .views()
                                    .book(VeryManyOrders.ACME, false)
                                    .count());
                    assertEquals(
                            0,
                            reader.views.views().book(VeryManyOrders.ACME, true).count());
                    boolean moves = risk == RiskMode.FULL;
                    long paid = moves ? PRINT * traded : 0;
                    reader.assertBalance("alice", "USD", BigDecimal.valueOf(deposited - paid, CENTS));
                    reader.assertBalance("alice", "ACM", BigDecimal.valueOf(moves ? traded : 0));
                    reader.assertBalance("bob", "USD", BigDecimal.valueOf(paid, CENTS));
                    reader.assertBalance("bob", "ACM", BigDecimal.valueOf(moves ? 0 : traded));
                });
    }

    /** Nobody has credit: Alice has just what her limits cost, and Bob what he sells. */
    private static void uncross(VeryManyOrders market, RiskMode risk, long worth, long lots) {
        market.list(false, risk, terms -> terms.phase(Phase.CALL).uncross(UncrossProfile.XETRA));
        market.offer(command -> command.deposit(VeryManyOrders.ALICE, VeryManyOrders.USD, worth, "money"));
        market.offer(command -> command.deposit(VeryManyOrders.BOB, VeryManyOrders.ACM, lots, "shares"));
        for (int i = 0; i < PAIRS; i++) {
            OrderTerms buy = OrderTerms.resting(Side.BUY, lots(i), bid(i));
            OrderTerms sell = OrderTerms.resting(Side.SELL, lots(i), bid(i) - LEVELS + 1);
            String id = "order-" + i;
            market.offer(command -> command.newOrder(VeryManyOrders.ALICE, VeryManyOrders.ACME, buy, id));
            market.offer(command -> command.newOrder(VeryManyOrders.BOB, VeryManyOrders.ACME, sell, id));
        }
        market.offer(command -> command.uncross(VeryManyOrders.ACME, Conditions.ABSENT));
    }

    /** The best buy has the lots of the worst sell, so many orders trade in parts. */
    private static long lots(int i) {
        return 1 + i % 3;
    }

    private static long bid(int i) {
        return PRINT + i % LEVELS;
    }

    private static final class Reader extends VeryManyOrders.Reader {
        private final UncrossedDecoder uncrossedEvent = new UncrossedDecoder();
        private final CrossTradedDecoder tradedEvent = new CrossTradedDecoder();
        private final PhaseChangedDecoder phaseEvent = new PhaseChangedDecoder();

        private long printed;
        private long traded;
        private int filled;
        private int phases;
        private long lastBuy;
        private long lastSell;

        @Override
        void onEvent(Transaction told) {
            int blockLength = told.eventBlockLength();
            switch (told.eventTemplateId()) {
                case UncrossedDecoder.TEMPLATE_ID ->
                    onPrint(uncrossedEvent.wrap(told.buffer(), told.eventOffset(), blockLength, told.eventVersion()));
                case CrossTradedDecoder.TEMPLATE_ID ->
                    onTrade(tradedEvent.wrap(told.buffer(), told.eventOffset(), blockLength, told.eventVersion()));
                case PhaseChangedDecoder.TEMPLATE_ID -> {
                    phaseEvent.wrap(told.buffer(), told.eventOffset(), blockLength, told.eventVersion());
                    assertEquals(Phase.CONTINUOUS, phaseEvent.phase());
                    assertEquals(printed, traded, "behind all trades");
                    phases++;
                }
                default -> assertTrue(told.eventTemplateId() != OrderCanceledDecoder.TEMPLATE_ID, "nothing is left");
            }
        }

        void assertBalance(String account, String asset, BigDecimal total) {
            byte[] question = ("{\"type\":\"balance?\",\"account\":\"" + account + "\",\"asset\":\"" + asset + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            JsonCommands questions = new JsonCommands(views.directory(), false);
            questions.decode(question, 0, question.length, 0, true);
            JsonWriter answer = new JsonWriter();
            assertNull(views.views().answerInFull(questions.query(), 0, answer));
            String all = total.toPlainString();
            String said = answer.toString();
            assertTrue(said.contains("\"total\":\"" + all + "\""), said);
            assertTrue(said.contains("\"available\":\"" + all + "\""), said + " and nothing is held");
        }

        private void onPrint(UncrossedDecoder event) {
            assertEquals(0, printed, "once");
            assertEquals(0, traded, "before its trades");
            assertEquals(PRINT, event.priceTicks());
            assertEquals(0, event.surplusLots());
            printed = event.qtyLots();
        }

        /** Heads meet: an order that was left behind does not come again. */
        private void onTrade(CrossTradedDecoder event) {
            assertEquals(PRINT, event.priceTicks());
            assertTrue(event.qtyLots() > 0);
            traded += event.qtyLots();
            filled += event.buyOrderId() == lastBuy ? 0 : 1;
            filled += event.sellOrderId() == lastSell ? 0 : 1;
            lastBuy = event.buyOrderId();
            lastSell = event.sellOrderId();
        }
    }
}
