package io.gavel.gateway.cli;

import io.gavel.engine.market.Market;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.replay.StateHash;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The snapshots of a journal, as a replay begins with one or is compared with all. */
final class ReplaySnapshots {
    /** As the value of an option: the newest that can be used. */
    static final String NEWEST = "newest";

    /** The oldest that can be used: for a journal whose beginning was dropped. */
    static final String OLDEST = "oldest";

    /** What a user may name: a folder is never meant, but one of a journal is easily swallowed. */
    static final class Which implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (Files.isDirectory(Path.of(value))) {
                throw new TypeConversionException("expected newest, oldest, a sequence or a file, and this is a folder,"
                        + " from-snapshot=" + value + "; for the newest snapshot of that journal say: --from-snapshot "
                        + NEWEST + " " + value);
            }
            return value;
        }
    }

    private final SnapshotStore store;
    private final Path journal;
    private final Consumer<SnapshotBad> bad;

    /** @param bad told of each that cannot be used */
    ReplaySnapshots(Path journal, Consumer<SnapshotBad> bad) {
        this.journal = journal;
        this.bad = bad;
        store = SnapshotStore.of(journal);
    }

    /** The state hashes that they say, each with its file. */
    List<StateHash.Known> stateHashes() {
        List<StateHash.Known> known = new ArrayList<>();
        for (Path file : store.list()) {
            try {
                SnapshotFile snapshot = store.verify(file, ScanProgress.NONE);
                known.add(new StateHash.Known(
                        snapshot.header().seq(),
                        snapshot.stateHash(),
                        file.getFileName().toString()));
            } catch (SnapshotBad flaw) {
                // A server that runs removes old ones meanwhile.
                if (Files.exists(file)) {
                    bad.accept(flaw);
                }
            }
        }
        return known;
    }

    /**
     * Makes the market that one of them holds.
     *
     * @param which {@link #NEWEST}, {@link #OLDEST}, a sequence, or a file
     */
    SnapshotFile load(String which, Market market) {
        try {
            SnapshotFile snapshot = find(which);
            snapshot.load(market);
            return snapshot;
        } catch (SnapshotBad flaw) {
            throw Failure.environment(flaw.getMessage(), flaw);
        }
    }

    /** Whether there is one that can be used. */
    boolean isAny() {
        return store.newest(flaw -> {}, ScanProgress.NONE) != null;
    }

    private SnapshotFile oldest() {
        List<Path> files = store.list();
        for (int i = files.size() - 1; i >= 0; i--) {
            try {
                return store.verify(files.get(i), ScanProgress.NONE);
            } catch (SnapshotBad flaw) {
                bad.accept(flaw);
            }
        }
        throw Failure.environment("expected a snapshot that can be used, journal=" + journal, null);
    }

    private SnapshotFile find(String which) {
        if (which.equals(NEWEST)) {
            SnapshotFile newest = store.newest(bad, ScanProgress.NONE);
            if (newest == null) {
                throw Failure.environment("expected a snapshot that can be used, journal=" + journal, null);
            }
            return newest;
        }
        if (which.equals(OLDEST)) {
            return oldest();
        }
        if (!which.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return SnapshotFile.verify(Path.of(which), ScanProgress.NONE);
        }
        return store.list().stream()
                .filter(file -> file.getFileName()
                        .toString()
                        .replaceAll("^0*|\\..*", "")
                        .equals(which))
                .findFirst()
                .map(file -> store.verify(file, ScanProgress.NONE))
                .orElseThrow(() ->
                        Failure.usage("expected the sequence of a snapshot, from-snapshot=" + which + ", snapshots="
                                + store.list().stream().map(Path::getFileName).toList()));
    }
}
