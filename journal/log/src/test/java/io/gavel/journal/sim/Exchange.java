package io.gavel.journal.sim;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalNotKept;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.NamedReader;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotFlaw;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One process: comes back with its journal, decides, appends, tells, is followed by a reader, and by a replica if the history
 * keeps snapshots. Whatever it does is held against a {@link History} and what has to be {@link Kept}; a law that is broken
 * throws {@link SimulationFailed}, anything else comes from the journal.
 */
final class Exchange {
    static final MarketConfig MARKET = new MarketConfig(16, 64, 8, 128, 4096, 8192, 32768);

    private final SimMachine machine;
    private final Path directory;
    private final JournalConfig config;
    private final Plant plant;
    private final History history;
    private final Kept kept;
    private final Inspector inspector;
    private final TransactionBuffer out = new TransactionBuffer(1 << 12);
    private final Transaction transaction = new Transaction();

    private Opened opened;
    private Shadow shadow;
    private JournalReader reader;

    private Exchange(
            SimMachine machine, Path directory, JournalConfig config, Plant plant, History history, Kept kept) {
        this.machine = machine;
        this.directory = directory;
        this.config = config;
        this.plant = plant;
        this.history = history;
        this.kept = kept;
        inspector = new Inspector(machine.disk(), directory);
    }

    /** Comes back; what it finds has to agree with the history, which goes on from there. */
    static Exchange open(
            SimMachine machine, Path directory, JournalConfig config, Plant plant, History history, Kept kept) {
        Exchange exchange = new Exchange(machine, directory, config, plant, history, kept);
        Told told = new Told();
        history.attempt(machine.clockNs());
        exchange.opened = plant.way().open(directory, config, machine::clockNs, told);
        exchange.recover(told.transactions());
        if (kept.keep().hasReplica()) {
            exchange.shadow = new Shadow(machine, directory, exchange.opened.journal(), kept, plant);
        }
        return exchange;
    }

    /** Decides, appends, and only then counts it as told. */
    void append(List<Call> calls) {
        List<Long> lastSeqs = new ArrayList<>();
        for (Call call : calls) {
            History.decide(opened.market(), call, out);
            lastSeqs.add(opened.market().lastSeq());
        }
        try {
            if (out.count() > 0) {
                history.decided(calls, lastSeqs, out);
                opened.journal().append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
                history.told(isOnDisk());
            }
        } finally {
            out.clear();
        }
    }

    /** Asks again what was answered before; it has to be answered alike. */
    void ask(List<Call> again) {
        for (Call call : again) {
            append(List.of(call));
            history.checkAnsweredAgain(call);
        }
    }

    /** Lets the reader go on, or begins one. */
    void read(long fromSeq, int most) {
        try {
            if (reader == null) {
                reader = JournalReader.open(directory);
                reader.seek(Math.max(fromSeq, kept.neededSeq()));
            }
            for (int left = most; left > 0 && reader.poll(transaction); left--) {
                history.checkRead(transaction);
            }
        } catch (JournalNotKept dropped) {
            if (kept.isReaderServed()) {
                throw new SimulationFailed("what a reader needs to be kept", dropped.getMessage(), dropped);
            }
            reader.close();
            reader = null;
        }
    }

    /** The reader says that it needs nothing of what it has read so far; nothing where it is not known, or no excerpt ends. */
    void passRead() {
        JournalPosition position = reader == null ? null : reader.position();
        if (position == null || position.seq() < kept.neededSeq() || !kept.isReaderServed()) {
            return;
        }
        kept.passes(position.seq());
        NamedReader.register(directory, Kept.READER).advance(directory, position);
    }

    void stepBackground() {
        machine.stepBackground();
    }

    /** Lets the replica make a turn, if there is one. */
    void stepReplica() {
        if (shadow != null && shadow.step()) {
            kept.check(inspector, history.toldSeq());
        }
    }

    /** Lets the replica take a snapshot in one of its next turns. */
    void askSnapshot() {
        if (shadow != null) {
            shadow.ask();
        }
    }

    /** Reads everything once more. */
    void readAll() {
        try (JournalReader all = JournalReader.open(directory)) {
            while (all.poll(transaction)) {
                history.checkRead(transaction);
            }
            if (all.nextSeq() != history.lastSeq() + 1) {
                throw new SimulationFailed(
                        "readers to see everything", "next=" + all.nextSeq() + ", last=" + history.lastSeq());
            }
        }
    }

    /** As a process does that ends, or that has failed. */
    void close() {
        try {
            if (reader != null) {
                reader.close();
            }
            if (shadow != null) {
                shadow.close();
            }
        } finally {
            opened.journal().close();
        }
    }

    /** What a journal that was closed has to be. */
    void checkWhole() {
        Verification verification = inspector.verifyWithSnapshots();
        if (verification.status() != Status.WHOLE
                || verification.report().lastSeq() != history.lastSeq()
                || !verification.report().isClosedCleanly()) {
            throw new SimulationFailed("a journal that is whole in the end", String.valueOf(verification));
        }
        kept.check(inspector, history.lastSeq());
    }

    /** What was told, and where a snapshot stands for the beginning what lies before it, against what was decided. */
    private void recover(List<byte[]> told) {
        long firstSeq = 1;
        List<byte[]> read = told;
        if (opened.snapshot() != null) {
            firstSeq = inspector.firstSeq();
            read = inspector.transactions();
            checkTold(told, firstSeq, read);
        }
        history.recover(firstSeq, read, isOnDisk());
        kept.recovered(history.lastSeq());
        List<SnapshotFile> snapshots = kept.check(inspector, history.lastSeq());
        checkSkipped();
        checkState(snapshots);
    }

    /** Who comes back with the market hears all that is behind the snapshot. */
    private void checkTold(List<byte[]> told, long firstSeq, List<byte[]> read) {
        int before = (int) (opened.snapshot().header().seq() - firstSeq + 1);
        boolean isAll = before + told.size() == read.size();
        for (int i = 0; i < told.size() && isAll; i++) {
            isAll = Arrays.equals(told.get(i), read.get(before + i));
        }
        if (!isAll) {
            throw new SimulationFailed(
                    "everything behind the snapshot to be told",
                    "snapshot=" + opened.snapshot().file() + ", told=" + told.size() + ", lastSeq="
                            + (firstSeq + read.size() - 1));
        }
    }

    /** A snapshot is passed over if it is bad, and only then; and that is said. */
    private void checkSkipped() {
        for (SnapshotBad bad : opened.skipped()) {
            boolean isUnread = bad.flaw() == SnapshotFlaw.UNREADABLE && machine.failed() > 0;
            if (!isUnread && !kept.isDistrusted(bad)) {
                throw new SimulationFailed("a snapshot that is as it was written to be used", bad.getMessage(), bad);
            }
        }
        long usedSeq =
                opened.snapshot() == null ? 0 : opened.snapshot().header().seq();
        for (Path file : inspector.snapshots()) {
            boolean isSaid = opened.skipped().stream()
                    .anyMatch(bad -> bad.file().toString().equals(file.toString()));
            if (inspector.good(file) == null && SnapshotStore.seq(file) > usedSeq && !isSaid) {
                throw new SimulationFailed("a bad snapshot to be named", "file=" + file);
            }
        }
    }

    /** The recovered market, and every snapshot, against a market that never knew of the journal, and the laws. */
    private void checkState(List<SnapshotFile> snapshots) {
        Market market = opened.market();
        market.verify();
        Map<Long, SnapshotFile> bySeq = new HashMap<>();
        snapshots.forEach(snapshot -> bySeq.put(snapshot.header().seq(), snapshot));
        Market expected = new Market(MARKET);
        history.replayInto(expected, seq -> {
            SnapshotFile snapshot = bySeq.get(seq);
            if (snapshot != null && snapshot.stateHash() != expected.stateHash()) {
                throw new SimulationFailed("a snapshot of the state that was", "file=" + snapshot.file());
            }
        });
        if (expected.stateHash() != market.stateHash()) {
            throw new SimulationFailed("the state that the commands lead to", "lastSeq=" + market.lastSeq());
        }
        if (opened.journal().durableSeq() != history.lastSeq()) {
            throw new SimulationFailed(
                    "all that was recovered to be told",
                    "durableSeq=" + opened.journal().durableSeq() + ", lastSeq=" + history.lastSeq());
        }
    }

    private boolean isOnDisk() {
        return config.level() == Durability.DISK;
    }
}
