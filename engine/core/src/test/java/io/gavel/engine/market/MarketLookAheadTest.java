package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is looked at ahead may be anything, and changes nothing. */
class MarketLookAheadTest {
    private static final int ACCOUNTS = 5;
    private static final int BOOKS = 3;
    /** Enough that they are far, as are answers, and orders from the beginning. */
    private static final int AUCTIONS = 1_100;

    private static final int COMMANDS = 40_000;

    private static final long MIDDLE = 1L << 40;

    private final SplittableRandom random = new SplittableRandom(5);
    private final CommandWriter command = new CommandWriter();
    private final Market market = new Market(MarketConfig.defaults());
    private final Market without = new Market(MarketConfig.defaults());
    private final TransactionBuffer out = new TransactionBuffer(1 << 16);
    private final List<byte[]> group = new ArrayList<>();

    @Test
    void commandsOfAnyKindAreLookedAtAheadWhetherTheyComeOrNot() {
        found(ACCOUNTS);
        foundAuctions();
        restFarOrders();
        playLookingAhead();
        assertTrue(market.listings().auction(1).bids() > 0, "bids are taken");
    }

    @Test
    void soAreThoseOfWhichOnlyAnswersAreFar() {
        int accounts = 12;
        found(accounts);
        for (int i = 0; i < accounts * MarketConfig.defaults().idsPerAccount(); i++) {
            command.newOrder(
                    SystemAccount.FIRST_USER + i % accounts, 1, OrderTerms.resting(Side.BUY, 1, MIDDLE / 2), "far" + i);
            decide(bytes());
        }
        playLookingAhead();
        assertTrue(market.openOrders() < LookAhead.NEAR_ORDERS, "orders are near");
    }

    private void playLookingAhead() {
        for (int i = 0; i < COMMANDS; i++) {
            make(i);
            group.add(bytes());
            if (group.size() == Market.MOST_AHEAD) {
                lookAhead();
                group.forEach(this::decide);
                group.clear();
            }
        }
        assertEquals(without.stateHash(), market.stateHash());
        market.verify();
    }

    private void found(int accounts) {
        command.createAsset("USD", 2);
        decide(bytes());
        for (int i = 0; i < accounts; i++) {
            command.createAccount("account-" + i, true);
            decide(bytes());
        }
        for (int i = 0; i < BOOKS; i++) {
            String name = "BOOK-" + i;
            command.createInstrument(terms -> terms.baseAssetId(1)
                    .quoteAssetId(1)
                    .risk(RiskMode.NONE)
                    .priceDecimals((short) 2)
                    .qtyDecimals((short) 0)
                    .tick(1)
                    .lot(1)
                    .name(name));
            decide(bytes());
        }
    }

    private void foundAuctions() {
        for (int i = 0; i < AUCTIONS; i++) {
            String name = "LOT-" + i;
            command.createAuctionOfAnyFormat(terms -> {
                NewAuctions.plain(terms, AuctionFormat.ENGLISH, 1, Long.MAX_VALUE / 2);
                terms.incrementsCount(1).next().below(NewAuctions.ABSENT).step(1);
                terms.premiumCount(0);
                terms.commissionCount(0);
                terms.name(name).category("");
            });
            decide(bytes());
        }
    }

    private void restFarOrders() {
        for (int i = 0; i <= LookAhead.NEAR_ORDERS; i++) {
            OrderTerms far = OrderTerms.resting(Side.BUY, 1, MIDDLE / 2 + i % 1_000);
            command.newOrder(SystemAccount.FIRST_USER, 1 + i % BOOKS, far, "far" + i);
            decide(bytes());
        }
    }

    private void make(int i) {
        int account = SystemAccount.FIRST_USER + random.nextInt(ACCOUNTS + 1);
        int book = 1 + random.nextInt(BOOKS + 1);
        String known = id(random.nextInt(i + 1));
        switch (random.nextInt(10)) {
            case 0 -> command.cancelOrder(account, book, known);
            case 1 -> command.replaceOrder(account, book, 1 + random.nextInt(9), MIDDLE, id(i), known);
            case 2, 3 -> command.placeBid(account, 1 + random.nextInt(AUCTIONS + 1), 100 + i, 0, id(i));
            default -> {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long away = 1 + random.nextInt(20_000);
                long price = side == Side.BUY ? MIDDLE - away : MIDDLE + away;
                command.newOrder(account, book, OrderTerms.resting(side, 1 + random.nextInt(9), price), id(i));
            }
        }
    }

    /** Some are longer than eight bytes. */
    private static String id(int number) {
        return number % 7 == 0 ? "a-long-id-" + number : "id" + number;
    }

    /** At them, at some that are cut short or hit, and at more than there may be; on the heap and off it. */
    private void lookAhead() {
        boolean isDirect = random.nextBoolean();
        assertTrue(market.looksAhead(), "something is far");
        for (byte[] bytes : group) {
            market.expect(buffer(bytes, isDirect), 0, bytes.length);
        }
        market.lookAhead();
        for (byte[] bytes : group) {
            byte[] hit = bytes.clone();
            hit[random.nextInt(hit.length)] = (byte) random.nextInt(256);
            market.expect(buffer(hit, isDirect), 0, 1 + random.nextInt(hit.length));
            market.expect(buffer(hit, isDirect), 0, hit.length);
        }
        market.lookAhead();
    }

    /** What stands behind a command is nobody's. */
    private DirectBuffer buffer(byte[] bytes, boolean isDirect) {
        int room = bytes.length + random.nextInt(100);
        return isDirect
                ? new UnsafeBuffer(ByteBuffer.allocateDirect(room).put(bytes))
                : new UnsafeBuffer(Arrays.copyOf(bytes, room));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[command.length()];
        command.buffer().getBytes(0, bytes);
        return bytes;
    }

    private void decide(byte[] bytes) {
        for (Market each : new Market[] {market, without}) {
            each.onCommand(new UnsafeBuffer(bytes), 0, bytes.length, 1, out);
            out.clear();
        }
    }
}
