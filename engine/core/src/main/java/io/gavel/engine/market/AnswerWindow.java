package io.gavel.engine.market;

import static io.gavel.engine.market.AnswerRing.BODY_AND_PLACE;
import static io.gavel.engine.market.AnswerRing.ID_HASH;
import static io.gavel.engine.market.AnswerRing.SEQ_AND_ANSWER;
import static io.gavel.engine.market.AnswerRing.VALUE_1;
import static io.gavel.engine.market.AnswerRing.VALUE_2;
import static io.gavel.engine.market.AnswerRing.VALUE_3;

import io.gavel.engine.Check;
import java.util.Arrays;

/**
 * The client order ids that were heard lately, and what each was answered: who asks again gets the same answer.
 *
 * <p>Keeps the last ids of an account ({@link AnswerRing}), and of all accounts together ({@link AgeQueue}), in the order
 * in which they became evictable. The id of an order that rests is pinned: its answer is kept with the order's, and who
 * looks for it finds the order. An id is known by a 64-bit hash within its account, its command by a 32-bit one, so two
 * ids are taken for one only where both collide.
 *
 * <p>An entry is a long: the account above and its place in the account's ring below, or a pinned one, which stays the
 * same int until it is unpinned; others are valid until the next change. The answer is a refusal's code or, below 1000,
 * the template id of the event. O(1) a call, no allocation but to grow. Thread: the market's.
 */
final class AnswerWindow {
    static final long NONE = -1;

    /** Most ids that can be kept of one account. */
    static final int MOST_PER_ACCOUNT = AnswerRing.MOST;

    /** Answers below are template ids, from here on codes of refusals. */
    private static final int FIRST_CODE = 1_000;

    /** Of a pinned entry's number. */
    private static final long PINNED = 1L << 62;

    private static final int ANSWER_BITS = 12;
    private static final long ANSWER_MASK = (1L << ANSWER_BITS) - 1;
    private static final long LOW = 0xFFFF_FFFFL;

    private final int perAccount;
    private final int inAll;
    private final PinnedAnswers pinned = new PinnedAnswers();
    private final AgeQueue ages = new AgeQueue();
    private AnswerRing[] rings = new AnswerRing[64];
    private final long[] incoming = new long[AnswerRing.WORDS];

    AnswerWindow(int perAccount, int inAll) {
        if (perAccount < 1 || perAccount > MOST_PER_ACCOUNT) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_PER_ACCOUNT + " ids an account, idsPerAccount=" + perAccount);
        }
        this.perAccount = perAccount;
        this.inAll = inAll;
    }

    /** The entry of an account's id whose order does not rest, or {@link #NONE}. */
    long find(int accountId, long idHash) {
        AnswerRing ring = ring(accountId);
        int entry = ring == null ? AnswerRing.NONE : ring.find(idHash);
        return entry == AnswerRing.NONE ? NONE : (long) accountId << 32 | entry;
    }

    /** The entry of a pinned id. */
    static long pinned(int number) {
        return PINNED | number;
    }

    boolean hasBody(long entry, int bodyHash) {
        return bodyHash(entry) == bodyHash;
    }

    long idHash(long entry) {
        return word(entry, ID_HASH);
    }

    int bodyHash(long entry) {
        return (int) (word(entry, BODY_AND_PLACE) >>> 32);
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

    /** Keeps an id's answer; its id must not be known. */
    void remember(
            int accountId, long idHash, int bodyHash, long seq, int answer, long value1, long value2, long value3) {
        fill(idHash, bodyHash, seq, answer, value1, value2, value3);
        append(accountId, incoming, 0);
    }

    /** Keeps the answer of an order that rests, until {@link #unpin} of the number that is returned. */
    int pin(long idHash, int bodyHash, long seq, int answer, long value1, long value2, long value3) {
        fill(idHash, bodyHash, seq, answer, value1, value2, value3);
        return pinned.add(incoming);
    }

    /** The account's order rests no longer: from now on the entry ages. */
    void unpin(int number, int accountId) {
        append(accountId, pinned.words(number), PinnedAnswers.at(number));
        pinned.free(number);
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

    /** Reads what evicting the account's oldest entry will read next. What is returned means nothing. */
    long touchOldest(int accountId) {
        AnswerRing ring = ring(accountId);
        return ring == null ? 0 : ring.touchOldest();
    }

    /** Receives entries that are not pinned. */
    @FunctionalInterface
    interface EntrySink {
        void onEntry(int accountId, long entry);
    }

    /** All entries that are not pinned, in the order in which they became evictable. O(n), allocates: for snapshots. */
    void forEach(EntrySink sink) {
        int[] seen = new int[rings.length];
        // An account's places come in the order of its ring.
        ages.forEach((accountId, place) -> {
            AnswerRing ring = rings[accountId];
            int entry = ring.behindOldest(seen[accountId]++);
            Check.law(ring.place(entry) == place, "an entry knows its place in age", place, ring.place(entry));
            sink.onEntry(accountId, (long) accountId << 32 | entry);
        });
    }

    private void fill(long idHash, int bodyHash, long seq, int answer, long value1, long value2, long value3) {
        incoming[ID_HASH] = idHash;
        incoming[SEQ_AND_ANSWER] = seq << ANSWER_BITS | answer;
        incoming[VALUE_1] = value1;
        incoming[VALUE_2] = value2;
        incoming[VALUE_3] = value3;
        incoming[BODY_AND_PLACE] = (long) bodyHash << 32;
    }

    private void append(int accountId, long[] from, int at) {
        AnswerRing ring = ringToUse(accountId);
        if (ring.count() == perAccount) {
            evictOldest(ring);
        } else if (ages.size() >= inAll) {
            evictOldest(rings[ages.oldest()]);
        }
        int entry = ring.append(from, at);
        ring.place(entry, ages.append(accountId));
    }

    private void evictOldest(AnswerRing ring) {
        ages.remove(ring.place(ring.oldest()));
        ring.removeOldest();
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
        if (accountId >= rings.length) {
            rings = Arrays.copyOf(rings, Math.max(accountId + 1, rings.length * 2));
        }
        if (rings[accountId] == null) {
            rings[accountId] = new AnswerRing();
        }
        return rings[accountId];
    }
}
