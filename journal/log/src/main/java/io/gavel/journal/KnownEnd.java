package io.gavel.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** All that is known of where a journal ends, beside its generations. What they hold must reach as far. */
final class KnownEnd {
    private static final String COUNTER = "counter";
    private static final String WATERMARK = "watermark";

    private final List<EndWitness> witnesses;
    private Watermark watermark;
    private Path watermarkFile;
    private boolean isWatermarkPassed;
    private boolean isWatermarkMet;
    private Path counterFile;
    private boolean hasCounter = true;
    private long toldSeq;
    private JournalDamaged flaw;

    private KnownEnd(List<EndWitness> witnesses) {
        this.witnesses = witnesses;
    }

    /** Nobody is asked. */
    static KnownEnd nothing() {
        return new KnownEnd(List.of());
    }

    /**
     * Asks everything in the folder.
     *
     * @param others who know more from outside
     */
    static KnownEnd of(JournalDirectory directory, List<EndWitness> others) {
        KnownEnd known = new KnownEnd(new ArrayList<>(others));
        known.askRepair(directory);
        // The counter comes last: in a journal that is being written nobody knows of a later sequence.
        known.askRetained(directory);
        known.askWatermark(directory);
        known.askCounter(directory);
        return known;
    }

    /** Whether anything was told, as far as anybody knows; also where nobody can say any more. */
    boolean isAnyTold() {
        return flaw != null || isCounterLost() || witnesses.stream().anyMatch(witness -> witness.seq() > 0);
    }

    /** Of which journal the witnesses speak; null where none says. */
    UUID journalId() {
        return witnesses.stream()
                .map(EndWitness::journalId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The last sequence that readers may see, 0 without a counter. */
    long toldSeq() {
        return toldSeq;
    }

    /**
     * Before anything is handed out: what another journal holds would be worse than nothing.
     *
     * @throws JournalDamaged if somebody speaks of another journal
     */
    void checkJournal(UUID journalId) {
        for (EndWitness witness : witnesses) {
            if (witness.journalId() != null && !witness.journalId().equals(journalId)) {
                throw new JournalDamaged(
                        DamageReason.FOREIGN_FILE,
                        "expected the " + witness.name() + " of journal " + journalId + ", journalId="
                                + witness.journalId(),
                        witness.file(),
                        0,
                        0);
            }
        }
    }

    /** Looks whether the journal is the one that the watermark knows. After every excerpt of transactions, in order. */
    void onExcerpt(long firstSeq, long lastSeq, long chain, long generation) {
        if (watermark == null) {
            return;
        }
        JournalPosition marked = watermark.position();
        if (firstSeq <= marked.seq() && marked.seq() <= lastSeq) {
            isWatermarkPassed = true;
            isWatermarkMet = marked.seq() == lastSeq && marked.chain() == chain && marked.generation() == generation;
        }
    }

    /**
     * @param file where the records end
     * @param position byte in it
     * @throws JournalDamaged if somebody knows more than the journal, or something else
     */
    void check(JournalReport found, Path file, long position) {
        if (flaw != null) {
            throw flaw.behind(found.lastSeq());
        }
        EndWitness best = best();
        if (best != null && best.seq() > found.lastSeq()) {
            throw shorter(best, file, position, found.lastSeq());
        }
        if (!hasCounter && !isEndProven(found) && (isCounterLost() || found.lastSeq() > 0)) {
            throw endUnknown(found.lastSeq());
        }
        if (isWatermarkPassed && !isWatermarkMet) {
            throw new JournalDamaged(
                    DamageReason.BROKEN_CHAIN,
                    "expected the chain that the watermark names, " + watermark.position(),
                    watermarkFile,
                    0,
                    found.lastSeq());
        }
    }

    /** What everybody knows, and can be read. */
    List<EndWitness> witnesses() {
        return List.copyOf(witnesses);
    }

    /** What it means that there is no journal: its loss, where somebody knows of a sequence. */
    JournalDamaged withoutRecords(JournalDamaged notAJournal) {
        if (flaw != null && notAJournal.reason() == DamageReason.NOT_A_JOURNAL) {
            return flaw;
        }
        if (isCounterLost() && notAJournal.reason() == DamageReason.NOT_A_JOURNAL) {
            return endUnknown(0);
        }
        EndWitness best = best();
        return notAJournal.reason() == DamageReason.NOT_A_JOURNAL && best != null && best.seq() > 0
                ? shorter(best, notAJournal.file(), 0, 0)
                : notAJournal;
    }

    private void askWatermark(JournalDirectory directory) {
        watermarkFile = directory.watermarkFile();
        try {
            watermark = WatermarkFile.read(directory);
            if (watermark != null) {
                long seq = watermark.position().seq();
                witnesses.add(new EndWitness(WATERMARK, watermarkFile, watermark.journalId(), seq));
            }
        } catch (JournalDamaged damage) {
            flaw = flaw == null ? damage : flaw;
        }
    }

    /** Half a repair has moved things, and nothing in the folder says any more that they are missing. */
    private void askRepair(JournalDirectory directory) {
        if (Files.exists(directory.repairing())) {
            flaw = new JournalDamaged(
                    DamageReason.REPAIR_UNFINISHED,
                    "expected a repair to be finished; run it again",
                    directory.repairing(),
                    0,
                    0);
        }
    }

    /** The first opening makes the counter before the watermark. */
    private boolean isCounterLost() {
        return !hasCounter && watermark != null;
    }

    /** A journal that was closed cleanly where its watermark stands ends there, whatever else is missing. */
    private boolean isEndProven(JournalReport found) {
        return watermark != null
                && found.isClosedCleanly()
                && watermark.position().equals(found.end());
    }

    private JournalDamaged endUnknown(long lastGoodSeq) {
        return new JournalDamaged(
                DamageReason.END_UNKNOWN,
                "expected the counter of what was told: without it nobody knows whether records are missing at the end",
                counterFile,
                0,
                lastGoodSeq);
    }

    private void askRetained(JournalDirectory directory) {
        try {
            Retained retained = Retained.read(directory);
            if (!retained.isAll()) {
                witnesses.add(new EndWitness(
                        "retained", Retained.file(directory), retained.journalId(), retained.previousLastSeq()));
            }
        } catch (JournalDamaged damage) {
            flaw = damage;
        }
    }

    private void askCounter(JournalDirectory directory) {
        counterFile = directory.durableFile();
        hasCounter = Files.exists(counterFile);
        if (!hasCounter) {
            return;
        }
        try (DurableCounter counter = DurableCounter.openToRead(directory)) {
            toldSeq = counter.seq();
            witnesses.add(new EndWitness(COUNTER, directory.durableFile(), counter.journalId(), toldSeq));
        } catch (JournalDamaged damage) {
            // The records are looked at first, to the end: what is good of them is good without it.
            flaw = flaw == null ? damage : flaw;
        }
    }

    /** Who knows most, of several the last; null where nobody is asked. */
    private EndWitness best() {
        EndWitness best = null;
        for (EndWitness witness : witnesses) {
            best = best == null || witness.seq() >= best.seq() ? witness : best;
        }
        return best;
    }

    private static JournalDamaged shorter(EndWitness witness, Path file, long position, long lastGoodSeq) {
        return new JournalDamaged(
                DamageReason.SHORTER_THAN_KNOWN,
                "expected what was durable, knownSeq=" + witness.seq() + ", knownBy=" + witness.name() + " "
                        + witness.file(),
                file,
                position,
                lastGoodSeq);
    }
}
