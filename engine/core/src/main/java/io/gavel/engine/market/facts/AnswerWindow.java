package io.gavel.engine.market.facts;

import static io.gavel.engine.market.facts.AnswerRing.BODY_AND_NUMBER;
import static io.gavel.engine.market.facts.AnswerRing.ID_HASH;
import static io.gavel.engine.market.facts.AnswerRing.MORE;
import static io.gavel.engine.market.facts.AnswerRing.ORDER_AND_OLDER;
import static io.gavel.engine.market.facts.AnswerRing.SEQ_AND_ANSWER;
import static io.gavel.engine.market.facts.AnswerRing.VALUE_1;

import io.gavel.engine.book.OrderStore;
import java.util.Arrays;

/**
 * The client order ids that were heard lately, and what each was answered: who asks again gets the same answer.
 *
 * <p>Keeps the last ids of an account ({@link AnswerRing}) in the order in which they were heard. An entry is written
 * once and stays as it is, whatever becomes of its order; only when it would be forgotten while its order rests
 * it is pinned: kept with the order, and heard anew when that ends. Whether it rests the order itself tells. An id is known by a 64-bit hash within
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
public final class AnswerWindow {
    public static final long NONE = -1;

    /** Most ids that can be kept of one account. */
    static final int MOST_PER_ACCOUNT = AnswerRing.MOST;

    /** Of an order whose answer is pinned: its tag is the number, else the position in the account's ring. */
    private static final int PINNED_FLAG = OrderStore.FIRST_MARK;

    /** Of an order that no longer rests under the id that it has, if it has a handle at all. */
    private static final int ENDED_FLAG = OrderStore.SECOND_MARK;

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
    private final PinnedAnswers pinned;
    private AnswerRing[] rings = new AnswerRing[64];

    private int size;
    /** How many ids were heard; may overflow, as only distances count. */
    private int heard;
    /** Who forgets next, and where the accounts end that were heard. */
    private int turn;

    private int endAccountId;

    /**
     * @param perAccount most ids of an account
     * @param inAll most ids of all accounts
     * @param room for the answers of so many orders that rest for long there is memory from the beginning
     */
    public AnswerWindow(OrderStore orders, int perAccount, int inAll, int room) {
        if (perAccount < 1 || perAccount > MOST_PER_ACCOUNT) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_PER_ACCOUNT + " ids an account, idsPerAccount=" + perAccount);
        }
        if (inAll < 1) {
            throw new IllegalArgumentException("expected room for ids, idsInAll=" + inAll);
        }
        store = orders;
        pinned = new PinnedAnswers(room);
        this.perAccount = perAccount;
        this.inAll = inAll;
        shortFrom = inAll - inAll / 8;
        oldFrom = inAll - inAll / 4;
    }

    /** The entry of an account's id, unless it is pinned, or {@link #NONE}. */
    public long find(int accountId, long idHash) {
        AnswerRing ring = ring(accountId);
        int slot = ring == null ? AnswerRing.NONE : ring.find(idHash);
        return slot == AnswerRing.NONE ? NONE : (long) accountId << 32 | slot;
    }

    /** Whether ids of an account may be pinned, so that {@link #find} does not know all. */
    public boolean hasPinned(int accountId) {
        AnswerRing ring = ring(accountId);
        return ring != null && ring.pinned() != 0;
    }

    /** The entry of an order that rests. */
    public long entryOf(int order) {
        int tag = store.tag(order);
        if (isPinned(order)) {
            return PINNED | tag;
        }
        int accountId = store.accountId(order);
        return (long) accountId << 32 | rings[accountId].slot(tag);
    }

    public boolean isPinned(int order) {
        return (store.flags(order) & PINNED_FLAG) != 0;
    }

    public boolean hasBody(long entry, int bodyHash) {
        return bodyHash(entry) == bodyHash;
    }

    public long idHash(long entry) {
        return word(entry, ID_HASH);
    }

    public int bodyHash(long entry) {
        return (int) (word(entry, BODY_AND_NUMBER) >>> 32);
    }

    /** How many ids had been heard before this one, modulo 2^32. */
    public int number(long entry) {
        return (int) word(entry, BODY_AND_NUMBER);
    }

    public long seq(long entry) {
        return word(entry, SEQ_AND_ANSWER) >>> ANSWER_BITS;
    }

    /** The refusal's code, or the template id of the event that was the answer. */
    public int answer(long entry) {
        return (int) (word(entry, SEQ_AND_ANSWER) & ANSWER_MASK);
    }

    /** Whether an answer is a refusal's code. */
    static boolean isCode(int answer) {
        return answer >= FIRST_CODE;
    }

    public long value1(long entry) {
        return word(entry, VALUE_1);
    }

    public long value2(long entry) {
        return more(entry, 0);
    }

    public long value3(long entry) {
        return more(entry, 1);
    }

    /**
     * Keeps an id's answer; its id must not be known.
     *
     * @param order what rests under the id, or {@link OrderStore#NONE}
     */
    public void remember(
            int accountId,
            long idHash,
            int bodyHash,
            long seq,
            int answer,
            long value1,
            long value2,
            long value3,
            int order) {
        boolean hasMore = (value2 | value3) != 0;
        AnswerRing ring = ringToUse(accountId);
        mark(order, ring);
        makeRoom(ring, accountId);
        int slot = ring.append(idHash, order, hasMore);
        fill(ring.words(), AnswerRing.at(slot), idHash, bodyHash, seq, answer, value1, heard++);
        if (hasMore) {
            fillMore(ring.words(), AnswerRing.at(slot), value2, value3);
        }
    }

    /**
     * The same of an answer that has but one value, unless the id is known: then changes nothing but the order's tag. Whether
     * it is a pinned one is for the caller to know.
     *
     * @return whether it was new
     */
    public boolean rememberIfNew(
            int accountId, long idHash, int bodyHash, long seq, int answer, long value1, int order) {
        AnswerRing ring = ringToUse(accountId);
        if (order != OrderStore.NONE) {
            store.tag(order, ring.next());
        }
        int slot;
        if (ring.count() == perAccount && !oldestRests(ring, accountId)) {
            slot = ring.replaceOldestIfNew(idHash, order);
        } else {
            slot = ring.find(idHash) == AnswerRing.NONE ? appended(ring, accountId, idHash, order) : AnswerRing.NONE;
        }
        if (slot == AnswerRing.NONE) {
            return false;
        }
        fill(ring.words(), AnswerRing.at(slot), idHash, bodyHash, seq, answer, value1, heard++);
        return true;
    }

    private int appended(AnswerRing ring, int accountId, long idHash, int order) {
        makeRoom(ring, accountId);
        return ring.append(idHash, order, false);
    }

    /** Puts back an entry of a snapshot, behind those of its account that are here. */
    public void restore(
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
        mark(order, ring);
        ring.makeRoom();
        int slot = ring.append(idHash, order, true);
        fill(ring.words(), AnswerRing.at(slot), idHash, bodyHash, seq, answer, value1, number);
        fillMore(ring.words(), AnswerRing.at(slot), value2, value3);
        size++;
    }

    /** Keeps the answer of an order that rests with it. */
    public void pin(int order, long idHash, int bodyHash, long seq, int answer, long value1, long value2, long value3) {
        int number = pinned.take();
        long[] words = pinned.words(number);
        int at = PinnedAnswers.at(number);
        fill(words, at, idHash, bodyHash, seq, answer, value1, 0);
        fillMore(words, at, value2, value3);
        pinned(ringToUse(store.accountId(order)), order, number);
    }

    /** An order no longer rests under the id that it has, which is kept like all others from now on. */
    public void ended(int order) {
        freed(order);
        store.mark(order, 0, ENDED_FLAG);
    }

    /** The same of an order that is freed next, which tells so itself. */
    public void freed(int order) {
        if (isPinned(order)) {
            hearAnew(order);
        }
    }

    /** How many ids there are that are not pinned. */
    public int size() {
        return size;
    }

    /** How many pinned ids there are. */
    int pinnedCount() {
        return pinned.size();
    }

    /**
     * Reads where the ids of an account are looked for, so that it is near for {@link #touch}. What is returned means
     * nothing.
     */
    public long touch(int accountId) {
        AnswerRing ring = ring(accountId);
        return ring == null ? 0 : ring.count();
    }

    /**
     * Reads what {@link #find} and {@link #remember} of a new id will read, so that it is near when they do. What is
     * returned means nothing.
     */
    public long touch(int accountId, long idHash) {
        AnswerRing ring = ring(accountId);
        return ring == null ? 0 : ring.touch(idHash);
    }

    /** Receives entries that are not pinned. */
    @FunctionalInterface
    public interface EntrySink {
        void onEntry(int accountId, long entry);
    }

    /** All entries that are not pinned, by account, oldest first. O(n): for snapshots. */
    public void forEach(EntrySink sink) {
        for (int accountId = 0; accountId < endAccountId; accountId++) {
            AnswerRing ring = rings[accountId];
            for (int i = 0; ring != null && i < ring.count(); i++) {
                sink.onEntry(accountId, (long) accountId << 32 | ring.behindOldest(i));
            }
        }
    }

    /** How many ids were heard, modulo 2^32. */
    public int heard() {
        return heard;
    }

    /** Of a snapshot: so many were heard before the next one. */
    public void heard(int before) {
        heard = before;
    }

    /** The account that forgets next. */
    public int turn() {
        return turn;
    }

    /** Behind all accounts that were heard. */
    public int endAccountId() {
        return endAccountId;
    }

    /** What a snapshot says beside the entries, which come behind. */
    public void restore(int turn, int endAccountId) {
        this.turn = turn;
        this.endAccountId = endAccountId;
        if (endAccountId > rings.length) {
            rings = Arrays.copyOf(rings, endAccountId);
        }
    }

    private static void fill(
            long[] words, int at, long idHash, int bodyHash, long seq, int answer, long value1, int number) {
        words[at + ID_HASH] = idHash;
        words[at + SEQ_AND_ANSWER] = seq << ANSWER_BITS | answer;
        words[at + VALUE_1] = value1;
        words[at + BODY_AND_NUMBER] = (long) bodyHash << 32 | number & LOW;
    }

    /** Copies what is known of an id but for its values beyond the first: so few words cost less than a call. */
    private static void copy(long[] from, int fromAt, long[] to, int toAt) {
        to[toAt + ID_HASH] = from[fromAt + ID_HASH];
        to[toAt + SEQ_AND_ANSWER] = from[fromAt + SEQ_AND_ANSWER];
        to[toAt + VALUE_1] = from[fromAt + VALUE_1];
        to[toAt + BODY_AND_NUMBER] = from[fromAt + BODY_AND_NUMBER];
    }

    private static void fillMore(long[] words, int at, long value2, long value3) {
        words[at + MORE] = value2;
        words[at + MORE + 1] = value3;
    }

    /**
     * An order, or {@link OrderStore#NONE}, rests under the id that comes next. To be said before the oldest id is forgotten,
     * whose order may have had the same handle; until it is said the order's tag is that of a position once in 2^32 ids.
     */
    private void mark(int order, AnswerRing ring) {
        if (order != OrderStore.NONE) {
            store.mark(order, ring.next(), 0);
        }
    }

    /** Copies a pinned answer behind the others of its account. */
    private void hearAnew(int order) {
        int number = store.tag(order);
        long[] from = pinned.words(number);
        int fromAt = PinnedAnswers.at(number);
        long value2 = from[fromAt + MORE];
        long value3 = from[fromAt + MORE + 1];
        boolean hasMore = (value2 | value3) != 0;
        int accountId = store.accountId(order);
        AnswerRing ring = ringToUse(accountId);
        makeRoom(ring, accountId);
        int slot = ring.append(from[fromAt + ID_HASH], OrderStore.NONE, hasMore);
        long[] to = ring.words();
        int at = AnswerRing.at(slot);
        copy(from, fromAt, to, at);
        to[at + BODY_AND_NUMBER] = from[fromAt + BODY_AND_NUMBER] & ~LOW | heard++ & LOW;
        if (hasMore) {
            fillMore(ring.words(), AnswerRing.at(slot), value2, value3);
        }
        pinned.free(number);
        ring.pinned(ring.pinned() - 1);
    }

    /** The next entry of an account has a place: a new one, or that of the oldest, which goes on with its order if that rests. */
    private void makeRoom(AnswerRing ring, int accountId) {
        if (ring.count() == perAccount) {
            pinOldest(ring, accountId);
            return;
        }
        if (size >= shortFrom) {
            relieve();
        }
        size++;
        ring.makeRoom();
    }

    /**
     * Whether an order rests under the oldest id of an account: a handle may be another one's by now. The tag is asked first, as
     * it is seldom the right one; whether there is an order at all could not be guessed.
     */
    private boolean oldestRests(AnswerRing ring, int accountId) {
        int order = ring.oldestOrder();
        return store.isMarked(order, ring.oldest(), 0)
                && store.accountId(order) == accountId
                && order != OrderStore.NONE;
    }

    /** What the oldest of a ring was answered goes on with its order, if that rests. */
    private void pinOldest(AnswerRing ring, int accountId) {
        if (!oldestRests(ring, accountId)) {
            return;
        }
        int order = ring.oldestOrder();
        long[] from = ring.words();
        int fromAt = AnswerRing.at(ring.slot(ring.oldest()));
        int number = pinned.take();
        long[] to = pinned.words(number);
        int toAt = PinnedAnswers.at(number);
        copy(from, fromAt, to, toAt);
        boolean hasMore = AnswerRing.hasMore(from[fromAt + ORDER_AND_OLDER]);
        fillMore(to, toAt, hasMore ? from[fromAt + MORE] : 0, hasMore ? from[fromAt + MORE + 1] : 0);
        pinned(ring, order, number);
    }

    private void pinned(AnswerRing ring, int order, int number) {
        store.mark(order, number, PINNED_FLAG);
        ring.pinned(ring.pinned() + 1);
    }

    /** A few accounts forget what is old; more of them if there is no room at all. */
    private void relieve() {
        for (int i = 0; i < ACCOUNTS_AT_ONCE || size >= inAll; i++) {
            turn = turn < endAccountId ? turn : 0;
            if (rings[turn] == null || !forgetOld(turn, i > endAccountId)) {
                turn++;
            }
        }
    }

    /**
     * Forgets some of what is old; returns whether there may be more of it.
     *
     * @param isDesperate nobody has anything old: ids were heard so long ago that they look young again
     */
    private boolean forgetOld(int accountId, boolean isDesperate) {
        AnswerRing ring = rings[accountId];
        for (int i = 0; i < IDS_AT_ONCE; i++) {
            if (ring.count() == 0 || !isDesperate && !isOld(ring)) {
                if (ring.isWide()) {
                    ring.resize(false);
                }
                return false;
            }
            pinOldest(ring, accountId);
            ring.removeOldest();
            size--;
        }
        return true;
    }

    /** Whether the oldest of a ring is old. */
    private boolean isOld(AnswerRing ring) {
        int number = (int) ring.words()[AnswerRing.at(ring.behindOldest(0)) + BODY_AND_NUMBER];
        return Integer.compareUnsigned(heard - number, oldFrom) >= 0;
    }

    private long word(long entry, int word) {
        int number = (int) (entry & LOW);
        if ((entry & PINNED) != 0) {
            return pinned.words(number)[PinnedAnswers.at(number) + word];
        }
        AnswerRing ring = rings[(int) (entry >>> 32)];
        return ring.words()[AnswerRing.at(number) + word];
    }

    /** A value beyond the first. */
    private long more(long entry, int value) {
        boolean hasMore = (entry & PINNED) != 0 || AnswerRing.hasMore(word(entry, ORDER_AND_OLDER));
        return hasMore ? word(entry, MORE + value) : 0;
    }

    private AnswerRing ring(int accountId) {
        return accountId >= 0 && accountId < rings.length ? rings[accountId] : null;
    }

    private AnswerRing ringToUse(int accountId) {
        AnswerRing ring = ring(accountId);
        return ring == null ? addRing(accountId) : ring;
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
