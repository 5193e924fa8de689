package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalOpening;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.SkippedCommand;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
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
    private final ReplayDiverged stopsAt;

    private CommandSkip(Path directory, JournalOpening opening, SkipCandidate candidate, ReplayDiverged stopsAt) {
        this.directory = directory;
        this.opening = opening;
        this.candidate = candidate;
        this.stopsAt = stopsAt;
    }

    /**
     * Takes the lock, verifies the journal, finds the command, and tries what a start would come to without it.
     *
     * @param seq of the command's first transaction
     * @throws SkipRefused if it cannot be given up
     * @throws io.gavel.journal.JournalLocked if somebody writes the journal
     * @throws io.gavel.journal.JournalDamaged if it cannot be trusted
     */
    public static CommandSkip plan(Path directory, long seq) {
        JournalOpening opening = JournalOpening.lock(directory, List.of());
        boolean isPlanned = false;
        try {
            SkipCandidate candidate = new SkipCandidate(seq);
            opening.scan(0, candidate, ScanProgress.NONE);
            candidate.check(opening.report().lastSeq());
            Market market = before(directory, seq);
            CommandSkip plan = new CommandSkip(directory, opening, candidate, attempt(opening, market, candidate));
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

    private static ReplayDiverged attempt(JournalOpening opening, Market market, SkipCandidate candidate) {
        Replayer replayer = new Replayer(market);
        try {
            opening.scan(
                    market.lastSeq(),
                    transaction -> replayer.onTransaction(
                            candidate.covers(transaction.seq()) ? transaction.skip() : transaction),
                    ScanProgress.NONE);
            return null;
        } catch (ReplayDiverged stop) {
            return stop;
        }
    }

    private static void checkText(String name, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > MAX_TEXT_BYTES) {
            throw new SkipRefused("expected 1 to " + MAX_TEXT_BYTES + " bytes of text, " + name + "=" + text);
        }
    }
}
