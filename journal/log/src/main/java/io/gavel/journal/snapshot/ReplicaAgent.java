package io.gavel.journal.snapshot;

import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.NamedReader;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.snapshot.ReplicaStatus.State;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * What a replica does, in short turns: follows, compares, and now and then writes a snapshot and puts away what is no
 * longer needed. Never throws: what goes wrong is told to the listener, and ends it if it cannot go on.
 */
final class ReplicaAgent {
    /** Of its unfinished files; only the process that holds the journal's lock has a replica. */
    static final String OWNER = "replica";

    /** Longest time at a stretch: whoever waits for the processor waits as long. */
    private static final long TURN_NS = 250_000;

    private static final int TURN_TRANSACTIONS = 32;
    private static final long IDLE_MIN_NS = 500_000;
    private static final long IDLE_MAX_NS = 4_000_000;
    private static final long FOR_EVER_NS = 3_600_000_000_000L;

    /** This many transactions behind it takes all of a processor, or it might never catch up. */
    private static final long FAR_BEHIND = 1_000_000;

    private final Path journal;
    private final MarketConfig limits;
    private final ReplicaConfig config;
    private final ReplicaListener listener;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final SnapshotRequests requests = new SnapshotRequests();

    private Follower follower;
    private SnapshotFile newest;
    private long newestNs;
    private long failedNs;
    private long idleNs = IDLE_MIN_NS;
    private boolean hasFailed;

    private volatile State state = State.STARTING;
    private volatile long seq;
    private volatile long lag;
    private volatile long snapshots;
    private volatile long snapshotSeq;
    private volatile String reason = "";

    /** @param nanoTime measures pauses and turns */
    ReplicaAgent(
            Path journal,
            MarketConfig limits,
            ReplicaConfig config,
            ReplicaListener listener,
            Pace pace,
            LongSupplier nanoTime) {
        this.journal = journal;
        this.limits = limits;
        this.config = config;
        this.listener = listener;
        this.pace = pace;
        this.nanoTime = nanoTime;
        newestNs = nanoTime.getAsLong();
    }

    /** One turn; returns how many ns may pass until the next. */
    long step() {
        long startNs = nanoTime.getAsLong();
        try {
            return switch (state) {
                case STARTING -> start();
                case FOLLOWING -> follow(startNs);
                default -> FOR_EVER_NS;
            };
        } catch (SnapshotLeftOff left) {
            return FOR_EVER_NS;
        } catch (Throwable problem) {
            // Whatever it is, the engine in service must not feel it.
            stop(problem instanceof ReplayDiverged ? State.DIVERGED : State.FAILED, problem);
            return FOR_EVER_NS;
        }
    }

    /** Asks for a snapshot of what is durable now; any thread. */
    CompletableFuture<SnapshotFile> ask() {
        CompletableFuture<SnapshotFile> answer = requests.add();
        if (state != State.STARTING && state != State.FOLLOWING) {
            refuseAsked();
        }
        return answer;
    }

    ReplicaStatus status() {
        return new ReplicaStatus(state, seq, lag, snapshots, snapshotSeq, reason);
    }

    /** No step is under way and none follows. */
    void close() {
        if (state == State.STARTING || state == State.FOLLOWING) {
            state = State.CLOSED;
        }
        release();
        refuseAsked();
    }

    private long start() {
        for (String reader : config.readers()) {
            NamedReader.register(journal, reader);
        }
        follower = Follower.start(journal, limits, config.engineVersion(), listener::onSkipped, pace);
        newest = follower.from();
        snapshotSeq = newest == null ? 0 : newest.header().seq();
        state = State.FOLLOWING;
        return 0;
    }

    private long follow(long startNs) {
        boolean worked = false;
        boolean isMore = true;
        requests.hear(follower.durableSeq());
        while (isMore && nanoTime.getAsLong() - startNs < TURN_NS) {
            for (int i = 0; i < TURN_TRANSACTIONS && isMore; i++) {
                isMore = follower.next();
                worked |= isMore;
                if (isMore && isDue()) {
                    takeSnapshot();
                }
            }
        }
        // Also where nothing happens: what became due by time, or was asked for, waits for no transaction.
        if (!isMore && isDue()) {
            takeSnapshot();
        }
        requests.answer(newest, snapshotSeq);
        seq = follower.seq();
        lag = Math.max(0, follower.durableSeq() - seq);
        if (!isMore) {
            idleNs = worked ? IDLE_MIN_NS : Math.min(IDLE_MAX_NS, 2 * idleNs);
            return idleNs;
        }
        long workedNs = nanoTime.getAsLong() - startNs;
        return workedNs * (100 - dutyPercent()) / dutyPercent();
    }

    /** Grows with the lag from what is configured to all of a processor. */
    private long dutyPercent() {
        long spare = 100 - config.dutyPercent();
        return config.dutyPercent() + spare * Math.min(lag, FAR_BEHIND) / FAR_BEHIND;
    }

    private boolean isDue() {
        long since = follower.seq() - snapshotSeq;
        return since > 0
                && (requests.isMetBy(follower.seq()) || since >= config.every() && isLongEnoughAgo())
                && follower.isAtRest();
    }

    private boolean isLongEnoughAgo() {
        long nowNs = nanoTime.getAsLong();
        long pauseNs = config.pause().toNanos();
        return nowNs - newestNs >= pauseNs && (!hasFailed || nowNs - failedNs >= pauseNs);
    }

    private void takeSnapshot() {
        long startNs = nanoTime.getAsLong();
        try {
            SnapshotFile written = follower.write(OWNER, pace);
            if (written == null) {
                throw new SnapshotLeftOff();
            }
            newest = written;
            newestNs = nanoTime.getAsLong();
            snapshotSeq = written.header().seq();
            snapshots++;
            hasFailed = false;
            reason = "";
            listener.onSnapshot(written, newestNs - startNs);
            requests.answer(newest, snapshotSeq);
            Retention.run(journal, follower.store(), config);
        } catch (SnapshotLeftOff left) {
            throw left;
        } catch (UncheckedIOException problem) {
            // A full disk, say: the next one may fit.
            hasFailed = true;
            failedNs = nanoTime.getAsLong();
            reason = String.valueOf(problem.getMessage());
            requests.refuse("expected a snapshot, reason=" + reason);
            listener.onFailure(problem);
        }
    }

    private void stop(State last, Throwable problem) {
        reason = String.valueOf(problem.getMessage());
        state = last;
        release();
        refuseAsked();
        listener.onAlarm(problem);
    }

    /** A second market is large. */
    private void release() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }

    private void refuseAsked() {
        requests.refuse("expected a replica that follows, state=" + state + ", reason=" + reason);
    }
}
