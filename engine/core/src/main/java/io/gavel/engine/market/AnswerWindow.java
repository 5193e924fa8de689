package io.gavel.engine.market;

import static io.gavel.engine.market.AnswerRing.BODY_AND_NUMBER;
import static io.gavel.engine.market.AnswerRing.ID_HASH;
import static io.gavel.engine.market.AnswerRing.SEQ_AND_ANSWER;
import static io.gavel.engine.market.AnswerRing.VALUE_1;
import static io.gavel.engine.market.AnswerRing.VALUE_2;
import static io.gavel.engine.market.AnswerRing.VALUE_3;

import io.gavel.engine.book.OrderStore;
import java.util.Arrays;

/**
 * The client order ids that were heard lately, and what each was answered: who asks again gets the same answer.
 *
 * <p>Keeps the last ids of an account ({@link AnswerRing}) in the order in which they were heard. An entry is written
 * once and stays where it is, whatever becomes of its order; only when it would be forgotten while its order rests
 * it is pinned: kept with the order, and heard anew when that ends. An id is known by a 64-bit hash within
 * its account, its command by a 32-bit one, so two ids are taken for one only where both collide.
 *
 * <p>Of all accounts together no more are kept than there may be in all: where that comes near, each new id makes a few
 * accounts in turn forget what is old. Old is what so many ids were heard after as three quarters of those that may be
 * kept; there always is enough of it, and nothing younger is ever forgotten for others' sake.
 *
 * <p>An entry is a long: the account above and its slot in the account's ring below, or a pinned one, which stays the
 * same int until its order ends; others are valid until the next change. The answer is a refusal's code or, below 1000,
 * the template id of the event. O(1) a call, no allocation but to grow and shrink. Thread: the market's.
 */
final class AnswerWindow {
    static final long NONE = -1;

    /** Most ids that can be kept of one account. */
    static final int MOST_PER_ACCOUNT = AnswerRing.MOST;

    /** Flag of an order whose answer is pinned: its tag is the number, else the position in the account's ring. */
    private static final int PINNED_FLAG = 2;

    /** Answers below are template ids, from here on codes of refusals. */
    private static final int FIRST_CODE = 1_000;

    /** Of a pinned entry's number. */
    private static final long PINNED = 1L << 62;

    private static final int ANSWER_BITS = 12;
    private static final long ANSWER_MASK = (1L << ANSWER_BITS) - 1;
    private static final long LOW = 0xFFFF_FFFFL;

    /** Where room becomes short, as many accounts are looked at with each id, and as many ids of one are forgotten. */
    private static final int ACCOUNTS_AT_ONCE = 4;

    private static final int IDS_AT_ONCE = 64;

    private final OrderStore store;
    private final int perAccount;
    private final int inAll;
    private final int shortFrom;
    private final int oldFrom;
    private final PinnedAnswers pinned = new PinnedAnswers();
    private AnswerRing[] rings = new AnswerRing[64];

    private int size;
    /** How many ids were heard; may overflow, as only distances count. */
    private int heard;
    /** Who forgets next, and where the accounts end that were heard. */
    private int turn;

    private int endAccountId;

    AnswerWindow(OrderStore orders, int perAccount, int inAll) {
        if (perAccount < 1 || perAccount > MOST_PER_ACCOUNT) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_PER_ACCOUNT + " ids an account, idsPerAccount=" + perAccount);
        }
        if (inAll < 1) {
            throw new IllegalArgumentException("expected room for ids, idsInAll=" + inAll);
        }
        store = orders;
        this.perAccount = perAccount;
        this.inAll = inAll;
        shortFrom = inAll - inAll / 8;
        oldFrom = inAll - inAll / 4;
    }

    /** The entry of an account's id, unless it is pinned, or {@link #NONE}. */
    long find(int accountId, long idHash) {
        AnswerRing ring = ring(accountId);
        int slot = ring == null ? AnswerRing.NONE : ring.find(idHash);
        return slot == AnswerRing.NONE ? NONE : (long) accountId << 32 | slot;
    }

    /** Whether ids of an account may be pinned, so that {@link #find} does not know all. */
    boolean hasPinned(int accountId) {
        AnswerRing ring = ring(accountId);
        return ring != null && ring.pinned() != 0;
    }

    /** The entry of an order that rests. */
    long entryOf(int order) {
        int tag = store.tag(order);
        if (isPinned(order)) {
            return PINNED | tag;
        }
        int accountId = store.accountId(order);
        return (long) accountId << 32 | rings[accountId].slot(tag);
    }

    boolean isPinned(int order) {
        return (store.flags(order) & PINNED_FLAG) != 0;
    }

    boolean hasBody(long entry, int bodyHash) {
        return bodyHash(entry) == bodyHash;
    }

    long idHash(long entry) {
        return word(entry, ID_HASH);
    }

    int bodyHash(long entry) {
        return (int) (word(entry, BODY_AND_NUMBER) >>> 32);
    }

    /** How many ids had been heard before this one, modulo 2^32. */
    int number(long entry) {
        return (int) word(entry, BODY_AND_NUMBER);
    }

    long seq(long entry) {
        return word(entry, SEQ_AND_ANSWER) >>> ANSWER_BITS;
    }

    /** The refusal's code, or the template id of the event that was the answer. */
    int answer(long entry) {
        return (int) (word(entry, SEQ_AND_ANSWER) & ANSWER_MASK);
    }

    /** Whether an answer is a refusal's code. */
    static boolean isCode(int answer) {
        return answer >= FIRST_CODE;
    }

    long value1(long entry) {
        return word(entry, VALUE_1);
    }

    long value2(long entry) {
        return word(entry, VALUE_2);
    }

    long value3(long entry) {
        return word(entry, VALUE_3);
    }

    /**
     * Keeps an id's answer; its id must not be known.
     *
     * @param order what rests under the id, or {@link OrderStore#NONE}
     */
    void remember(
            int accountId,
            long idHash,
            int bodyHash,
            long seq,
            int answer,
            long value1,
            long value2,
            long value3,
            int order) {
        AnswerRing ring = makeRoom(accountId);
        int at = append(ring, idHash, order);
        fill(ring.words(), at, idHash, bodyHash, seq, answer, value1, value2, value3, heard++);
    }

    /** Puts back an entry of a snapshot, behind those of its account that are here. */
    void restore(
            int accountId,
            long idHash,
            int bodyHash,
            long seq,
            int answer,
            long value1,
            long value2,
            long value3,
            int number,
            int order) {
        AnswerRing ring = ringToUse(accountId);
        int at = append(ring, idHash, order);
        fill(ring.words(), at, idHash, bodyHash, seq, answer, value1, value2, value3, number);
        size++;
    }

    /** Keeps the answer of an order that rests with it. */
    void pin(int order, long idHash, int bodyHash, long seq, int answer, long value1, long value2, long value3) {
        int number = pinned.take();
        fill(pinned.words(number), PinnedAnswers.at(number), idHash, bodyHash, seq, answer, value1, value2, value3, 0);
        pinned(order, number);
    }

    /** An order no longer rests under the id that it has, which is kept like all others from now on. */
    void ended(int order) {
        if (isPinned(order)) {
            hearAnew(order);
        } else {
            AnswerRing ring = rings[store.accountId(order)];
            ring.ended(ring.slot(store.tag(order)));
        }
    }

    /** How many ids there are that are not pinned. */
    int size() {
        return size;
    }

    /** How many pinned ids there are. */
    int pinnedCount() {
        return pinned.size();
    }

    /**
     * Reads what {@link #find} and {@link #remember} of a new id will read first, so that it is near when they do. What is
     * returned means nothing.
     */
    long touch(int accountId, long idHash) {
        AnswerRing ring = ring(accountId);
        return ring == null ? 0 : ring.touch(idHash);
    }

    /** Receives entries that are not pinned. */
    @FunctionalInterface
    interface EntrySink {
        void onEntry(int accountId, long entry);
    }

    /** All entries that are not pinned, by account, oldest first. O(n): for snapshots. */
    void forEach(EntrySink sink) {
        for (int accountId = 0; accountId < endAccountId; accountId++) {
            AnswerRing ring = rings[accountId];
            for (int i = 0; ring != null && i < ring.count(); i++) {
                sink.onEntry(accountId, (long) accountId << 32 | ring.behindOldest(i));
            }
        }
    }

    /** How many ids were heard, modulo 2^32. */
    int heard() {
        return heard;
    }

    /** Of a snapshot: so many were heard before the next one. */
    void heard(int before) {
        heard = before;
    }

    /** The account that forgets next. */
    int turn() {
        return turn;
    }

    /** Behind all accounts that were heard. */
    int endAccountId() {
        return endAccountId;
    }

    /** What a snapshot says beside the entries, which come behind. */
    void restore(int turn, int endAccountId) {
        this.turn = turn;
        this.endAccountId = endAccountId;
        if (endAccountId > rings.length) {
            rings = Arrays.copyOf(rings, endAccountId);
        }
    }

    private static void fill(
            long[] words,
            int at,
            long idHash,
            int bodyHash,
            long seq,
            int answer,
            long value1,
            long value2,
            long value3,
            int number) {
        words[at + ID_HASH] = idHash;
        words[at + SEQ_AND_ANSWER] = seq << ANSWER_BITS | answer;
        words[at + VALUE_1] = value1;
        words[at + VALUE_2] = value2;
        words[at + VALUE_3] = value3;
        words[at + BODY_AND_NUMBER] = (long) bodyHash << 32 | number & LOW;
    }

    /** Returns where in the ring's words the entry begins. */
    private int append(AnswerRing ring, long idHash, int order) {
        int slot = ring.append(idHash, order);
        if (order != OrderStore.NONE) {
            store.tag(order, ring.last());
        }
        return AnswerRing.at(slot);
    }

    /** Copies a pinned answer behind the others of its account. */
    private void hearAnew(int order) {
        int number = store.tag(order);
        long[] from = pinned.words(number);
        int fromAt = PinnedAnswers.at(number);
        AnswerRing ring = makeRoom(store.accountId(order));
        int at = append(ring, from[fromAt + ID_HASH], OrderStore.NONE);
        long[] words = ring.words();
        System.arraycopy(from, fromAt, words, at, AnswerRing.WORDS);
        words[at + BODY_AND_NUMBER] = from[fromAt + BODY_AND_NUMBER] & ~LOW | heard++ & LOW;
        pinned.free(number);
        ring.pinned(ring.pinned() - 1);
        store.flags(order, store.flags(order) & ~PINNED_FLAG);
    }

    /** The ring of an account, with one entry less than it may have. */
    private AnswerRing makeRoom(int accountId) {
        AnswerRing ring = ringToUse(accountId);
        if (ring.count() == perAccount) {
            forgetOldest(ring);
        } else if (size >= shortFrom) {
            relieve();
        }
        size++;
        return ring;
    }

    private void forgetOldest(AnswerRing ring) {
        int slot = ring.behindOldest(0);
        int order = ring.order(slot);
        if (order != OrderStore.NONE) {
            int number = pinned.take();
            System.arraycopy(
                    ring.words(),
                    AnswerRing.at(slot),
                    pinned.words(number),
                    PinnedAnswers.at(number),
                    AnswerRing.WORDS);
            pinned(order, number);
        }
        ring.removeOldest();
        size--;
    }

    private void pinned(int order, int number) {
        store.tag(order, number);
        store.flags(order, store.flags(order) | PINNED_FLAG);
        AnswerRing ring = ringToUse(store.accountId(order));
        ring.pinned(ring.pinned() + 1);
    }

    /** A few accounts forget what is old; more of them if there is no room at all. */
    private void relieve() {
        for (int i = 0; i < ACCOUNTS_AT_ONCE || size >= inAll; i++) {
            turn = turn < endAccountId ? turn : 0;
            AnswerRing ring = rings[turn];
            if (ring == null || !forgetOld(ring, i > endAccountId)) {
                turn++;
            }
        }
    }

    /**
     * Forgets some of what is old; returns whether there may be more of it.
     *
     * @param isDesperate nobody has anything old: ids were heard so long ago that they look young again
     */
    private boolean forgetOld(AnswerRing ring, boolean isDesperate) {
        for (int i = 0; i < IDS_AT_ONCE; i++) {
            if (ring.count() == 0 || !isDesperate && !isOld((int) ring.word(ring.behindOldest(0), BODY_AND_NUMBER))) {
                ring.trim();
                return false;
            }
            forgetOldest(ring);
        }
        return true;
    }

    private boolean isOld(int number) {
        return Integer.compareUnsigned(heard - number, oldFrom) >= 0;
    }

    private long word(long entry, int word) {
        int number = (int) (entry & LOW);
        return (entry & PINNED) != 0
                ? pinned.words(number)[PinnedAnswers.at(number) + word]
                : rings[(int) (entry >>> 32)].word(number, word);
    }

    private AnswerRing ring(int accountId) {
        return accountId >= 0 && accountId < rings.length ? rings[accountId] : null;
    }

    private AnswerRing ringToUse(int accountId) {
        if (accountId < rings.length && rings[accountId] != null) {
            return rings[accountId];
        }
        return addRing(accountId);
    }

    private AnswerRing addRing(int accountId) {
        if (accountId >= rings.length) {
            rings = Arrays.copyOf(rings, Math.max(accountId + 1, rings.length * 2));
        }
        rings[accountId] = new AnswerRing();
        endAccountId = Math.max(endAccountId, accountId + 1);
        return rings[accountId];
    }
}
