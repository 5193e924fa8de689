package io.gavel.journal.sim.disk;

import java.util.SplittableRandom;

/**
 * What outlives machines: a tree of files and directories, on a device with so much space.
 *
 * <p>What was not synced is in the cache: it survives the end of a process, but not a loss of power.
 */
public final class SimDisk {
    private final SimDirectory root = new SimDirectory();
    private final boolean isNameKeptBySync;
    private long capacityPages;
    private long usedPages;

    /**
     * @param isNameKeptBySync whether the sync of anything keeps all names, as a file system with a journal does; nothing
     *     promises it
     */
    public SimDisk(long capacityBytes, boolean isNameKeptBySync) {
        this.isNameKeptBySync = isNameKeptBySync;
        capacity(capacityBytes);
    }

    /** Changes the size of the device; it may then be more than full. */
    public void capacity(long capacityBytes) {
        capacityPages = capacityBytes / SimFile.PAGE_BYTES;
    }

    public long usableBytes() {
        return Math.max(0, capacityPages - usedPages) * SimFile.PAGE_BYTES;
    }

    public long usedBytes() {
        return usedPages * SimFile.PAGE_BYTES;
    }

    /** Everything that was not synced gets a fate of its own. */
    public void losePower(SplittableRandom random, Tearing tearing) {
        losePower(root, random, tearing);
        usedPages = pages(root);
    }

    /** Clean pages leave the cache: what a failed sync has forgotten is gone from now on. Whether anything was. */
    public boolean evict() {
        boolean isLost = evict(root);
        usedPages = pages(root);
        return isLost;
    }

    SimDirectory root() {
        return root;
    }

    void reserve(int pages) throws DiskFull {
        if (pages > capacityPages - usedPages) {
            throw new DiskFull();
        }
        usedPages += pages;
    }

    void release(int pages) {
        usedPages -= pages;
    }

    void synced() {
        if (isNameKeptBySync) {
            syncNames(root);
        }
    }

    private static void syncNames(SimDirectory directory) {
        directory.sync();
        for (Object node : directory.entries().values()) {
            if (node instanceof SimDirectory child) {
                syncNames(child);
            }
        }
    }

    private static void losePower(SimDirectory directory, SplittableRandom random, Tearing tearing) {
        directory.losePower(random, tearing);
        for (Object node : directory.entries().values()) {
            if (node instanceof SimDirectory child) {
                losePower(child, random, tearing);
            } else {
                ((SimFile) node).losePower(random, tearing);
            }
        }
    }

    private static boolean evict(SimDirectory directory) {
        boolean isLost = false;
        for (Object node : directory.entries().values()) {
            isLost |= node instanceof SimDirectory child ? evict(child) : ((SimFile) node).evict();
        }
        return isLost;
    }

    private static long pages(SimDirectory directory) {
        long pages = 0;
        for (Object node : directory.entries().values()) {
            pages += node instanceof SimDirectory child ? pages(child) : ((SimFile) node).pages();
        }
        return pages;
    }
}
