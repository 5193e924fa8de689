package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidRecordEncoder;

/**
 * One Dutch auction: a clock shows a price that falls until somebody takes units at it.
 *
 * <p>The clock is a state and a deadline: who keeps time calls {@link #fall} when the deadline has come. Of what was
 * taken only the count is kept, and the lowest price with who paid it: all that is told at the end.
 *
 * <p>Units: amounts in smallest units of the asset, times in ns since the epoch. Cost: O(1), no allocation. Thread: the
 * market's. Rules: docs/RULES.md DUT.
 */
public final class DutchAuction extends Auction {
    private long price;
    private long remaining;
    private long nextAtNs = AuctionTerms.NEVER;
    private long lowestPaid = AuctionTerms.NO_AMOUNT;
    private int lowestPayerId;

    public DutchAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
        price = terms.start();
        remaining = terms.qty();
    }

    /** What the clock shows: the price of a unit. */
    public long price() {
        return price;
    }

    /** Units that nobody has taken. */
    public long remaining() {
        return remaining;
    }

    /** The lowest price at which units were taken; {@link AuctionTerms#NO_AMOUNT}: none were. */
    public long lowestPaid() {
        return lowestPaid;
    }

    /** Who took units, if that was done once; else 0. */
    public int onlyWinnerId() {
        return bids() == 1 ? lowestPayerId : 0;
    }

    /** When the price falls again, or the auction ends. */
    @Override
    public long deadlineNs() {
        return phase() == Phase.OPEN ? Math.min(nextAtNs, endsAtNs()) : super.deadlineNs();
    }

    /** The clock starts: the start price stands for an interval (DUT-1). */
    public void startClock(long timeNs) {
        nextAtNs = timeNs + terms().clock().intervalNs();
    }

    /**
     * The deadline has come: the price falls by a step (DUT-1).
     *
     * @return false where it does not: the floor has stood for its interval, or the end has come (DUT-4)
     */
    public boolean fall(long timeNs) {
        ClockTerms clock = terms().clock();
        if (timeNs >= endsAtNs() || price == clock.floor()) {
            return false;
        }
        price = Math.max(clock.floor(), price - clock.step());
        nextAtNs += clock.intervalNs();
        return true;
    }

    /** A step, too: the clock goes on as if the outage had not been. */
    @Override
    public long missedNs(long lastNs, long nowNs) {
        long end = super.missedNs(lastNs, nowNs);
        return missedStep(lastNs, nowNs) ? Math.min(nextAtNs, end) : end;
    }

    @Override
    public void delay(long lastNs, long nowNs) {
        boolean isStep = missedStep(lastNs, nowNs);
        if (super.missedNs(lastNs, nowNs) != AuctionTerms.NEVER) {
            super.delay(lastNs, nowNs);
        }
        if (isStep) {
            nextAtNs = nowNs + terms().outage().graceNs();
        }
    }

    private boolean missedStep(long lastNs, long nowNs) {
        return phase() == Phase.OPEN && fellDue(nextAtNs, lastNs, nowNs);
    }

    /** Somebody takes units at the shown price; there are so many (DUT-2, DUT-3). */
    public void take(int accountId, long qty, long timeNs) {
        Check.law(qty <= remaining, "nothing is sold that is not there", remaining, qty);
        if (lowestPaid == AuctionTerms.NO_AMOUNT || price < lowestPaid) {
            lowestPaid = price;
            lowestPayerId = accountId;
        }
        remaining -= qty;
        count(timeNs, false, false);
        ClockTerms clock = terms().clock();
        if (clock.restartUp() != AuctionTerms.NO_AMOUNT) {
            price = Math.min(terms().start(), price + clock.restartUp());
            startClock(timeNs);
        }
    }

    /** Units are paid for when they are taken. */
    @Override
    public void forEachHold(HoldSink sink) {
        // Nothing is held.
    }

    @Override
    protected void saveFormat(AuctionStateRecordEncoder record) {
        boolean isShown = phase() == Phase.OPEN;
        record.priceMinor(amountOrNull(isShown ? price : AuctionTerms.NO_AMOUNT))
                .minNextMinor(price)
                .remainingQty(remaining)
                .nextAtNs(timeOrNull(nextAtNs));
    }

    @Override
    protected void loadFormat(AuctionStateRecordDecoder record) {
        price = record.minNextMinor();
        remaining = record.remainingQty();
        nextAtNs = timeOrNever(record.nextAtNs());
    }

    /** The lowest price, with who paid it. */
    @Override
    public void saveBids(BidRecordEncoder record, Runnable written) {
        if (phase() == Phase.OPEN && lowestPaid != AuctionTerms.NO_AMOUNT) {
            beginBid(record)
                    .accountId(lowestPayerId)
                    .amountMinor(lowestPaid)
                    .timeNs(0)
                    .seq(0)
                    .idHash(0);
            written.run();
        }
    }

    @Override
    public void loadBid(BidRecordDecoder record) {
        lowestPayerId = record.accountId();
        lowestPaid = record.amountMinor();
    }

    @Override
    public void verify() {
        super.verify();
        ClockTerms clock = terms().clock();
        Check.law(price >= clock.floor() && price <= terms().start(), "a clock stays in its range", price, remaining);
        Check.law((bids() == 0) == (remaining == terms().qty()), "who bids takes units", bids(), remaining);
    }
}
