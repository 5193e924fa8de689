package io.gavel.journal.snapshot;

import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.ScanProgress;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Takes one snapshot of a journal, now, in this process: beside a live writer, or of one that nobody writes. */
public final class SnapshotTaker {
    private static final int TOLD_EVERY = 1 << 14;

    private SnapshotTaker() {}

    /**
     * Leads a market from the newest good snapshot to what is durable now, comparing every decision with the recorded
     * one, and writes down where it is.
     *
     * @param limits those of the market that wrote the journal
     * @param skipped told of snapshots that cannot be trusted
     * @param progress told of sequences, not bytes
     * @return the new one, or the newest that is there if nothing happened since
     * @throws io.gavel.journal.replay.ReplayDiverged if the market decides differently
     * @throws io.gavel.journal.JournalDamaged if the journal cannot be trusted
     * @throws IllegalStateException if there is nothing to take a snapshot of, or a command is half written at the end
     */
    public static SnapshotFile take(
            Path journal,
            MarketConfig limits,
            String engineVersion,
            Consumer<SnapshotBad> skipped,
            ScanProgress progress) {
        try (Follower follower = Follower.start(journal, limits, engineVersion, skipped, Pace.FLAT_OUT)) {
            long startSeq = follower.seq();
            long durableSeq = follower.durableSeq();
            boolean isMore = true;
            while (isMore && (follower.seq() < durableSeq || !follower.isAtRest())) {
                isMore = follower.next();
                if (follower.seq() % TOLD_EVERY == 0) {
                    progress.onBytes(follower.seq() - startSeq, durableSeq - startSeq);
                }
            }
            if (follower.from() != null
                    && follower.seq() == follower.from().header().seq()) {
                return follower.from();
            }
            if (!follower.isAtRest()) {
                throw new IllegalStateException(
                        "expected a transaction, and the last command whole: a start completes it," + " lastSeq="
                                + follower.seq());
            }
            return follower.write("pid" + ProcessHandle.current().pid(), Pace.FLAT_OUT);
        }
    }
}
