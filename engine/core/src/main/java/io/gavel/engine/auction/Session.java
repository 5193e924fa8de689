package io.gavel.engine.auction;

import io.gavel.wire.types.SessionMode;
import io.gavel.wire.types.SessionPhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An auction house's day: lots in an order that open together and close one after the other (TIMED), or follow each
 * other (SEQUENTIAL).
 *
 * <p>Lots join before it opens, and keep their places. Where late bids move the ends of all lots (SC-6) there is one
 * shift for all of them, so that a bid costs the same however many lots there are. Asked first, told then, as with
 * {@link Auction}. Times in ns since the epoch, {@link AuctionTerms#NEVER} where there is none. Thread: the market's.
 * Rules: docs/RULES.md SES, SC-6.
 */
public final class Session {
    private final int sessionId;
    private final long createdSeq;
    private final SessionMode mode;
    private final long staggerNs;
    private final long lotDurationNs;

    private SessionPhase phase = SessionPhase.SCHEDULED;
    private long previewAtNs = AuctionTerms.NEVER;
    private long opensAtNs = AuctionTerms.NEVER;
    private long closesAtNs = AuctionTerms.NEVER;
    private long shiftNs;

    /** By lot number. */
    private final List<Auction> lots = new ArrayList<>();

    /** In the order in which they end, once it has opened. */
    private List<Auction> byEnd = lots;

    private int over;

    /** Of {@link #byEnd}: all before it have ended, or in a sequence have had their turn. */
    private int next;

    /**
     * @param staggerNs TIMED: between the ends of two lots, not negative
     * @param lotDurationNs SEQUENTIAL: from the opening of a lot to its end, or {@link AuctionTerms#NEVER}
     */
    public Session(int sessionId, long createdSeq, SessionMode mode, long staggerNs, long lotDurationNs) {
        this.sessionId = sessionId;
        this.createdSeq = createdSeq;
        this.mode = mode;
        this.staggerNs = staggerNs;
        this.lotDurationNs = lotDurationNs;
    }

    public int sessionId() {
        return sessionId;
    }

    /** Sequence of the command that created it. */
    public long createdSeq() {
        return createdSeq;
    }

    public SessionMode mode() {
        return mode;
    }

    public boolean isSequential() {
        return mode == SessionMode.SEQUENTIAL;
    }

    public long staggerNs() {
        return staggerNs;
    }

    public long lotDurationNs() {
        return lotDurationNs;
    }

    public SessionPhase phase() {
        return phase;
    }

    public long previewAtNs() {
        return previewAtNs;
    }

    public long opensAtNs() {
        return opensAtNs;
    }

    /** The scheduled end of the first lot. */
    public long closesAtNs() {
        return closesAtNs;
    }

    /** By how much the ends of all lots are later than scheduled. */
    public long shiftNs() {
        return shiftNs;
    }

    /** Whether lots can join and times can change. */
    public boolean hasOpened() {
        return phase == SessionPhase.OPEN || phase == SessionPhase.CLOSED;
    }

    /** Its lots in their order. */
    public List<Auction> lots() {
        return lots;
    }

    /** Sets when it is shown, opens, and first closes. */
    public void schedule(long previewAtNs, long opensAtNs, long closesAtNs) {
        this.previewAtNs = previewAtNs;
        this.opensAtNs = opensAtNs;
        this.closesAtNs = closesAtNs;
    }

    /** The number behind all others. */
    public int nextLot() {
        return lots.isEmpty() ? 1 : lots.get(lots.size() - 1).lot() + 1;
    }

    public boolean hasLot(int lot) {
        int place = placeOf(lot);
        return place < lots.size() && lots.get(place).lot() == lot;
    }

    /** Whether late bids on lots with these terms move the same ends as those on the lots that it has. */
    public boolean hasScopeOf(AuctionTerms terms) {
        return lots.isEmpty() || lots.get(0).terms().endsWithGroup() == terms.endsWithGroup();
    }

    /** Takes a lot in, whose number must be free. */
    public void join(Auction auction, int lot) {
        lots.add(placeOf(lot), auction);
        auction.joined(this, lot);
    }

    private int placeOf(int lot) {
        int low = 0;
        int high = lots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lots.get(middle).lot() < lot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Its lots are shown from now on (SES-3). */
    public void preview() {
        phase = SessionPhase.PREVIEW;
    }

    /** Opens (SES-1, SES-2): no lot joins any more, and those of a timed session have their ends. */
    public void open() {
        phase = SessionPhase.OPEN;
        if (!isSequential()) {
            for (int place = 0; place < lots.size(); place++) {
                if (!lots.get(place).isOver()) {
                    lots.get(place).endAt(endOf(place));
                }
            }
        }
        sortByEnd();
    }

    /** Ends that fall together are in the order in which the lots were created. */
    private void sortByEnd() {
        if (!isSequential() && staggerNs == 0) {
            byEnd = new ArrayList<>(lots);
            byEnd.sort(Comparator.comparingLong(Auction::createdSeq));
        }
    }

    private long endOf(int place) {
        boolean isFar = Math.multiplyHigh(staggerNs, place) != 0 || staggerNs * place < 0;
        long behindFirst = isFar ? Auction.LIMIT : Math.min(Auction.LIMIT, staggerNs * place);
        return Math.min(Auction.LIMIT, closesAtNs + behindFirst);
    }

    /** All lots are over (SES-5). */
    public void close() {
        phase = SessionPhase.CLOSED;
    }

    public boolean isOver() {
        return over == lots.size();
    }

    /** One of its lots ended, however it did. */
    void lotOver() {
        over++;
    }

    /** The lot of a sequence whose turn it is, with its end if it is to open at this time; null behind the last one. */
    public Auction turn(long timeNs) {
        while (next < lots.size() && lots.get(next).isOver()) {
            next++;
        }
        if (next == lots.size()) {
            return null;
        }
        Auction lot = lots.get(next);
        if (lot.phase() == Auction.Phase.SCHEDULED && lotDurationNs != AuctionTerms.NEVER) {
            lot.endAt(Math.min(Auction.LIMIT, timeNs + lotDurationNs));
        }
        return lot;
    }

    /** The lot that ends first of those whose ends move together, or null. */
    public Auction firstToEnd() {
        if (isSequential()) {
            return null;
        }
        while (next < byEnd.size() && !byEnd.get(next).isInGroup()) {
            next++;
        }
        return next == byEnd.size() ? null : byEnd.get(next);
    }

    /** The ends of all lots that are not over are so much later (SC-6). */
    public void extend(long byNs) {
        shiftNs += byNs;
    }

    /** Puts back what a snapshot kept; its lots join after that. */
    public void restore(SessionPhase phase, long shiftNs) {
        this.phase = phase;
        this.shiftNs = shiftNs;
    }

    /** All lots are back as they were. */
    public void restored() {
        over = (int) lots.stream().filter(Auction::isOver).count();
        if (hasOpened()) {
            sortByEnd();
        }
    }
}
