package io.gavel.journal.snapshot;

import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.Storage;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A second market beside the one in service: follows the journal on a thread of its own, decides every command again,
 * compares its events with the recorded ones byte for byte, and writes the snapshots, so that the engine in service never
 * pauses for one.
 *
 * <p>It begins from the newest good snapshot. A difference is an alarm: it writes no more snapshots then, and touches none
 * that are there; the engine in service goes on. It takes as much memory as a market with its views, and a bounded share
 * of one processor. For the process that writes the journal; all methods may be called from any thread.
 */
public final class Replica implements AutoCloseable {
    private static final long LONGEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReplicaAgent agent;
    private final Background background;
    private final int dutyPercent;
    private volatile boolean isClosing;
    private long turnStartNs;

    private Replica(Path journal, MarketConfig limits, ReplicaConfig config, ReplicaListener listener) {
        dutyPercent = config.dutyPercent();
        agent = new ReplicaAgent(journal, limits, config, listener, this::pace, System::nanoTime);
        background = Storage.of(journal).background("gavel-replica", this::step);
    }

    /**
     * Starts one.
     *
     * @param journal that this process has open
     * @param limits those of the market in service
     */
    public static Replica start(Path journal, MarketConfig limits, ReplicaConfig config, ReplicaListener listener) {
        return new Replica(journal, limits, config, listener);
    }

    /** Asks for a snapshot of all that is durable now. It is there when the answer is. */
    public CompletableFuture<SnapshotFile> snapshot() {
        CompletableFuture<SnapshotFile> answer = agent.ask();
        background.wake();
        return answer;
    }

    public ReplicaStatus status() {
        return agent.status();
    }

    /** Leaves off what is under way. */
    @Override
    public void close() {
        isClosing = true;
        background.close();
        agent.close();
    }

    private long step() {
        turnStartNs = System.nanoTime();
        return agent.step();
    }

    /** Within long work: rests as long as the duty says. */
    private boolean pace() {
        long workedNs = System.nanoTime() - turnStartNs;
        long pauseNs = Math.min(LONGEST_PAUSE_NS, workedNs * (100 - dutyPercent) / dutyPercent);
        long endNs = System.nanoTime() + pauseNs;
        for (long leftNs = pauseNs; leftNs > 0 && !isClosing; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(this, leftNs);
        }
        turnStartNs = System.nanoTime();
        return !isClosing;
    }
}
