package io.gavel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandForms;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.BalanceRecordEncoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A command that the market cannot decide halts the pipeline, and the halt says which one it was. */
class PoisonCommandTest {
    private static final int BIDDER = 16;
    private static final int HELD_MINOR = 700;
    /** No such side: the market's decoder throws, as it would at a bug of its own. */
    private static final byte NO_SIDE = 9;

    private final CommandWriter command = new CommandWriter();
    private final List<Throwable> problems = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private final Market market = new Market(MarketConfig.defaults());

    @Test
    void theHaltNamesTheCommandAndNothingOfItsBatchIsTold() {
        try (Pipeline pipeline = pipeline(market, 77)) {
            listed(pipeline);
            long before = market.lastSeq();
            told.clear();
            command.deposit(BIDDER, 1, 5, "d2");
            offer(pipeline);
            poisonedOrder("p1");
            offer(pipeline);
            command.deposit(BIDDER, 1, 5, "d3");
            offer(pipeline);
            pipeline.drain();

            assertTrue(pipeline.isHalted());
            assertEquals(List.of(), told);
            assertEquals(
                    "halted after seq=" + before + ": expected to decide newOrder, seq=" + (before + 2)
                            + ", accountId=16, clOrdId=p1, timeNs=77: java.lang.IllegalArgumentException: "
                            + "Unknown value: 9",
                    pipeline.haltReason());
            PoisonCommand poison = (PoisonCommand) problems.get(0);
            assertEquals("expected to decide newOrder, seq=" + (before + 2), poison.what());
            assertEquals(before + 2, poison.seq());
            assertEquals(77, poison.timeNs());
            poisonedOrder("p1");
            assertSameBytes(command.buffer(), command.length(), poison.command());
            assertTrue(poison.getCause() instanceof IllegalArgumentException);
        }
    }

    @Test
    void aCommandWithoutAnIdIsNamedByItsKind() {
        try (Pipeline pipeline = pipeline(market, 77)) {
            listed(pipeline);
            command.createAuction(terms -> lamp(terms, 99));
            int group =
                    Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH + CommandForms.PLAIN_AUCTION_LENGTH;
            ExpandableArrayBuffer broken = new ExpandableArrayBuffer(command.length());
            broken.putBytes(0, command.buffer(), 0, command.length());
            broken.putByte(group + Short.BYTES, (byte) 200);
            assertTrue(pipeline.offerCommand(1, 1, Pipeline.NO_TIME, broken, 0, command.length()));
            pipeline.drain();
            assertTrue(
                    pipeline.haltReason().contains(": expected to decide createAuction, seq="), pipeline.haltReason());
            assertFalse(pipeline.haltReason().contains("clOrdId"), pipeline.haltReason());
        }
    }

    @Test
    void aDeadlineThatCannotBeDecidedIsNamedAndNotTheCommandBehindIt() {
        Market broken = withoutHolds();
        try (Pipeline pipeline = pipeline(broken, 200)) {
            command.deposit(BIDDER, 1, 5, "d9");
            offer(pipeline);
            pipeline.drain();
            PoisonCommand poison = (PoisonCommand) problems.get(0);
            assertEquals("expected to decide timeReached, seq=" + (broken.lastSeq() + 1), poison.what());
            assertEquals(100, poison.timeNs(), "the deadline's own time");
        }
        assertEquals(List.of(), told);
    }

    /** A market that forgot what its bidder holds: a law breaks when the auction closes. */
    private Market withoutHolds() {
        try (Pipeline pipeline = pipeline(market, 1)) {
            listed(pipeline);
            command.createAuction(terms -> lamp(terms, 100));
            offer(pipeline);
            command.placeBid(BIDDER, 1, HELD_MINOR, 0, "b1");
            offer(pipeline);
            pipeline.drain();
        }
        told.clear();
        Market broken = new Market(MarketConfig.defaults());
        EventFrameDecoder frame = new EventFrameDecoder();
        IllegalStateException found = assertThrows(
                IllegalStateException.class,
                () -> broken.readSnapshot(sink -> {
                    market.writeSnapshot((buffer, offset, length) -> {
                        ExpandableArrayBuffer record = new ExpandableArrayBuffer(length);
                        record.putBytes(0, buffer, offset, length);
                        if (frame.wrap(record, 0).templateId() == BalanceRecordDecoder.TEMPLATE_ID) {
                            new BalanceRecordEncoder()
                                    .wrap(record, Transaction.EVENT_FRAME_LENGTH)
                                    .heldMinor(0);
                        }
                        sink.onRecord(record, 0, length);
                    });
                }));
        assertTrue(found.getMessage().startsWith("expected the state that was written"), found.getMessage());
        return broken;
    }

    private Pipeline pipeline(Market decides, long nowNs) {
        PipelineConfig config = PipelineConfig.inline().withOnHalt((reason, problem) -> problems.add(problem));
        Journal journal = Journal.none();
        // A journal that goes on where the market is.
        if (decides.lastSeq() > 0) {
            journal.append(new UnsafeBuffer(new byte[0]), 0, 0, decides.lastSeq(), 1);
        }
        return new Pipeline(
                config,
                decides,
                journal,
                new Publisher() {
                    @Override
                    public void onTransactions(
                            long sessionId,
                            long correlationId,
                            DirectBuffer buffer,
                            int offset,
                            int length,
                            long firstSeq,
                            int count) {
                        for (int i = 0; i < count; i++) {
                            told.add(firstSeq + i);
                        }
                    }

                    @Override
                    public void onQuery(
                            long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {}

                    @Override
                    public void onTime(long sessionId, long correlationId, long timeNs) {}

                    @Override
                    public void onBatchEnd(long durableSeq) {}
                },
                () -> nowNs);
    }

    private void listed(Pipeline pipeline) {
        command.createAsset("USD", 2);
        offer(pipeline);
        command.createAsset("BTC", 0);
        offer(pipeline);
        command.createAccount("john", false);
        offer(pipeline);
        command.deposit(BIDDER, 1, 1_000, "d1");
        offer(pipeline);
        command.createInstrument(terms -> terms.baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(CreateInstrumentEncoder.maxQtyNullValue())
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .name("BTC-USD"));
        offer(pipeline);
        pipeline.drain();
    }

    private void poisonedOrder(String clOrdId) {
        command.newOrder(BIDDER, 1, OrderTerms.resting(Side.BUY, 1, 1), clOrdId);
        UnsafeBuffer bytes = new UnsafeBuffer(command.buffer());
        int body = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        bytes.putByte(body + NewOrderDecoder.sideEncodingOffset(), NO_SIDE);
    }

    private static void lamp(CreateAuctionEncoder terms, long closesAtNs) {
        terms.format(AuctionFormat.ENGLISH)
                .assetId(1)
                .sellerAccountId(0)
                .qty(1)
                .start(100)
                .reserve(CreateAuctionEncoder.reserveNullValue())
                .buyNow(CreateAuctionEncoder.buyNowNullValue())
                .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                .proxy(BooleanType.FALSE)
                .incrementPercentMicros(CreateAuctionEncoder.incrementPercentMicrosNullValue())
                .opensAtNs(CreateAuctionEncoder.opensAtNsNullValue())
                .closesAtNs(closesAtNs)
                .durationNs(CreateAuctionEncoder.durationNsNullValue())
                .softCloseWindowNs(CreateAuctionEncoder.softCloseWindowNsNullValue())
                .softCloseExtensionNs(CreateAuctionEncoder.softCloseExtensionNsNullValue())
                .softCloseCapNs(CreateAuctionEncoder.softCloseCapNsNullValue())
                .softCloseAnchor(ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.PRICE);
        terms.incrementsCount(1)
                .next()
                .below(CreateAuctionEncoder.IncrementsEncoder.belowNullValue())
                .step(100);
        terms.name("lamp");
    }

    private void offer(Pipeline pipeline) {
        assertTrue(pipeline.offerCommand(1, 1, Pipeline.NO_TIME, command.buffer(), 0, command.length()));
    }

    private static void assertSameBytes(DirectBuffer expected, int length, DirectBuffer actual) {
        assertEquals(length, actual.capacity());
        for (int i = 0; i < length; i++) {
            assertEquals(expected.getByte(i), actual.getByte(i), "byte " + i);
        }
    }
}
