package io.gavel.journal.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.journal.JournalFiles;
import io.gavel.journal.repair.Judge.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged journals: each ends as an exact prefix of what was appended, with all that was told, or by name.
 * What was appended is remembered by who appended it; no reading code is asked what to expect.
 *
 * <p>{@code -Dgavel.damage.cases=100000} for more, {@code -Dgavel.damage.seed=N} to begin at another case,
 * {@code -Dgavel.damage.repaired=1} to salvage and repair each one that halts (16: every sixteenth).
 */
class DamageCorpusTest {
    private static final int CASES = Integer.getInteger("gavel.damage.cases", 5_000);
    private static final long FIRST_SEED = Long.getLong("gavel.damage.seed", 1);
    private static final int REPAIRED_EVERY = Integer.getInteger("gavel.damage.repaired", 32);
    private static final Duration CASE_LIMIT = Duration.ofSeconds(30);
    private static final int MAX_FAILURES = 10;
    private static final int KEPT_PART = 8;

    @TempDir
    Path directory;

    private final Map<Harm, Map<Verdict, Integer>> verdicts = new EnumMap<>(Harm.class);
    private final Map<Verdict, Integer> keptVerdicts = new EnumMap<>(Verdict.class);
    private final List<String> failures = new ArrayList<>();
    private int repaired;
    private int refused;

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everyDamagedJournalEndsAsAnExactPrefixOrANamedHalt() throws IOException {
        Corpus corpus = new Corpus(directory.resolve("corpus"));
        List<WorkFolder> folders = new ArrayList<>();
        for (int i = 0; i < corpus.images().size(); i++) {
            folders.add(new WorkFolder(directory.resolve("work" + i)));
        }
        int cases = 0;
        for (long seed = FIRST_SEED; cases < CASES && failures.size() < MAX_FAILURES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Harm harm = Harm.values()[random.nextInt(Harm.values().length)];
            int which = corpus.pick(random);
            JournalImage damaged = corpus.images().get(which).copy();
            String what = harm.apply(damaged, corpus, random);
            if (what != null) {
                cases++;
                String title = "seed=" + seed + ", " + damaged.name() + ", " + harm + ": " + what;
                run(title, harm, damaged, corpus.images().get(which), folders.get(which), cases % REPAIRED_EVERY == 0);
            }
        }
        print(cases);
        assertEquals(List.of(), failures);
    }

    /** One of eight: the journals of a market, and what is kept beside their records. */
    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void whateverIsDamagedBesideTheRecordsTheMarketThatComesBackIsTheOneThatWasOrTheHaltIsNamed() throws IOException {
        List<KeptImage> images = KeptJudge.images(directory.resolve("kept"));
        List<WorkFolder> folders =
                List.of(new WorkFolder(directory.resolve("kept0")), new WorkFolder(directory.resolve("kept1")));
        int cases = 0;
        for (long seed = FIRST_SEED; cases < CASES / KEPT_PART && failures.size() < MAX_FAILURES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            KeptHarm harm = KeptHarm.values()[random.nextInt(KeptHarm.values().length)];
            int which = random.nextInt(images.size());
            KeptImage kept = images.get(which);
            JournalImage damaged = kept.image().copy();
            String what = harm.apply(damaged, kept, images.get(1 - which), random);
            if (what != null) {
                cases++;
                String title = "seed=" + seed + ", " + damaged.name() + ", " + harm + ": " + what;
                runKept(title, damaged, kept, folders.get(which), cases % (REPAIRED_EVERY / 4 + 1) == 0);
            }
        }
        System.out.println("kept beside the records: cases " + cases + ", " + keptVerdicts + ", repaired " + repaired
                + ", refused by name " + refused + ", failed " + failures.size());
        failures.forEach(System.out::println);
        assertEquals(List.of(), failures);
    }

    private void runKept(String title, JournalImage damaged, KeptImage kept, WorkFolder folder, boolean isRepaired) {
        try {
            folder.hold(damaged);
            Verdict verdict = Assertions.assertTimeoutPreemptively(
                    CASE_LIMIT, new KeptJudge(damaged, kept, folder.root())::judge, "expected an end in time");
            keptVerdicts.merge(verdict, 1, Integer::sum);
            if (isRepaired && verdict == Verdict.NAMED_HALT) {
                Path copy = directory.resolve("repaired");
                new WorkFolder(copy).hold(damaged);
                boolean isDone = new KeptJudge(damaged, kept, copy).repair();
                repaired += isDone ? 1 : 0;
                refused += isDone ? 0 : 1;
                JournalFiles.delete(copy);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(title + " -> " + e);
        }
    }

    private void run(
            String title, Harm harm, JournalImage damaged, JournalImage whole, WorkFolder folder, boolean isRepaired) {
        try {
            folder.hold(damaged);
            Verdict verdict = Assertions.assertTimeoutPreemptively(
                    CASE_LIMIT, new Judge(damaged, whole, folder.root())::judge, "expected an end in time");
            verdicts.computeIfAbsent(harm, h -> new EnumMap<>(Verdict.class)).merge(verdict, 1, Integer::sum);
            if (isRepaired && verdict == Verdict.NAMED_HALT) {
                new SalvagedCase(damaged, whole, harm == Harm.FORGED_RECORD).judge(folder.root());
                repair(damaged, whole);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(title + " -> " + e);
        }
    }

    private void repair(JournalImage damaged, JournalImage whole) throws IOException {
        Path copy = directory.resolve("repaired");
        new WorkFolder(copy).hold(damaged);
        if (new RepairedCase(damaged, whole, copy).judge()) {
            repaired++;
        } else {
            refused++;
        }
        JournalFiles.delete(copy);
    }

    private void print(int cases) {
        System.out.printf(Locale.ROOT, "%-26s", "harm");
        for (Verdict verdict : Verdict.values()) {
            System.out.printf(Locale.ROOT, "%12s", verdict.name().toLowerCase(Locale.ROOT));
        }
        System.out.println();
        int[] sums = new int[Verdict.values().length];
        verdicts.forEach((harm, counts) -> {
            System.out.printf(Locale.ROOT, "%-26s", harm.name().toLowerCase(Locale.ROOT));
            for (Verdict verdict : Verdict.values()) {
                int count = counts.getOrDefault(verdict, 0);
                sums[verdict.ordinal()] += count;
                System.out.printf(Locale.ROOT, "%12d", count);
            }
            System.out.println();
        });
        System.out.printf(Locale.ROOT, "%-26s%12d%12d%12d%12d%n", "all " + cases, sums[0], sums[1], sums[2], sums[3]);
        System.out.println("repaired " + repaired + ", refused by name " + refused + ", failed " + failures.size());
        failures.forEach(System.out::println);
    }
}
