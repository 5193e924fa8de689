package io.gavel.journal.sim;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.repair.JournalRepair;
import io.gavel.journal.repair.RepairReport;
import io.gavel.journal.snapshot.SnapshotStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a journal was before it was repaired, and what a repair may make of it, however often that was begun. */
final class Mending {
    private static final Pattern GIVEN_UP = Pattern.compile("(?m)^given up +(\\d+) to ");
    private static final String RESUMED = "after a repair that was cut";

    private final SortedMap<String, byte[]> before;
    private final long leastSeq;
    private final long mostSeq;
    private final long readableSeq;

    /**
     * @param leastSeq up to here everything stays
     * @param mostSeq nothing behind it does
     * @param readableSeq up to here it can be said what is given up
     */
    Mending(Inspector damaged, long leastSeq, long mostSeq, long readableSeq) {
        before = damaged.contents();
        this.leastSeq = leastSeq;
        this.mostSeq = mostSeq;
        this.readableSeq = readableSeq;
    }

    /** A repair that was refused has changed nothing. */
    void checkRefused(Inspector after) {
        SortedMap<String, byte[]> now = after.contents();
        boolean isSame = now.keySet().equals(before.keySet())
                && now.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), before.get(file.getKey())));
        check(isSame, "a refused repair to change nothing", "files=" + now.keySet());
    }

    /**
     * Looks at a repaired journal.
     *
     * @param report of the last run; null: the one before had come to its end, and was killed before it could say so
     * @return the last sequence that is left
     */
    long check(Inspector after, RepairReport report) {
        Verification verification = after.verifyWithSnapshots();
        check(verification.status() == Status.WHOLE, "a repaired journal to be whole", String.valueOf(verification));
        long lastSeq = verification.report().lastSeq();
        check(
                lastSeq >= leastSeq && lastSeq <= mostSeq,
                "what is good to stay, and nothing else",
                "lastSeq=" + lastSeq + ", good=" + leastSeq + " to " + mostSeq);
        check(!after.has("repairing"), "a repair to have an end", "repairing is there");
        boolean isAgain = !JournalRepair.plan(after.journal(), after.witnesses(), ScanProgress.NONE)
                .isWhole();
        check(!isAgain, "one repair to be enough", "lastSeq=" + lastSeq);
        checkEvidence(after);
        checkSnapshots(after, lastSeq);
        checkSaid(after, report, lastSeq);
        return lastSeq;
    }

    /** Every content that was there is there, in its place or aside. */
    private void checkEvidence(Inspector after) {
        SortedMap<String, byte[]> now = after.contents();
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            boolean isThere = file.getKey().endsWith(".new")
                    || Arrays.equals(file.getValue(), now.get(file.getKey()))
                    || now.values().stream().anyMatch(content -> Arrays.equals(content, file.getValue()));
            check(isThere, "evidence to stay", "file=" + file.getKey());
        }
    }

    private void checkSnapshots(Inspector after, long lastSeq) {
        for (Path snapshot : after.snapshots()) {
            check(SnapshotStore.seq(snapshot) <= lastSeq, "no snapshot of what is gone", "file=" + snapshot);
        }
        for (String path : before.keySet()) {
            boolean isSnapshot = path.startsWith("snapshots/") && path.endsWith(".snapshot");
            check(
                    !isSnapshot || SnapshotStore.seq(Path.of(path)) > lastSeq || after.has(path),
                    "snapshots of what stays to stay",
                    "file=" + path);
        }
    }

    private void checkSaid(Inspector after, RepairReport report, long lastSeq) {
        SortedMap<String, byte[]> now = after.contents();
        String said = now.keySet().stream()
                .filter(path ->
                        path.startsWith("repairs/") && path.endsWith("/report.txt") && !before.containsKey(path))
                .findFirst()
                .orElse(null);
        check(said != null, "a repair to leave a report", "files=" + now.keySet());
        if (lastSeq < readableSeq) {
            String text = new String(now.get(said), StandardCharsets.UTF_8);
            Matcher lost = GIVEN_UP.matcher(text);
            check(lost.find(), "a repair to say that it gave something up", "report=" + text);
            long firstLost = Long.parseLong(lost.group(1));
            // One that was cut reports of what it found, before it took up what the first had prepared.
            boolean isSaid = text.contains(RESUMED) ? firstLost <= lastSeq + 1 : firstLost == lastSeq + 1;
            check(isSaid, "a repair to say what it gave up", "lastSeq=" + lastSeq + ", report=" + text);
        }
        if (report != null) {
            long goodSeq = report.plan().lastGoodSeq();
            check(
                    (report.isResumed() ? goodSeq <= lastSeq : goodSeq == lastSeq)
                            && report.plan().knownSeq() >= Math.max(lastSeq, readableSeq),
                    "a repair to know what it gave up",
                    "lastSeq=" + lastSeq + ", readable=" + readableSeq + ", plan=" + report.plan());
        }
    }

    private static void check(boolean holds, String law, String found) {
        if (!holds) {
            throw new SimulationFailed(law, found);
        }
    }
}
