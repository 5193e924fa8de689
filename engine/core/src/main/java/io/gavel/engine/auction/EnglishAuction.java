package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.BuyNowPolicy;

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
public final class EnglishAuction {
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
    private int leaderAccountId;
    private long leaderMax = AuctionTerms.NO_AMOUNT;
    private long secondMax = AuctionTerms.NO_AMOUNT;
    private long price = AuctionTerms.NO_AMOUNT;
    private int bids;
    private long scheduledEndNs;
    private long endsAtNs;

    private int displacedAccountId;
    private long displacedMax;
    private long holdDelta;
    private boolean extended;

    public EnglishAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        this.auctionId = auctionId;
        this.createdSeq = createdSeq;
        this.terms = terms;
        this.scheduledEndNs = terms.closesAtNs();
        this.endsAtNs = terms.closesAtNs();
    }

    public int auctionId() {
        return auctionId;
    }

    /** Sequence of the command that created it: orders deadlines that fall together. */
    public long createdSeq() {
        return createdSeq;
    }

    public AuctionTerms terms() {
        return terms;
    }

    public Phase phase() {
        return phase;
    }

    /** Who leads; 0: nobody. */
    public int leaderAccountId() {
        return leaderAccountId;
    }

    /** What the leader has held; 0 without one. Secret. */
    public long leaderHold() {
        return leaderAccountId == 0 ? 0 : leaderMax;
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

    /** How many bids were accepted. */
    public int bids() {
        return bids;
    }

    public long scheduledEndNs() {
        return scheduledEndNs;
    }

    /** The end that counts (SC-5); {@link AuctionTerms#NEVER} while there is none. */
    public long endsAtNs() {
        return endsAtNs;
    }

    /** The least a new bidder must bid (ENG-4). */
    public long minNext() {
        return bids == 0 ? terms.start() : minNextAt(price);
    }

    /** The least a new bidder must bid at a price. */
    public long minNextAt(long price) {
        return Math.min(LIMIT - 1, price + terms.increments().at(price));
    }

    /** Whether the lot would be sold now; true without a reserve. */
    public boolean reserveMet() {
        return !terms.hasReserve() || leaderMax >= terms.reserve();
    }

    /** When something happens to it by itself next; {@link AuctionTerms#NEVER} if nothing does. */
    public long deadlineNs() {
        return switch (phase) {
            case SCHEDULED -> terms.opensAtNs();
            case OPEN -> endsAtNs;
            case CLOSED, CANCELED -> AuctionTerms.NEVER;
        };
    }

    /** Whether bids are taken at all: null, or why not (SC-8). */
    public Refusal refusalOfPhase() {
        return switch (phase) {
            case SCHEDULED -> Refusal.AUCTION_NOT_OPEN;
            case OPEN -> null;
            case CLOSED, CANCELED -> Refusal.AUCTION_CLOSED;
        };
    }

    /** Why a bid of this amount would be refused, or null. Funds and the like are not asked here. */
    public Refusal refusalOf(int accountId, long amount) {
        if (leadsByProxy(accountId)) {
            return amount > leaderMax ? null : Refusal.NOT_ABOVE_OWN_MAXIMUM;
        }
        return amount >= minNext() ? null : Refusal.BID_TOO_LOW;
    }

    /** Whether this bid, which is not refused, buys the lot at the buy-now price (BIN-1). */
    public boolean buysAtOnce(long amount) {
        return terms.hasBuyNow()
                && terms.buyNowPolicy() == BuyNowPolicy.BID_AT_OR_ABOVE_BUYS
                && leaderAccountId == 0
                && amount >= terms.buyNow();
    }

    /** Whether the buy-now price stands (BIN-1); never below a price that somebody bids already. */
    public boolean offersBuyNow() {
        if (!terms.hasBuyNow() || price > terms.buyNow()) {
            return false;
        }
        return switch (terms.buyNowPolicy()) {
            case UNTIL_FIRST_BID -> bids == 0;
            case UNTIL_RESERVE_MET -> bids == 0 || !reserveMet();
            case UNTIL_PRICE_EXCEEDS -> true;
            case BID_AT_OR_ABOVE_BUYS -> leaderAccountId == 0;
            case NULL_VAL -> false;
        };
    }

    /** How much more must be held for a bid of this amount. */
    public long extraHold(int accountId, long amount) {
        return accountId == leaderAccountId ? amount - leaderMax : amount;
    }

    /** Takes bids from now on. */
    public void open() {
        Check.law(phase == Phase.SCHEDULED, "an auction opens once", Phase.SCHEDULED.code(), phase.code());
        phase = Phase.OPEN;
    }

    /** Takes a bid that is not refused (ENG-3, ENG-5 to ENG-9, RES-1; SC-1 to SC-4). */
    public void bid(int accountId, long amount, long timeNs) {
        long priceBefore = price;
        int leaderBefore = leaderAccountId;
        displacedAccountId = 0;
        displacedMax = 0;
        holdDelta = 0;
        if (accountId == leaderAccountId) {
            holdDelta = amount - leaderMax;
            leaderMax = amount;
        } else if (amount > leaderMax) {
            displacedAccountId = leaderAccountId;
            displacedMax = leaderAccountId == 0 ? 0 : leaderMax;
            secondMax = leaderMax;
            leaderAccountId = accountId;
            leaderMax = amount;
            holdDelta = amount;
        } else {
            displacedAccountId = accountId;
            secondMax = Math.max(secondMax, amount);
        }
        bids++;
        price = priceNow();
        Check.law(price >= priceBefore, "a price never falls", priceBefore, price);
        Check.law(price <= leaderMax, "a price is within the leader's maximum", leaderMax, price);
        moveEnd(timeNs, price != priceBefore, leaderAccountId != leaderBefore);
    }

    /** Of the last {@link #bid}: who was outbid by it, the former leader or the bidder; 0: nobody. */
    public int displacedAccountId() {
        return displacedAccountId;
    }

    /** Of the last {@link #bid}: what the outbid one had held. */
    public long displacedHold() {
        return displacedMax;
    }

    /** Of the last {@link #bid}: how the bidder's hold changed. */
    public long holdDelta() {
        return holdDelta;
    }

    /** Of the last {@link #bid}: whether it moved the end. */
    public boolean extended() {
        return extended;
    }

    /** Is over: sold, bought or not. */
    public void close() {
        Check.law(phase == Phase.OPEN, "an auction closes once", Phase.OPEN.code(), phase.code());
        phase = Phase.CLOSED;
    }

    /** Is over, and nobody gets it. */
    public void cancel() {
        phase = Phase.CANCELED;
    }

    /** Puts back the state that a snapshot kept. */
    public void restore(
            Phase phase,
            int leaderAccountId,
            long leaderMax,
            long secondMax,
            long price,
            int bids,
            long scheduledEndNs,
            long endsAtNs) {
        this.phase = phase;
        this.leaderAccountId = leaderAccountId;
        this.leaderMax = leaderMax;
        this.secondMax = secondMax;
        this.price = price;
        this.bids = bids;
        this.scheduledEndNs = scheduledEndNs;
        this.endsAtNs = endsAtNs;
    }

    /** Recomputes the laws of the lot. For tests, replay and the simulator. */
    public void verify() {
        Check.law((leaderAccountId == 0) == (bids == 0), "who bids first leads", bids, leaderAccountId);
        if (bids > 0) {
            Check.law(price == priceNow(), "the price follows from the maxima", priceNow(), price);
            Check.law(secondMax <= leaderMax, "the leader has the highest maximum", leaderMax, secondMax);
        }
        Check.law(endsAtNs >= scheduledEndNs, "an end never moves forward", scheduledEndNs, endsAtNs);
    }

    private boolean leadsByProxy(int accountId) {
        return terms.proxy() && accountId == leaderAccountId;
    }

    private long priceNow() {
        if (!terms.proxy()) {
            return leaderMax;
        }
        long contested = secondMax == AuctionTerms.NO_AMOUNT
                ? terms.start()
                : secondMax + terms.increments().at(secondMax);
        long open = Math.min(leaderMax, contested);
        if (!terms.hasReserve()) {
            return open;
        }
        return leaderMax >= terms.reserve() ? Math.max(open, terms.reserve()) : leaderMax;
    }

    private void moveEnd(long timeNs, boolean priceChanged, boolean leaderChanged) {
        extended = false;
        if (bids == 1 && terms.durationNs() != AuctionTerms.NEVER) {
            scheduledEndNs = timeNs + terms.durationNs();
            endsAtNs = scheduledEndNs;
        }
        if (terms.softClose() != null && endsAtNs != AuctionTerms.NEVER) {
            long end = terms.softClose().endAfter(timeNs, endsAtNs, scheduledEndNs, priceChanged, leaderChanged);
            extended = end != endsAtNs;
            endsAtNs = end;
        }
    }
}
