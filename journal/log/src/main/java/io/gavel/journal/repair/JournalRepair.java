package io.gavel.journal.repair;

import io.gavel.journal.DamageReason;
import io.gavel.journal.DamagedJournal;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.ScanProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a damaged journal whole by giving up what does not follow its good records: look at it, plan, carry the plan out.
 *
 * <p>Nothing is overwritten and nothing deleted: what goes is moved to {@code DIR/repairs/<time>/}, under the same names.
 * A new generation then says what happened. If a repair ends in the middle, the journal says so until another one has
 * come to its end; every step may be done twice. While this is open nobody writes the journal. One thread.
 */
public final class JournalRepair implements AutoCloseable {
    private final DamagedJournal journal;
    private RepairPlan plan;

    private JournalRepair(DamagedJournal journal) {
        this.journal = journal;
    }

    /**
     * To plan only: writes nothing, so it works in a folder in which nothing can be written.
     *
     * @throws JournalLocked if somebody writes the journal
     * @throws JournalDamaged with {@link DamageReason#NOT_A_JOURNAL} where there is none
     */
    public static JournalRepair look(Path root) {
        return new JournalRepair(DamagedJournal.look(root));
    }

    /** To plan and to carry out; throws as above. */
    public static JournalRepair take(Path root) {
        return new JournalRepair(DamagedJournal.take(root));
    }

    /** Says what a repair would do, and changes nothing; throws as {@link #look} does. */
    public static RepairPlan plan(Path root, List<EndWitness> others, ScanProgress progress) {
        try (JournalRepair repair = look(root)) {
            return repair.plan(others, progress);
        }
    }

    /**
     * Repairs; throws as {@link #look} and {@link #carryOut} do.
     *
     * @return null where there was nothing to do
     */
    public static RepairReport repair(Path root, RepairOrder order, List<EndWitness> others, ScanProgress progress) {
        try (DamagedJournal journal = DamagedJournal.take(root)) {
            return repair(journal, order, others, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, by who has the lock already. */
    public static RepairReport repair(
            DamagedJournal journal, RepairOrder order, List<EndWitness> others, ScanProgress progress)
            throws IOException {
        RepairPlan plan = new RepairPlanner(journal, others).plan(progress);
        return plan.isWhole() ? null : new RepairRun(journal, plan, order).run();
    }

    /**
     * Says what a repair would do, and changes nothing.
     *
     * @param others who know from outside how far the journal went
     */
    public RepairPlan plan(List<EndWitness> others, ScanProgress progress) {
        try {
            plan = new RepairPlanner(journal, others).plan(progress);
            return plan;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does what the last plan says.
     *
     * @throws RepairRefused if records of a later format would be given up and the order does not say so, or if the
     *     journal's beginning was dropped and no snapshot of what is good stands in for it
     * @throws IllegalStateException if there is no plan of damage, or this is only a look
     */
    public RepairReport carryOut(RepairOrder order) {
        if (plan == null || plan.isWhole()) {
            throw new IllegalStateException("expected a plan that says what to do, plan=" + plan);
        }
        try {
            return new RepairRun(journal, plan, order).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
