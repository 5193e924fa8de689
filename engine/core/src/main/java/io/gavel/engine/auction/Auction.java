package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.types.BooleanType;

/**
 * What all formats have in common: terms, phase, bids that were counted, and the end that counts.
 *
 * <p>Asked first, told then: a call that changes something cannot fail. Units: amounts in smallest units of the asset,
 * times in ns since the epoch. Thread: the market's.
 */
public abstract class Auction {
    /** No amount reaches this. */
    public static final long LIMIT = 1L << 62;

    /** Where an auction is in its life; the code is what snapshots keep. */
    public enum Phase {
        /** Waits for its opening time. */
        SCHEDULED(1),
        /** Takes bids. */
        OPEN(2),
        /** Sold or not: over. */
        CLOSED(3),
        CANCELED(4);

        private final int code;

        Phase(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public static Phase of(int code) {
            return values()[code - 1];
        }
    }

    private final int auctionId;
    private final long createdSeq;
    private final AuctionTerms terms;

    private Phase phase = Phase.SCHEDULED;
    private int bids;
    private long scheduledEndNs;
    private long endsAtNs;
    private boolean extended;

    /** Null: it stands alone. */
    private Session session;

    private int lot;

    /** The session by whose shift the end is later, while it is; else null. */
    private Session group;

    protected Auction(int auctionId, long createdSeq, AuctionTerms terms) {
        this.auctionId = auctionId;
        this.createdSeq = createdSeq;
        this.terms = terms;
        scheduledEndNs = terms.closesAtNs();
        endsAtNs = terms.closesAtNs();
    }

    public final int auctionId() {
        return auctionId;
    }

    /** Sequence of the command that created it: orders deadlines that fall together. */
    public final long createdSeq() {
        return createdSeq;
    }

    public final AuctionTerms terms() {
        return terms;
    }

    public final Phase phase() {
        return phase;
    }

    /** How many bids were accepted. */
    public final int bids() {
        return bids;
    }

    public final long scheduledEndNs() {
        return scheduledEndNs;
    }

    /** The end that counts (SC-5); {@link AuctionTerms#NEVER} while there is none. */
    public final long endsAtNs() {
        return group == null ? endsAtNs : endsAtNs + group.shiftNs();
    }

    /** The session that it is a lot of, or null. */
    public final Session session() {
        return session;
    }

    /** Its number in the session; 0 without one. */
    public final int lot() {
        return lot;
    }

    /** Whether its end moves with those of the other lots (SC-6), and has not come. */
    public final boolean isInGroup() {
        return group != null;
    }

    public final boolean isOver() {
        return phase == Phase.CLOSED || phase == Phase.CANCELED;
    }

    /** When it opens, or opened; {@link AuctionTerms#NEVER} where that is not known, or was at once. */
    public final long opensAtNs() {
        if (session == null) {
            return terms.opensAtNs();
        }
        return session.isSequential() ? AuctionTerms.NEVER : session.opensAtNs();
    }

    /** Of the last bid: whether it moved the end. */
    public final boolean extended() {
        return extended;
    }

    /**
     * When something happens to it by itself next; {@link AuctionTerms#NEVER} if nothing does, or the session sees to it:
     * it opens its lots, and knows the ends of those that move together.
     */
    public long deadlineNs() {
        if (phase == Phase.OPEN) {
            return group == null ? endsAtNs : AuctionTerms.NEVER;
        }
        return phase == Phase.SCHEDULED ? terms.opensAtNs() : AuctionTerms.NEVER;
    }

    /** Whether bids are taken at all: null, or why not (SC-8). */
    public final Refusal refusalOfPhase() {
        if (phase == Phase.OPEN) {
            return null;
        }
        return phase == Phase.SCHEDULED ? Refusal.AUCTION_NOT_OPEN : Refusal.AUCTION_CLOSED;
    }

    /** The least that was taken behind a bid that made the price so much: for who asks again. */
    public long minNextAfter(long price) {
        return terms.start();
    }

    /** It is a lot of a session from now on. */
    final void joined(Session session, int lot) {
        this.session = session;
        this.lot = lot;
    }

    /** The session says when it is scheduled to end; told before it opens. */
    final void endAt(long timeNs) {
        scheduledEndNs = timeNs;
        endsAtNs = timeNs;
        group = terms.endsWithGroup() ? session : null;
    }

    /** Its end has come, or is its own from now on. */
    protected final void leaveGroup() {
        endsAtNs = endsAtNs();
        group = null;
    }

    /** What ends it from now on is no time that is told. */
    protected final void endNever() {
        endsAtNs = AuctionTerms.NEVER;
        group = null;
    }

    /**
     * When what an outage kept from its bidders was due, where terms say that they get time for it (SC-9); else
     * {@link AuctionTerms#NEVER}. Nothing was decided after {@code lastNs}, up to {@code nowNs}. What has not opened is
     * asked only about an end before {@code nowNs}, so it opens meanwhile, and nobody could bid.
     */
    public long missedNs(long lastNs, long nowNs) {
        long end = endsAtNs();
        boolean isMissed = fellDue(end, lastNs, nowNs)
                && (phase == Phase.SCHEDULED || lastNs < end - terms.outage().windowNs());
        return isMissed ? end : AuctionTerms.NEVER;
    }

    /** What was missed comes when the outage has been over for a while (SC-9); something was. */
    public void delay(long lastNs, long nowNs) {
        long until = nowNs + terms.outage().graceNs();
        if (group == null) {
            endsAtNs = until;
        } else {
            group.extend(until - endsAtNs());
        }
    }

    /** Whether something was due during an outage, and terms say that this counts. */
    protected final boolean fellDue(long dueNs, long lastNs, long nowNs) {
        return terms.outage() != null && !isOver() && dueNs > lastNs && dueNs <= nowNs;
    }

    private void over(Phase phase) {
        this.phase = phase;
        leaveGroup();
        if (session != null) {
            session.lotOver();
        }
    }

    /** Takes bids from now on. */
    public void open() {
        Check.law(phase == Phase.SCHEDULED, "an auction opens once", Phase.SCHEDULED.code(), phase.code());
        phase = Phase.OPEN;
    }

    /** Is over: sold, bought or not. */
    public void close() {
        Check.law(phase == Phase.OPEN, "an auction closes once", Phase.OPEN.code(), phase.code());
        over(Phase.CLOSED);
    }

    /** Is over, and nobody gets it. */
    public void cancel() {
        over(Phase.CANCELED);
    }

    /** Receives what must be held. */
    @FunctionalInterface
    public interface HoldSink {
        void onHold(int accountId, long amount);
    }

    /** What is held of whose money for this auction now: for audits and snapshots. */
    public abstract void forEachHold(HoldSink sink);

    /** Recomputes the laws of the lot. For tests, replay and the simulator. */
    public void verify() {
        Check.law(endsAtNs() >= scheduledEndNs, "an end never moves forward", scheduledEndNs, endsAtNs());
    }

    /**
     * Reads from each line of memory that a bid will need, so that it is near when the bid is decided. What is returned
     * means nothing, but must be used, or the reading is left out.
     */
    public long touch() {
        return scheduledEndNs + (group == null ? 0 : 1);
    }

    /** Counts a bid that was taken, and moves the end where terms say so (SC-1 to SC-4). */
    protected final void count(long timeNs, boolean priceChanged, boolean leaderChanged) {
        bids++;
        extended = false;
        if (terms.durationNs() != AuctionTerms.NEVER && scheduledEndNs == AuctionTerms.NEVER) {
            scheduledEndNs = timeNs + terms.durationNs();
            endsAtNs = scheduledEndNs;
        }
        if (terms.softClose() != null && endsAtNs != AuctionTerms.NEVER) {
            long endBefore = endsAtNs();
            long end = terms.softClose().endAfter(timeNs, endBefore, scheduledEndNs, priceChanged, leaderChanged);
            extended = end != endBefore;
            if (group == null) {
                endsAtNs = end;
            } else {
                group.extend(end - endBefore);
            }
        }
    }

    /** So many bids are left; ends stay where they were moved. */
    protected final void recount(int bids) {
        this.bids = bids;
    }

    /** What may still happen behind its close; null where nothing may. */
    public SecondChance secondChance() {
        return null;
    }

    /** Writes its state, all that does not follow from its terms, for a snapshot. */
    public final void save(AuctionStateRecordEncoder record) {
        record.auctionId(auctionId)
                .createdSeq(createdSeq)
                .phase((short) phase.code())
                .stage((short) 0)
                .leaderAccountId(0)
                .leaderMaxMinor(AuctionTerms.NO_AMOUNT)
                .secondMaxMinor(AuctionStateRecordEncoder.secondMaxMinorNullValue())
                .priceMinor(AuctionStateRecordEncoder.priceMinorNullValue())
                .bids(bids)
                .scheduledEndNs(timeOrNull(scheduledEndNs))
                .endsAtNs(timeOrNull(endsAtNs()))
                .remainingQty(0)
                .nextAtNs(AuctionStateRecordEncoder.nextAtNsNullValue())
                .round(0)
                .turn(0)
                .closedAtNs(AuctionStateRecordEncoder.closedAtNsNullValue())
                .lot(lot)
                .minNextMinor(terms.start())
                .reserveMet(BooleanType.TRUE);
        saveFormat(record);
    }

    /** Puts back what was {@link #save}d; a lot has joined its session before. */
    public final void load(AuctionStateRecordDecoder record) {
        phase = Phase.of(record.phase());
        bids = record.bids();
        scheduledEndNs = timeOrNever(record.scheduledEndNs());
        endsAtNs = timeOrNever(record.endsAtNs());
        if (phase == Phase.OPEN && terms.endsWithGroup()) {
            group = session;
            endsAtNs -= session.shiftNs();
        }
        loadFormat(record);
    }

    /** Writes what is particular to the format; all fields have been set to what means nothing. */
    protected abstract void saveFormat(AuctionStateRecordEncoder record);

    protected abstract void loadFormat(AuctionStateRecordDecoder record);

    /**
     * Writes the bids that count or are remembered into a record, one after the other, in the order of acceptance.
     *
     * @param written called when the record holds another bid
     */
    public void saveBids(BidRecordEncoder record, Runnable written) {
        // Where the state says it all there are none.
    }

    /** Puts back one of the bids that were {@link #saveBids saved}; called behind {@link #load}, in their order. */
    public void loadBid(BidRecordDecoder record) {
        throw new IllegalStateException("expected no bids of this format, auctionId=" + record.auctionId());
    }

    /** Begins a record of {@link #saveBids}: what is not set behind it means nothing. */
    protected final BidRecordEncoder beginBid(BidRecordEncoder record) {
        return record.auctionId(auctionId)
                .qty(0)
                .hiddenMinor(BidRecordEncoder.hiddenMinorNullValue())
                .award((short) 0)
                .expiresAtNs(BidRecordEncoder.expiresAtNsNullValue());
    }

    /** Puts back what an older snapshot kept of what all formats have. */
    protected final void restoreLife(Phase phase, int bids, long scheduledEndNs, long endsAtNs) {
        this.phase = phase;
        this.bids = bids;
        this.scheduledEndNs = scheduledEndNs;
        this.endsAtNs = endsAtNs;
    }

    protected static long timeOrNull(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? AuctionStateRecordEncoder.endsAtNsNullValue() : timeNs;
    }

    protected static long timeOrNever(long timeNs) {
        return timeNs == AuctionStateRecordEncoder.endsAtNsNullValue() ? AuctionTerms.NEVER : timeNs;
    }

    protected static long amountOrNull(long amount) {
        return amount == AuctionTerms.NO_AMOUNT ? AuctionStateRecordEncoder.priceMinorNullValue() : amount;
    }

    protected static long amountOrNone(long amount) {
        return amount == AuctionStateRecordEncoder.priceMinorNullValue() ? AuctionTerms.NO_AMOUNT : amount;
    }
}
