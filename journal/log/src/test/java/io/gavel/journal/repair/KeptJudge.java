package io.gavel.journal.repair;

import static io.gavel.journal.repair.Judge.check;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.recovery.Restored;
import io.gavel.journal.repair.Judge.Verdict;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.WitnessedVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Looks at a journal of which something was damaged that is kept beside its records, as an opening and {@code verify} do, and
 * compares with the market that wrote it.
 *
 * <p>The law: the market that comes back is the one that was, behind everything that was told, or the halt has a name; what is
 * passed over is named; no bad snapshot stops a start that has a good one, or the whole journal.
 */
final class KeptJudge {
    private static final RepairOrder ORDER = new RepairOrder("corpus", "test", true);
    private static final int NAME_LENGTH = "snapshots/".length() + 20;

    private final JournalImage damaged;
    private final KeptImage kept;
    private final Path folder;

    /** @param folder holds the files of {@code damaged} */
    KeptJudge(JournalImage damaged, KeptImage kept, Path folder) {
        this.damaged = damaged;
        this.kept = kept;
        this.folder = folder;
    }

    Verdict judge() {
        Judge.Prefix read = prefix();
        Verification verification = WitnessedVerifier.verify(folder, read::onTransaction, ScanProgress.NONE);
        Restored restored;
        try {
            restored = Restored.of(folder);
        } catch (JournalDamaged halt) {
            check(verification.damage() != null, "verify finds what an opening finds: " + halt.getMessage(), 0, 0);
            check(halt.reason() == verification.damage().reason(), "both name the same: " + halt.getMessage(), 0, 0);
            check(isHaltDue(), "nothing halts a start that could go on: " + halt.getMessage(), 0, 0);
            return Verdict.NAMED_HALT;
        }
        check(verification.damage() == null, "an opening finds what verify finds: " + verification.damage(), 0, 0);
        check(isNoteUnharmed(), "a note that is not as it was written stops a start", 0, 0);
        checkMarket(restored, verification.report().lastSeq());
        checkSnapshots(restored, read.lastSeq());
        boolean isAll = read.lastSeq() == kept.image().lastSeq();
        return isAll ? Verdict.WHOLE : Verdict.PREFIX;
    }

    /** Repairs what halted; whether it was not refused. */
    boolean repair() throws IOException {
        RepairReport report;
        try {
            report = JournalRepair.repair(folder, ORDER, WitnessedVerifier.witnesses(folder), ScanProgress.NONE);
        } catch (RepairRefused refused) {
            check(!Files.exists(folder.resolve("repairs")), "a refused repair changes nothing", 0, 0);
            return false;
        }
        if (report == null) {
            check(isRepairNoHelp(), "there is something to repair", 0, 1);
            return false;
        }
        Judge.Prefix read = prefix();
        Verification after = WitnessedVerifier.verify(folder, read::onTransaction, ScanProgress.NONE);
        check(after.damage() == null, "a repaired journal is whole: " + after.damage(), 0, 0);
        checkMarket(Restored.of(folder), read.lastSeq());
        RepairedCase.checkNothingIsGone(damaged, folder);
        return true;
    }

    private Judge.Prefix prefix() {
        return new Judge.Prefix(kept.image().written(), kept.firstSeq());
    }

    private void checkMarket(Restored restored, long lastSeq) {
        long seq = restored.market().lastSeq();
        check(seq >= lastSeq, "the market comes to the end", seq, lastSeq);
        Long state = kept.states().get(seq);
        check(state == null || state == restored.market().stateHash(), "the market is the one that was", seq, 0);
        check(seq < kept.image().lastSeq() || state != null, "the last state is known", seq, 0);
    }

    /** The newest that nobody touched is used, and whatever is passed over on the way is named. */
    private void checkSnapshots(Restored restored, long lastSeq) {
        long used =
                restored.snapshot() == null ? 0 : restored.snapshot().header().seq();
        for (Map.Entry<String, byte[]> file : damaged.files().entrySet()) {
            if (isSnapshot(file.getKey()) && seq(file.getKey()) > used) {
                boolean isNamed = restored.skipped().stream()
                        .map(SnapshotBad::file)
                        .anyMatch(folder.resolve(file.getKey())::equals);
                check(isNamed, "a snapshot that is passed over is named, " + file.getKey(), used, seq(file.getKey()));
                boolean isGood = isUntouched(file.getKey()) && seq(file.getKey()) <= lastSeq;
                check(!isGood, "a good snapshot is used, " + file.getKey(), used, seq(file.getKey()));
            }
        }
        boolean isGood = used == 0 || isUntouched(path(used));
        check(isGood, "a snapshot is used only as it was written", used, 0);
    }

    /** Whether anything beside bad snapshots, and bad readers' files, may have stopped a start. */
    private boolean isHaltDue() {
        boolean isStandIn = kept.snapshots().stream().anyMatch(this::isUntouched);
        boolean isOtherwise = !isNoteUnharmed()
                || damaged.has(kept.newerPath())
                || damaged.get(JournalImage.COUNTER) != kept.image().get(JournalImage.COUNTER)
                || damaged.get(JournalImage.WATERMARK) != kept.image().get(JournalImage.WATERMARK)
                || kept.image().files().keySet().stream()
                        .anyMatch(path -> path.endsWith(".cq4")
                                && damaged.get(path) != kept.image().get(path));
        return isOtherwise || kept.isDropped() && !isStandIn;
    }

    /** The records are whole, but nothing stands in for those that were dropped: only a snapshot put back helps. */
    private boolean isRepairNoHelp() {
        return kept.isDropped() && kept.snapshots().stream().noneMatch(this::isUntouched);
    }

    private boolean isNoteUnharmed() {
        return damaged.get(KeptHarm.NOTE) == kept.image().get(KeptHarm.NOTE);
    }

    private boolean isUntouched(String path) {
        return damaged.has(path) && damaged.get(path) == kept.image().get(path);
    }

    private static boolean isSnapshot(String path) {
        return path.startsWith("snapshots/") && path.endsWith(".snapshot");
    }

    private static long seq(String path) {
        return Long.parseLong(path.substring("snapshots/".length(), NAME_LENGTH));
    }

    private static String path(long seq) {
        return "snapshots/" + "0".repeat(20 - Long.toString(seq).length()) + seq + ".snapshot";
    }

    /** Both: with its beginning, and without. */
    static List<KeptImage> images(Path folder) throws IOException {
        return List.of(
                KeptImage.write(folder.resolve("whole"), 1, false),
                KeptImage.write(folder.resolve("dropped"), 2, true));
    }
}
