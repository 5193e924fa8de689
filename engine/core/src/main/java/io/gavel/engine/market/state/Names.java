package io.gavel.engine.market.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of one kind of thing and their ids, given in order from a first one. Not for the hot path. */
public final class Names {
    private final int firstId;
    private final int limit;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int endId;

    /** @param limit how many there may be */
    Names(int firstId, int limit) {
        this.firstId = firstId;
        endId = firstId;
        this.limit = limit;
    }

    public boolean isTaken(String name) {
        return ids.containsKey(name);
    }

    public boolean isFull() {
        return names.size() >= limit;
    }

    public int limit() {
        return limit;
    }

    /** The id of a new name, which must be free. */
    public int add(String name) {
        int id = endId++;
        ids.put(name, id);
        names.add(name);
        return id;
    }

    public boolean has(int id) {
        return id >= firstId && id < endId;
    }

    public String name(int id) {
        return names.get(id - firstId);
    }

    public int firstId() {
        return firstId;
    }

    /** One more than the last id. */
    public int endId() {
        return endId;
    }
}
