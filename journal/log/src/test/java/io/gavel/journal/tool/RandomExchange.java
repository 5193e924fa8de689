package io.gavel.journal.tool;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.ring.Journal;
import io.gavel.testing.RandomVenue;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.util.SplittableRandom;

/**
 * A market under random commands of every kind, good and bad, some of them twice, some with more events than a
 * transaction holds: the same seed
 * gives the same journal. Traders are {@code t0} to {@code t8}, books {@code GOLD-USD} and {@code GOLD-FREE}, auctions
 * {@code lot1} and on.
 */
public final class RandomExchange {
    public static final int TRADERS = 9;

    private static final int USD = 1;
    private static final int GOLD = 2;
    private static final int FREE_BOOK = 2;
    private static final int SWEPT = 300;
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private final CommandWriter command = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(1 << 16);
    private final Market market = new Market(MarketConfig.defaults());
    private final SplittableRandom random;
    private final RandomVenue venue;
    private final int batch;
    private Journal journal;

    private long nowNs = START_NS;
    private int commands;
    private int pending;
    private int auctions;

    /** @param batch commands in one append */
    public RandomExchange(long seed, Journal journal, int batch) {
        random = new SplittableRandom(seed);
        venue = new RandomVenue(random, command);
        this.journal = journal;
        this.batch = batch;
    }

    public Market market() {
        return market;
    }

    /** From now on appends there: the journal was opened again. */
    public void continueIn(Journal journal) {
        this.journal = journal;
    }

    /** Lists what is traded, and makes the traders rich. */
    public RandomExchange open() {
        command.createAsset("USD", 2);
        submit();
        command.createAsset("GOLD", 3);
        submit();
        for (int i = 0; i < TRADERS; i++) {
            command.createAccount("t" + i, false);
            submit();
            command.deposit(SystemAccount.FIRST_USER + i, USD, 90_000_00, "usd");
            submit();
            command.deposit(SystemAccount.FIRST_USER + i, GOLD, 9_000_000, "gold");
            submit();
        }
        command.upgrade(1);
        submit();
        instrument("GOLD-USD", RiskMode.FULL);
        instrument("GOLD-FREE", RiskMode.NONE);
        auction();
        flush();
        return this;
    }

    /** Decides that many commands more; all of them are in the journal when it returns. */
    public void run(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += random.nextInt(3_000_000);
            next();
            if (++pending >= batch) {
                flush();
            }
        }
        flush();
    }

    private void next() {
        int account = SystemAccount.FIRST_USER + random.nextInt(TRADERS + 1);
        int dice = random.nextInt(1_000);
        if (dice < 150) {
            venue.next(account, nowNs, random.nextInt(40) == 0 ? commands - 1 : commands);
            submit();
        } else if (dice < 500) {
            order(account);
        } else if (dice < 600) {
            command.cancelOrder(account, 1 + random.nextInt(2), "c" + Math.max(0, commands - random.nextInt(300)));
            submit();
        } else if (dice < 830) {
            command.placeBid(account, someAuction(), 100 + random.nextInt(60_000), 1, clOrdId());
            submit();
        } else if (dice < 860) {
            command.buyNow(account, someAuction(), clOrdId());
            submit();
        } else if (dice < 890) {
            command.deposit(account, 1 + random.nextInt(3), random.nextInt(10_000), clOrdId());
            submit();
        } else if (dice < 920) {
            command.withdraw(account, USD, random.nextInt(10_000), clOrdId());
            submit();
        } else if (dice < 950) {
            auction();
        } else if (dice < 960) {
            command.cancelAuction(0, someAuction(), clOrdId());
            command.authority(true);
            submit();
        } else if (dice < 997) {
            nowNs += 4_000_000_000L;
            market.onTime(nowNs, out);
        } else {
            sweep(account);
        }
    }

    private void order(int account) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long qty = 10L * random.nextInt(40) + (random.nextInt(50) == 0 ? 3 : 0);
        long price = 5L * (190 + random.nextInt(20));
        OrderTerms terms =
                random.nextInt(5) == 0 ? OrderTerms.immediate(side, qty, price) : OrderTerms.resting(side, qty, price);
        command.newOrder(account, 1 + random.nextInt(2), terms, clOrdId());
        submit();
    }

    /** One order that meets so many others that its events need several transactions. */
    private void sweep(int account) {
        for (int i = 0; i < SWEPT; i++) {
            int seller = SystemAccount.FIRST_USER + i % TRADERS;
            command.newOrder(seller, FREE_BOOK, OrderTerms.resting(Side.SELL, 10, 1_500), clOrdId());
            submit();
        }
        command.newOrder(account, FREE_BOOK, OrderTerms.immediate(Side.BUY, 10L * SWEPT, 1_500), clOrdId());
        submit();
    }

    private void instrument(String name, RiskMode risk) {
        command.createInstrument(terms -> terms.baseAssetId(GOLD)
                .quoteAssetId(USD)
                .risk(risk)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 1)
                .tick(5)
                .lot(10)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(CreateInstrumentEncoder.maxQtyNullValue())
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .makerFeePercentMicros(-50_000)
                .takerFeePercentMicros(120_000)
                .name(name));
        submit();
    }

    private void auction() {
        boolean isScheduled = random.nextBoolean();
        auctions++;
        command.createAuction(terms -> {
            terms.format(AuctionFormat.ENGLISH)
                    .assetId(USD)
                    .sellerAccountId(random.nextInt(3) == 0 ? SystemAccount.FIRST_USER + random.nextInt(TRADERS) : 0)
                    .qty(1)
                    .start(100)
                    .reserve(random.nextInt(3) == 0 ? 20_000 : CreateAuctionEncoder.reserveNullValue())
                    .buyNow(random.nextInt(3) == 0 ? 50_000 : CreateAuctionEncoder.buyNowNullValue())
                    .buyNowPolicy(BuyNowPolicy.get((short) (1 + random.nextInt(4))))
                    .proxy(random.nextInt(4) == 0 ? BooleanType.FALSE : BooleanType.TRUE)
                    .incrementPercentMicros(CreateAuctionEncoder.incrementPercentMicrosNullValue())
                    .opensAtNs(isScheduled ? nowNs + 1_000_000_000L : CreateAuctionEncoder.opensAtNsNullValue())
                    .closesAtNs(isScheduled ? nowNs + 20_000_000_000L : CreateAuctionEncoder.closesAtNsNullValue())
                    .durationNs(isScheduled ? CreateAuctionEncoder.durationNsNullValue() : 10_000_000_000L)
                    .softCloseWindowNs(2_000_000_000L)
                    .softCloseExtensionNs(2_000_000_000L)
                    .softCloseCapNs(CreateAuctionEncoder.softCloseCapNsNullValue())
                    .softCloseAnchor(ExtensionAnchor.BID)
                    .softCloseTrigger(ExtensionTrigger.PRICE);
            terms.incrementsCount(1)
                    .next()
                    .below(CreateAuctionEncoder.IncrementsEncoder.belowNullValue())
                    .step(100);
            terms.name("lot" + auctions);
        });
        submit();
    }

    private int someAuction() {
        return Math.max(1, auctions - random.nextInt(12));
    }

    /** Now and then one that was used before. */
    private String clOrdId() {
        return "c" + (random.nextInt(40) == 0 ? commands - 1 : commands);
    }

    /** Now and then twice. */
    private void submit() {
        commands++;
        for (int times = random.nextInt(60) == 0 ? 2 : 1; times > 0; times--) {
            market.onCommand(command.buffer(), 0, command.length(), nowNs, out);
        }
    }

    private void flush() {
        pending = 0;
        if (out.count() > 0) {
            journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
            out.clear();
        }
    }
}
