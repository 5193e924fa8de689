package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.engine.ring.Publisher;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** With layout inline a batch is what one iteration of the loop brought in. */
class RingDoorTest {
    private static final int SLOTS = 16;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Answers answers = new Answers();
    private final Pipeline pipeline = new Pipeline(
            PipelineConfig.inline().withRingSize(SLOTS),
            new Market(MarketConfig.defaults()),
            Journal.none(),
            answers,
            () -> 0);
    private final RingDoor door = new RingDoor(pipeline, channel.eventLoop(), null);

    @Test
    void everythingOfOneIterationIsOneBatch() {
        for (int i = 1; i <= 3; i++) {
            assertTrue(door.offerQuestion(7, i));
        }
        assertEquals(List.of(), answers.batches);
        channel.runPendingTasks();
        assertEquals(List.of(3), answers.batches);
        channel.runPendingTasks();
        assertEquals(List.of(3), answers.batches);
    }

    @Test
    void nextIterationIsTheNextBatch() {
        door.offerQuestion(7, 1);
        channel.runPendingTasks();
        door.offerQuestion(7, 2);
        channel.runPendingTasks();
        assertEquals(List.of(1, 1), answers.batches);
    }

    @Test
    void halfFullRingIsDrainedAtOnceSoThatALongReadNeverMeetsAFullOne() {
        for (int i = 1; i <= 10 * SLOTS; i++) {
            assertTrue(door.offerQuestion(7, i));
        }
        assertTrue(answers.batches.get(0) > SLOTS / 2, answers.batches::toString);
        channel.runPendingTasks();
        assertEquals(10 * SLOTS, answers.batches.stream().mapToInt(i -> i).sum());
    }

    @Test
    void tickIsOnlyForAnIdleRing() {
        door.offerQuestion(7, 1);
        door.tick();
        channel.runPendingTasks();
        assertEquals(List.of(1), answers.batches);
        door.tick();
        assertEquals(1, pipeline.pending());
        channel.runPendingTasks();
        assertEquals(0, pipeline.pending());
    }

    @Test
    void tickHasTheTimeOfAManualClockWhenItCameAndNotOfMessagesBehindIt() {
        ManualClock clock = new ManualClock(0);
        Market market = new Market(MarketConfig.defaults());
        Publisher silent = new Publisher() {
            @Override
            public void onTransactions(
                    long session, long correlation, DirectBuffer buffer, int offset, int length, long seq, int count) {}

            @Override
            public void onQuery(long session, long correlation, DirectBuffer buffer, int offset, int length) {}

            @Override
            public void onTime(long session, long correlation, long timeNs) {}

            @Override
            public void onBatchEnd(long durableSeq) {}
        };
        RingDoor timed = new RingDoor(
                new Pipeline(PipelineConfig.inline().withRingSize(SLOTS), market, Journal.none(), silent, clock),
                channel.eventLoop(),
                clock);
        CommandWriter command = new CommandWriter();
        command.createAccount("alice", false);
        timed.offerCommand(0, 0, 0, command.buffer(), 0, command.length());
        command.cancelAllAfter(SystemAccount.FIRST_USER, 15);
        timed.offerCommand(0, 0, 0, command.buffer(), 0, command.length());
        channel.runPendingTasks();

        clock.advanceTo(10);
        timed.tick();
        clock.advanceTo(20);
        command.createAccount("bob", false);
        timed.offerCommand(0, 0, 12, command.buffer(), 0, command.length());
        channel.runPendingTasks();
        assertEquals(12, market.lastTimeNs());
    }

    @Test
    void whatAnAnswerSetsGoingIsOfferedAndDrainedToo() {
        answers.onFirst = () -> door.offerQuestion(7, 2);
        door.offerQuestion(7, 1);
        channel.runPendingTasks();
        channel.runPendingTasks();
        assertEquals(List.of(1, 1), answers.batches);
    }

    /** Counts the questions of each batch. */
    private static final class Answers implements Publisher {
        private final List<Integer> batches = new ArrayList<>();
        private Runnable onFirst = () -> {};
        private int questions;

        @Override
        public void onTransactions(
                long sessionId,
                long correlationId,
                DirectBuffer buffer,
                int offset,
                int length,
                long firstSeq,
                int count) {
            throw new AssertionError("expected questions only");
        }

        @Override
        public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
            questions++;
        }

        @Override
        public void onTime(long sessionId, long correlationId, long timeNs) {
            throw new AssertionError("expected questions only");
        }

        @Override
        public void onBatchEnd(long durableSeq) {
            if (questions > 0) {
                batches.add(questions);
                questions = 0;
                Runnable first = onFirst;
                onFirst = () -> {};
                first.run();
            }
        }
    }
}
