package io.gavel.journal.sim;

import io.gavel.journal.sim.Step.Kind;
import io.gavel.wire.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What a seed stands for: how often things happen in this history, and the things, in order.
 *
 * @param level of all openings; null: each one draws its own
 * @param generationBytes size of generations; 0: not fixed
 * @param isNameKeptBySync see {@link io.gavel.journal.sim.disk.SimDisk}
 * @param troublePercent of the openings are disturbed themselves
 * @param keep what is kept beside the journal
 * @param rotPercent of the power cuts leave a bit turned somewhere
 * @param mendPercent of the journals that were halted by name are repaired and go on
 */
record Script(
        long seed,
        Durability level,
        int generationBytes,
        boolean isNameKeptBySync,
        int troublePercent,
        Keep keep,
        int rotPercent,
        int mendPercent,
        List<Step> steps) {
    private static final int MIN_CRASHES = 3;
    private static final Durability[] LEVELS = {Durability.DISK, Durability.DISK, Durability.PROCESS, null};
    private static final int[] GENERATION_BYTES = {0, 0, 32 << 10, 32 << 10, 64 << 10, 2 << 20};

    private static final int[] ROT_PERCENT = {0, 0, 0, 0, 40};
    private static final int[] MEND_PERCENT = {0, 60};

    /** At least three crashes and one fault of the storage, with some work in between. */
    static Script of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Durability level = LEVELS[random.nextInt(LEVELS.length)];
        int generationBytes = GENERATION_BYTES[random.nextInt(GENERATION_BYTES.length)];
        boolean isNameKept = random.nextBoolean();
        int trouble = random.nextInt(60);
        int sweeps = random.nextInt(4) == 0 ? 20 : 2;
        int powerCuts = random.nextInt(101);
        Keep keep = Keep.of(random);
        int rot = ROT_PERCENT[random.nextInt(ROT_PERCENT.length)];
        int mend = MEND_PERCENT[random.nextInt(MEND_PERCENT.length)];
        int crashes = MIN_CRASHES + random.nextInt(3);
        int faultBefore = random.nextInt(crashes);
        List<Step> steps = new ArrayList<>();
        for (int crash = 0; crash < crashes; crash++) {
            for (int i = random.nextInt(10); i >= 0; i--) {
                add(steps, calm(random, sweeps), random);
            }
            if (crash == faultBefore || random.nextInt(3) == 0) {
                add(steps, random.nextInt(3) == 0 ? Kind.DISK_FULL : Kind.FAULT, random);
                add(steps, Kind.WORK, random);
            }
            add(steps, random.nextInt(100) < powerCuts ? Kind.POWER_CUT : Kind.KILL, random);
        }
        // What nobody has promised to keep need not rot.
        int rotten = level == Durability.DISK ? rot : 0;
        return new Script(seed, level, generationBytes, isNameKept, trouble, keep, rotten, mend, List.copyOf(steps));
    }

    /** The same world, in which only some of it happens. */
    Script with(List<Step> some) {
        return new Script(
                seed,
                level,
                generationBytes,
                isNameKeptBySync,
                troublePercent,
                keep,
                rotPercent,
                mendPercent,
                List.copyOf(some));
    }

    /** Without disturbed openings. */
    Script untroubled() {
        return new Script(seed, level, generationBytes, isNameKeptBySync, 0, keep, rotPercent, mendPercent, steps);
    }

    /** The steps as {@link Simulator} takes them. */
    String indexes() {
        return steps.stream().map(step -> String.valueOf(step.index())).collect(Collectors.joining(","));
    }

    private static Kind calm(SplittableRandom random, int sweeps) {
        int die = random.nextInt(100);
        if (die < sweeps) {
            return Kind.SWEEP;
        }
        if (die < 50) {
            return Kind.WORK;
        }
        if (die < 60) {
            return Kind.TIME;
        }
        if (die < 80) {
            return Kind.BACKGROUND;
        }
        return die < 95 ? Kind.READ : Kind.RESTART;
    }

    private static void add(List<Step> steps, Kind kind, SplittableRandom random) {
        steps.add(new Step(steps.size(), kind, random.nextLong()));
    }
}
