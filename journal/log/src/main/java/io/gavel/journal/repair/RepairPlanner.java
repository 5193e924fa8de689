package io.gavel.journal.repair;

import io.gavel.journal.DamagedJournal;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalTail;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.NamedReader;
import io.gavel.journal.ScanProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Finds out what of a damaged journal is good, what would be given up, and who knows of that. Changes nothing in the folder;
 * the journal is then read from where it begins, if that is not as it says itself.
 */
final class RepairPlanner {
    private final DamagedJournal journal;
    private final List<EndWitness> others;

    private UUID journalId;
    private long lastGoodSeq;

    /** @param others who know from outside how far the journal went */
    RepairPlanner(DamagedJournal journal, List<EndWitness> others) {
        this.journal = journal;
        this.others = others;
    }

    RepairPlan plan(ScanProgress progress) throws IOException {
        Verification verification = journal.verify(others, progress);
        Beginning beginning = Beginning.of(journal);
        boolean isSound = verification.damage() == null && beginning.firstSeq() == 1;
        Verification records = isSound ? verification : goodRecords(beginning);
        JournalReport good = records.report();
        JournalDamaged damage = verification.damage() == null ? beginning.missing(good) : verification.damage();
        journalId = good == null ? null : good.journalId();
        lastGoodSeq = good == null ? 0 : good.lastSeq();
        GivenUp givenUp = givenUp(records.damage());
        List<EndWitness> witnesses = witnesses();
        long toldSeq = witnesses.stream().mapToLong(EndWitness::seq).max().orElse(RepairPlan.NOT_KNOWN);
        return new RepairPlan(
                damage,
                verification.status() == Status.TORN_TAIL ? good.tail() : JournalTail.NOTHING,
                beginning.firstSeq(),
                beginning.isNoted(),
                beginning.lostFromSeq(journalId),
                lastGoodSeq,
                Math.max(givenUp.lastSeq(), toldSeq),
                toldSeq,
                witnesses.stream()
                        .filter(witness -> witness.seq() > lastGoodSeq)
                        .toList(),
                givenUp.files(),
                givenUp.bytes(),
                givenUp.readable(),
                readers(reader -> !isBad(reader) && reader.position().seq() > lastGoodSeq),
                readers(this::isBad),
                damage == null ? null : beginning.obstacle(lastGoodSeq));
    }

    /** The records that follow each other, whatever is known of their end. */
    private Verification goodRecords(Beginning beginning) {
        Verification records = journal.scan(beginning);
        if (beginning.isBelieved()) {
            return records;
        }
        // Generations are missing at the beginning, and nothing says that they were dropped.
        journal.assumeNothing();
        return journal.scan();
    }

    /** @param damage null: no record is given up */
    private GivenUp givenUp(JournalDamaged damage) throws IOException {
        GivenUp givenUp = new GivenUp(journalId, lastGoodSeq);
        if (damage != null) {
            Cut cut = Cut.of(journal, damage);
            if (cut.file() != null) {
                givenUp.add(cut.file());
            }
            for (Path aside : cut.aside()) {
                givenUp.add(aside);
            }
        }
        if (journal.unfinished() != null) {
            givenUp.add(
                    RepairFolder.within(journal.root(), journal.unfinished()).resolve("generations"));
        }
        return givenUp;
    }

    /** Those who speak of this journal, or do not say of which. */
    private List<EndWitness> witnesses() {
        List<EndWitness> all = new ArrayList<>(journal.witnesses());
        all.addAll(others);
        all.removeIf(witness -> witness.journalId() != null
                && journalId != null
                && !witness.journalId().equals(journalId));
        return all;
    }

    private List<Path> readers(Predicate<NamedReader> which) {
        return NamedReader.list(journal.root()).stream()
                .filter(which)
                .map(reader -> reader.file(journal.root()))
                .toList();
    }

    /** Whether its file cannot be read, or is of another journal. */
    private boolean isBad(NamedReader reader) {
        return reader.journalId() == null
                || journalId != null && !reader.journalId().equals(journalId);
    }
}
