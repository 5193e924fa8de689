package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.engine.ring.Publisher;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.Replayer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CXL-1 at its largest: the ring, the journal and its readers take it in transactions like all others. */
class MassCancelJournalTest {
    private static final int ORDERS = Integer.getInteger("gavel.mass.orders", 200_000);
    private static final int ALICE = SystemAccount.FIRST_USER;
    private static final long LEVELS = 500;
    private static final long NOW_NS = 1_000_000_000L;

    @TempDir
    Path directory;

    private final CommandWriter command = new CommandWriter();
    private final Reader reader = new Reader();

    @Test
    void aMassCancelOfVeryManyOrdersIsTransactionsOfLegalSize() {
        long hash;
        try (JournaledMarket journaled = open(TransactionListener.NONE);
                Pipeline pipeline = new Pipeline(
                        PipelineConfig.inline(), journaled.market(), journaled.journal(), reader, () -> NOW_NS)) {
            list(pipeline);
            for (int i = 1; i <= ORDERS; i++) {
                Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
                long price = side == Side.BUY ? 1 + i % LEVELS : 1_000 + i % LEVELS;
                command.newOrder(ALICE, 1, OrderTerms.resting(side, 1, price), "order-" + i);
                offer(pipeline);
            }
            pipeline.drain();
            assertEquals(ORDERS, journaled.market().openOrders());
            command.massCancel(ALICE, 0, null, CancelReason.MASS);
            offer(pipeline);
            pipeline.drain();

            assertFalse(pipeline.isHalted(), pipeline::haltReason);
            assertEquals(0, journaled.market().openOrders());
            assertEquals(ORDERS, reader.canceled);
            assertEquals(ORDERS, reader.massCanceled, "and it is said how many, once, at the end");
            assertTrue(reader.transactions > ORDERS / Transaction.MAX_EVENTS, "it spans many transactions");
            journaled.market().verify();
            hash = journaled.market().stateHash();
        }
        Reader again = new Reader();
        try (JournaledMarket back = open(again::onTransaction)) {
            assertEquals(0, back.market().openOrders());
            assertEquals(ORDERS, again.canceled);
            assertEquals(ORDERS, again.massCanceled);
            assertEquals(reader.lastSeq + 1, back.market().lastSeq(), "all that was, and then RECOVERED");
        }
        assertEquals(hash, replayed());
    }

    private long replayed() {
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        long[] hash = new long[1];
        JournalVerifier.verify(directory, transaction -> {
            replayer.onTransaction(transaction);
            if (transaction.seq() == reader.lastSeq) {
                hash[0] = market.stateHash();
            }
        });
        return hash[0];
    }

    private void list(Pipeline pipeline) {
        command.createAsset("USD", 2);
        offer(pipeline);
        command.createAsset("ACM", 0);
        offer(pipeline);
        command.createAccount("alice", true);
        offer(pipeline);
        command.createInstrument(terms -> terms.baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .name("ACME"));
        offer(pipeline);
    }

    private void offer(Pipeline pipeline) {
        while (!pipeline.offerCommand(0, 0, Pipeline.NO_TIME, command.buffer(), 0, command.length())) {
            pipeline.drain();
        }
    }

    private JournaledMarket open(TransactionListener listener) {
        return JournaledMarket.open(
                directory, JournalConfig.small(), new Market(MarketConfig.defaults()), () -> NOW_NS, listener);
    }

    /** Reads as all readers do, with the views, and sees that every transaction is one of legal size. */
    private static final class Reader implements Publisher {
        private final ViewState views = new ViewState();
        private final Transaction transaction = new Transaction();
        private final OrderCanceledDecoder canceledEvent = new OrderCanceledDecoder();
        private final MassCanceledDecoder massCanceledEvent = new MassCanceledDecoder();

        long lastSeq;
        long transactions;
        int canceled;
        int massCanceled;
        private long lastOrderId;

        @Override
        public void onTransactions(
                long sessionId,
                long correlationId,
                DirectBuffer buffer,
                int offset,
                int length,
                long firstSeq,
                int count) {
            int at = offset;
            for (int i = 0; i < count; i++) {
                onTransaction(transaction.wrap(buffer, at, firstSeq + i));
                at += transaction.length();
            }
        }

        void onTransaction(Transaction told) {
            assertTrue(told.length() <= Transaction.MAX_LENGTH, "a transaction is never longer");
            assertTrue(told.eventCount() <= Transaction.MAX_EVENTS, "nor has it more events");
            views.onTransaction(told);
            told.rewind();
            while (told.nextEvent()) {
                onEvent(told);
            }
            lastSeq = told.seq();
            transactions++;
        }

        private void onEvent(Transaction told) {
            if (told.eventTemplateId() == OrderCanceledDecoder.TEMPLATE_ID) {
                canceledEvent.wrap(told.buffer(), told.eventOffset(), told.eventBlockLength(), told.eventVersion());
                assertTrue(canceledEvent.orderId() > lastOrderId, "in order of entry");
                assertEquals(0, massCanceled, "before the end is told");
                lastOrderId = canceledEvent.orderId();
                canceled++;
            } else if (told.eventTemplateId() == MassCanceledDecoder.TEMPLATE_ID) {
                massCanceledEvent.wrap(told.buffer(), told.eventOffset(), told.eventBlockLength(), told.eventVersion());
                assertEquals(0, massCanceled, "once");
                massCanceled = massCanceledEvent.count();
            }
        }

        @Override
        public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onTime(long sessionId, long correlationId, long timeNs) {}

        @Override
        public void onBatchEnd(long durableSeq) {
            assertTrue(durableSeq >= lastSeq, "no fact before it is durable");
        }
    }
}
