package io.gavel.journal.repair;

import static io.gavel.journal.repair.Judge.check;

import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What must hold of a damaged journal that was salvaged and then repaired. */
final class RepairedCase {
    private static final RepairOrder ORDER = new RepairOrder("corpus", "test", true);

    private final JournalImage damaged;
    private final JournalImage whole;
    private final Path folder;

    /** @param folder holds the files of {@code damaged}, and nobody else needs it */
    RepairedCase(JournalImage damaged, JournalImage whole, Path folder) {
        this.damaged = damaged;
        this.whole = whole;
        this.folder = folder;
    }

    /** Whether it was repaired; refused by name otherwise, and nothing was changed then. */
    boolean judge() throws IOException {
        Verification before = JournalVerifier.verify(folder);
        long goodSeq = before.report() == null ? 0 : before.report().lastSeq();
        RepairReport report;
        try {
            report = JournalRepair.repair(folder, ORDER, List.of(), ScanProgress.NONE);
        } catch (RepairRefused refused) {
            check(!Files.exists(folder.resolve("repairs")), "a refused repair changes nothing", 0, 0);
            return false;
        }
        check(report != null, "there is something to repair", 0, 1);
        Judge.Prefix kept = new Judge.Prefix(whole.written());
        Verification after = JournalVerifier.verify(folder, kept::onTransaction);
        check(after.status() == Status.WHOLE, "a repaired journal is whole: " + after, 0, 0);
        check(kept.count() >= goodSeq, "what was good stays", kept.count(), goodSeq);
        checkNothingIsGone();
        check(JournalRepair.repair(folder, ORDER, List.of(), ScanProgress.NONE) == null, "once is enough", 0, 0);
        return true;
    }

    private void checkNothingIsGone() throws IOException {
        checkNothingIsGone(damaged, folder);
    }

    /** Every file that was there is there with the same bytes, in its place or aside. */
    static void checkNothingIsGone(JournalImage damaged, Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                contents.add(Files.readAllBytes(file));
            }
        }
        for (Map.Entry<String, byte[]> file : damaged.files().entrySet()) {
            boolean isThere = contents.stream().anyMatch(content -> Arrays.equals(content, file.getValue()));
            check(isThere, "a file is kept, " + file.getKey(), file.getValue().length, 0);
        }
    }
}
