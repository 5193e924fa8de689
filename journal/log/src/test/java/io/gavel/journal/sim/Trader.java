package io.gavel.journal.sim;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes up commands of every kind, good and bad. */
final class Trader {
    static final int ACCOUNTS = 6;

    private static final int FIRST_ACCOUNT = 16;
    private static final int SWEPT = 240;
    private static final int AUCTIONS = 64;
    private static final long SECOND_NS = 1_000_000_000L;

    private final CommandWriter writer = new CommandWriter();
    private final List<Call> calls = new ArrayList<>();
    private long nowNs;
    private long ids;
    private int auctions;

    Trader(long nowNs) {
        this.nowNs = nowNs;
    }

    long nowNs() {
        return nowNs;
    }

    /** A wall clock may be set, also back. */
    void clock(long nowNs) {
        this.nowNs = nowNs;
    }

    /** What is there before anybody trades. */
    List<Call> listings() {
        calls.clear();
        auctions = 0;
        writer.createAsset("USD", 2);
        add(null);
        writer.createAsset("GOLD", 0);
        add(null);
        for (int i = 0; i < ACCOUNTS; i++) {
            writer.createAccount("trader" + i, false);
            add(null);
        }
        writer.createInstrument(Trader::instrument);
        add(null);
        for (int i = 0; i < ACCOUNTS; i++) {
            deposit(FIRST_ACCOUNT + i, 1, 1_000_000_00L);
            deposit(FIRST_ACCOUNT + i, 2, 1_000_000);
        }
        return List.copyOf(calls);
    }

    /** Some commands, as they pile up while the one before is written. */
    List<Call> some(SplittableRandom random, int most) {
        calls.clear();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            nowNs += random.nextInt(2_000_000);
            one(random);
        }
        return List.copyOf(calls);
    }

    /** More than fits in one excerpt: many orders, and one that meets them all and so spans transactions. */
    List<Call> sweep(SplittableRandom random) {
        calls.clear();
        int orders = SWEPT + random.nextInt(SWEPT);
        int maker = account(random);
        for (int i = 0; i < orders; i++) {
            order(maker, OrderTerms.resting(Side.SELL, 1, 50));
        }
        order(account(random), OrderTerms.immediate(Side.BUY, orders, 60));
        return List.copyOf(calls);
    }

    /** Time for a few auctions to end, several of them at one instant. */
    List<Call> time(SplittableRandom random) {
        nowNs += random.nextLong(20 * SECOND_NS);
        return List.of(Call.time(nowNs));
    }

    private void one(SplittableRandom random) {
        int account = account(random);
        int die = random.nextInt(100);
        if (die < 45) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = 90 + random.nextInt(20);
            long qty = random.nextInt(30);
            order(
                    account,
                    random.nextInt(4) == 0
                            ? OrderTerms.immediate(side, qty, price)
                            : OrderTerms.resting(side, qty, price));
        } else if (die < 55) {
            writer.cancelOrder(account, 1, "c" + Math.max(0, ids - random.nextInt(50)));
            add(null);
        } else if (die < 75) {
            String id = id();
            writer.placeBid(account, auction(random), 100 + random.nextInt(100_000), 1, id);
            add(account + "/" + id);
        } else if (die < 78) {
            String id = id();
            writer.buyNow(account, auction(random), id);
            add(account + "/" + id);
        } else if (die < 84) {
            listAuction(random);
        } else if (die < 90) {
            deposit(account, 1 + random.nextInt(2), random.nextInt(10_000));
        } else if (die < 96) {
            String id = id();
            writer.withdraw(account, 1 + random.nextInt(2), random.nextInt(10_000), id);
            add(account + "/" + id);
        } else {
            nowNs += random.nextLong(SECOND_NS);
            calls.add(Call.time(nowNs));
        }
    }

    private void order(int account, OrderTerms terms) {
        String id = id();
        writer.newOrder(account, 1, terms, id);
        add(account + "/" + id);
    }

    private void deposit(int account, int asset, long amount) {
        String id = id();
        writer.deposit(account, asset, amount, id);
        add(account + "/" + id);
    }

    private void listAuction(SplittableRandom random) {
        if (auctions == AUCTIONS) {
            return;
        }
        auctions++;
        // Ends are rounded, so that several come at once.
        long closesNs = (nowNs / (5 * SECOND_NS) + 1 + random.nextInt(4)) * 5 * SECOND_NS;
        boolean isBought = random.nextInt(3) == 0;
        String name = "lot" + auctions;
        writer.createAuction(terms -> auction(terms, closesNs, isBought, name));
        add(null);
    }

    private static void instrument(CreateInstrumentEncoder terms) {
        terms.baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(100_000)
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .name("GOLD-USD");
    }

    private static void auction(CreateAuctionEncoder terms, long closesNs, boolean isBought, String name) {
        terms.format(AuctionFormat.ENGLISH)
                .assetId(1)
                .sellerAccountId(0)
                .qty(1)
                .start(100)
                .reserve(CreateAuctionEncoder.reserveNullValue())
                .buyNow(isBought ? 90_000 : CreateAuctionEncoder.buyNowNullValue())
                .buyNowPolicy(BuyNowPolicy.get((short) 1))
                .proxy(BooleanType.TRUE)
                .incrementPercentMicros(CreateAuctionEncoder.incrementPercentMicrosNullValue())
                .opensAtNs(CreateAuctionEncoder.opensAtNsNullValue())
                .closesAtNs(closesNs)
                .durationNs(CreateAuctionEncoder.durationNsNullValue())
                .softCloseWindowNs(SECOND_NS)
                .softCloseExtensionNs(SECOND_NS)
                .softCloseCapNs(CreateAuctionEncoder.softCloseCapNsNullValue())
                .softCloseAnchor(ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.PRICE);
        terms.incrementsCount(1)
                .next()
                .below(CreateAuctionEncoder.IncrementsEncoder.belowNullValue())
                .step(100);
        terms.name(name);
    }

    private int account(SplittableRandom random) {
        return FIRST_ACCOUNT + random.nextInt(ACCOUNTS);
    }

    private int auction(SplittableRandom random) {
        return Math.max(1, auctions - random.nextInt(6));
    }

    private String id() {
        return "c" + ++ids;
    }

    private void add(String key) {
        byte[] command = new byte[writer.length()];
        writer.buffer().getBytes(0, command);
        calls.add(new Call(command, nowNs, key));
    }
}
