package io.gavel.journal.sim.disk;

import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One process on the disk, from its start until it stops: each of its operations has a number and a fate. Its paths belong
 * to a file system of its own, whose {@link Storage} the journal finds by itself.
 */
public final class SimMachine {
    private final SimDisk disk;
    private final Faults faults;
    private final SplittableRandom random;
    private final SimFileSystem files;
    private final List<SimBackground> works = new ArrayList<>();

    private long clockNs;
    private long operations;
    private long trace;
    private long failed;
    private boolean isStopped;

    /**
     * @param random for ids, and for what a failed sync forgets
     * @param storage what the journal is given instead of this machine's storage
     */
    public SimMachine(
            SimDisk disk, Faults faults, SplittableRandom random, long clockNs, UnaryOperator<Storage> storage) {
        this.disk = disk;
        this.faults = faults;
        this.random = random;
        this.clockNs = clockNs;
        files = new SimFileSystem(this, storage.apply(new SimStorage(this)));
    }

    /** Of the file behind a channel. */
    public static String name(FileChannel channel) {
        return ((SimChannel) channel).name();
    }

    /** Of the file behind a channel. */
    public static Path path(FileChannel channel) {
        return ((SimChannel) channel).path();
    }

    public Path path(String first, String... more) {
        return files.getPath(first, more);
    }

    public SimDisk disk() {
        return disk;
    }

    public long clockNs() {
        return clockNs;
    }

    public void clockNs(long clockNs) {
        this.clockNs = clockNs;
    }

    /** How many operations there were. */
    public long operations() {
        return operations;
    }

    /** How many of them failed. */
    public long failed() {
        return failed;
    }

    /** A hash of all operations, in order. */
    public long trace() {
        return trace;
    }

    public boolean isStopped() {
        return isStopped;
    }

    /** From now on nothing happens any more, as if it had been killed between two operations. */
    public void stop() {
        isStopped = true;
    }

    /**
     * Says it once more, to who was not told: some catch everything.
     *
     * @throws MachineStopped if it stopped
     */
    public void checkRuns() {
        if (isStopped) {
            throw new MachineStopped();
        }
    }

    /** Turns a bit in a file that nobody writes, as time does; false where nothing lies there. */
    public boolean turnBit(Path file, long position, int bit) {
        return files.find(file) instanceof SimFile found && found.turnBit(position, bit);
    }

    /** Lets each work in the background do a step. */
    public void stepBackground() {
        for (SimBackground work : List.copyOf(works)) {
            work.step();
        }
    }

    SimFileSystem files() {
        return files;
    }

    SplittableRandom random() {
        return random;
    }

    void add(SimBackground work) {
        works.add(work);
    }

    void remove(SimBackground work) {
        works.remove(work);
    }

    /** Comes before the effect of each operation; {@link #done} comes behind it. */
    Fate begin(Operation operation, Object what, long detail) throws IOException {
        if (isStopped) {
            throw new MachineStopped();
        }
        operations++;
        trace = (trace ^ (operation.ordinal() + 31L * what.hashCode() + 1_000_003L * detail)) * 0x9E3779B97F4A7C15L;
        trace ^= trace >>> 29;
        Fate fate = faults.of(operation, operations);
        if (fate == Fate.STOPPED_BEFORE) {
            isStopped = true;
            throw new MachineStopped();
        }
        if (fate == Fate.FAILED) {
            failed++;
            throw new InjectedFault(operation, what);
        }
        return fate;
    }

    void done(Fate fate) {
        if (fate != Fate.DONE) {
            isStopped = true;
            throw new MachineStopped();
        }
    }
}
