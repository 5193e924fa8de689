package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Transaction;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RecoveryThreadTest {
    private static final int RECORD_LENGTH = 24;

    private final UnsafeBuffer borrowed = new UnsafeBuffer(new byte[32 * 1024]);
    private final Transaction transaction = new Transaction();

    /** What was heard, as text, and by whom. */
    private static final class Heard implements RecoveryListener {
        private final List<String> all = new ArrayList<>();
        private final int failsAt;
        private Thread teller;

        Heard(int failsAt) {
            this.failsAt = failsAt;
        }

        @Override
        public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {
            hear("record " + length + " " + buffer.getLong(offset));
        }

        @Override
        public void onTransaction(Transaction transaction) {
            hear("transaction " + transaction.seq() + " " + transaction.length() + " " + transaction.timeNs()
                    + (transaction.isSkipped() ? " skipped" : ""));
        }

        private void hear(String what) {
            if (all.size() == failsAt) {
                throw new IllegalStateException("planted");
            }
            teller = Thread.currentThread();
            all.add(what);
        }
    }

    @Test
    void allIsToldInOrderOnAnotherThread() {
        Heard heard = new Heard(Integer.MAX_VALUE);
        List<String> expected = new ArrayList<>();
        try (RecoveryThread thread = new RecoveryThread(heard)) {
            for (int i = 0; i < 500; i++) {
                borrowed.putLong(0, i);
                thread.onSnapshotRecord(borrowed, 0, RECORD_LENGTH);
                expected.add("record " + RECORD_LENGTH + " " + i);
            }
            for (int seq = 501; seq < 5_000; seq++) {
                int length = 40 + seq * 7 % 32_000;
                tell(thread, seq, length);
                expected.add("transaction " + seq + " " + length + " " + -seq);
            }
            thread.finish();
            assertEquals(expected, heard.all);
            assertNotSame(Thread.currentThread(), heard.teller);
        }
    }

    @Test
    void whatWasGivenUpIsToldAsGivenUp() {
        Heard heard = new Heard(Integer.MAX_VALUE);
        try (RecoveryThread thread = new RecoveryThread(heard)) {
            tell(thread, 1, 100);
            thread.onTransaction(transaction.wrap(borrowed, 0, 2).skip());
            tell(thread, 3, 100);
            thread.finish();
        }
        assertEquals(
                List.of("transaction 1 100 -1", "transaction 2 100 -1 skipped", "transaction 3 100 -3"), heard.all);
    }

    @Test
    void progressIsToldOnTheCallersThread() {
        AtomicInteger steps = new AtomicInteger();
        Thread[] teller = new Thread[1];
        RecoveryListener listener = new RecoveryListener() {
            @Override
            public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {}

            @Override
            public void onTransaction(Transaction told) {}

            @Override
            public void onProgress(Step step, long doneBytes, long totalBytes) {
                teller[0] = Thread.currentThread();
                steps.incrementAndGet();
            }
        };
        try (RecoveryThread thread = new RecoveryThread(listener)) {
            thread.onProgress(RecoveryListener.Step.REPLAYING, 1, 2);
        }
        assertEquals(1, steps.get());
        assertSame(Thread.currentThread(), teller[0]);
    }

    @Test
    void whatTheListenerThrowsIsThrownAndNobodyWaitsForIt() {
        Heard heard = new Heard(100);
        try (RecoveryThread thread = new RecoveryThread(heard)) {
            IllegalStateException problem = assertThrows(IllegalStateException.class, () -> {
                for (int seq = 1; seq < 100_000; seq++) {
                    tell(thread, seq, 1_000);
                }
                thread.finish();
            });
            assertEquals("planted", problem.getMessage());
        }
        assertEquals(100, heard.all.size());
    }

    @Test
    void whoGivesUpIsNotHeldUp() {
        Heard heard = new Heard(Integer.MAX_VALUE);
        RecoveryThread thread = new RecoveryThread(heard);
        tell(thread, 1, 1_000);
        thread.close();
        assertTrue(heard.all.isEmpty());
    }

    private void tell(RecoveryThread thread, long seq, int length) {
        borrowed.putInt(0, length, ByteOrder.LITTLE_ENDIAN);
        borrowed.putLong(8, -seq, ByteOrder.LITTLE_ENDIAN);
        thread.onTransaction(transaction.wrap(borrowed, 0, seq));
    }
}
