package io.gavel.journal.sim.disk;

import java.util.SplittableRandom;

/**
 * How much of what was written to a file since its last sync is on the device when the power fails. Each unit of the file
 * holds what it held after some number of the changes.
 */
public enum Tearing {
    LOST(0),
    KEPT(0),
    /** All stops at one moment. */
    IN_ORDER(0),
    /** Each page was written back at a moment of its own, or never. */
    PAGES(SimFile.PAGE_BYTES),
    /** As pages, which may themselves be torn. */
    SECTORS(SimFile.SECTOR_BYTES),
    /** Each file in a way of its own. */
    MIXED(0);

    private static final Tearing[] PLAIN = {LOST, KEPT, IN_ORDER, PAGES, SECTORS};

    private final int unitBytes;

    Tearing(int unitBytes) {
        this.unitBytes = unitBytes;
    }

    /** How many of the changes each unit has got, and last the length of the file. */
    Kept draw(SplittableRandom random, int changes, long lengthBytes) {
        if (this == MIXED) {
            return PLAIN[random.nextInt(PLAIN.length)].draw(random, changes, lengthBytes);
        }
        int unit = unitBytes == 0 ? Integer.MAX_VALUE : unitBytes;
        int[] kept = new int[(int) (lengthBytes / unit) + 1];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = drawOne(random, changes);
        }
        return new Kept(unit, kept, unitBytes == 0 ? kept[0] : drawOne(random, changes));
    }

    private int drawOne(SplittableRandom random, int changes) {
        return switch (this) {
            case LOST, MIXED -> 0;
            case KEPT -> changes;
            case IN_ORDER -> random.nextInt(changes + 1);
            case PAGES, SECTORS ->
                switch (random.nextInt(3)) {
                    case 0 -> 0;
                    case 1 -> changes;
                    default -> random.nextInt(changes + 1);
                };
        };
    }

    /**
     * @param kept for each unit, how many changes it has got
     * @param sizeKept how many changes the length of the file has got
     */
    record Kept(int unitBytes, int[] kept, int sizeKept) {
        boolean hasGot(int change, long position) {
            return change < kept[(int) (position / unitBytes)];
        }

        /** Where the unit around this byte ends. */
        long end(long position) {
            return (position / unitBytes + 1) * unitBytes;
        }
    }
}
