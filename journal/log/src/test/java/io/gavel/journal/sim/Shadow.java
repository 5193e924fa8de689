package io.gavel.journal.sim;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.sim.disk.InjectedFault;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.snapshot.ReplicaListener;
import io.gavel.journal.snapshot.ReplicaStatus.State;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotFlaw;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SteppedReplica;
import java.nio.file.Path;

/**
 * The replica beside a writer, on the writer's thread. It catches whatever goes wrong, so what breaks a law is kept here
 * and thrown when it is its turn no more.
 */
final class Shadow implements ReplicaListener, AutoCloseable {
    private final SimMachine machine;
    private final Path directory;
    private final ChronicleJournal journal;
    private final Kept kept;
    private final Plant plant;
    private final SteppedReplica replica;

    private boolean hasTaken;
    private Throwable broken;

    Shadow(SimMachine machine, Path directory, ChronicleJournal journal, Kept kept, Plant plant) {
        this.machine = machine;
        this.directory = directory;
        this.journal = journal;
        this.kept = kept;
        this.plant = plant;
        replica = new SteppedReplica(
                directory, Exchange.MARKET, kept.keep().config(plant.dropping() == Dropping.REAL), this);
    }

    /** Makes a turn; whether a snapshot was taken in it. */
    boolean step() {
        hasTaken = false;
        replica.step();
        machine.checkRuns();
        if (broken != null) {
            throw new SimulationFailed("a replica that nothing but the disk can stop", broken.toString(), broken);
        }
        if (replica.status().state() == State.FOLLOWING) {
            kept.registered();
        }
        return hasTaken;
    }

    /** Wants a snapshot soon. */
    void ask() {
        replica.ask();
    }

    @Override
    public void onSnapshot(SnapshotFile snapshot, long tookNs) {
        SnapshotHeader header = snapshot.header();
        kept.told(header.seq());
        hasTaken = true;
        journal.mark(new JournalPosition(header.seq(), header.chain(), header.generation()));
        plant.dropping().drop(directory, kept.keep());
    }

    @Override
    public void onSkipped(SnapshotBad bad) {
        boolean isUnread = bad.flaw() == SnapshotFlaw.UNREADABLE && machine.failed() > 0;
        if (!isUnread && !kept.isDistrusted(bad)) {
            broken = bad;
        }
    }

    @Override
    public void onFailure(RuntimeException problem) {
        judge(problem);
    }

    @Override
    public void onAlarm(Throwable problem) {
        judge(problem);
    }

    @Override
    public void close() {
        replica.close();
    }

    private void judge(Throwable problem) {
        boolean isUnread = machine.failed() > 0
                && problem instanceof JournalDamaged damage
                && damage.reason() == DamageReason.MISSING_GENERATION;
        if (!machine.isStopped() && !isUnread && !InjectedFault.isBehind(problem)) {
            broken = problem;
        }
    }
}
