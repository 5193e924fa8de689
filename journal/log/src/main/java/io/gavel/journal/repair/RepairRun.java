package io.gavel.journal.repair;

import io.gavel.journal.DamageReason;
import io.gavel.journal.DamagedJournal;
import io.gavel.journal.DamagedJournalWriter;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.RepairNote;
import io.gavel.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Carries a plan out, once, or comes to the end of a repair that was cut. Looks at the records after each cut again: what one
 * damage hid may show another.
 */
final class RepairRun {
    private final DamagedJournal journal;
    private final DamagedJournalWriter writer;
    private final RepairPlan plan;
    private final RepairOrder order;
    private RepairFolder folder;

    RepairRun(DamagedJournal journal, RepairPlan plan, RepairOrder order) {
        this.journal = journal;
        this.writer = DamagedJournalWriter.of(journal);
        this.plan = plan;
        this.order = order;
    }

    RepairReport run() throws IOException {
        check(plan.damage());
        if (plan.obstacle() != null) {
            throw new RepairRefused(plan.obstacle() + "; " + plan.damage().getMessage());
        }
        checkOneJournal();
        folder = RepairFolder.begin(journal, writer);
        folder.keepCopy("durable");
        folder.keepCopy("watermark");
        if (journal.isBeginningAssumed()) {
            folder.keepCopy(journal.beginningFile().getFileName().toString());
            writer.keepBeginning();
        }
        folder.takeUpCut();
        return finish(cutAll());
    }

    private void check(JournalDamaged damage) {
        if (damage.reason() == DamageReason.UNKNOWN_VERSION && !order.acceptsOtherVersions()) {
            throw new RepairRefused("expected a journal of this release's format, and a later one may read all of it: "
                    + damage.getMessage());
        }
    }

    /** One against one, the stranger cannot be known, and the wrong guess would give up everything. */
    private void checkOneJournal() {
        JournalReport found = journal.scan().report();
        EndWitness stranger = null;
        for (EndWitness witness : journal.witnesses()) {
            if (found != null && found.journalId().equals(witness.journalId())) {
                return;
            }
            stranger = witness.journalId() == null ? stranger : witness;
        }
        if (found != null && stranger != null) {
            throw new RepairRefused("expected the " + stranger.name() + " and the generations of one journal; move away"
                    + " which of them is not of this one, file=" + stranger.file() + ", its journalId="
                    + stranger.journalId() + ", the generations' journalId=" + found.journalId());
        }
    }

    /** What is good when no damage is left; null where no record is. */
    private JournalReport cutAll() throws IOException {
        Verification records = journal.scan();
        while (records.damage() != null && records.damage().reason() != DamageReason.NOT_A_JOURNAL) {
            check(records.damage());
            cut(Cut.of(journal, records.damage()), records.damage());
            records = journal.scan();
        }
        return records.report();
    }

    private void cut(Cut cut, JournalDamaged damage) throws IOException {
        List<Path> lastFirst = new ArrayList<>(cut.aside());
        Collections.reverse(lastFirst);
        boolean isAnything = cut.file() != null || !lastFirst.isEmpty();
        if (!isAnything && damage.reason() != DamageReason.SHORTER_THAN_KNOWN) {
            throw new RepairRefused("expected damage within the generations: " + damage.getMessage());
        }
        for (Path path : lastFirst) {
            folder.aside(path);
        }
        if (cut.file() != null) {
            folder.cut(cut.file(), cut.keptBytes());
        }
    }

    private RepairReport finish(JournalReport good) throws IOException {
        moveSnapshotsBehind(good == null ? 0 : good.lastSeq());
        for (Path reader : plan.readersAhead()) {
            folder.aside(reader);
        }
        RepairReport report =
                new RepairReport(plan, folder.path(), journal.lastGeneration() + 1, folder.moved(), folder.isResumed());
        RepairText text = new RepairText(report, order);
        folder.write("report.json", text.json());
        folder.write("report.txt", text.words());
        String lost = plan.isBeginningLost()
                ? " and " + plan.lostFromSeq() + " to " + (plan.firstSeq() - 1) + " lost before what stays"
                : "";
        RepairNote note = new RepairNote(
                plan.damage().reason() + lost,
                plan.knownSeq(),
                Math.max(0, plan.toldSeq()),
                order.operator(),
                order.note());
        writer.finish(good, journalId(), note);
        return report;
    }

    /** A snapshot of what was given up would bring it back, and the journal would not follow it. */
    private void moveSnapshotsBehind(long lastSeq) throws IOException {
        for (Path file : SnapshotStore.of(journal.root()).list()) {
            if (SnapshotStore.seq(file) > lastSeq) {
                folder.aside(file);
            }
        }
    }

    private UUID journalId() throws IOException {
        for (EndWitness witness : journal.witnesses()) {
            if (witness.journalId() != null) {
                return witness.journalId();
            }
        }
        GivenUp givenUp = new GivenUp(null, plan.lastGoodSeq());
        givenUp.add(folder.path().resolve("generations"));
        return givenUp.journalId() == null ? journal.storage().newId() : givenUp.journalId();
    }
}
