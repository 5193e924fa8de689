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
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.types.RiskMode;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * A market with its ring and its journal for a command that ends very many orders at once: what it told is read while it
 * happens, again from the journal, and decided again.
 */
final class VeryManyOrders {
    static final int COUNT = Integer.getInteger("gavel.mass.orders", 200_000);
    static final int ALICE = SystemAccount.FIRST_USER;
    static final int BOB = ALICE + 1;
    static final int USD = 1;
    static final int ACM = 2;
    static final int ACME = 1;

    private static final long NOW_NS = 1_000_000_000L;

    private final Path directory;
    private final CommandWriter command = new CommandWriter();
    private Pipeline pipeline;

    /** @param directory where the journal is to be, empty */
    VeryManyOrders(Path directory) {
        this.directory = directory;
    }

    /**
     * Lets a story happen, and sees that all who read it come to the same.
     *
     * @param readers makes new ones: for who reads while it happens, and for who reads the journal
     * @param story offers its commands here
     * @param end what must be true of the market and of a reader behind the story, be it told or read
     */
    <R extends Reader> void happen(Supplier<R> readers, Consumer<VeryManyOrders> story, BiConsumer<Market, R> end) {
        R told = readers.get();
        long hash;
        try (JournaledMarket journaled = open(TransactionListener.NONE);
                Pipeline ring = new Pipeline(
                        PipelineConfig.inline(), journaled.market(), journaled.journal(), told, () -> NOW_NS)) {
            pipeline = ring;
            story.accept(this);
            ring.drain();
            assertFalse(ring.isHalted(), ring::haltReason);
            end.accept(journaled.market(), told);
            assertTrue(told.continuations > COUNT / 2 / Transaction.MAX_EVENTS, "it spans many transactions");
            journaled.market().verify();
            hash = journaled.market().stateHash();
        }
        R read = readers.get();
        try (JournaledMarket back = open(read::onTransaction)) {
            end.accept(back.market(), read);
            assertEquals(told.lastSeq + 1, back.market().lastSeq(), "all that was, and then RECOVERED");
            assertEquals(told.continuations, read.continuations);
        }
        assertEquals(hash, replayed(told.lastSeq));
    }

    /** Two assets, Alice and Bob, and an instrument in lots of one ACM at ticks of a cent. */
    void list(boolean hasUnlimitedCredit, RiskMode risk, Consumer<CreateInstrumentEncoder> more) {
        offer(writer -> writer.createAsset("USD", 2));
        offer(writer -> writer.createAsset("ACM", 0));
        offer(writer -> writer.createAccount("alice", hasUnlimitedCredit));
        offer(writer -> writer.createAccount("bob", hasUnlimitedCredit));
        offer(writer -> writer.createInstrument(terms -> {
            terms.baseAssetId(ACM)
                    .quoteAssetId(USD)
                    .risk(risk)
                    .priceDecimals((short) 2)
                    .qtyDecimals((short) 0)
                    .tick(1)
                    .lot(1);
            more.accept(terms);
            terms.name("ACME");
        }));
    }

    void offer(Consumer<CommandWriter> writes) {
        writes.accept(command);
        while (!pipeline.offerCommand(0, 0, Pipeline.NO_TIME, command.buffer(), 0, command.length())) {
            pipeline.drain();
        }
    }

    private long replayed(long lastSeq) {
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        long[] hash = new long[1];
        JournalVerifier.verify(directory, transaction -> {
            replayer.onTransaction(transaction);
            if (transaction.seq() == lastSeq) {
                hash[0] = market.stateHash();
            }
        });
        return hash[0];
    }

    private JournaledMarket open(TransactionListener listener) {
        return JournaledMarket.open(
                directory, JournalConfig.small(), new Market(MarketConfig.defaults()), () -> NOW_NS, listener);
    }

    /** Reads as all readers do, with the views, and sees that every transaction is one of legal size. */
    abstract static class Reader implements Publisher {
        final ViewState views = new ViewState();
        private final Transaction transaction = new Transaction();
        long lastSeq;
        long continuations;

        /** The flyweight is at one of its events. */
        abstract void onEvent(Transaction told);

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
            assertEquals(lastSeq + 1, told.seq(), "none is left out");
            views.onTransaction(told);
            told.rewind();
            while (told.nextEvent()) {
                onEvent(told);
            }
            lastSeq = told.seq();
            if (told.isContinuation()) {
                continuations++;
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
