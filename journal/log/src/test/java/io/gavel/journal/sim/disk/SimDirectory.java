package io.gavel.journal.sim.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A directory: the names that every process sees, those on the device, and the changes in between, in order.
 *
 * <p>A rename into another directory is one step for the device, as file systems with a journal do it: both names change,
 * or neither.
 */
final class SimDirectory {
    private final TreeMap<String, Object> cached = new TreeMap<>();
    private final TreeMap<String, Object> onDevice = new TreeMap<>();
    private final Deque<Renaming> changes = new ArrayDeque<>();

    /** A file, a directory or null. */
    Object get(String name) {
        return cached.get(name);
    }

    Map<String, Object> entries() {
        return cached;
    }

    boolean isEmpty() {
        return cached.isEmpty();
    }

    void put(String name, Object node) {
        change(new Renaming(this, null, name, node));
    }

    void remove(String name) {
        change(new Renaming(this, name, null, null));
    }

    /** At once, also where the new name is taken. */
    void rename(String from, SimDirectory target, String to) {
        Object node = cached.get(from);
        if (target == this) {
            change(new Renaming(this, from, to, node));
            return;
        }
        Renaming gone = new Renaming(this, from, null, null);
        Renaming come = new Renaming(target, null, to, node);
        gone.otherHalf = come;
        come.otherHalf = gone;
        change(gone);
        target.change(come);
    }

    void sync() {
        keep(changes.size());
    }

    void losePower(SplittableRandom random, Tearing tearing) {
        keep(tearing.draw(random, changes.size(), 0).sizeKept());
        changes.forEach(change -> change.isLost = true);
        changes.clear();
        cached.clear();
        cached.putAll(onDevice);
    }

    private void change(Renaming change) {
        change.applyTo(cached);
        changes.add(change);
    }

    /** Brings the first so many changes to the device, up to one whose other half is lost. */
    private void keep(int count) {
        for (Renaming change : List.copyOf(changes).subList(0, count)) {
            if (!isKept(change)) {
                return;
            }
        }
    }

    /** Brings a change to the device, and what came before it; false: it cannot be any more. */
    private boolean isKept(Renaming change) {
        while (!change.isKept) {
            Renaming next = changes.peek();
            Renaming half = next == null ? null : next.otherHalf;
            if (next == null || (half != null && !half.directory.isReached(half))) {
                return false;
            }
            bring(next);
            if (half != null) {
                half.directory.bring(half);
            }
        }
        return true;
    }

    /** Whether all that came before a change is on the device now. What is before is older, so this ends. */
    private boolean isReached(Renaming change) {
        while (!change.isLost && changes.peek() != change) {
            if (!isKept(changes.peek())) {
                return false;
            }
        }
        return !change.isLost;
    }

    private void bring(Renaming next) {
        changes.remove();
        next.isKept = true;
        next.applyTo(onDevice);
    }

    /** A name that goes, one that comes, or both in one step. */
    private static final class Renaming {
        private final SimDirectory directory;
        private final String gone;
        private final String come;
        private final Object node;
        private Renaming otherHalf;
        private boolean isKept;
        private boolean isLost;

        Renaming(SimDirectory directory, String gone, String come, Object node) {
            this.directory = directory;
            this.gone = gone;
            this.come = come;
            this.node = node;
        }

        void applyTo(Map<String, Object> names) {
            if (gone != null) {
                names.remove(gone);
            }
            if (come != null) {
                names.put(come, node);
            }
        }
    }
}
