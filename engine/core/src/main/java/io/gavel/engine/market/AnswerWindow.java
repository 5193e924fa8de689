package io.gavel.engine.market;

import io.gavel.engine.Check;
import java.util.Arrays;

/**
 * The client order ids that were heard lately, and what each was answered: who asks again gets the same answer.
 *
 * <p>Keeps the last ids of an account, and of all accounts together, in the order in which they became evictable; an id
 * whose order rests is pinned and never evicted. An id is known by a 64-bit hash within its account, its command by a
 * 32-bit one, so two ids are taken for one only where both collide.
 *
 * <p>An entry is 64 bytes in one array, so that a look costs one line of memory, not one a field:
 *
 * <pre>
 *   0       8             16       24       32       40     44        48         56      60
 *   +-------+-------------+--------+--------+--------+------+---------+----------+-------+----------+
 *   | id    | seq 52 bits | value1 | value2 | value3 | body | account | next of  | next  | previous |
 *   | hash  | answer 12   |        |        |        | hash |         | account  | of all           |
 *   +-------+-------------+--------+--------+--------+------+---------+----------+-------+----------+
 * </pre>
 *
 * <p>The answer is a refusal's code or, below 1000, the template id of the event. Entries are found through an open
 * table whose cells carry half of the hash, so that a new id is known to be new without a look at any entry. O(1) a
 * call, no allocation but to grow. Thread: the market's.
 */
final class AnswerWindow {
    static final int NONE = -1;

    /** Answers below are template ids, from here on codes of refusals. */
    private static final int FIRST_CODE = 1_000;

    /** The {@code next} of an entry that is in no list, as its order rests. */
    private static final int PINNED = -2;

    private static final int WORDS = 8;
    private static final int ID_HASH = 0;
    private static final int SEQ_AND_ANSWER = 1;
    private static final int VALUE_1 = 2;
    private static final int VALUE_2 = 3;
    private static final int VALUE_3 = 4;
    private static final int BODY_AND_ACCOUNT = 5;
    private static final int NEXT_OF_ACCOUNT = 6;
    private static final int NEXT_AND_PREVIOUS = 7;

    private static final int ANSWER_BITS = 12;
    private static final long ANSWER_MASK = (1L << ANSWER_BITS) - 1;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int INITIAL_CAPACITY = 1024;

    private final int perAccount;
    private final int inAll;

    private long[] words = new long[INITIAL_CAPACITY * WORDS];

    /** Cells of (half of the hash, entry + 1); 0 is empty. At most half of them are in use. */
    private long[] table = new long[INITIAL_CAPACITY * 2];

    private int[] oldestOfAccount = new int[64];
    private int[] newestOfAccount = new int[64];
    private int[] countOfAccount = new int[64];
    private int oldest = NONE;
    private int newest = NONE;
    private int evictable;

    private int firstFree = NONE;
    private int used;

    AnswerWindow(int perAccount, int inAll) {
        this.perAccount = perAccount;
        this.inAll = inAll;
        Arrays.fill(oldestOfAccount, NONE);
        Arrays.fill(newestOfAccount, NONE);
    }

    /** The entry of an account's id, or {@link #NONE}. */
    int find(int accountId, long idHash) {
        long hash = tableHash(accountId, idHash);
        int mask = table.length - 1;
        for (int cell = home(hash, mask); table[cell] != 0; cell = (cell + 1) & mask) {
            if (table[cell] >>> 32 == hash >>> 32) {
                int entry = entryOf(table[cell]);
                if (idHash(entry) == idHash && accountId(entry) == accountId) {
                    return entry;
                }
            }
        }
        return NONE;
    }

    boolean hasBody(int entry, int bodyHash) {
        return bodyHash(entry) == bodyHash;
    }

    long idHash(int entry) {
        return words[entry * WORDS + ID_HASH];
    }

    int bodyHash(int entry) {
        return (int) (words[entry * WORDS + BODY_AND_ACCOUNT] >>> 32);
    }

    int accountId(int entry) {
        return (int) words[entry * WORDS + BODY_AND_ACCOUNT];
    }

    long seq(int entry) {
        return words[entry * WORDS + SEQ_AND_ANSWER] >>> ANSWER_BITS;
    }

    /** The refusal's code, or the template id of the event that was the answer. */
    int answer(int entry) {
        return (int) (words[entry * WORDS + SEQ_AND_ANSWER] & ANSWER_MASK);
    }

    /** Whether an answer is a refusal's code. */
    static boolean isCode(int answer) {
        return answer >= FIRST_CODE;
    }

    long value1(int entry) {
        return words[entry * WORDS + VALUE_1];
    }

    long value2(int entry) {
        return words[entry * WORDS + VALUE_2];
    }

    long value3(int entry) {
        return words[entry * WORDS + VALUE_3];
    }

    /** Keeps an id's answer; its id must not be known. A pinned one stays until {@link #unpin}. */
    int remember(
            int accountId,
            long idHash,
            int bodyHash,
            long seq,
            int answer,
            long value1,
            long value2,
            long value3,
            boolean pinned) {
        int entry = take();
        int base = entry * WORDS;
        words[base + ID_HASH] = idHash;
        words[base + SEQ_AND_ANSWER] = seq << ANSWER_BITS | answer;
        words[base + VALUE_1] = value1;
        words[base + VALUE_2] = value2;
        words[base + VALUE_3] = value3;
        words[base + BODY_AND_ACCOUNT] = pair(bodyHash, accountId);
        words[base + NEXT_AND_PREVIOUS] = pair(PINNED, NONE);
        insert(tableHash(accountId, idHash), entry);
        if (!pinned) {
            append(entry);
        }
        return entry;
    }

    /** The order of a pinned entry rests no longer: from now on the entry ages. */
    void unpin(int entry) {
        Check.law(next(entry) == PINNED, "the id of a resting order is pinned", PINNED, next(entry));
        append(entry);
    }

    /**
     * Reads what {@link #find} and {@link #remember} of a new id will read first, so that it is near when they do: the
     * cell of the id and the account's oldest entry. What is returned means nothing.
     */
    long touch(int accountId, long idHash) {
        long cell = table[home(tableHash(accountId, idHash), table.length - 1)];
        int entry = oldest(accountId);
        return entry == NONE ? cell : cell + words[entry * WORDS];
    }

    /** Reads what evicting the account's oldest entry will read next: its cell and its neighbours in age. */
    long touchOldest(int accountId) {
        int entry = oldest(accountId);
        if (entry == NONE) {
            return 0;
        }
        int before = Math.max(0, previous(entry));
        int after = Math.max(0, next(entry));
        return table[home(tableHash(accountId, idHash(entry)), table.length - 1)]
                + words[before * WORDS + NEXT_AND_PREVIOUS]
                + words[after * WORDS + NEXT_AND_PREVIOUS];
    }

    private int oldest(int accountId) {
        return accountId >= 0 && accountId < oldestOfAccount.length ? oldestOfAccount[accountId] : NONE;
    }

    /** The entry that will be evicted first, or {@link #NONE}; pinned ones are in no order. */
    int oldest() {
        return oldest;
    }

    /** The entry that became evictable after this one, or {@link #NONE}. */
    int younger(int entry) {
        return next(entry);
    }

    private void append(int entry) {
        int accountId = accountId(entry);
        ensureAccount(accountId);
        words[entry * WORDS + NEXT_OF_ACCOUNT] = NONE;
        if (newestOfAccount[accountId] == NONE) {
            oldestOfAccount[accountId] = entry;
        } else {
            words[newestOfAccount[accountId] * WORDS + NEXT_OF_ACCOUNT] = entry;
        }
        newestOfAccount[accountId] = entry;
        countOfAccount[accountId]++;

        words[entry * WORDS + NEXT_AND_PREVIOUS] = pair(NONE, newest);
        if (newest == NONE) {
            oldest = entry;
        } else {
            next(newest, entry);
        }
        newest = entry;
        evictable++;

        if (countOfAccount[accountId] > perAccount) {
            evictOldestOf(accountId);
        } else if (evictable > inAll) {
            evictOldestOf(accountId(oldest));
        }
    }

    private void evictOldestOf(int accountId) {
        int entry = oldestOfAccount[accountId];
        oldestOfAccount[accountId] = (int) words[entry * WORDS + NEXT_OF_ACCOUNT];
        if (oldestOfAccount[accountId] == NONE) {
            newestOfAccount[accountId] = NONE;
        }
        countOfAccount[accountId]--;

        int before = previous(entry);
        int after = next(entry);
        if (before == NONE) {
            oldest = after;
        } else {
            next(before, after);
        }
        if (after == NONE) {
            newest = before;
        } else {
            previous(after, before);
        }
        evictable--;
        delete(tableHash(accountId, idHash(entry)), entry);
        next(entry, firstFree);
        firstFree = entry;
    }

    private int next(int entry) {
        return (int) (words[entry * WORDS + NEXT_AND_PREVIOUS] >>> 32);
    }

    private void next(int entry, int next) {
        words[entry * WORDS + NEXT_AND_PREVIOUS] = pair(next, previous(entry));
    }

    private int previous(int entry) {
        return (int) words[entry * WORDS + NEXT_AND_PREVIOUS];
    }

    private void previous(int entry, int previous) {
        words[entry * WORDS + NEXT_AND_PREVIOUS] = pair(next(entry), previous);
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & LOW;
    }

    private static long tableHash(int accountId, long idHash) {
        return (idHash ^ accountId) * 0x9E3779B97F4A7C15L;
    }

    /** Where a hash belongs. Made of the half that cells carry, so that a cell can be moved without its entry. */
    private static int home(long hash, int mask) {
        return (int) (hash >>> 32) & mask;
    }

    private static int entryOf(long cell) {
        return (int) cell - 1;
    }

    private void insert(long hash, int entry) {
        int mask = table.length - 1;
        int cell = home(hash, mask);
        while (table[cell] != 0) {
            cell = (cell + 1) & mask;
        }
        table[cell] = hash & ~LOW | entry + 1;
    }

    /** Empties a cell and moves those behind it that are no longer where they belong. */
    private void delete(long hash, int entry) {
        int mask = table.length - 1;
        int hole = home(hash, mask);
        while (entryOf(table[hole]) != entry) {
            hole = (hole + 1) & mask;
        }
        for (int cell = (hole + 1) & mask; table[cell] != 0; cell = (cell + 1) & mask) {
            int distanceFromHome = (cell - home(table[cell], mask)) & mask;
            if (distanceFromHome >= ((cell - hole) & mask)) {
                table[hole] = table[cell];
                hole = cell;
            }
        }
        table[hole] = 0;
    }

    private int take() {
        if (firstFree != NONE) {
            int entry = firstFree;
            firstFree = next(entry);
            return entry;
        }
        if (used * WORDS == words.length) {
            grow();
        }
        return used++;
    }

    private void ensureAccount(int accountId) {
        if (accountId >= countOfAccount.length) {
            int before = countOfAccount.length;
            int capacity = Math.max(accountId + 1, before * 2);
            countOfAccount = Arrays.copyOf(countOfAccount, capacity);
            oldestOfAccount = Arrays.copyOf(oldestOfAccount, capacity);
            newestOfAccount = Arrays.copyOf(newestOfAccount, capacity);
            Arrays.fill(oldestOfAccount, before, capacity, NONE);
            Arrays.fill(newestOfAccount, before, capacity, NONE);
        }
    }

    private void grow() {
        words = Arrays.copyOf(words, words.length * 2);
        table = new long[table.length * 2];
        // No entry is free when the window grows, so every one goes into the table anew.
        for (int entry = 0; entry < used; entry++) {
            insert(tableHash(accountId(entry), idHash(entry)), entry);
        }
    }
}
