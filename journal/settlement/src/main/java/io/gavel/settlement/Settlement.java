package io.gavel.settlement;

import io.gavel.settlement.SettlementStatus.State;
import io.gavel.settlement.duckdb.DuckDbFile;
import io.gavel.settlement.duckdb.DuckDbSink;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.SinkUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Settles a journal into a database, on a thread of its own.
 *
 * <p>{@link #start}, then wait ({@link #awaitSettled}, {@link #flush}) or watch ({@link #status}); {@link #close} stops
 * after the batch under way. A database that fails is tried again after growing pauses, for ever; the journal keeps what
 * is not settled. What trying again cannot mend halts it, with a reason, and leaves the database as the last commit left
 * it. All methods may be called from any thread.
 */
public final class Settlement implements AutoCloseable {
    /** Pauses while there is nothing to do: doubling, so that an idle settlement costs next to nothing. */
    private static final long IDLE_MIN_NS = 100_000;

    private static final long IDLE_MAX_NS = 2_000_000;

    private final SettlementAgent agent;
    private final TransactionSource source;
    private final Backoff backoff;
    private final Thread thread;
    private final Object progress = new Object();

    private long idleNs = IDLE_MIN_NS;

    private volatile State state = State.STARTING;
    private volatile String reason = "";
    private volatile long settledSeq;
    private volatile int held;
    private volatile long batches;
    private volatile long rows;
    private volatile boolean isClosing;
    private volatile long flushSeq;

    /** Settles from a source into a sink; owns both. Connects at the first cycle. */
    Settlement(TransactionSource source, SettlementSink sink, SettlementConfig config) {
        this.source = source;
        agent = new SettlementAgent(source, sink, config);
        backoff = new Backoff(config.backoffMin(), config.backoffMax());
        thread = new Thread(this::run, "gavel-settlement");
        thread.setDaemon(true);
    }

    /**
     * Settles a journal into a DuckDB file; makes the file and its folder where they are missing.
     *
     * @throws io.gavel.settlement.sink.FencedException when another process has the file open
     * @throws io.gavel.settlement.sink.SinkRefusedException when the file cannot be written, is not of this release,
     *     belongs to another journal or needs what this one dropped, or its rows are not those that were settled
     * @throws io.gavel.journal.JournalDamaged when there is no journal
     */
    public static Settlement open(Path journalFolder, Path databaseFile, SettlementConfig config) {
        // The journal first: where there is none, no folder is made for its database.
        JournalSource source = JournalSource.open(journalFolder, config.reader());
        DuckDbSink sink;
        try {
            DuckDbFile.createFolder(databaseFile);
            sink = new DuckDbSink(databaseFile, config.duckDb());
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
        return connected(source, sink, config);
    }

    /**
     * Connects at once, so that what is wrong with the database is thrown here; unless it may work later.
     *
     * @throws io.gavel.settlement.sink.SinkException what {@link SettlementSink#connect} throws
     */
    static Settlement connected(TransactionSource source, SettlementSink sink, SettlementConfig config) {
        Settlement settlement = new Settlement(source, sink, config);
        try {
            settlement.agent.connect();
            settlement.settledSeq = settlement.agent.settledSeq();
        } catch (SinkUnavailableException e) {
            settlement.reason = e.getMessage();
        } catch (RuntimeException e) {
            settlement.agent.close();
            throw e;
        }
        return settlement;
    }

    public void start() {
        thread.start();
    }

    /**
     * Waits until a sequence is in the database, lingering over nothing on the way.
     *
     * @return false when the time is up, or settlement has halted or is closed before
     */
    public boolean awaitSettled(long seq, Duration timeout) {
        return await(seq, false, timeout);
    }

    /** Waits until all whole commands that are durable now are in the database. */
    public boolean flush(Duration timeout) {
        return await(source.durableSeq(), true, timeout);
    }

    /** Durable transactions that are not in the database yet. */
    public long lag() {
        return status().lag();
    }

    public long settledSeq() {
        return settledSeq;
    }

    public SettlementStatus status() {
        return new SettlementStatus(state, settledSeq, source.durableSeq(), batches, rows, reason);
    }

    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        if (thread.getState() == Thread.State.NEW) {
            end();
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean await(long seq, boolean wholeCommandsOnly, Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        synchronized (progress) {
            flushSeq = Math.max(flushSeq, seq);
            LockSupport.unpark(thread);
            while (settledSeq + (wholeCommandsOnly ? held : 0) < seq) {
                long leftMs = (deadlineNs - System.nanoTime() + 999_999) / 1_000_000;
                if (leftMs <= 0 || state == State.HALTED || state == State.CLOSED) {
                    return false;
                }
                try {
                    progress.wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    private void run() {
        try {
            while (!isClosing) {
                cycle();
            }
        } catch (RuntimeException | Error e) {
            // An error here is a bug or a database that must not be written any more: halt, and keep what is committed.
            reason = String.valueOf(e.getMessage());
            moveTo(State.HALTED);
        } finally {
            end();
        }
    }

    private void end() {
        agent.close();
        if (state != State.HALTED) {
            moveTo(State.CLOSED);
        }
    }

    private void cycle() {
        try {
            if (!agent.isConnected()) {
                agent.connect();
            }
            boolean worked = agent.doWork(flushSeq > settledSeq);
            backoff.reset();
            note();
            idle(worked);
        } catch (SinkUnavailableException e) {
            reason = e.getMessage();
            moveTo(State.BACKING_OFF);
            pause(backoff.nextNs());
        }
    }

    private void idle(boolean worked) {
        if (worked) {
            idleNs = IDLE_MIN_NS;
        } else {
            LockSupport.parkNanos(idleNs);
            idleNs = Math.min(IDLE_MAX_NS, 2 * idleNs);
        }
    }

    private void note() {
        if (agent.settledSeq() == settledSeq && agent.held() == held && state == State.UP) {
            return;
        }
        settledSeq = agent.settledSeq();
        held = agent.held();
        batches = agent.batches();
        rows = agent.rows();
        reason = "";
        moveTo(State.UP);
    }

    private void moveTo(State next) {
        synchronized (progress) {
            state = next;
            progress.notifyAll();
        }
    }

    private void pause(long ns) {
        long deadlineNs = System.nanoTime() + ns;
        for (long leftNs = ns; leftNs > 0 && !isClosing; leftNs = deadlineNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
