package io.gavel.engine.view;

/**
 * Finds handles by hash. What the handles stand for is kept by the caller, who tells of a candidate whether it is the one:
 *
 * <pre>{@code
 * int cell = table.first(hash);
 * while (cell != NONE && !isTheOne(table.handle(cell))) {
 *     cell = table.next(cell, hash);
 * }
 * }</pre>
 *
 * <p>Open addressing over cells of (half of the hash, handle + 1), at most half of them in use: that a hash is not there is
 * known without a look at anything else. Of equal hashes the one that was added first is found first. Allocates to grow.
 * One thread.
 */
final class HandleTable {
    /** No cell. */
    static final int NONE = -1;

    private static final long FRAGMENT = 0xFFFF_FFFF_0000_0000L;

    private long[] cells = new long[128];
    private int size;

    /** The first cell whose handle may have this hash, or {@link #NONE}. */
    int first(long hash) {
        return seek(home(spread(hash)), spread(hash));
    }

    /** The next one behind a cell. */
    int next(int cell, long hash) {
        return seek(behind(cell), spread(hash));
    }

    int handle(int cell) {
        return (int) cells[cell] - 1;
    }

    /** @param handle 0 or more */
    void add(long hash, int handle) {
        if (2 * size == cells.length) {
            grow();
        }
        insert(spread(hash) & FRAGMENT | handle + 1);
        size++;
    }

    /** Empties the handle's cell and moves those behind it that are no longer where they belong. */
    void remove(long hash, int handle) {
        int hole = first(hash);
        while (handle(hole) != handle) {
            hole = next(hole, hash);
        }
        for (int cell = behind(hole); cells[cell] != 0; cell = behind(cell)) {
            int mask = cells.length - 1;
            int fromHome = (cell - home(cells[cell])) & mask;
            if (fromHome >= ((cell - hole) & mask)) {
                cells[hole] = cells[cell];
                hole = cell;
            }
        }
        cells[hole] = 0;
        size--;
    }

    private int seek(int from, long spread) {
        int cell = from;
        while (cells[cell] != 0) {
            if (((cells[cell] ^ spread) & FRAGMENT) == 0) {
                return cell;
            }
            cell = behind(cell);
        }
        return NONE;
    }

    private void insert(long content) {
        int cell = home(content);
        while (cells[cell] != 0) {
            cell = behind(cell);
        }
        cells[cell] = content;
    }

    private void grow() {
        long[] before = cells;
        cells = new long[before.length * 2];
        for (long content : before) {
            if (content != 0) {
                insert(content);
            }
        }
    }

    private int behind(int cell) {
        return (cell + 1) & (cells.length - 1);
    }

    /** Made of the half that cells carry, so that a cell can be moved without what it stands for. */
    private int home(long spread) {
        return (int) (spread >>> 32) & (cells.length - 1);
    }

    private static long spread(long hash) {
        return hash * 0x9E3779B97F4A7C15L;
    }
}
