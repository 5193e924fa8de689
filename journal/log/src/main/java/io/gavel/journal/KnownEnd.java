package io.gavel.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** All that is known of where a journal ends, beside its generations. What they hold must reach as far. */
final class KnownEnd {
    private static final String WATERMARK = "watermark";
    private static final String RETAINED = "retained";
    private static final String READER = "reader ";

    private final List<EndWitness> witnesses;
    private final List<EndWitness> readers = new ArrayList<>();
    private Watermark watermark;
    private Path watermarkFile;
    private boolean hasWatermark = true;
    private boolean isWatermarkPassed;
    private boolean isWatermarkMet;
    private Path counterFile;
    private boolean hasCounter = true;
    private EndWitness counter;
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
        known.askReaders(directory);
        known.askRetained(directory);
        known.askWatermark(directory);
        known.askCounter(directory);
        return known;
    }

    /** Whether anything was told, as far as anybody knows; also where nobody can say any more. */
    boolean isAnyTold() {
        return flaw != null || isCounterLost() || everybody().anyMatch(witness -> witness.seq() > 0);
    }

    /** Of which journal the witnesses speak; null where none says. */
    UUID journalId() {
        return witnesses.stream()
                .map(EndWitness::journalId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * How far a journal that is being written may be read: as far as its counter says, and where that cannot be believed
     * as far as the others know.
     */
    long toldSeq() {
        EndWitness believed = counter == null ? best() : counter;
        return believed == null ? 0 : believed.seq();
    }

    /**
     * Whose journal it is, before anything is handed out. Who speaks of another one is a stranger and is not asked any
     * further, which is told at the end: what is good of the records is good without him. But if nobody at all speaks for
     * the records they may be the strangers, and what another journal holds would be worse than nothing.
     *
     * @throws JournalDamaged if everybody speaks of another journal
     */
    void checkJournal(UUID journalId) {
        // A reader's file that was left by another journal stops nothing, as a snapshot of one does not.
        readers.removeIf(reader -> !journalId.equals(reader.journalId()));
        boolean isAnyOfThis = everybody().anyMatch(witness -> journalId.equals(witness.journalId()));
        for (EndWitness witness : List.copyOf(witnesses)) {
            if (witness.journalId() != null && !witness.journalId().equals(journalId)) {
                JournalDamaged foreign = new JournalDamaged(
                        DamageReason.FOREIGN_FILE,
                        "expected the " + witness.name() + " of journal " + journalId + ", journalId="
                                + witness.journalId(),
                        witness.file(),
                        0,
                        0);
                if (!isAnyOfThis) {
                    throw foreign;
                }
                flaw = flaw == null ? foreign : flaw;
                witnesses.remove(witness);
                counter = witness.equals(counter) ? null : counter;
                watermark = witness.name().equals(WATERMARK) ? null : watermark;
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
            throw meant(flaw.behind(found.lastSeq()));
        }
        EndWitness best = best();
        if (best != null && best.seq() > found.lastSeq()) {
            throw found.tail() == JournalTail.UNREADABLE
                    ? unreadable(best, file, position, found.lastSeq())
                    : shorter(best, file, position, found.lastSeq());
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
        return everybody().toList();
    }

    /** The same for people, who knows most first. */
    KnownBy knownBy() {
        return new KnownBy(
                everybody()
                        .filter(witness -> witness.seq() > 0 && !witness.name().equals(RETAINED))
                        .sorted(Comparator.comparingLong(EndWitness::seq).reversed())
                        .toList(),
                hasCounter,
                hasWatermark);
    }

    /** The same damage, with who knows of more than is good before it. */
    JournalDamaged meant(JournalDamaged damage) {
        EndWitness best = best();
        return best == null || best.seq() <= damage.lastGoodSeq() ? damage : damage.knownBy(best);
    }

    /** What it means that there is no journal: its loss, where somebody knows of a sequence. */
    JournalDamaged withoutRecords(JournalDamaged notAJournal) {
        if (notAJournal.reason() != DamageReason.NOT_A_JOURNAL) {
            return meant(notAJournal);
        }
        if (flaw != null) {
            return meant(flaw);
        }
        if (isCounterLost()) {
            return meant(endUnknown(0));
        }
        EndWitness best = best();
        return best != null && best.seq() > 0 ? shorter(best, notAJournal.file(), 0, 0) : notAJournal;
    }

    /** Somebody who has read more than there is: what he was told is missing. */
    private void askReaders(JournalDirectory directory) {
        for (NamedReader reader : NamedReader.list(directory.root())) {
            // One that cannot be read knows nothing, and stops nothing.
            if (reader.journalId() != null) {
                readers.add(new EndWitness(
                        READER + reader.name(),
                        reader.file(directory.root()),
                        reader.journalId(),
                        reader.position().seq()));
            }
        }
    }

    private void askWatermark(JournalDirectory directory) {
        watermarkFile = directory.watermarkFile();
        hasWatermark = Files.exists(watermarkFile);
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
        return !hasCounter && hasWatermark;
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
                        RETAINED, Retained.file(directory), retained.journalId(), retained.previousLastSeq()));
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
        try (DurableCounter file = DurableCounter.openToRead(directory)) {
            counter = new EndWitness(EndWitness.COUNTER, counterFile, file.journalId(), file.seq());
            witnesses.add(counter);
        } catch (JournalDamaged damage) {
            // The records are looked at first, to the end: what is good of them is good without it.
            flaw = flaw == null ? damage : flaw;
        }
    }

    private Stream<EndWitness> everybody() {
        return Stream.concat(readers.stream(), witnesses.stream());
    }

    /** Who knows most, of several the last; null where nobody is asked. */
    private EndWitness best() {
        return everybody()
                .reduce((best, witness) -> witness.seq() >= best.seq() ? witness : best)
                .orElse(null);
    }

    /** The record is there that somebody knows of, and cannot be read. */
    private static JournalDamaged unreadable(EndWitness witness, Path file, long position, long lastGoodSeq) {
        return new JournalDamaged(
                        DamageReason.BAD_CRC,
                        "expected the bytes that were written, in the last record, firstSeq=" + (lastGoodSeq + 1),
                        file,
                        position,
                        lastGoodSeq)
                .knownBy(witness);
    }

    private static JournalDamaged shorter(EndWitness witness, Path file, long position, long lastGoodSeq) {
        return new JournalDamaged(
                        DamageReason.SHORTER_THAN_KNOWN,
                        String.format(
                                Locale.ROOT,
                                "expected the journal to reach %,d, as is known by the %s; it ends at %,d",
                                witness.seq(),
                                witness.name(),
                                lastGoodSeq),
                        file,
                        position,
                        lastGoodSeq)
                .knownBy(witness);
    }
}
