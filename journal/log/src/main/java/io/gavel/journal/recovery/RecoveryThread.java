package io.gavel.journal.recovery;

import io.gavel.wire.Transaction;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells another listener on a thread of its own, in order, so that what stands outside the market comes back beside it.
 * Views take as long as the market itself where there are orders: beside it, a start of ten million orders takes about half
 * as long ({@code gavel-perf recovery}).
 *
 * <p>Progress is told on the caller's own thread. What the other listener throws is thrown here, later, and by {@link
 * #finish}. Cost: a copy of everything, and some chunks of memory.
 */
public final class RecoveryThread implements RecoveryListener, AutoCloseable {
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int CHUNKS = 8;
    private static final int LENGTH_OFFSET = 0;
    private static final int KIND_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    private static final int SEQ_OFFSET = KIND_OFFSET + Integer.BYTES;
    private static final int HEAD_LENGTH = SEQ_OFFSET + Long.BYTES;
    private static final int TRANSACTION = 1;
    private static final int SKIPPED = 2;
    private static final int RECORD = 3;
    private static final Chunk END = new Chunk(0);

    private final RecoveryListener listener;
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS + 1);
    private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread thread;
    private Chunk filling;
    private boolean isFinished;
    private volatile boolean isGivenUp;
    private volatile RuntimeException failure;

    /** Starts the thread. */
    public RecoveryThread(RecoveryListener listener) {
        this.listener = listener;
        for (int i = 0; i < CHUNKS; i++) {
            empty.add(new Chunk(CHUNK_BYTES));
        }
        thread = new Thread(this::run, "gavel-recovery");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {
        add(RECORD, 0, buffer, offset, length);
    }

    @Override
    public void onTransaction(Transaction transaction) {
        int kind = transaction.isSkipped() ? SKIPPED : TRANSACTION;
        add(kind, transaction.seq(), transaction.buffer(), transaction.offset(), transaction.length());
    }

    @Override
    public void onProgress(Step step, long doneBytes, long totalBytes) {
        listener.onProgress(step, doneBytes, totalBytes);
    }

    /** Waits until the other listener was told all. */
    public void finish() {
        end();
        throwFailure();
    }

    /** Ends the thread; without {@link #finish} what was not told yet is not told. */
    @Override
    public void close() {
        if (!isFinished) {
            isGivenUp = true;
            end();
        }
    }

    private void add(int kind, long seq, DirectBuffer buffer, int offset, int length) {
        if (filling == null || !filling.hasRoom(length)) {
            handOver();
            throwFailure();
            filling = take(empty);
            filling.length = 0;
        }
        filling.add(kind, seq, buffer, offset, length);
    }

    private void handOver() {
        if (filling != null) {
            full.add(filling);
            filling = null;
        }
    }

    private void end() {
        if (!isFinished) {
            isFinished = true;
            handOver();
            full.add(END);
            boolean isInterrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void throwFailure() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw problem;
        }
    }

    /** Goes on taking chunks after a failure, so that nobody waits for an empty one. */
    private void run() {
        Transaction transaction = new Transaction();
        for (Chunk chunk = take(full); chunk != END; chunk = take(full)) {
            try {
                if (failure == null && !isGivenUp) {
                    chunk.tell(listener, transaction);
                }
            } catch (RuntimeException problem) {
                failure = problem;
            } catch (Error problem) {
                failure = new IllegalStateException("expected to be able to bring views back", problem);
            }
            empty.add(chunk);
        }
    }

    private static Chunk take(BlockingQueue<Chunk> queue) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Some of what is to be told, back to back, each with a head. */
    private static final class Chunk {
        private final UnsafeBuffer bytes;
        private int length;

        Chunk(int capacity) {
            bytes = new UnsafeBuffer(new byte[capacity]);
        }

        boolean hasRoom(int bodyLength) {
            return length + HEAD_LENGTH + bodyLength <= bytes.capacity();
        }

        void add(int kind, long seq, DirectBuffer body, int offset, int bodyLength) {
            bytes.putInt(length + LENGTH_OFFSET, bodyLength);
            bytes.putInt(length + KIND_OFFSET, kind);
            bytes.putLong(length + SEQ_OFFSET, seq);
            bytes.putBytes(length + HEAD_LENGTH, body, offset, bodyLength);
            length += HEAD_LENGTH + bodyLength;
        }

        void tell(RecoveryListener listener, Transaction transaction) {
            for (int at = 0; at < length; ) {
                int bodyLength = bytes.getInt(at + LENGTH_OFFSET);
                int kind = bytes.getInt(at + KIND_OFFSET);
                if (kind == RECORD) {
                    listener.onSnapshotRecord(bytes, at + HEAD_LENGTH, bodyLength);
                } else {
                    transaction.wrap(bytes, at + HEAD_LENGTH, bytes.getLong(at + SEQ_OFFSET));
                    listener.onTransaction(kind == SKIPPED ? transaction.skip() : transaction);
                }
                at += HEAD_LENGTH + bodyLength;
            }
        }
    }
}
