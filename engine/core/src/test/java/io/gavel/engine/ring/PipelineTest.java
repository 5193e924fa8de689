package io.gavel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    private static final long SESSION = 7;

    private final Told told = new Told();
    private final Kept kept = new Kept();
    private final Market market = new Market(MarketConfig.defaults());
    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer();

    @Test
    void tellsWhatWasDecidedInOrderToWhoAsked() {
        try (Pipeline pipeline = inline(64)) {
            assertTrue(offer(pipeline, "USD", 1));
            assertTrue(offer(pipeline, "EUR", 2));
            assertEquals(2, pipeline.drain());
        }
        assertEquals(List.of("7/1 createAsset USD seq=1", "7/2 createAsset EUR seq=2", "flush 2"), told.lines);
    }

    @Test
    void tellsNothingBeforeTheJournalHasIt() {
        try (Pipeline pipeline = inline(64)) {
            offer(pipeline, "USD", 1);
            kept.onAppend = () -> assertEquals(List.of(), told.lines);
            pipeline.drain();
        }
        assertEquals(1, kept.durableSeq);
    }

    @Test
    void answersAQuestionBehindTheCommandsBeforeIt() {
        try (Pipeline pipeline = inline(64)) {
            offer(pipeline, "USD", 1);
            pipeline.offerQuery(SESSION, 2, command, 0, 3);
            offer(pipeline, "EUR", 3);
            pipeline.drain();
        }
        assertEquals("7/2 query of 3 bytes", told.lines.get(1));
        assertEquals("7/3 createAsset EUR seq=2", told.lines.get(2));
    }

    @Test
    void saysBusyWhenTheRingIsFullAndLosesNothingThatWasTaken() {
        try (Pipeline pipeline = inline(4)) {
            for (int i = 0; i < 4; i++) {
                assertTrue(offer(pipeline, "A" + i, i));
            }
            assertFalse(offer(pipeline, "A4", 4));
            assertEquals(4, pipeline.drain());
            assertTrue(offer(pipeline, "A5", 5));
            assertEquals(1, pipeline.drain());
        }
        assertEquals(5, market.lastSeq());
    }

    @Test
    void neverDecidesAnOldSlotAgainWhenAProducerFails() {
        try (Pipeline pipeline = inline(4)) {
            for (int i = 0; i < 4; i++) {
                offer(pipeline, "A" + i, i);
            }
            pipeline.drain();
            UnsafeBuffer tooShort = new UnsafeBuffer(new byte[8]);
            assertThrows(IndexOutOfBoundsException.class, () -> pipeline.offerCommand(SESSION, 9, 0, tooShort, 0, 64));
            pipeline.drain();
            assertEquals(4, market.lastSeq());
            assertFalse(pipeline.isHalted());
        }
    }

    @Test
    void haltsWhenTheJournalFailsAndTellsNothingOfTheBatch() {
        List<String> reasons = new ArrayList<>();
        PipelineConfig config =
                PipelineConfig.inline().withRingSize(64).withOnHalt((reason, problem) -> reasons.add(reason));
        try (Pipeline pipeline = new Pipeline(config, market, kept, told, () -> 1)) {
            offer(pipeline, "USD", 1);
            pipeline.drain();
            told.lines.clear();
            kept.onAppend = () -> {
                throw new IllegalStateException("disk gone");
            };
            offer(pipeline, "EUR", 2);
            pipeline.drain();
            assertTrue(pipeline.isHalted());
            assertEquals(List.of(), told.lines);
            assertFalse(offer(pipeline, "GBP", 3));
            assertEquals("halted after seq=1: java.lang.IllegalStateException: disk gone", pipeline.haltReason());
            assertEquals(List.of(pipeline.haltReason()), reasons);
        }
    }

    /** Where memory has run out there may be none for the reason either. */
    @Test
    void aHaltThatFindsNoWordsIsAHaltAllTheSame() {
        List<Throwable> problems = new ArrayList<>();
        PipelineConfig config =
                PipelineConfig.inline().withRingSize(64).withOnHalt((reason, problem) -> problems.add(problem));
        Error speechless = new OutOfMemoryError() {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw new OutOfMemoryError("for words");
            }
        };
        try (Pipeline pipeline = new Pipeline(config, market, kept, told, () -> 1)) {
            kept.onAppend = () -> {
                throw speechless;
            };
            offer(pipeline, "USD", 1);
            assertThrows(OutOfMemoryError.class, pipeline::drain);
            assertTrue(pipeline.isHalted());
            assertEquals("halted", pipeline.haltReason());
            assertEquals(List.of(speechless), problems);
            kept.onAppend = () -> {};
            assertFalse(offer(pipeline, "EUR", 2));
            assertEquals(0, pipeline.drain(), "nothing is decided a second time");
            assertEquals(List.of(), told.lines);
        }
    }

    @Test
    void letsAPublisherOfferWhileItIsCalled() {
        try (Pipeline pipeline = inline(4)) {
            told.onTold = () -> {
                if (market.lastSeq() < 9) {
                    assertTrue(offer(pipeline, "B" + market.lastSeq(), 1));
                }
            };
            offer(pipeline, "A", 1);
            while (pipeline.pending() > 0) {
                pipeline.drain();
            }
        }
        assertEquals(9, market.lastSeq());
    }

    @Test
    void refusesASecondProducerWithLayoutInline() throws Exception {
        try (Pipeline pipeline = inline(64)) {
            offer(pipeline, "USD", 1);
            List<Throwable> thrown = new ArrayList<>();
            Thread other = new Thread(() -> {
                try {
                    offer(pipeline, "EUR", 2);
                } catch (IllegalStateException problem) {
                    thrown.add(problem);
                }
            });
            other.start();
            other.join();
            assertTrue(thrown.get(0).getMessage().startsWith("expected a single producer with layout=INLINE"));
        }
    }

    @Test
    void saysWhenTimeHasPassedToWhoAsked() {
        try (Pipeline pipeline = inline(64)) {
            pipeline.offerTime(SESSION, 5, 42);
            pipeline.tick();
            pipeline.drain();
        }
        assertEquals(List.of("7/5 time 42", "flush 0"), told.lines);
    }

    @Test
    void drainsByAThreadOfItsOwnInTheOrderOfTheRing() throws Exception {
        CountDownLatch producers = new CountDownLatch(4);
        Pipeline pipeline = new Pipeline(PipelineConfig.compact().withRingSize(64), market, kept, told, () -> 1);
        for (int p = 0; p < 4; p++) {
            int producer = p;
            new Thread(() -> {
                        ExpandableArrayBuffer own = new ExpandableArrayBuffer();
                        for (int i = 0; i < 1_000; i++) {
                            int length = createAsset(own, "P" + producer + "." + i);
                            while (!pipeline.offerCommand(producer + 1, i, Pipeline.NO_TIME, own, 0, length)) {
                                Thread.onSpinWait();
                            }
                        }
                        producers.countDown();
                    })
                    .start();
        }
        assertTrue(producers.await(30, TimeUnit.SECONDS));
        pipeline.close();
        assertEquals(4_000, market.lastSeq());
        assertEquals(4_000, kept.durableSeq);
        for (int producer = 1; producer <= 4; producer++) {
            String prefix = producer + "/";
            List<String> own =
                    told.lines.stream().filter(line -> line.startsWith(prefix)).toList();
            for (int i = 0; i < 1_000; i++) {
                assertTrue(own.get(i).startsWith(prefix + i + " createAsset P" + (producer - 1) + "." + i));
            }
        }
    }

    private Pipeline inline(int slots) {
        return new Pipeline(PipelineConfig.inline().withRingSize(slots), market, kept, told, () -> 1);
    }

    private boolean offer(Pipeline pipeline, String asset, long correlationId) {
        int length = createAsset(command, asset);
        return pipeline.offerCommand(SESSION, correlationId, Pipeline.NO_TIME, command, 0, length);
    }

    private static int createAsset(ExpandableArrayBuffer buffer, String name) {
        new CommandHeadEncoder().wrap(buffer, 0).accountId(0).authority((short) Transaction.AUTHORITY_ADMIN);
        return new CreateAssetEncoder()
                .wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, new MessageHeaderEncoder())
                .decimals((short) 2)
                .name(name)
                .limit();
    }

    /** Writes down what is told. */
    private static final class Told implements Publisher {
        private final List<String> lines = new ArrayList<>();
        private final Transaction transaction = new Transaction();
        private final CreateAssetDecoder createAsset = new CreateAssetDecoder();
        private Runnable onTold = () -> {};

        @Override
        public void onTransactions(
                long sessionId,
                long correlationId,
                DirectBuffer buffer,
                int offset,
                int length,
                long firstSeq,
                int count) {
            transaction.wrap(buffer, offset, firstSeq);
            createAsset.wrap(
                    buffer,
                    transaction.commandBodyOffset(),
                    transaction.commandBlockLength(),
                    transaction.commandVersion());
            lines.add(sessionId + "/" + correlationId + " createAsset " + createAsset.name() + " seq=" + firstSeq);
            onTold.run();
        }

        @Override
        public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
            lines.add(sessionId + "/" + correlationId + " query of " + length + " bytes");
        }

        @Override
        public void onTime(long sessionId, long correlationId, long timeNs) {
            lines.add(sessionId + "/" + correlationId + " time " + timeNs);
        }

        @Override
        public void onBatchEnd(long durableSeq) {
            lines.add("flush " + durableSeq);
        }
    }

    /** A journal that remembers how far it is, and fails on demand. */
    private static final class Kept implements Journal {
        private volatile long durableSeq;
        private Runnable onAppend = () -> {};

        @Override
        public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
            onAppend.run();
            assertEquals(durableSeq + 1, firstSeq);
            durableSeq = firstSeq + count - 1;
        }

        @Override
        public long durableSeq() {
            return durableSeq;
        }

        @Override
        public Durability level() {
            return Durability.MEMORY;
        }

        @Override
        public void close() {}
    }
}
