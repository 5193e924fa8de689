package io.gavel.journal.sim;

import io.gavel.journal.JournalReport;
import io.gavel.journal.NamedReader;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be there beside the records, however a process ended: snapshots that were told to be in place, and whatever
 * they, their number and a named reader need of the journal. Outlives processes.
 */
final class Kept {
    /** The one named reader. */
    static final String READER = "settler";

    private static final String SNAPSHOTS = "snapshots/";
    private static final String READER_FILE = "readers/" + READER;

    private final Keep keep;
    /** Snapshots; one that was replaced or removed may come back with a power cut. */
    private final Set<String> harmed = new HashSet<>();

    private int bad;
    /** Once, and its file may come back after a power cut: it counts as one that needs everything. */
    private boolean isReaderHarmed;

    private long snapshotSeq;
    private boolean isRegistered;
    private long passedSeq;
    private boolean isReaderAstray;
    private long firstSeq = 1;
    private boolean isMended;
    /** How many good snapshots there are at least where something was dropped. */
    private long leastStanding;

    private long snapshots;
    private long drops;

    Kept(Keep keep) {
        this.keep = keep;
        leastStanding = keep.count();
    }

    Keep keep() {
        return keep;
    }

    /** A snapshot is in place. */
    void told(long seq) {
        snapshotSeq = seq;
        snapshots++;
    }

    /** The reader is known, and what it needs is kept. */
    void registered() {
        isRegistered = keep.hasReader();
    }

    /** The reader is about to say that it needs nothing up to here. */
    void passes(long seq) {
        passedSeq = Math.max(passedSeq, seq);
    }

    /** What the reader needs next. */
    long neededSeq() {
        return passedSeq + 1;
    }

    /** Whether everything from {@link #neededSeq} on has to be there. */
    boolean isReaderServed() {
        return isRegistered && !isReaderAstray;
    }

    /** Time has turned a bit in a file, told by its path within the journal. */
    void harm(String path) {
        isReaderHarmed |= path.equals(READER_FILE);
        if (path.startsWith(SNAPSHOTS)) {
            harmed.add(path);
        }
    }

    /** Whether it is known why a snapshot is not believed. */
    boolean isDistrusted(SnapshotBad bad) {
        return isHarmed(bad.file());
    }

    private boolean isHarmed(Path snapshot) {
        return harmed.contains(SNAPSHOTS + snapshot.getFileName());
    }

    /** How many snapshots were taken. */
    long snapshots() {
        return snapshots;
    }

    /** How often something of the journal was dropped. */
    long drops() {
        return drops;
    }

    /** The journal was found to end here; what went further in a cache that was lost has gone astray. */
    void recovered(long lastSeq) {
        isReaderAstray |= passedSeq > lastSeq;
        if (lastSeq == 0) {
            snapshotSeq = 0;
            firstSeq = 1;
            isRegistered = false;
        }
    }

    /** A repair gave up what is behind; who had read more is known no longer. */
    void cutAt(long lastSeq, Inspector seen) {
        List<SnapshotFile> good = good(seen);
        snapshotSeq = good.isEmpty() ? 0 : good.get(0).header().seq();
        leastStanding = Math.min(leastStanding, standing(good, seen.firstSeq()));
        isRegistered = false;
        isReaderAstray |= passedSeq > lastSeq;
        // Where a snapshot stands in for a beginning that was lost, it counts as dropped.
        firstSeq = seen.firstSeq();
        isMended = true;
    }

    /**
     * Looks whether all is there.
     *
     * @return the good snapshots, newest first
     */
    List<SnapshotFile> check(Inspector seen, long lastSeq) {
        List<SnapshotFile> good = good(seen);
        for (SnapshotFile snapshot : good) {
            check(
                    snapshot.header().seq() <= lastSeq,
                    "no snapshot to be ahead of the journal",
                    snapshot.header().seq(),
                    lastSeq);
        }
        long newest = good.isEmpty() ? 0 : good.get(0).header().seq();
        check(newest >= snapshotSeq || bad > 0, "a snapshot to stay that is in place", newest, snapshotSeq);
        checkDropped(good, seen);
        checkReader(seen);
        return good;
    }

    /** Names that stand for a whole file; whatever is not must have been harmed. */
    private List<SnapshotFile> good(Inspector seen) {
        List<SnapshotFile> good = new ArrayList<>();
        bad = 0;
        for (Path file : seen.snapshots()) {
            SnapshotFile snapshot = seen.good(file);
            if (snapshot != null) {
                good.add(snapshot);
            } else if (isHarmed(file)) {
                bad++;
            } else {
                throw new SimulationFailed("a name to stand for a whole snapshot", "file=" + file);
            }
        }
        return good;
    }

    private void checkDropped(List<SnapshotFile> good, Inspector seen) {
        long first = seen.firstSeq();
        check(first >= firstSeq, "what was dropped to stay so", first, firstSeq);
        drops += first > firstSeq ? 1 : 0;
        firstSeq = first;
        if (first == 1) {
            return;
        }
        check(keep.drops() || isMended, "nothing to be dropped unasked", first, 1);
        long standing = standing(good, first);
        check(standing >= leastStanding - bad, "snapshots to stand in for what was dropped", standing, leastStanding);
        leastStanding = Math.max(leastStanding, Math.min(standing, keep.count()));
        check(!isReaderServed() || neededSeq() >= first, "what a reader needs to be kept", neededSeq(), first);
    }

    /** What a snapshot is of is on the device before its name is, at whatever level, unless the device had failed. */
    void checkNotAhead(Inspector seen) {
        JournalReport found = seen.verify().report();
        long goodSeq = found == null ? 0 : found.lastSeq();
        for (SnapshotFile snapshot : good(seen)) {
            check(
                    snapshot.header().seq() <= goodSeq,
                    "no snapshot to be ahead of the journal",
                    snapshot.header().seq(),
                    goodSeq);
        }
    }

    private static long standing(List<SnapshotFile> good, long firstSeq) {
        return good.stream().filter(file -> file.header().seq() >= firstSeq).count();
    }

    private void checkReader(Inspector seen) {
        if (!isRegistered) {
            return;
        }
        for (NamedReader reader : seen.readers()) {
            if (reader.name().equals(READER) && (reader.journalId() != null || isReaderHarmed)) {
                check(
                        reader.position().seq() <= passedSeq,
                        "a reader to be where it said",
                        reader.position().seq(),
                        passedSeq);
                return;
            }
        }
        throw new SimulationFailed("a reader that was registered to be known", "name=" + READER);
    }

    private static void check(boolean holds, String law, long is, long expected) {
        if (!holds) {
            throw new SimulationFailed(law, "is=" + is + ", expected=" + expected);
        }
    }
}
