package io.gavel.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Entities of one kind, by name and by id.
 *
 * <p>Names are looked up in the bytes where they stand, without a String. One thread adds, any thread looks up: what it
 * finds is complete, what it does not find was not there when it asked. Ids start anywhere and are dense.
 *
 * @param <T> immutable
 */
final class NameTable<T extends Directory.Entity> {
    private volatile AtomicReferenceArray<T> byId = new AtomicReferenceArray<>(64);
    /** Open addressing, a power of two, at most half full. */
    private volatile AtomicReferenceArray<T> byName = new AtomicReferenceArray<>(128);

    private int count;

    /** Adds what is not known yet: a snapshot may have told of it before its transaction does. */
    void add(T entity) {
        if (byId(entity.id()) != null) {
            return;
        }
        if (entity.id() >= byId.length()) {
            AtomicReferenceArray<T> larger = new AtomicReferenceArray<>(Math.max(entity.id() + 1, byId.length() * 2));
            for (int i = 0; i < byId.length(); i++) {
                larger.setPlain(i, byId.getPlain(i));
            }
            byId = larger;
        }
        if (2 * (count + 1) > byName.length()) {
            AtomicReferenceArray<T> larger = new AtomicReferenceArray<>(byName.length() * 2);
            for (int i = 0; i < byName.length(); i++) {
                if (byName.getPlain(i) != null) {
                    put(larger, byName.getPlain(i));
                }
            }
            byName = larger;
        }
        byId.setRelease(entity.id(), entity);
        put(byName, entity);
        count++;
    }

    /** The entity of an id, or null. */
    T byId(int id) {
        AtomicReferenceArray<T> table = byId;
        return id >= 0 && id < table.length() ? table.getAcquire(id) : null;
    }

    /** The entity of an id that must exist. */
    T require(int id, String kind) {
        T entity = byId(id);
        if (entity == null) {
            throw new IllegalArgumentException("expected the id of a known " + kind + ", id=" + id);
        }
        return entity;
    }

    /** The entity whose name stands between two positions, or null. */
    T byName(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + (text[i] & 0xFF);
        }
        AtomicReferenceArray<T> table = byName;
        int mask = table.length() - 1;
        for (int i = slot(hash) & mask; ; i = (i + 1) & mask) {
            T entity = table.getAcquire(i);
            if (entity == null || isNamed(entity.name(), text, from, to)) {
                return entity;
            }
        }
    }

    T byName(String name) {
        AtomicReferenceArray<T> table = byName;
        int mask = table.length() - 1;
        for (int i = slot(name.hashCode()) & mask; ; i = (i + 1) & mask) {
            T entity = table.getAcquire(i);
            if (entity == null || entity.name().equals(name)) {
                return entity;
            }
        }
    }

    int count() {
        return count;
    }

    /** All of them, by id. */
    List<T> all() {
        AtomicReferenceArray<T> table = byId;
        List<T> all = new ArrayList<>();
        for (int id = 0; id < table.length(); id++) {
            T entity = table.getAcquire(id);
            if (entity != null) {
                all.add(entity);
            }
        }
        return all;
    }

    private static <T extends Directory.Entity> void put(AtomicReferenceArray<T> table, T entity) {
        int mask = table.length() - 1;
        int i = slot(entity.name().hashCode()) & mask;
        while (table.getPlain(i) != null) {
            i = (i + 1) & mask;
        }
        table.setRelease(i, entity);
    }

    private static int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    private static boolean isNamed(String name, byte[] text, int from, int to) {
        int length = to - from;
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
