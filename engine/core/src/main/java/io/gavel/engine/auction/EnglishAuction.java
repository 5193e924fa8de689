package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ReservePolicy;

/**
 * One English auction: ascending bids, proxy maxima, hidden reserve, buy-now, soft close.
 *
 * <p>Asked first ({@link #refusalOf}, {@link #refusalOfBuyNow}), told then ({@link #bid}, {@link #close} …): a call that
 * changes something cannot fail. After a bid its outcome is read from the accessors. The price is a pure function of
 * the two highest maxima and the terms, so it does not depend on the order of bids but for ties.
 *
 * <p>Units: amounts in smallest units of the asset, times in ns since the epoch. Cost: a bid is O(bands of the table),
 * no allocation. Thread: the market's. Rules: docs/RULES.md ENG, RES, BIN, SC.
 */
public class EnglishAuction extends Auction {
    private int leaderAccountId;
    private long leaderMax = AuctionTerms.NO_AMOUNT;
    private long secondMax = AuctionTerms.NO_AMOUNT;
    private long price = AuctionTerms.NO_AMOUNT;
    private long leaderHold;

    private int displacedAccountId;
    private long displacedHold;
    private long holdDelta;

    public EnglishAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
    }

    /** Who leads; 0: nobody. */
    public int leaderAccountId() {
        return leaderAccountId;
    }

    /** What the leader has held; 0 without one. Secret. */
    public long leaderHold() {
        return leaderHold;
    }

    /** The highest maximum; {@link AuctionTerms#NO_AMOUNT} before the first bid. Secret. */
    public long leaderMax() {
        return leaderMax;
    }

    /** The second-highest maximum; {@link AuctionTerms#NO_AMOUNT} without one. Secret. */
    public long secondMax() {
        return secondMax;
    }

    /** The public price; {@link AuctionTerms#NO_AMOUNT} before the first bid. */
    public long price() {
        return price;
    }

    /** The least a new bidder must bid (ENG-4). */
    public long minNext() {
        return bids() == 0 ? terms().start() : minNextAfter(price);
    }

    @Override
    public long minNextAfter(long price) {
        return Math.min(LIMIT - 1, price + terms().increments().at(price));
    }

    /** Whether the lot would be sold now; true without a reserve. */
    public boolean reserveMet() {
        return !terms().hasReserve() || leaderMax >= terms().reserve();
    }

    /** Why a bid of this amount would be refused, or null. Funds and the like are not asked here. */
    public Refusal refusalOf(int accountId, long amount) {
        if (!leadsByProxy(accountId)) {
            return amount >= minNext() ? null : Refusal.BID_TOO_LOW;
        }
        if (amount > leaderMax) {
            return null;
        }
        if (amount == leaderMax || !terms().lowering()) {
            return Refusal.NOT_ABOVE_OWN_MAXIMUM;
        }
        return amount >= price ? null : Refusal.BID_TOO_LOW;
    }

    /** The least that would be taken of the account where a bid is too low: a leader's may go down to the price. */
    public long leastOf(int accountId) {
        return leadsByProxy(accountId) ? price : minNext();
    }

    /** Whether this bid, which is not refused, buys the lot at the buy-now price (BIN-1). */
    public boolean buysAtOnce(long amount) {
        return terms().hasBuyNow()
                && terms().buyNowPolicy() == BuyNowPolicy.BID_AT_OR_ABOVE_BUYS
                && leaderAccountId == 0
                && amount >= terms().buyNow();
    }

    /** Whether the buy-now price stands (BIN-1); never below a price that somebody bids already. */
    public boolean offersBuyNow() {
        if (!terms().hasBuyNow() || price > terms().buyNow()) {
            return false;
        }
        return switch (terms().buyNowPolicy()) {
            case UNTIL_FIRST_BID -> bids() == 0;
            case UNTIL_RESERVE_MET -> bids() == 0 || !reserveMet();
            case UNTIL_PRICE_EXCEEDS -> true;
            case BID_AT_OR_ABOVE_BUYS -> leaderAccountId == 0;
            case NULL_VAL -> false;
        };
    }

    /** How much more must be held for a bid, below zero: less; at least {@link #LIMIT} where that is no amount. */
    public long extraHold(int accountId, long amount) {
        long hold = terms().holdFor(amount);
        return accountId == leaderAccountId && hold < LIMIT ? hold - leaderHold : hold;
    }

    /** Takes a bid that is not refused (ENG-3, ENG-5 to ENG-10, RES-1; SC-1 to SC-4). */
    public void bid(int accountId, long amount, long timeNs) {
        long priceBefore = price;
        int leaderBefore = leaderAccountId;
        displacedAccountId = 0;
        displacedHold = 0;
        holdDelta = 0;
        if (accountId == leaderAccountId) {
            long holdBefore = leaderHold;
            leadsWith(amount);
            holdDelta = leaderHold - holdBefore;
        } else if (amount > leaderMax) {
            displacedAccountId = leaderAccountId;
            displacedHold = leaderHold;
            secondMax = leaderMax;
            leaderAccountId = accountId;
            leadsWith(amount);
            holdDelta = leaderHold;
        } else {
            displacedAccountId = accountId;
            secondMax = Math.max(secondMax, amount);
        }
        price = priceNow();
        Check.law(price >= priceBefore, "a price never falls", priceBefore, price);
        Check.law(price <= leaderMax, "a price is within the leader's maximum", leaderMax, price);
        count(timeNs, price != priceBefore, leaderAccountId != leaderBefore);
    }

    /** Of the last {@link #bid}: who was outbid by it, the former leader or the bidder; 0: nobody. */
    public int displacedAccountId() {
        return displacedAccountId;
    }

    /** Of the last {@link #bid}: what the outbid one had held. */
    public long displacedHold() {
        return displacedHold;
    }

    /** Of the last {@link #bid}: how the bidder's hold changed. */
    public long holdDelta() {
        return holdDelta;
    }

    @Override
    public void forEachHold(HoldSink sink) {
        if (phase() == Phase.OPEN && leaderAccountId != 0) {
            sink.onHold(leaderAccountId, leaderHold());
        }
    }

    @Override
    protected void saveFormat(AuctionStateRecordEncoder record) {
        record.leaderAccountId(leaderAccountId)
                .leaderMaxMinor(leaderMax)
                .secondMaxMinor(amountOrNull(secondMax))
                .priceMinor(amountOrNull(price))
                .minNextMinor(minNext())
                .reserveMet(reserveMet() ? BooleanType.TRUE : BooleanType.FALSE);
    }

    @Override
    protected void loadFormat(AuctionStateRecordDecoder record) {
        leaderAccountId = record.leaderAccountId();
        leadsWith(record.leaderMaxMinor());
        secondMax = amountOrNone(record.secondMaxMinor());
        price = amountOrNone(record.priceMinor());
    }

    /** Puts back the state that a snapshot kept when all auctions were such. */
    public void load(AuctionRecordDecoder record) {
        restoreLife(
                Phase.of(record.phase()),
                record.bids(),
                timeOrNever(record.scheduledEndNs()),
                timeOrNever(record.endsAtNs()));
        leaderAccountId = record.leaderAccountId();
        leadsWith(record.leaderMaxMinor());
        secondMax = amountOrNone(record.secondMaxMinor());
        price = amountOrNone(record.priceMinor());
    }

    /** Recomputes the laws of the lot. For tests, replay and the simulator. */
    @Override
    public void verify() {
        Check.law((leaderAccountId == 0) == (bids() == 0), "who bids first leads", bids(), leaderAccountId);
        if (bids() > 0) {
            Check.law(price == priceNow(), "the price follows from the maxima", priceNow(), price);
            Check.law(secondMax <= leaderMax, "the leader has the highest maximum", leaderMax, secondMax);
        }
        super.verify();
    }

    private void leadsWith(long max) {
        leaderMax = max;
        leaderHold = leaderAccountId == 0 ? 0 : terms().holdFor(max);
    }

    private boolean leadsByProxy(int accountId) {
        return terms().proxy() && accountId == leaderAccountId;
    }

    private long priceNow() {
        if (!terms().proxy()) {
            return leaderMax;
        }
        long contested = secondMax == AuctionTerms.NO_AMOUNT
                ? terms().start()
                : secondMax + terms().increments().at(secondMax);
        long open = Math.min(leaderMax, contested);
        if (!terms().hasReserve()) {
            return open;
        }
        if (leaderMax >= terms().reserve()) {
            return Math.max(open, terms().reserve());
        }
        return terms().reservePolicy() == ReservePolicy.FOLLOWS_SECOND ? open : leaderMax;
    }
}
