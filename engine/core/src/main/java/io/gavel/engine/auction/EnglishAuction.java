package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ReservePolicy;

/**
 * One English auction: ascending bids, proxy maxima, hidden reserve, buy-now, soft close.
 *
 * <p>Asked first ({@link #refusalOf}, {@link #offersBuyNow}), told then ({@link #bid}, {@link #close} …): a call that
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
    private long minNext;
    private long leaderHold;

    /** Null where no bid can be taken back, nor its bidder get a second chance. */
    private final KeptBids kept;

    /** Null where there is none. */
    private final SecondChance secondChance;

    private int displacedAccountId;
    private long displacedHold;
    private long holdDelta;

    public EnglishAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
        minNext = terms.start();
        kept = terms.retraction() == null && terms.secondChance() == null ? null : new KeptBids();
        secondChance = terms.secondChance() == null ? null : new SecondChance(terms.secondChance());
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
        return minNext;
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
    public void bid(int accountId, long amount, long timeNs, long seq, long idHash) {
        long priceBefore = price;
        int leaderBefore = leaderAccountId;
        displacedAccountId = 0;
        displacedHold = 0;
        holdDelta = 0;
        if (kept != null) {
            keep(accountId, amount, timeNs, seq, idHash);
        }
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
        showPrice(priceNow());
        Check.law(price >= priceBefore, "a price never falls", priceBefore, price);
        Check.law(price <= leaderMax, "a price is within the leader's maximum", leaderMax, price);
        count(timeNs, price != priceBefore, leaderAccountId != leaderBefore);
    }

    /** The bids that were taken; null where none are kept. What is taken out of them counts once {@link #rebuild} was called. */
    public KeptBids kept() {
        return kept;
    }

    /**
     * The state is that of the bids that are kept (RET-3): the highest leads, the earliest among equals; the second maximum
     * is the highest of the others.
     */
    public void rebuild() {
        leaderAccountId = 0;
        leaderMax = AuctionTerms.NO_AMOUNT;
        secondMax = AuctionTerms.NO_AMOUNT;
        for (int bid = 0; bid < kept.size(); bid++) {
            if (kept.amount(bid) > leaderMax) {
                secondMax = kept.accountId(bid) == leaderAccountId ? secondMax : leaderMax;
                leaderAccountId = kept.accountId(bid);
                leaderMax = kept.amount(bid);
            } else if (kept.accountId(bid) != leaderAccountId) {
                secondMax = Math.max(secondMax, kept.amount(bid));
            }
        }
        leadsWith(leaderMax);
        recount(kept.size());
        showPrice(leaderAccountId == 0 ? AuctionTerms.NO_AMOUNT : priceNow());
    }

    @Override
    public SecondChance secondChance() {
        return secondChance;
    }

    @Override
    public void close() {
        super.close();
        forget();
    }

    @Override
    public void cancel() {
        super.cancel();
        forget();
    }

    /** It closed then: second chances count from it. */
    public void closedAt(long timeNs) {
        if (secondChance != null) {
            secondChance.closed(timeNs);
        }
    }

    /** An offer may expire when all else is over. */
    @Override
    public long deadlineNs() {
        if (phase() != Phase.CLOSED || secondChance == null) {
            return super.deadlineNs();
        }
        SecondChance.Item offer = secondChance.firstToExpire();
        return offer == null ? AuctionTerms.NEVER : offer.expiresAtNs();
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
    public long touch() {
        return super.touch() + leaderHold + (kept == null ? 0 : 1);
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
                .closedAtNs(
                        secondChance == null ? timeOrNull(AuctionTerms.NEVER) : timeOrNull(secondChance.closedAtNs()))
                .reserveMet(reserveMet() ? BooleanType.TRUE : BooleanType.FALSE);
    }

    @Override
    protected void loadFormat(AuctionStateRecordDecoder record) {
        leaderAccountId = record.leaderAccountId();
        leadsWith(record.leaderMaxMinor());
        secondMax = amountOrNone(record.secondMaxMinor());
        showPrice(amountOrNone(record.priceMinor()));
        closedAt(timeOrNever(record.closedAtNs()));
    }

    @Override
    public void saveBids(BidRecordEncoder record, Runnable written) {
        for (int bid = 0; kept != null && bid < kept.size(); bid++) {
            beginBid(record)
                    .accountId(kept.accountId(bid))
                    .amountMinor(kept.amount(bid))
                    .timeNs(kept.timeNs(bid))
                    .seq(kept.seq(bid))
                    .idHash(kept.idHash(bid));
            written.run();
        }
        if (secondChance != null) {
            secondChance.items().forEach(item -> {
                beginBid(record)
                        .accountId(item.accountId())
                        .amountMinor(item.price())
                        .timeNs(0)
                        .seq(0)
                        .idHash(0)
                        .award(item.isOffered() ? SecondChance.OFFERED : SecondChance.SOLD)
                        .expiresAtNs(timeOrNull(item.expiresAtNs()));
                written.run();
            });
        }
    }

    @Override
    public void loadBid(BidRecordDecoder record) {
        switch (record.award()) {
            case SecondChance.OFFERED ->
                secondChance.offer(record.accountId(), record.amountMinor(), record.expiresAtNs());
            case SecondChance.SOLD -> secondChance.sold(record.accountId(), record.amountMinor());
            default ->
                kept.add(record.accountId(), record.amountMinor(), record.timeNs(), record.seq(), record.idHash());
        }
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
        showPrice(amountOrNone(record.priceMinor()));
    }

    /** Recomputes the laws of the lot. For tests, replay and the simulator. */
    @Override
    public void verify() {
        Check.law((leaderAccountId == 0) == (bids() == 0), "who bids first leads", bids(), leaderAccountId);
        long least = bids() == 0 ? terms().start() : minNextAfter(price);
        Check.law(minNext == least, "the least next bid follows from the price", least, minNext);
        if (bids() > 0) {
            Check.law(price == priceNow(), "the price follows from the maxima", priceNow(), price);
            Check.law(secondMax <= leaderMax, "the leader has the highest maximum", leaderMax, secondMax);
        }
        super.verify();
    }

    private void keep(int accountId, long amount, long timeNs, long seq, long idHash) {
        if (accountId == leaderAccountId && amount < leaderMax) {
            kept.lower(accountId, amount);
        }
        kept.add(accountId, amount, timeNs, seq, idHash);
    }

    /** What can no longer be taken back is kept only for second chances. */
    private void forget() {
        if (kept != null && (secondChance == null || phase() == Phase.CANCELED)) {
            kept.clear();
        }
    }

    private void leadsWith(long max) {
        leaderMax = max;
        leaderHold = leaderAccountId == 0 ? 0 : terms().holdFor(max);
    }

    private void showPrice(long price) {
        this.price = price;
        minNext = price == AuctionTerms.NO_AMOUNT ? terms().start() : minNextAfter(price);
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
