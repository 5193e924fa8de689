package io.gavel.journal.sim.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A directory: the names that every process sees, those on the device, and the changes in between, in order. */
final class SimDirectory {
    private final TreeMap<String, Object> cached = new TreeMap<>();
    private final TreeMap<String, Object> onDevice = new TreeMap<>();
    private final List<Renaming> changes = new ArrayList<>();

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
        change(new Renaming(null, name, node));
    }

    void remove(String name) {
        change(new Renaming(name, null, null));
    }

    /** At once, also where the new name is taken. */
    void rename(String from, String to) {
        change(new Renaming(from, to, cached.get(from)));
    }

    void sync() {
        keep(changes.size());
    }

    void losePower(SplittableRandom random, Tearing tearing) {
        keep(tearing.draw(random, changes.size(), 0).sizeKept());
        cached.clear();
        cached.putAll(onDevice);
    }

    private void change(Renaming change) {
        change.applyTo(cached);
        changes.add(change);
    }

    private void keep(int count) {
        changes.subList(0, count).forEach(change -> change.applyTo(onDevice));
        changes.clear();
    }

    /** A name that goes, one that comes, or both in one step. */
    private record Renaming(String gone, String come, Object node) {
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
