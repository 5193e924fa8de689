package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalOpening;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.SkippedCommand;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.journal.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives up a recorded command that this release cannot decide as it was: a poison command, at which every start would
 * stop. Holds the journal's lock from the plan on. Nothing is written before {@link #write}.
 *
 * <p>The command keeps its sequences and its time; for every reader it has decided nothing. What depends on it is decided
 * differently then, so {@link #stopsAt} says whether a start comes to the end of the journal with it.
 */
public final class CommandSkip implements AutoCloseable {
    private static final int MAX_TEXT_BYTES = 254;

    private final Path directory;
    private final JournalOpening opening;
    private final SkipCandidate candidate;
    private final ReplayDiverged difference;
    private final ReplayDiverged stopsAt;

    private CommandSkip(
            Path directory,
            JournalOpening opening,
            SkipCandidate candidate,
            ReplayDiverged difference,
            ReplayDiverged stopsAt) {
        this.directory = directory;
        this.opening = opening;
        this.candidate = candidate;
        this.difference = difference;
        this.stopsAt = stopsAt;
    }

    /**
     * Takes the lock, verifies the journal, finds the command, and tries what a start would come to with it and without it.
     *
     * @param seq of the command's first transaction
     * @throws SkipNotNeeded if this release decides it as it was recorded
     * @throws SkipRefused if it cannot be given up, or a start stops before it
     * @throws io.gavel.journal.JournalLocked if somebody writes the journal
     * @throws io.gavel.journal.JournalDamaged if it cannot be trusted
     */
    public static CommandSkip plan(Path directory, long seq) {
        return plan(directory, seq, false);
    }

    /**
     * The same.
     *
     * @param evenIfDecidedAlike also where this release decides it as it was recorded: takes back what was told of it
     */
    public static CommandSkip plan(Path directory, long seq, boolean evenIfDecidedAlike) {
        JournalOpening opening = JournalOpening.lock(directory, WitnessedVerifier.witnesses(directory));
        boolean isPlanned = false;
        try {
            SkipCandidate candidate = new SkipCandidate(seq);
            opening.scan(0, candidate, ScanProgress.NONE);
            candidate.check(opening.report().lastSeq());
            ReplayDiverged difference = asRecorded(opening, before(directory, seq), candidate);
            if (difference != null && difference.seq() < seq) {
                throw new SkipRefused("expected the first command at which a start stops, seq=" + seq + ", stopsAt="
                        + difference.seq() + "; how a later one is decided depends on it");
            }
            if (difference == null && !evenIfDecidedAlike) {
                throw new SkipNotNeeded(seq);
            }
            ReplayDiverged stopsAt = without(opening, before(directory, seq), candidate);
            CommandSkip plan = new CommandSkip(directory, opening, candidate, difference, stopsAt);
            isPlanned = true;
            return plan;
        } finally {
            if (!isPlanned) {
                opening.close();
            }
        }
    }

    public long fromSeq() {
        return candidate.fromSeq();
    }

    public long toSeq() {
        return candidate.toSeq();
    }

    /** The whole command, secrets included. */
    public String commandJson() {
        return candidate.commandJson();
    }

    /** The recorded events that are given up, a JSON line each. */
    public List<String> events() {
        return candidate.events();
    }

    /** How this release decides it otherwise than recorded; null: it decides it alike. */
    public ReplayDiverged difference() {
        return difference;
    }

    /** Where a start would stop all the same; null: it would come to the end. */
    public ReplayDiverged stopsAt() {
        return stopsAt;
    }

    /**
     * Writes it down, in a generation of its own, and frees the folder.
     *
     * @param decidedBy who gives it up
     * @param note why
     */
    public SkippedCommand write(String decidedBy, String note) {
        checkText("operator", decidedBy);
        checkText("reason", note);
        SkippedCommand skipped =
                new SkippedCommand(fromSeq(), toSeq(), Storage.of(directory).wallClockNs(), decidedBy, note);
        opening.skip(skipped);
        return skipped;
    }

    @Override
    public void close() {
        opening.close();
    }

    /** The market that a start would begin with; a snapshot that holds the command stands against giving it up. */
    private static Market before(Path directory, long seq) {
        SnapshotStore store = SnapshotStore.of(directory);
        for (Path file : store.list()) {
            try {
                SnapshotFile snapshot = store.verify(file, ScanProgress.NONE);
                if (snapshot.header().seq() >= seq) {
                    throw new SkipRefused(
                            "expected no snapshot that holds the command, as a start begins with it and does"
                                    + " not decide the command again, seq=" + seq + ", snapshot=" + file);
                }
                Market market = new Market(MarketConfig.defaults());
                snapshot.load(market);
                return market;
            } catch (SnapshotBad bad) {
                // A start passes it over, too.
                continue;
            }
        }
        return new Market(MarketConfig.defaults());
    }

    /** Up to the command's end, with it. */
    private static ReplayDiverged asRecorded(JournalOpening opening, Market market, SkipCandidate candidate) {
        FirstDifference difference = new FirstDifference(market, candidate.toSeq());
        opening.scan(market.lastSeq(), difference, ScanProgress.NONE);
        return difference.found();
    }

    /** Up to the journal's end, without it. */
    private static ReplayDiverged without(JournalOpening opening, Market market, SkipCandidate candidate) {
        FirstDifference difference = new FirstDifference(market, Long.MAX_VALUE);
        opening.scan(
                market.lastSeq(),
                transaction -> difference.onTransaction(
                        candidate.covers(transaction.seq()) ? transaction.skip() : transaction),
                ScanProgress.NONE);
        return difference.found();
    }

    private static void checkText(String name, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > MAX_TEXT_BYTES) {
            throw new SkipRefused("expected 1 to " + MAX_TEXT_BYTES + " bytes of text, " + name + "=" + text);
        }
    }
}
