package io.gavel.engine.book;

import static io.gavel.engine.book.LevelChunks.ABOVE;
import static io.gavel.engine.book.LevelChunks.BITS;
import static io.gavel.engine.book.LevelChunks.KEY;
import static io.gavel.engine.book.LevelChunks.PARTS;
import static io.gavel.engine.book.LevelChunks.PLACE_BITS;
import static io.gavel.engine.book.LevelChunks.PLACE_MASK;
import static io.gavel.engine.book.LevelChunks.about;
import static io.gavel.engine.book.LevelChunks.highest;
import static io.gavel.engine.book.Words.NONE;

/**
 * Where the leaves of one side are: a trie over the bits of their keys, six bits a node.
 *
 * <p>A node stands where the ways to leaves part, and only there: it has two parts at least. So there are fewer nodes than
 * leaves, wherever prices are, and no way leads through more than ten. A way is the key of a leaf as a number without sign; the
 * height of a node says which six bits of it lead on, and all leaves below have the same bits in front of those.
 *
 * <p>Leaves may be without orders; a node knows of its parts which have some. Allocates only to grow. Thread: the market's.
 */
final class LeafTrie {
    private static final int PLACE_AT = Integer.SIZE;
    private static final int HEIGHT_AT = PLACE_AT + PLACE_BITS;

    private final LevelChunks chunks;
    private final LevelChunks.Abouts abouts;

    /** A leaf if it is the only one; {@link Words#NONE} without any. */
    private int root = NONE;

    private int size;

    LeafTrie(LevelChunks chunks) {
        this.chunks = chunks;
        abouts = chunks.abouts();
    }

    /** Leaves, those without orders too. */
    int size() {
        return size;
    }

    /** The leaf of a key, or {@link Words#NONE}. */
    int find(long leafKey) {
        long way = way(leafKey);
        int at = root;
        for (int height = height(at); height > 0; height = height(at)) {
            at = chunks.getInt(at + place(way, height));
        }
        return key(at) == leafKey ? at : NONE;
    }

    /** A leaf without orders, of a key that has none. */
    int add(long leafKey) {
        int leaf = chunks.take(leafKey);
        size++;
        long way = way(leafKey);
        int above = NONE;
        int at = root;
        while (at != NONE && leadsThrough(way, at)) {
            above = at;
            at = chunks.getInt(at + place(way, height(at)));
        }
        if (at == NONE) {
            hang(leaf, above);
        } else {
            part(at, leaf, above);
        }
        return leaf;
    }

    /** A leaf has its first order. */
    void filled(int leaf) {
        long up = up(leaf);
        long before = 0;
        while (above(up) != NONE && before == 0) {
            int node = above(up);
            before = bits(node);
            abouts.set(about(node), BITS, before | bit(up));
            up = up(node);
        }
    }

    /** A leaf has lost its last order. */
    void emptied(int leaf) {
        long up = up(leaf);
        long rest = 0;
        while (above(up) != NONE && rest == 0) {
            int node = above(up);
            rest = bits(node) & ~bit(up);
            abouts.set(about(node), BITS, rest);
            up = up(node);
        }
    }

    /** Takes a leaf without orders out. */
    void remove(int leaf) {
        size--;
        long up = up(leaf);
        chunks.free(leaf);
        int node = above(up);
        if (node == NONE) {
            root = NONE;
            return;
        }
        chunks.setInt(node + place(up), NONE);
        long parts = abouts.get(about(node), PARTS) & ~bit(up);
        abouts.set(about(node), PARTS, parts);
        if (Long.bitCount(parts) == 1) {
            join(node, Long.numberOfTrailingZeros(parts));
        }
    }

    /** The next leaf with orders, away from the best, or {@link Words#NONE}. */
    int behind(int leaf) {
        for (long up = up(leaf); above(up) != NONE; up = up(above(up))) {
            int node = above(up);
            long rest = bits(node) & bit(up) - 1;
            if (rest != 0) {
                return best(chunks.getInt(node + highest(rest)));
            }
        }
        return NONE;
    }

    /** The leaf with orders that is nearest to the best, of those below. */
    private int best(int below) {
        int at = below;
        while (height(at) > 0) {
            at = chunks.getInt(at + highest(bits(at)));
        }
        return at;
    }

    /** The leaf with orders that is farthest from the best; there is one. */
    int worst() {
        int at = root;
        while (height(at) > 0) {
            at = chunks.getInt(at + Long.numberOfTrailingZeros(bits(at)));
        }
        return at;
    }

    /** Puts a node where the ways to a leaf and to what was there part. */
    private void part(int was, int leaf, int above) {
        int node = chunks.take(key(leaf));
        long differing = way(key(was)) ^ way(key(leaf));
        abouts.set(about(node), ABOVE, (long) (highest(differing) / PLACE_BITS + 1) << HEIGHT_AT);
        hang(node, above);
        hang(leaf, node);
        hang(was, node);
        if (bits(was) != 0) {
            abouts.set(about(node), BITS, bit(up(was)));
        }
    }

    /** A node with one part is none: that stands in its place. */
    private void join(int node, int place) {
        int part = chunks.getInt(node + place);
        chunks.setInt(node + place, NONE);
        hang(part, above(up(node)));
        chunks.free(node);
    }

    /** @param above {@link Words#NONE}: it is the root */
    private void hang(int part, int above) {
        int height = height(part);
        int place = above == NONE ? 0 : place(way(key(part)), height(above));
        abouts.set(about(part), ABOVE, (long) height << HEIGHT_AT | (long) place << PLACE_AT | above);
        if (above == NONE) {
            root = part;
            return;
        }
        chunks.setInt(above + place, part);
        abouts.set(about(above), PARTS, abouts.get(about(above), PARTS) | 1L << place);
    }

    /** Of a leaf, whether it ends there: for that of another key it does not. */
    private boolean leadsThrough(long way, int chunk) {
        return (way ^ way(key(chunk))) >>> height(chunk) * PLACE_BITS == 0;
    }

    /** A key of a leaf without its sign, so that those that are smaller are so bit by bit. */
    private static long way(long leafKey) {
        return (leafKey << PLACE_BITS ^ Long.MIN_VALUE) >>> PLACE_BITS;
    }

    /** Where a way leads on in a node of this height. */
    private static int place(long way, int height) {
        return (int) (way >>> (height - 1) * PLACE_BITS) & PLACE_MASK;
    }

    /** Of a node that of some leaf below, or that was. */
    private long key(int chunk) {
        return abouts.get(about(chunk), KEY);
    }

    private long bits(int chunk) {
        return abouts.get(about(chunk), BITS);
    }

    /** What leads up from a leaf or node: {@link #above}, {@link #place} there; and its own {@link #height}. */
    private long up(int chunk) {
        return abouts.get(about(chunk), ABOVE);
    }

    private static int above(long up) {
        return (int) up;
    }

    private static int place(long up) {
        return (int) (up >>> PLACE_AT) & PLACE_MASK;
    }

    /** Of the place, in what is said of the parts of the node above. */
    private static long bit(long up) {
        return 1L << place(up);
    }

    /** Of a leaf 0. */
    private int height(int chunk) {
        return (int) (up(chunk) >>> HEIGHT_AT);
    }
}
