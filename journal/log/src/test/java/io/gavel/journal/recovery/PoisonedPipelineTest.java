package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.engine.ring.Publisher;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.TransactionListener;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live command that cannot be decided stops the exchange once: it is not in the journal, so a restart is clean. */
class PoisonedPipelineTest {
    private static final int JOHN = 16;

    @TempDir
    Path directory;

    private final CommandWriter command = new CommandWriter();
    private final List<String> told = new ArrayList<>();

    @Test
    void aPoisonCommandHaltsAndIsGoneAfterTheRestart() {
        long before;
        try (JournaledMarket journaled = open();
                Pipeline pipeline = pipeline(journaled)) {
            command.createAsset("USD", 2);
            offer(pipeline);
            command.createAsset("BTC", 0);
            offer(pipeline);
            command.createAccount("john", false);
            offer(pipeline);
            command.createInstrument(terms -> terms.baseAssetId(2)
                    .quoteAssetId(1)
                    .risk(RiskMode.NONE)
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
            before = journaled.market().lastSeq();
            told.clear();

            command.deposit(JOHN, 1, 100, "in-the-same-batch");
            offer(pipeline);
            poison();
            offer(pipeline);
            pipeline.drain();
            assertTrue(pipeline.isHalted());
            assertTrue(
                    pipeline.haltReason()
                            .startsWith("halted after seq=" + before + ": expected to decide newOrder, seq="
                                    + (before + 2) + ", accountId=16, clOrdId=poison"),
                    pipeline.haltReason());
            assertEquals(List.of(), told, "nothing of the batch");
            assertEquals(before, journaled.journal().durableSeq());
        }
        assertEquals(0, JournalVerifier.verify(directory).status().exitStatus());

        Market replayed = new Market(MarketConfig.defaults());
        try (JournaledMarket back = JournaledMarket.open(
                        directory, JournalConfig.small(), replayed, () -> 1, TransactionListener.NONE);
                Pipeline pipeline = pipeline(back)) {
            assertEquals(before, back.recovery().found().lastSeq());
            command.deposit(JOHN, 1, 100, "in-the-same-batch");
            offer(pipeline);
            pipeline.drain();
            assertFalse(pipeline.isHalted());
            assertEquals(
                    List.of("seq=" + (before + 2) + " for 1"),
                    told,
                    "asked again, it is decided: RECOVERED was before");
        }
        replayed.verify();
    }

    /** A bug stands in for all: the side of the order is none, which the market's decoder does not take. */
    private void poison() {
        command.newOrder(JOHN, 1, OrderTerms.resting(Side.BUY, 1, 1), "poison");
        int body = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        new UnsafeBuffer(command.buffer()).putByte(body + NewOrderDecoder.sideEncodingOffset(), (byte) 9);
    }

    private JournaledMarket open() {
        return JournaledMarket.open(
                directory,
                JournalConfig.small(),
                new Market(MarketConfig.defaults()),
                () -> 1,
                TransactionListener.NONE);
    }

    private void offer(Pipeline pipeline) {
        assertTrue(pipeline.offerCommand(1, 1, Pipeline.NO_TIME, command.buffer(), 0, command.length()));
    }

    private Pipeline pipeline(JournaledMarket journaled) {
        return new Pipeline(PipelineConfig.inline(), journaled.market(), journaled.journal(), new Teller(), () -> 1);
    }

    private final class Teller implements Publisher {
        @Override
        public void onTransactions(
                long sessionId,
                long correlationId,
                DirectBuffer buffer,
                int offset,
                int length,
                long firstSeq,
                int count) {
            told.add("seq=" + firstSeq + " for " + correlationId);
        }

        @Override
        public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onTime(long sessionId, long correlationId, long timeNs) {}

        @Override
        public void onBatchEnd(long durableSeq) {}
    }
}
