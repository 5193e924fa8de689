package io.gavel.journal.repair;

import io.gavel.journal.DamageReason;
import io.gavel.journal.DamagedJournal;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.NamedReader;
import io.gavel.journal.RepairNote;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Makes a damaged journal whole by giving up what does not follow its good records.
 *
 * <p>Nothing is overwritten and nothing deleted: what goes is moved to {@code DIR/repairs/<time>/}, under the same names.
 * A new generation then says what happened. If a repair ends in the middle, the journal says so until another one has
 * come to its end; every step may be done twice.
 */
public final class JournalRepair {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DamagedJournal journal;
    private final RepairOrder order;
    private Path folder;

    private JournalRepair(DamagedJournal journal, RepairOrder order) {
        this.journal = journal;
        this.order = order;
    }

    /**
     * Says what a repair would do, and changes nothing.
     *
     * @param others who know from outside how far the journal went
     * @throws JournalLocked if somebody writes it
     * @throws JournalDamaged with {@link DamageReason#NOT_A_JOURNAL} where there is none
     */
    public static RepairPlan plan(Path root, List<EndWitness> others, ScanProgress progress) {
        try (DamagedJournal journal = DamagedJournal.take(root)) {
            return plan(journal, others, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Repairs.
     *
     * @return null where there was nothing to do
     * @throws RepairRefused if records of a later format would be given up and the order does not say so, or if the
     *     journal's beginning was dropped and no snapshot of what is good stands in for it
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
        RepairPlan plan = plan(journal, others, progress);
        return plan.isWhole() ? null : new JournalRepair(journal, order).run(plan);
    }

    private static RepairPlan plan(DamagedJournal journal, List<EndWitness> others, ScanProgress progress)
            throws IOException {
        Verification verification = journal.verify(others, progress);
        JournalDamaged damage = verification.damage();
        Beginning beginning = Beginning.of(journal);
        Verification records = damage == null ? verification : journal.scan(beginning);
        if (damage != null && !beginning.isBelieved()) {
            // Generations are missing at the beginning, and nothing says that they were dropped.
            journal.assumeNothing();
            records = journal.scan();
        }
        long lastGoodSeq = records.report() == null ? 0 : records.report().lastSeq();
        UUID journalId = records.report() == null ? null : records.report().journalId();
        GivenUp givenUp = new GivenUp(journalId, lastGoodSeq);
        if (records.damage() != null) {
            Cut cut = Cut.of(journal, records.damage());
            if (cut.file() != null) {
                givenUp.add(cut.file());
            }
            for (Path aside : cut.aside()) {
                givenUp.add(aside);
            }
        }
        if (journal.unfinished() != null) {
            givenUp.add(journal.root()
                    .resolve("repairs")
                    .resolve(journal.unfinished())
                    .resolve("generations"));
        }
        List<EndWitness> witnesses = new ArrayList<>(journal.witnesses());
        witnesses.addAll(others);
        List<EndWitness> ahead = new ArrayList<>();
        long toldSeq = 0;
        for (EndWitness witness : witnesses) {
            boolean isOfThis = witness.journalId() == null
                    || journalId == null
                    || witness.journalId().equals(journalId);
            if (isOfThis && witness.seq() > lastGoodSeq) {
                ahead.add(witness);
                toldSeq = Math.max(toldSeq, witness.seq());
            }
        }
        List<Path> readersAhead = new ArrayList<>();
        List<Path> readersBad = new ArrayList<>();
        for (NamedReader reader : NamedReader.list(journal.root())) {
            if (reader.journalId() == null
                    || journalId != null && !reader.journalId().equals(journalId)) {
                readersBad.add(reader.file(journal.root()));
            } else if (reader.position().seq() > lastGoodSeq) {
                readersAhead.add(reader.file(journal.root()));
            }
        }
        return new RepairPlan(
                damage,
                verification.status() == Status.TORN_TAIL,
                beginning.firstSeq(),
                lastGoodSeq,
                Math.max(givenUp.lastSeq(), toldSeq),
                toldSeq,
                ahead,
                givenUp.files(),
                givenUp.bytes(),
                givenUp.readable(),
                readersAhead,
                readersBad,
                damage == null ? null : beginning.obstacle(lastGoodSeq));
    }

    private RepairReport run(RepairPlan plan) throws IOException {
        check(plan.damage());
        if (plan.obstacle() != null) {
            throw new RepairRefused(plan.obstacle() + "; " + plan.damage().getMessage());
        }
        checkOneJournal();
        String unfinished = journal.unfinished();
        folder = journal.root().resolve("repairs").resolve(unfinished == null ? freeName() : unfinished);
        if (unfinished == null) {
            journal.begin(folder.getFileName().toString());
        }
        keepCopy("durable");
        keepCopy("watermark");
        if (journal.isBeginningAssumed()) {
            keepCopy(journal.beginningFile().getFileName().toString());
            journal.keepBeginning();
        }
        takeUpCut();
        Verification records = journal.scan();
        while (records.damage() != null && records.damage().reason() != DamageReason.NOT_A_JOURNAL) {
            check(records.damage());
            cut(Cut.of(journal, records.damage()), records.damage());
            records = journal.scan();
        }
        return finish(plan, records.report(), unfinished != null);
    }

    private RepairReport finish(RepairPlan plan, JournalReport good, boolean isResumed) throws IOException {
        long lastSeq = good == null ? 0 : good.lastSeq();
        moveSnapshotsBehind(lastSeq);
        for (Path reader : plan.readersAhead()) {
            aside(reader);
        }
        RepairReport report = new RepairReport(plan, folder, journal.lastGeneration() + 1, moved(), isResumed);
        RepairText text = new RepairText(report, order);
        journal.write(folder.resolve("report.json"), text.json());
        journal.write(folder.resolve("report.txt"), text.words());
        RepairNote note = new RepairNote(
                plan.damage().reason().name(), plan.knownSeq(), plan.toldSeq(), order.operator(), order.note());
        journal.finish(good, journalId(plan), note);
        return report;
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

    /** A cut that was prepared and not carried out. */
    private void takeUpCut() throws IOException {
        for (Path kept : DamagedJournal.list(folder.resolve("kept"))) {
            carryOut(kept);
        }
    }

    private void cut(Cut cut, JournalDamaged damage) throws IOException {
        List<Path> lastFirst = new ArrayList<>(cut.aside());
        Collections.reverse(lastFirst);
        boolean isAnything = cut.file() != null || !lastFirst.isEmpty();
        if (!isAnything && damage.reason() != DamageReason.SHORTER_THAN_KNOWN) {
            throw new RepairRefused("expected damage within the generations: " + damage.getMessage());
        }
        for (Path path : lastFirst) {
            aside(path);
        }
        if (cut.file() != null) {
            Path kept = folder.resolve("kept")
                    .resolve(cut.file().getParent().getFileName())
                    .resolve(cut.file().getFileName());
            journal.copy(cut.file(), Math.min(cut.keptBytes(), Files.size(cut.file())), kept);
            carryOut(kept.getParent());
        }
    }

    /** Exchanges a generation's folder for the one with its good records only. */
    private void carryOut(Path kept) throws IOException {
        if (DamagedJournal.list(kept).stream()
                .noneMatch(file -> file.getFileName().toString().endsWith(".cq4"))) {
            // The copy had not come to its end.
            return;
        }
        Path generation = journal.generations().resolve(kept.getFileName().toString());
        if (Files.exists(generation)) {
            aside(generation);
        }
        journal.move(kept, generation);
    }

    private void aside(Path path) throws IOException {
        String name = journal.root().relativize(path).toString();
        Path target = folder.resolve(name);
        for (int again = 2; Files.exists(target); again++) {
            target = folder.resolve(name + "." + again);
        }
        journal.move(path, target);
    }

    /** A snapshot of what was given up would bring it back, and the journal would not follow it. */
    private void moveSnapshotsBehind(long lastSeq) throws IOException {
        for (Path file : SnapshotStore.of(journal.root()).list()) {
            if (SnapshotStore.seq(file) > lastSeq) {
                aside(file);
            }
        }
    }

    /** What lies aside by now, also from a repair that was cut. */
    private List<String> moved() throws IOException {
        List<String> moved = new ArrayList<>();
        for (String kind : List.of("generations", "snapshots", "readers")) {
            for (Path entry : DamagedJournal.list(folder.resolve(kind))) {
                moved.add(folder.relativize(entry).toString());
            }
        }
        Path note = folder.resolve(journal.beginningFile().getFileName());
        if (Files.exists(note)) {
            moved.add(folder.relativize(note).toString());
        }
        return moved;
    }

    private void keepCopy(String name) throws IOException {
        Path file = journal.root().resolve(name);
        Path copy = folder.resolve(name);
        if (Files.isRegularFile(file) && !Files.exists(copy)) {
            journal.copy(file, Files.size(file), copy);
        }
    }

    private UUID journalId(RepairPlan plan) throws IOException {
        for (EndWitness witness : journal.witnesses()) {
            if (witness.journalId() != null) {
                return witness.journalId();
            }
        }
        GivenUp givenUp = new GivenUp(null, plan.lastGoodSeq());
        givenUp.add(folder.resolve("generations"));
        return givenUp.journalId() == null ? journal.storage().newId() : givenUp.journalId();
    }

    private String freeName() {
        long nowNs = journal.storage().wallClockNs();
        String name = NAME.format(Instant.ofEpochSecond(0, nowNs));
        String free = name;
        for (int again = 2; Files.exists(journal.root().resolve("repairs").resolve(free)); again++) {
            free = name + "-" + again;
        }
        return free;
    }
}
