package io.gavel.engine.auction;

import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;

/**
 * One hybrid auction: an English one whose end starts a clock above the best bid. The clock falls to that bid; who stops it
 * buys at what it shows, and where nobody does the bid does.
 *
 * <p>Units as in {@link EnglishAuction}, whose rules hold until the clock starts; a step of the clock is O(1). Thread: the
 * market's. Rules: docs/RULES.md HYB, ENG, RES, BIN, SC.
 */
public final class HybridAuction extends EnglishAuction {
    private static final short ASCENDING = 0;
    private static final short CLOCK = 1;

    /** {@link AuctionTerms#NO_AMOUNT} before the clock starts. */
    private long shown = AuctionTerms.NO_AMOUNT;

    private long nextAtNs = AuctionTerms.NEVER;

    public HybridAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
    }

    public boolean hasClock() {
        return shown != AuctionTerms.NO_AMOUNT;
    }

    /** What the clock shows; {@link AuctionTerms#NO_AMOUNT} before it starts. */
    public long shown() {
        return shown;
    }

    /** No more bids in the ascending part: the clock starts (HYB-1). */
    public void startClock(long timeNs) {
        endNever();
        shown = Math.max(floor(), Math.min(LIMIT - 1, best() + terms().clock().add()));
        nextAtNs = Math.min(LIMIT, timeNs + terms().clock().intervalNs());
    }

    /** The clock falls by a step; false: it showed its last price, and nobody stopped it (HYB-3). */
    public boolean fall(long timeNs) {
        if (shown == floor()) {
            return false;
        }
        shown = Math.max(floor(), shown - terms().clock().step());
        nextAtNs = Math.min(LIMIT, timeNs + terms().clock().intervalNs());
        return true;
    }

    /** The best bid, or what it would have had to be. */
    private long best() {
        return price() == AuctionTerms.NO_AMOUNT ? terms().start() : price();
    }

    /** What the clock does not fall below: nothing is sold below the reserve (HYB-4). */
    private long floor() {
        return Math.max(best(), terms().reserve());
    }

    /** A step of the clock, where it runs. */
    @Override
    public long missedNs(long lastNs, long nowNs) {
        if (!hasClock()) {
            return super.missedNs(lastNs, nowNs);
        }
        return fellDue(nextAtNs, lastNs, nowNs) ? nextAtNs : AuctionTerms.NEVER;
    }

    @Override
    public void delay(long lastNs, long nowNs) {
        if (hasClock()) {
            nextAtNs = nowNs + terms().outage().graceNs();
        } else {
            super.delay(lastNs, nowNs);
        }
    }

    @Override
    public long deadlineNs() {
        return phase() == Phase.OPEN && hasClock() ? nextAtNs : super.deadlineNs();
    }

    @Override
    protected void saveFormat(AuctionStateRecordEncoder record) {
        super.saveFormat(record);
        record.stage(hasClock() ? CLOCK : ASCENDING).nextAtNs(timeOrNull(nextAtNs));
        if (hasClock()) {
            record.minNextMinor(shown);
        }
    }

    @Override
    protected void loadFormat(AuctionStateRecordDecoder record) {
        super.loadFormat(record);
        if (record.stage() == CLOCK) {
            leaveGroup();
            shown = record.minNextMinor();
            nextAtNs = timeOrNever(record.nextAtNs());
        }
    }
}
