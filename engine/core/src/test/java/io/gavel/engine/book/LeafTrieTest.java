package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside a sorted map: leaves come, have orders, have none and go in any order, at keys of any spread. */
final class LeafTrieTest {
    /** Keys of leaves are those of levels without six bits. */
    private static final int KEY_BITS = Long.SIZE - LevelChunks.PLACE_BITS;

    private static final long LOWEST = -1L << KEY_BITS - 1;

    private final LevelChunks chunks = new LevelChunks();
    private final LeafTrie trie = new LeafTrie(chunks);
    private final TreeMap<Long, Leaf> leaves = new TreeMap<>();
    private final List<Long> keys = new ArrayList<>();

    /** @param bits keys are that near to each other; but one of a hundred, which is anywhere */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 12, 13, 18, 30, 57})
    void leavesAreFoundInTheOrderOfTheirKeys(int bits) {
        SplittableRandom random = new SplittableRandom(bits);
        for (int most : new int[] {3, 40, 1_000}) {
            long middle = LOWEST + random.nextLong(1L << KEY_BITS);
            for (int step = 0; step < 20_000; step++) {
                change(random, most, near(random, middle, bits));
                if (step % 200 == 0 || most == 3) {
                    check();
                }
            }
            clear();
            check();
        }
    }

    @Test
    void theEndsOfAllKeysAreFound() {
        for (long key : new long[] {0, -1, LOWEST, -LOWEST - 1, LOWEST + 1, 63, 64, -64, -65, 1L << 36}) {
            add(key);
            fill(key);
            check();
        }
    }

    /** Wherever keys are, there are fewer nodes than leaves; and what went serves others, whatever it was. */
    @Test
    void aLeafCostsAtMostOneNodeAndItsMemoryComesBack() {
        SplittableRandom random = new SplittableRandom(7);
        int count = 50_000;
        long usedBytes = 0;
        for (int round = 0; round < 4; round++) {
            int bits = round % 2 == 0 ? KEY_BITS - 1 : 20;
            while (keys.size() < count) {
                long key = near(random, 0, bits);
                if (!leaves.containsKey(key)) {
                    add(key);
                    fill(key);
                }
            }
            check();
            long bytesPerChunk = (LevelChunks.PLACES + 2 * 4) * Integer.BYTES;
            assertTrue(chunks.usedBytes() <= (2L * count + 1_000) * bytesPerChunk, "round=" + round);
            if (round < 2) {
                usedBytes = Math.max(usedBytes, chunks.usedBytes());
            } else {
                assertEquals(usedBytes, chunks.usedBytes());
            }
            clear();
            assertEquals(0, trie.size());
        }
    }

    private void change(SplittableRandom random, int most, long key) {
        if (keys.isEmpty() || random.nextInt(3) == 0) {
            if (keys.size() < most && !leaves.containsKey(key)) {
                add(key);
            }
            return;
        }
        int any = random.nextInt(keys.size());
        long known = keys.get(any);
        if (!leaves.get(known).hasOrders) {
            if (random.nextInt(4) == 0) {
                remove(any);
            } else {
                fill(known);
            }
        } else {
            empty(known);
        }
    }

    private static long near(SplittableRandom random, long middle, int bits) {
        long key = random.nextInt(100) == 0 ? random.nextLong() : middle + random.nextLong(1L << bits);
        // As from a price: a number of 58 bits with its sign.
        return key << LevelChunks.PLACE_BITS >> LevelChunks.PLACE_BITS;
    }

    private void add(long key) {
        assertEquals(Words.NONE, trie.find(key), () -> "key=" + key);
        leaves.put(key, new Leaf(trie.add(key)));
        keys.add(key);
    }

    private void fill(long key) {
        Leaf leaf = leaves.get(key);
        leaf.hasOrders = true;
        chunks.abouts().set(LevelChunks.about(leaf.handle), LevelChunks.BITS, 1);
        trie.filled(leaf.handle);
    }

    private void empty(long key) {
        Leaf leaf = leaves.get(key);
        leaf.hasOrders = false;
        chunks.abouts().set(LevelChunks.about(leaf.handle), LevelChunks.BITS, 0);
        trie.emptied(leaf.handle);
    }

    private void remove(int index) {
        long key = keys.get(index);
        keys.set(index, keys.get(keys.size() - 1));
        keys.remove(keys.size() - 1);
        trie.remove(leaves.remove(key).handle);
        assertEquals(Words.NONE, trie.find(key), () -> "key=" + key);
    }

    private void clear() {
        while (!keys.isEmpty()) {
            long key = keys.get(keys.size() - 1);
            if (leaves.get(key).hasOrders) {
                empty(key);
            }
            remove(keys.size() - 1);
        }
    }

    private void check() {
        assertEquals(leaves.size(), trie.size());
        List<Integer> expected = new ArrayList<>();
        leaves.descendingMap().forEach((key, leaf) -> {
            assertEquals(leaf.handle, trie.find(key), () -> "key=" + key);
            if (leaf.hasOrders) {
                expected.add(leaf.handle);
            }
        });
        if (expected.isEmpty()) {
            return;
        }
        assertEquals(expected.get(expected.size() - 1), trie.worst());
        List<Integer> found = new ArrayList<>();
        for (int leaf = expected.get(0); leaf != Words.NONE; leaf = trie.behind(leaf)) {
            found.add(leaf);
        }
        assertEquals(expected, found);
    }

    private static final class Leaf {
        private final int handle;
        private boolean hasOrders;

        Leaf(int handle) {
            this.handle = handle;
        }
    }
}
