package io.gavel.engine.market.state;

import io.gavel.engine.book.OrderStore;
import java.util.Arrays;

/**
 * What happens when nobody does anything: when each auction opens or closes next, when orders expire, when dead men's
 * orders are canceled. A binary heap in the order of (deadline, creation) across all kinds.
 *
 * <p>A timer is named by its kind and whom it is for, an id or handle of that kind; each has at most one. No command
 * creates two timers, so the sequence of the command that created it orders what falls together. O(log n) to set, move
 * and take out; no allocation but to grow. Units: ns since the epoch. Thread: the market's.
 */
public final class Timers {
    /** The deadline of what never happens. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What a timer is for, and by what its subject is known. */
    public enum Kind {
        /** Auction id: it opens or closes. */
        AUCTION,
        /** Order handle: it expires. */
        ORDER,
        /** Account id: its sender was not heard, its orders are canceled. */
        DEAD_MAN,
        /** Session id: it is shown or opens, or the first of those lots ends whose ends move together. */
        SESSION
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    /** Of the first timer, or {@link #NEVER}: every command asks it. */
    private long earliestNs = NEVER;

    /** By place in the heap. */
    private long[] deadlines = new long[64];

    private long[] createdSeqs = new long[64];
    private int[] kinds = new int[64];
    private int[] subjects = new int[64];
    private int size;

    /** By kind and subject, in pages: the place in the heap, from 1 on; 0 is none. */
    private final int[][][] places = new int[KINDS.length][16][];

    int size() {
        return size;
    }

    /** The earliest deadline, or {@link #NEVER}. */
    public long earliestNs() {
        return earliestNs;
    }

    /** What the earliest timer is for; there must be one. */
    public Kind earliestKind() {
        return KINDS[kinds[0]];
    }

    /** Whom the earliest timer is for; there must be one. */
    public int earliest() {
        return subjects[0];
    }

    /** The deadline, or {@link #NEVER} where none is set. */
    public long deadlineNs(Kind kind, int subject) {
        int place = place(kind, subject);
        return place < 0 ? NEVER : deadlines[place];
    }

    /** Sequence of the command that created the timer; there must be one. */
    public long createdSeq(Kind kind, int subject) {
        return createdSeqs[place(kind, subject)];
    }

    /**
     * Sets or moves a timer; {@link #NEVER} takes it out.
     *
     * @param createdSeq sequence of the command that created it
     */
    public void set(Kind kind, int subject, long deadlineNs, long createdSeq) {
        int place = place(kind, subject);
        if (deadlineNs == NEVER) {
            if (place >= 0) {
                removeAt(place);
            }
            return;
        }
        if (place < 0) {
            place = size;
            ensure(++size);
        } else if (deadlines[place] == deadlineNs && createdSeqs[place] == createdSeq) {
            return;
        }
        int end = siftUp(place, deadlineNs, createdSeq);
        end = siftDown(end, deadlineNs, createdSeq);
        put(end, deadlineNs, createdSeq, kind.ordinal(), subject);
    }

    /** Takes a timer out, if there is one. */
    public void clear(Kind kind, int subject) {
        int place = place(kind, subject);
        if (place >= 0) {
            removeAt(place);
        }
    }

    private void removeAt(int place) {
        remember(kinds[place], subjects[place], 0);
        int last = --size;
        if (last == 0) {
            earliestNs = NEVER;
        } else if (place < last) {
            int end = siftUp(place, deadlines[last], createdSeqs[last]);
            end = siftDown(end, deadlines[last], createdSeqs[last]);
            put(end, deadlines[last], createdSeqs[last], kinds[last], subjects[last]);
        }
    }

    /** Moves a hole up to where a timer may stand, and says where that is. */
    private int siftUp(int from, long deadlineNs, long createdSeq) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!isBefore(deadlineNs, createdSeq, parent)) {
                break;
            }
            copy(parent, hole);
            hole = parent;
        }
        return hole;
    }

    /** Moves a hole down likewise. */
    private int siftDown(int from, long deadlineNs, long createdSeq) {
        int hole = from;
        int child = 2 * hole + 1;
        while (child < size) {
            if (child + 1 < size && isBefore(deadlines[child + 1], createdSeqs[child + 1], child)) {
                child++;
            }
            if (isBefore(deadlineNs, createdSeq, child)) {
                break;
            }
            copy(child, hole);
            hole = child;
            child = 2 * hole + 1;
        }
        return hole;
    }

    private boolean isBefore(long deadlineNs, long createdSeq, int place) {
        return deadlineNs < deadlines[place] || deadlineNs == deadlines[place] && createdSeq < createdSeqs[place];
    }

    private void copy(int from, int to) {
        put(to, deadlines[from], createdSeqs[from], kinds[from], subjects[from]);
    }

    private void put(int place, long deadlineNs, long createdSeq, int kind, int subject) {
        if (place == 0) {
            earliestNs = deadlineNs;
        }
        deadlines[place] = deadlineNs;
        createdSeqs[place] = createdSeq;
        kinds[place] = kind;
        subjects[place] = subject;
        remember(kind, subject, place + 1);
    }

    private int place(Kind kind, int subject) {
        int[][] pages = places[kind.ordinal()];
        int index = index(kind.ordinal(), subject);
        int page = index >>> PAGE_BITS;
        return page < pages.length && pages[page] != null ? pages[page][index & PAGE_MASK] - 1 : -1;
    }

    private void remember(int kind, int subject, int place) {
        int index = index(kind, subject);
        int page = index >>> PAGE_BITS;
        if (page >= places[kind].length) {
            places[kind] = Arrays.copyOf(places[kind], Math.max(page + 1, places[kind].length * 2));
        }
        if (places[kind][page] == null) {
            places[kind][page] = new int[1 << PAGE_BITS];
        }
        places[kind][page][index & PAGE_MASK] = place;
    }

    private static int index(int kind, int subject) {
        return kind == Kind.ORDER.ordinal() ? OrderStore.number(subject) : subject;
    }

    private void ensure(int count) {
        if (count > deadlines.length) {
            int capacity = deadlines.length * 2;
            deadlines = Arrays.copyOf(deadlines, capacity);
            createdSeqs = Arrays.copyOf(createdSeqs, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            subjects = Arrays.copyOf(subjects, capacity);
        }
    }
}
