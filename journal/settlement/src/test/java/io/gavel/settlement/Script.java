package io.gavel.settlement;

import io.gavel.wire.CommandForms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedEncoder;
import io.gavel.wire.log.AuctionOpenedEncoder;
import io.gavel.wire.log.AuctionStateEncoder;
import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.ContinuationEncoder;
import io.gavel.wire.log.CreatedEncoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.OrderCanceledEncoder;
import io.gavel.wire.log.OutbidEncoder;
import io.gavel.wire.log.RefusedEncoder;
import io.gavel.wire.log.TimeReachedEncoder;
import io.gavel.wire.log.TradedEncoder;
import io.gavel.wire.log.TransactionHeadEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes transactions by hand, as an engine would: what settlement makes of them must not depend on the engine's code.
 *
 * <p>Each verb appends one transaction to a journal. The asset has two decimals; one tick times one lot is one unit.
 */
final class Script {
    static final int MONEY = 1;
    static final int GOODS = 2;
    static final int ALICE = 16;
    static final int BOB = 17;
    static final int INSTRUMENT = 1;
    static final int LAMP = 1;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MemoryJournal journal;
    private long timeNs = 1_000_000_000;
    private long nextOrderId = 1;

    private int length;
    private int commandLength;
    private int events;

    Script(MemoryJournal journal) {
        this.journal = journal;
    }

    /** Money and goods, alice and bob with plenty of both, an instrument, and an auction that is open. */
    Script opening() {
        asset(MONEY, "USD", 2);
        asset(GOODS, "GOLD", 0);
        account(ALICE, "alice");
        account(BOB, "bob");
        deposit(ALICE, MONEY, 1_000_000_00, 1_000_000_00);
        deposit(BOB, MONEY, 1_000_000_00, 1_000_000_00);
        deposit(BOB, GOODS, 1_000_000, 1_000_000);
        instrument();
        auction();
        return this;
    }

    void asset(int id, String name, int decimals) {
        begin(0, 0);
        CreateAssetEncoder command = new CreateAssetEncoder().wrap(buffer, length);
        command.decimals((short) decimals).name(name);
        command(CreateAssetEncoder.BLOCK_LENGTH, CreateAssetEncoder.TEMPLATE_ID, command.encodedLength());
        created(id, EntityKind.ASSET);
        end();
    }

    void account(int id, String name) {
        begin(0, 0);
        CreateAccountEncoder command = new CreateAccountEncoder().wrap(buffer, length);
        command.flags().clear();
        command.name(name);
        command(CreateAccountEncoder.BLOCK_LENGTH, CreateAccountEncoder.TEMPLATE_ID, command.encodedLength());
        created(id, EntityKind.ACCOUNT);
        end();
    }

    void instrument() {
        begin(0, 0);
        CreateInstrumentEncoder command =
                CommandForms.plainInstrument(new CreateInstrumentEncoder().wrap(buffer, length));
        command.baseAssetId(GOODS)
                .quoteAssetId(MONEY)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(5)
                .lot(10)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(CreateInstrumentEncoder.maxQtyNullValue())
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .name("GOLD-USD");
        command(CreateInstrumentEncoder.BLOCK_LENGTH, CreateInstrumentEncoder.TEMPLATE_ID, command.encodedLength());
        created(INSTRUMENT, EntityKind.INSTRUMENT);
        end();
    }

    void auction() {
        begin(0, 0);
        CreateAuctionEncoder command = CommandForms.withoutExtras(new CreateAuctionEncoder().wrap(buffer, length));
        command.format(AuctionFormat.ENGLISH)
                .assetId(MONEY)
                .sellerAccountId(0)
                .qty(1)
                .start(100)
                .reserve(CreateAuctionEncoder.reserveNullValue())
                .buyNow(CreateAuctionEncoder.buyNowNullValue())
                .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                .proxy(BooleanType.FALSE)
                .incrementPercentMicros(CreateAuctionEncoder.incrementPercentMicrosNullValue())
                .opensAtNs(CreateAuctionEncoder.opensAtNsNullValue())
                .closesAtNs(9_000_000_000L)
                .durationNs(CreateAuctionEncoder.durationNsNullValue())
                .softCloseWindowNs(CreateAuctionEncoder.softCloseWindowNsNullValue())
                .softCloseExtensionNs(CreateAuctionEncoder.softCloseExtensionNsNullValue())
                .softCloseCapNs(CreateAuctionEncoder.softCloseCapNsNullValue())
                .softCloseAnchor(ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.PRICE);
        command.incrementsCount(1).next().below(Long.MIN_VALUE).step(5);
        command.premiumCount(0);
        command.commissionCount(0);
        command.name("lamp").category("");
        command(CreateAuctionEncoder.BLOCK_LENGTH, CreateAuctionEncoder.TEMPLATE_ID, command.encodedLength());
        created(LAMP, EntityKind.AUCTION);
        new AuctionOpenedEncoder()
                .wrap(buffer, event())
                .auctionId(LAMP)
                .minNextMinor(100)
                .endsAtNs(9_000_000_000L);
        endEvent(AuctionOpenedEncoder.TEMPLATE_ID, AuctionOpenedEncoder.BLOCK_LENGTH);
        end();
    }

    void deposit(int accountId, int assetId, long amount, long total) {
        begin(accountId, 0);
        DepositEncoder command = new DepositEncoder().wrap(buffer, length);
        command.assetId(assetId).amount(amount).clOrdId("d" + accountId + assetId);
        command(DepositEncoder.BLOCK_LENGTH, DepositEncoder.TEMPLATE_ID, command.encodedLength());
        new BalanceChangedEncoder()
                .wrap(buffer, event())
                .assetId(assetId)
                .totalMinor(total)
                .heldMinor(0);
        endEvent(BalanceChangedEncoder.TEMPLATE_ID, BalanceChangedEncoder.BLOCK_LENGTH);
        end();
    }

    /** Rests: an order at 2.00 for 100 is 40 ticks and 10 lots. */
    long order(int accountId, Side side, long price, long qty) {
        begin(accountId, 0);
        newOrder(side, price, qty);
        long orderId = accepted();
        end();
        return orderId;
    }

    /** Bob's whole resting order is bought by alice, at its price. */
    long take(long makerOrderId, long price, long qty) {
        begin(ALICE, 0);
        newOrder(Side.BUY, price, qty);
        long orderId = accepted();
        traded(makerOrderId, orderId, price, qty);
        end();
        return orderId;
    }

    /** As {@link #take}, but the trade stands in a continuation. */
    void takeInTwo(long makerOrderId, long price, long qty) {
        begin(ALICE, Transaction.FLAG_CONTINUES);
        newOrder(Side.BUY, price, qty);
        long orderId = accepted();
        long ofSeq = end();
        endInTwo(ofSeq, makerOrderId, orderId, price, qty);
    }

    /** Only the first half of {@link #takeInTwo}; returns what finishes it. */
    Runnable takeFirstOfTwo(long makerOrderId, long price, long qty) {
        begin(ALICE, Transaction.FLAG_CONTINUES);
        newOrder(Side.BUY, price, qty);
        long orderId = accepted();
        long ofSeq = end();
        return () -> endInTwo(ofSeq, makerOrderId, orderId, price, qty);
    }

    private void endInTwo(long ofSeq, long makerOrderId, long orderId, long price, long qty) {
        begin(ALICE, 0);
        new ContinuationEncoder().wrap(buffer, length).ofSeq(ofSeq);
        command(ContinuationEncoder.BLOCK_LENGTH, ContinuationEncoder.TEMPLATE_ID, ContinuationEncoder.BLOCK_LENGTH);
        header(ContinuationEncoder.SCHEMA_ID);
        traded(makerOrderId, orderId, price, qty);
        end();
    }

    void cancel(int accountId, long orderId, Side side, long price, long leaves) {
        begin(accountId, 0);
        CancelOrderEncoder command = new CancelOrderEncoder().wrap(buffer, length);
        command.instrumentId(INSTRUMENT).clOrdId("o" + orderId);
        command(CancelOrderEncoder.BLOCK_LENGTH, CancelOrderEncoder.TEMPLATE_ID, command.encodedLength());
        OrderCanceledEncoder canceled = new OrderCanceledEncoder().wrap(buffer, event());
        canceled.orderId(orderId)
                .instrumentId(INSTRUMENT)
                .accountId(0)
                .leavesLots(leaves / 10)
                .priceTicks(price / 5)
                .side(side)
                .reason(CancelReason.USER)
                .clOrdId("");
        endEvent(OrderCanceledEncoder.TEMPLATE_ID, OrderCanceledEncoder.BLOCK_LENGTH, canceled.encodedLength());
        end();
    }

    void refused(int accountId, int code) {
        begin(accountId, 0);
        newOrder(Side.BUY, 7, 7);
        new RefusedEncoder().wrap(buffer, event()).code(code).bound(5);
        endEvent(RefusedEncoder.TEMPLATE_ID, RefusedEncoder.BLOCK_LENGTH);
        end();
    }

    /** A bid that leads; {@code outbidId} loses the lead and its hold, 0: nobody. */
    void bid(int accountId, long amount, int bids, int outbidId, long released) {
        begin(accountId, 0);
        PlaceBidEncoder command = new PlaceBidEncoder().wrap(buffer, length);
        command.auctionId(LAMP).qty(1).amount(amount).clOrdId("b" + bids);
        command(PlaceBidEncoder.BLOCK_LENGTH, PlaceBidEncoder.TEMPLATE_ID, command.encodedLength());
        new BidAcceptedEncoder().wrap(buffer, event()).holdDeltaMinor(amount);
        endEvent(BidAcceptedEncoder.TEMPLATE_ID, BidAcceptedEncoder.BLOCK_LENGTH);
        new AuctionStateEncoder()
                .wrap(buffer, event())
                .auctionId(LAMP)
                .leaderAccountId(accountId)
                .priceMinor(amount)
                .minNextMinor(amount + 5)
                .endsAtNs(9_000_000_000L)
                .bids(bids)
                .reserveMet(BooleanType.TRUE);
        endEvent(AuctionStateEncoder.TEMPLATE_ID, AuctionStateEncoder.BLOCK_LENGTH);
        if (outbidId != 0) {
            new OutbidEncoder()
                    .wrap(buffer, event())
                    .auctionId(LAMP)
                    .accountId(outbidId)
                    .priceMinor(amount)
                    .releasedMinor(released);
            endEvent(OutbidEncoder.TEMPLATE_ID, OutbidEncoder.BLOCK_LENGTH);
        }
        end();
    }

    void sold(int winnerId, long price) {
        timeNs = 9_000_000_000L;
        begin(0, 0);
        command(TimeReachedEncoder.BLOCK_LENGTH, TimeReachedEncoder.TEMPLATE_ID, 0);
        header(TimeReachedEncoder.SCHEMA_ID);
        new AuctionClosedEncoder()
                .wrap(buffer, event())
                .auctionId(LAMP)
                .winnerAccountId(winnerId)
                .priceMinor(price)
                .holderAccountId(winnerId)
                .releasedMinor(price)
                .outcome(AuctionOutcome.SOLD);
        endEvent(AuctionClosedEncoder.TEMPLATE_ID, AuctionClosedEncoder.BLOCK_LENGTH);
        end();
    }

    /** Orders, takes, cancels and refusals, {@code rounds} times: five transactions each. */
    void trading(int rounds) {
        for (int round = 0; round < rounds; round++) {
            long price = 200 + 5L * (round % 7);
            long filled = order(BOB, Side.SELL, price, 20);
            take(filled, price, 20);
            long canceled = order(ALICE, Side.BUY, price, 30);
            cancel(ALICE, canceled, Side.BUY, price, 30);
            refused(BOB, 2004);
        }
    }

    private void newOrder(Side side, long price, long qty) {
        NewOrderEncoder command = CommandForms.withoutConditions(new NewOrderEncoder().wrap(buffer, length));
        command.instrumentId(INSTRUMENT)
                .side(side)
                .ordType(OrdType.LIMIT)
                .timeInForce(TimeInForce.GTC)
                .qty(qty)
                .price(price)
                .clOrdId("o" + nextOrderId);
        command(NewOrderEncoder.BLOCK_LENGTH, NewOrderEncoder.TEMPLATE_ID, command.encodedLength());
    }

    private long accepted() {
        new OrderAcceptedEncoder().wrap(buffer, event()).orderId(nextOrderId);
        endEvent(OrderAcceptedEncoder.TEMPLATE_ID, OrderAcceptedEncoder.BLOCK_LENGTH);
        return nextOrderId++;
    }

    private void traded(long makerOrderId, long takerOrderId, long price, long qty) {
        TradedEncoder traded = new TradedEncoder().wrap(buffer, event());
        traded.instrumentId(INSTRUMENT)
                .makerAccountId(BOB)
                .makerOrderId(makerOrderId)
                .takerOrderId(takerOrderId)
                .priceTicks(price / 5)
                .qtyLots(qty / 10)
                .takerLimitTicks(price / 5)
                .takerSide(Side.BUY)
                .makerClOrdId("o" + makerOrderId);
        endEvent(TradedEncoder.TEMPLATE_ID, TradedEncoder.BLOCK_LENGTH, traded.encodedLength());
    }

    private void created(int id, EntityKind kind) {
        new CreatedEncoder().wrap(buffer, event()).id(id).kind(kind);
        endEvent(CreatedEncoder.TEMPLATE_ID, CreatedEncoder.BLOCK_LENGTH);
    }

    private void begin(int accountId, int flags) {
        timeNs += 1_000;
        events = 0;
        new CommandHeadEncoder()
                .wrap(buffer, Transaction.HEAD_LENGTH)
                .accountId(accountId)
                .authority((short) 0)
                .flags((short) flags)
                .reserved(0);
        length = Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
    }

    private void command(int blockLength, int templateId, int bodyLength) {
        new MessageHeaderEncoder()
                .wrap(buffer, length - Transaction.SBE_HEADER_LENGTH)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(CreateAssetEncoder.SCHEMA_ID)
                .version(CreateAssetEncoder.SCHEMA_VERSION);
        length += bodyLength;
        commandLength = length - Transaction.HEAD_LENGTH;
    }

    /** The command just written belongs to another schema than the clients'. */
    private void header(int schemaId) {
        new MessageHeaderEncoder()
                .wrap(buffer, Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH)
                .schemaId(schemaId);
    }

    private int event() {
        return length + Transaction.EVENT_FRAME_LENGTH;
    }

    private void endEvent(int templateId, int blockLength) {
        endEvent(templateId, blockLength, blockLength);
    }

    private void endEvent(int templateId, int blockLength, int bodyLength) {
        new EventFrameEncoder()
                .wrap(buffer, length)
                .frameLength(Transaction.EVENT_FRAME_LENGTH + bodyLength)
                .blockLength(blockLength)
                .templateId(templateId)
                .version(Transaction.RECORD_VERSION);
        length += Transaction.EVENT_FRAME_LENGTH + bodyLength;
        events++;
    }

    private long end() {
        new TransactionHeadEncoder()
                .wrap(buffer, 0)
                .length(length)
                .commandLength(commandLength)
                .eventCount(events)
                .timeNs(timeNs);
        journal.append(buffer, 0, length);
        return journal.durableSeq();
    }
}
