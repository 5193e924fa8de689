package io.gavel.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fees as the market posts them and as readers derive them: 0.25 % for who takes, a rebate of 0.1 % for who makes. */
final class FeesOfTradesTest {
    private final Exchange exchange = new Exchange()
            .send("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}")
            .send("{\"type\":\"createAsset\",\"asset\":\"B\",\"decimals\":0}")
            .send("{\"type\":\"createInstrument\",\"instrument\":\"X\",\"base\":\"B\",\"quote\":\"USD\","
                    + "\"tick\":\"0.01\",\"lot\":\"1\",\"makerFee\":\"-0.1\",\"takerFee\":\"0.25\"}")
            .send("{\"type\":\"createAccount\",\"account\":\"a\"}")
            .send("{\"type\":\"createAccount\",\"account\":\"b\"}");

    @Test
    void theBuyerPaysOnTopAndTheSellerIsPaidTheRebate() {
        deposit("a", "USD", "1000.00");
        deposit("b", "B", "10");
        order("b", "1", "sell", 10, "10.01");
        order("a", "1", "buy", 3, "10.50");
        // 30.03 and a fee of 0.075075, rounded up; the rebate is 0.03003, rounded down.
        assertEquals("969.89 0.00", usd("a"));
        assertEquals("30.06 0.00", usd("b"));
        assertEquals("0.03 0.00", usd("gavel.fees"));
        assertEquals("0.02 0.00", usd("gavel.rounding"));
    }

    @Test
    void anOpenBuyHoldsTheWorstFeeOfEveryLot() {
        deposit("a", "USD", "30.19");
        order("a", "1", "buy", 3, "10.04");
        // A lot: 10.04 and 0.0251 rounded up to 0.03.
        assertEquals("30.19 0.00", usd("a"), "refused");
        deposit("a", "USD", "0.02");
        order("a", "2", "buy", 3, "10.04");
        assertEquals("30.21 30.21", usd("a"));
        exchange.send("{\"type\":\"cancelOrder\",\"instrument\":\"X\",\"account\":\"a\",\"clOrdId\":\"2\"}");
        assertEquals("30.21 0.00", usd("a"));
    }

    @Test
    void viewsHaveTheBalancesOfTheMarketWhateverIsTraded() {
        SplittableRandom random = new SplittableRandom(4);
        for (String account : new String[] {"a", "b"}) {
            deposit(account, "USD", "5000.00");
            deposit(account, "B", "400");
        }
        for (int i = 0; i < 4_000; i++) {
            String account = random.nextBoolean() ? "a" : "b";
            if (random.nextInt(3) == 0) {
                exchange.send("{\"type\":\"cancelOrder\",\"instrument\":\"X\",\"account\":\"" + account
                        + "\",\"clOrdId\":\"" + (i - random.nextInt(1, 30)) + "\"}");
            } else {
                String price = "10." + (10 + random.nextInt(20));
                order(account, "" + i, random.nextBoolean() ? "buy" : "sell", 1 + random.nextInt(9), price);
            }
        }
        exchange.market.verify();
        Map<String, String> kept = balances(exchange.market);
        assertTrue(kept.containsKey("gavel.rounding"), () -> "expected fees, balances=" + kept);
        kept.forEach((account, balance) -> assertEquals(balance, usd(account), account));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void viewsHaveTheBalancesOfTheMarketWhateverIsCommanded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (String account : new String[] {"a", "b"}) {
            deposit(account, "USD", "50000.00");
            deposit(account, "B", "4000");
        }
        for (int i = 0; i < 6_000; i++) {
            String command = MarketDataTest.command(random, i, seed > 1);
            exchange.send(command);
            Map<String, String> kept = balances(exchange.market);
            int number = i;
            kept.forEach((account, balance) ->
                    assertEquals(balance, usd(account), () -> account + ", " + number + ", " + command));
        }
    }

    private Map<String, String> balances(Market market) {
        Map<String, String> balances = new TreeMap<>();
        EventFrameDecoder frame = new EventFrameDecoder();
        BalanceRecordDecoder record = new BalanceRecordDecoder();
        int usd = exchange.directory.asset("USD").id();
        market.writeSnapshot((buffer, offset, length) -> {
            frame.wrap(buffer, offset);
            if (frame.templateId() == BalanceRecordDecoder.TEMPLATE_ID) {
                int body = offset + Transaction.EVENT_FRAME_LENGTH;
                record.wrap(buffer, body, frame.blockLength(), frame.version());
                if (record.assetId() == usd) {
                    String name = exchange.directory.account(record.accountId()).name();
                    balances.put(name, decimal(record.totalMinor()) + " " + decimal(record.heldMinor()));
                }
            }
        });
        return balances;
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private String usd(String account) {
        return balanceOf(account).replaceAll(".*\"total\":\"(.*?)\",\"held\":\"(.*?)\".*", "$1 $2");
    }

    private String balanceOf(String account) {
        return exchange.ask("{\"type\":\"balance?\",\"account\":\"" + account + "\",\"asset\":\"USD\"}");
    }

    private void deposit(String account, String asset, String amount) {
        exchange.send("{\"type\":\"deposit\",\"account\":\"" + account + "\",\"asset\":\"" + asset + "\",\"amount\":\""
                + amount + "\",\"clOrdId\":\"d" + asset + amount + "\"}");
    }

    private void order(String account, String id, String side, int qty, String price) {
        exchange.send("{\"type\":\"newOrder\",\"instrument\":\"X\",\"account\":\"" + account + "\",\"clOrdId\":\"" + id
                + "\",\"side\":\"" + side + "\",\"qty\":\"" + qty + "\",\"price\":\"" + price + "\"}");
    }
}
