package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine against the obvious: the same random bids and orders, the same answers. A failure names its seed. */
@DisplayName("The engine and the obvious auction and book agree")
final class ObviousTest {
    private static final int FIRST_ACCOUNT = 16;
    private static final long[][] EBAY = {
        {1_00, 5},
        {5_00, 25},
        {25_00, 50},
        {100_00, 1_00},
        {250_00, 2_50},
        {500_00, 5_00},
        {1_000_00, 10_00},
        {2_500_00, 25_00},
        {5_000_00, 50_00},
        {Long.MAX_VALUE, 100_00}
    };
    private static final long[][] FLAT = {{Long.MAX_VALUE, 1}};

    private final Names names = new Names();
    private final CommandWriter writer = new CommandWriter();
    private final ActionCompiler compiler = new ActionCompiler(names, writer);
    private final EventReader reader = new EventReader(names);
    private final History history = new History(MarketConfig.defaults());

    @Test
    @DisplayName("ENG-3 to ENG-9, RES-1: 4,000 auctions of up to 30 bids, price, leader, minimum and count after each")
    void everyBidIsAnsweredAsTheObviousAuctionAnswersIt() {
        act("usd: asset");
        for (int i = 0; i < 5; i++) {
            act("t" + i + ": account, unlimited credit");
        }
        for (int seed = 1; seed <= 4_000; seed++) {
            playAuction(seed, new SplittableRandom(seed));
        }
    }

    private void playAuction(int seed, SplittableRandom random) {
        long start = 1 + random.nextLong(seed % 3 == 0 ? 300_000 : 2_000);
        long reserve = random.nextInt(3) == 0 ? 1 + random.nextLong(4 * start) : 0;
        boolean ebay = random.nextBoolean();
        long top = start * 2 + 1_000;
        ObviousAuction obvious = new ObviousAuction(start, reserve, ebay ? EBAY : FLAT);
        act("lot" + seed + ": english, opens " + Amounts.text(Amounts.number(start, 2))
                + (ebay ? ", step ebay" : ", step 0.01")
                + (reserve > 0 ? ", reserve " + Amounts.text(Amounts.number(reserve, 2)) : ""));
        for (int i = 1; i <= 30; i++) {
            int bidder = random.nextInt(5);
            long maximum = obvious.count() > 0 && random.nextBoolean()
                    ? obvious.next() + random.nextLong(-3, 200)
                    : start - 5 + random.nextLong(top);
            boolean isAccepted = maximum > 0 && obvious.bid(bidder, maximum);
            writer.placeBid(FIRST_ACCOUNT + bidder, seed, maximum, 1, seed + "/" + i);
            Phrase answer = send().get(0);
            String where = "seed=" + seed + ", bid=" + i + ", maximum=" + maximum + ", answer=" + answer;
            assertEquals(isAccepted ? Kind.ACCEPTED : Kind.REJECTED, answer.kind(), where);
            if (isAccepted) {
                assertEquals(Amounts.number(obvious.price(), 2), answer.fields().get(Field.PRICE), where);
                assertEquals("t" + obvious.leader(), answer.fields().get(Field.LEADER), where);
                assertEquals(Amounts.number(obvious.next(), 2), answer.fields().get(Field.NEXT), where);
                assertEquals(obvious.count(), ((Number) answer.fields().get(Field.BIDS)).intValue(), where);
            } else if (answer.fields().get(Field.CODE).equals("BID_TOO_LOW")) {
                assertEquals(Amounts.number(obvious.next(), 2), answer.fields().get(Field.BOUND), where);
            }
        }
    }

    @Test
    @DisplayName("price before time, the maker's price, IOC, cancel: 60,000 orders, every event")
    void everyOrderIsAnsweredAsTheObviousBookAnswersIt() {
        act("coal: asset, decimals 0");
        act("usd: asset, decimals 0");
        for (int i = 0; i < 7; i++) {
            act("t" + i + ": account");
        }
        act("bare: book of coal in usd, tick 1, lot 1, risk none");
        SplittableRandom random = new SplittableRandom(20_261_120);
        ObviousBook obvious = new ObviousBook();
        int deepest = 0;
        for (int i = 1; i <= 60_000; i++) {
            // Wide and narrow in turn, so that the book fills up and is swept.
            int width = i / 2_000 % 3 == 0 ? 300 : 12;
            int trader = random.nextInt(7);
            List<String> expected;
            if (random.nextInt(3) == 0) {
                String id = String.valueOf(Math.max(1, i - random.nextInt(500)));
                expected = obvious.cancel(trader, id);
                writer.cancelOrder(FIRST_ACCOUNT + trader, 1, id);
            } else {
                boolean isBuy = random.nextBoolean();
                long price = 1_000 + random.nextLong(-width, width) - (isBuy ? width / 2 : -width / 2);
                long qty = 1 + random.nextLong(random.nextInt(100) == 0 ? 2_000 : 20);
                boolean isImmediate = random.nextInt(6) == 0;
                expected = obvious.enter(trader, String.valueOf(i), isBuy, qty, price, isImmediate);
                Side side = isBuy ? Side.BUY : Side.SELL;
                writer.newOrder(
                        FIRST_ACCOUNT + trader,
                        1,
                        isImmediate ? OrderTerms.immediate(side, qty, price) : OrderTerms.resting(side, qty, price),
                        String.valueOf(i));
            }
            int number = i;
            List<String> came = send().stream().map(Phrase::text).toList();
            assertEquals(expected, came, () -> "order " + number);
            deepest = Math.max(deepest, obvious.size());
            assertEquals(obvious.size(), history.market().openOrders(), () -> "resting after order " + number);
        }
        int depth = deepest;
        assertTrue(depth > 500, () -> "expected a book that fills up, deepest=" + depth);
        history.market().verify();
    }

    private void act(String action) {
        compiler.compile(action, 0, 0);
        send();
    }

    private List<Phrase> send() {
        history.command(writer.buffer(), writer.length(), 0);
        List<Phrase> phrases = new ArrayList<>();
        history.last().forEach(transaction -> {
            names.learn(transaction);
            phrases.addAll(reader.read(transaction));
        });
        return phrases;
    }
}
