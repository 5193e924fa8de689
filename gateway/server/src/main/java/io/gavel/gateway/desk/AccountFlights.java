package io.gavel.gateway.desk;

import io.gavel.wire.CommandType;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How many commands of each account were offered and are not yet answered, over all its connections: nobody fills the ring
 * that all share. Counts what enters something new; cancels always pass. Any thread.
 */
public final class AccountFlights {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int PAGES = 1 << 12;

    private final AtomicReferenceArray<AtomicIntegerArray> pages = new AtomicReferenceArray<>(PAGES);
    private final int max;

    AccountFlights(int max) {
        this.max = max;
    }

    /** Whether commands of this type are counted. */
    public static boolean counts(CommandType type) {
        return switch (type) {
            case NEW_ORDER, REPLACE_ORDER, PLACE_BID, BUY_NOW -> true;
            default -> false;
        };
    }

    /** How many there may be. */
    int max() {
        return max;
    }

    /** One more is offered; says false, and counts nothing, where there are too many already. */
    boolean offered(int accountId) {
        AtomicIntegerArray page = page(accountId);
        if (page == null) {
            return true;
        }
        if (page.incrementAndGet(accountId & PAGE_MASK) > max) {
            page.decrementAndGet(accountId & PAGE_MASK);
            return false;
        }
        return true;
    }

    /** One that was offered has its answer, or was not taken after all. */
    public void answered(int accountId) {
        AtomicIntegerArray page = page(accountId);
        if (page != null) {
            page.decrementAndGet(accountId & PAGE_MASK);
        }
    }

    /** Null for what is no account. */
    private AtomicIntegerArray page(int accountId) {
        int page = accountId >>> PAGE_BITS;
        if (accountId <= 0 || page >= PAGES) {
            return null;
        }
        AtomicIntegerArray known = pages.get(page);
        if (known == null) {
            pages.compareAndSet(page, null, new AtomicIntegerArray(1 << PAGE_BITS));
            known = pages.get(page);
        }
        return known;
    }
}
