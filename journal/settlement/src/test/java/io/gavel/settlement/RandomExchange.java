package io.gavel.settlement;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.ring.Journal;
import io.gavel.testing.RandomHouse;
import io.gavel.testing.RandomVenue;
import io.gavel.wire.CommandForms;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.WithdrawEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;

/**
 * A real market under random commands of every kind, good and bad: the same seed gives the same journal.
 *
 * <p>What it decides is appended to a journal, a few commands at a time.
 */
final class RandomExchange {
    private static final int FIRST_ACCOUNT = 16;
    private static final int ACCOUNTS = 12;
    private static final int BATCH = 16;
    private static final long DAY_NS = 86_400_000_000_000L;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final TransactionBuffer out = new TransactionBuffer(1 << 16);
    private final Market market = new Market(MarketConfig.defaults());
    private final Random random;
    private final CommandWriter command = new CommandWriter();
    private final RandomVenue venue;
    private final RandomHouse house;
    private final Journal journal;

    private long timeNs = DAY_NS;
    private int commands;
    private int pending;
    private int bodyOffset;

    RandomExchange(long seed, Journal journal) {
        random = new Random(seed);
        venue = new RandomVenue(random, command);
        house = new RandomHouse(random, command, ACCOUNTS);
        this.journal = journal;
        list();
    }

    /** Decides that many commands more; all of them are in the journal when it returns. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            timeNs += random.nextInt(2_000_000);
            next();
            if (++pending == BATCH) {
                flush();
            }
        }
        flush();
    }

    Market market() {
        return market;
    }

    long lastSeq() {
        return market.lastSeq();
    }

    private void list() {
        asset("USD", 2);
        asset("GOLD", 3);
        for (int i = 0; i < ACCOUNTS; i++) {
            account("trader" + i);
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            deposit(FIRST_ACCOUNT + i, 1, 50_000_00);
            deposit(FIRST_ACCOUNT + i, 2, 10_000_000);
        }
        instrument("GOLD-USD", RiskMode.FULL);
        instrument("GOLD-FREE", RiskMode.NONE);
        for (int i = 0; i < 3; i++) {
            house.createAuction(timeNs);
            decide();
        }
        flush();
    }

    private void next() {
        int account = FIRST_ACCOUNT + random.nextInt(ACCOUNTS + 1);
        int dice = random.nextInt(100);
        if (dice < 20) {
            commands++;
            venue.next(account, timeNs, random.nextInt(40) == 0 ? commands - 1 : commands);
            decide();
        } else if (dice < 40) {
            order(account);
        } else if (dice < 47) {
            cancel(account);
        } else if (dice < 92) {
            commands++;
            house.next(account, timeNs, clOrdId());
            decide();
        } else if (dice < 94) {
            deposit(account, 1 + random.nextInt(3), random.nextInt(10_000));
        } else if (dice < 96) {
            withdraw(account);
        } else {
            timeNs += 2_000_000_000L;
            market.onTime(timeNs, out);
        }
    }

    private void decide() {
        market.onCommand(command.buffer(), 0, command.length(), timeNs, out);
    }

    private void order(int account) {
        begin(account, false);
        NewOrderEncoder order = CommandForms.withoutConditions(new NewOrderEncoder().wrap(buffer, bodyOffset));
        order.instrumentId(1 + random.nextInt(2))
                .side(random.nextBoolean() ? Side.BUY : Side.SELL)
                .ordType(OrdType.LIMIT)
                .timeInForce(random.nextInt(5) == 0 ? TimeInForce.IOC : TimeInForce.GTC)
                .qty(10L * random.nextInt(40) + (random.nextInt(50) == 0 ? 3 : 0))
                .price(5L * (190 + random.nextInt(20)))
                .clOrdId(clOrdId());
        submit(NewOrderEncoder.BLOCK_LENGTH, NewOrderEncoder.TEMPLATE_ID, order.encodedLength());
    }

    private void cancel(int account) {
        begin(account, false);
        CancelOrderEncoder cancel = new CancelOrderEncoder().wrap(buffer, bodyOffset);
        cancel.instrumentId(1 + random.nextInt(2)).clOrdId("c" + Math.max(0, commands - random.nextInt(200)));
        submit(CancelOrderEncoder.BLOCK_LENGTH, CancelOrderEncoder.TEMPLATE_ID, cancel.encodedLength());
    }

    private void deposit(int account, int asset, long amount) {
        begin(account, true);
        DepositEncoder deposit = new DepositEncoder().wrap(buffer, bodyOffset);
        deposit.assetId(asset).amount(amount).clOrdId(clOrdId());
        submit(DepositEncoder.BLOCK_LENGTH, DepositEncoder.TEMPLATE_ID, deposit.encodedLength());
    }

    private void withdraw(int account) {
        begin(account, true);
        WithdrawEncoder withdraw = new WithdrawEncoder().wrap(buffer, bodyOffset);
        withdraw.assetId(1).amount(random.nextInt(10_000)).clOrdId(clOrdId());
        submit(WithdrawEncoder.BLOCK_LENGTH, WithdrawEncoder.TEMPLATE_ID, withdraw.encodedLength());
    }

    private void asset(String name, int decimals) {
        begin(0, true);
        CreateAssetEncoder asset = new CreateAssetEncoder().wrap(buffer, bodyOffset);
        asset.decimals((short) decimals).name(name);
        submit(CreateAssetEncoder.BLOCK_LENGTH, CreateAssetEncoder.TEMPLATE_ID, asset.encodedLength());
    }

    private void account(String name) {
        begin(0, true);
        CreateAccountEncoder account = new CreateAccountEncoder().wrap(buffer, bodyOffset);
        account.flags().clear();
        account.name(name);
        submit(CreateAccountEncoder.BLOCK_LENGTH, CreateAccountEncoder.TEMPLATE_ID, account.encodedLength());
    }

    private void instrument(String name, RiskMode risk) {
        begin(0, true);
        CreateInstrumentEncoder instrument =
                CommandForms.plainInstrument(new CreateInstrumentEncoder().wrap(buffer, bodyOffset));
        instrument
                .baseAssetId(2)
                .quoteAssetId(1)
                .risk(risk)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 1)
                .tick(5)
                .lot(10)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(380)
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .makerFeePercentMicros(-50_000)
                .takerFeePercentMicros(120_000)
                .name(name);
        submit(CreateInstrumentEncoder.BLOCK_LENGTH, CreateInstrumentEncoder.TEMPLATE_ID, instrument.encodedLength());
    }

    /** Now and then one that was used before. */
    private String clOrdId() {
        return "c" + (random.nextInt(40) == 0 ? commands - 1 : commands);
    }

    private void begin(int account, boolean isAdmin) {
        commands++;
        new CommandHeadEncoder()
                .wrap(buffer, 0)
                .accountId(account)
                .authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0))
                .flags((short) 0)
                .reserved(0);
        bodyOffset = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
    }

    private void submit(int blockLength, int templateId, int bodyLength) {
        new MessageHeaderEncoder()
                .wrap(buffer, Transaction.COMMAND_HEAD_LENGTH)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(CreateAssetEncoder.SCHEMA_ID)
                .version(CreateAssetEncoder.SCHEMA_VERSION);
        market.onCommand(buffer, 0, bodyOffset + bodyLength, timeNs, out);
    }

    private void flush() {
        pending = 0;
        if (out.count() > 0) {
            journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
            out.clear();
        }
    }
}
