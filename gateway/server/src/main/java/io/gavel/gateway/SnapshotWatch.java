package io.gavel.gateway;

import io.gavel.gateway.ops.Health;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.snapshot.ReplicaListener;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotHeader;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators what the replica does: the log, and the health page. */
final class SnapshotWatch implements ReplicaListener {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatch.class);

    private final Health health;
    private final ChronicleJournal journal;

    SnapshotWatch(Health health, ChronicleJournal journal) {
        this.health = health;
        this.journal = journal;
    }

    @Override
    public void onSnapshot(SnapshotFile snapshot, long tookNs) {
        SnapshotHeader header = snapshot.header();
        journal.mark(new JournalPosition(header.seq(), header.chain(), header.generation()));
        health.snapshots("ok", "");
        LOG.info(
                "a snapshot was taken, seq={}, bytes={}, ms={}",
                header.seq(),
                snapshot.bytes(),
                TimeUnit.NANOSECONDS.toMillis(tookNs));
    }

    @Override
    public void onSkipped(SnapshotBad bad) {
        LOG.warn("a snapshot is not used: {}", bad.getMessage());
    }

    @Override
    public void onFailure(RuntimeException problem) {
        health.snapshots("failing", String.valueOf(problem.getMessage()));
        LOG.warn("a snapshot could not be taken and is tried again", problem);
    }

    @Override
    public void onAlarm(Throwable problem) {
        boolean isDiverged = problem instanceof ReplayDiverged;
        health.snapshots(isDiverged ? "diverged" : "failed", String.valueOf(problem.getMessage()));
        LOG.error(
                isDiverged
                        ? "the replica decided otherwise than the engine in service; no more snapshots are taken"
                        : "the replica has stopped; no more snapshots are taken",
                problem);
    }
}
