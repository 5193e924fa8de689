package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.types.BooleanType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One discriminatory auction: open, ascending bids for several units, each winner pays the own price (Yankee auction).
 *
 * <p>Only bids that win at least a unit stand; all others are out, and their money is free. The last one that stands may
 * win fewer units than it asks for. Units: amounts in smallest units of the asset a unit, times in ns since the epoch. A
 * bid is O(log n) in the bids that stand, and in those that it puts out; no allocation but to grow. Thread: the market's.
 * Rules: docs/RULES.md DIS, SC.
 */
public final class DiscriminatoryAuction extends Auction {
    /**
     * What a winner gets.
     *
     * @param qty units, at least one
     * @param price of a unit: what was bid
     * @param released what was held for the bid
     */
    public record Award(int accountId, long qty, long price, long released) {}

    private final StandingBids standing = new StandingBids();

    /** What all that stand ask for: less than all units, or so much that the last one still wins some. */
    private long asked;

    /** The bid before all others, or {@link StandingBids#NONE}. */
    private int first = StandingBids.NONE;

    /** What is told, and still is when the bids are gone. */
    private int leaderAccountId;

    private long leaderAmount = AuctionTerms.NO_AMOUNT;
    private long price = AuctionTerms.NO_AMOUNT;
    private long minNext;

    /** Of the last bid: the slots of those that it put out, the last first. */
    private int[] displaced = new int[4];

    private int displacedCount;
    private long holdDelta;

    public DiscriminatoryAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
        minNext = terms.start();
    }

    /** Who bids best; 0: nobody. */
    public int leaderAccountId() {
        return leaderAccountId;
    }

    /** The lowest price that wins; {@link AuctionTerms#NO_AMOUNT} while none does. */
    public long price() {
        return price;
    }

    /** The least that is taken (DIS-2): the start while units are free. */
    public long minNext() {
        return minNext;
    }

    /** Whether the least that is taken is the start price, however high the prices are that win. */
    public boolean hasFreeUnits() {
        return asked < terms().qty();
    }

    @Override
    public long minNextAfter(long price) {
        return Math.min(LIMIT - 1, price + terms().increments().at(price));
    }

    /** Whether anything would be sold now; true without a reserve. */
    public boolean reserveMet() {
        return !terms().hasReserve() || leaderAmount >= terms().reserve();
    }

    /** Units that the account asks for; 0 where no bid of it stands. */
    public long ownQty(int accountId) {
        int own = standing.find(accountId);
        return own == StandingBids.NONE ? 0 : standing.qty(own);
    }

    /** Why a bid would be refused (DIS-2, DIS-3), or null. Funds and the like are not asked here. */
    public Refusal refusalOf(int accountId, long amount, long qty) {
        if (amount < minNext) {
            return Refusal.BID_TOO_LOW;
        }
        int own = standing.find(accountId);
        if (own == StandingBids.NONE) {
            return null;
        }
        if (amount <= standing.amount(own)) {
            return Refusal.NOT_ABOVE_OWN_MAXIMUM;
        }
        return qty < standing.qty(own) ? Refusal.BID_QTY_BELOW_OWN : null;
    }

    /** How much more must be held for a bid; at least {@link #LIMIT} where that is no amount. */
    public long extraHold(int accountId, long amount, long qty) {
        long hold = terms().holdFor(amount, qty);
        int own = standing.find(accountId);
        return hold >= LIMIT || own == StandingBids.NONE ? hold : hold - holdOf(own);
    }

    /** Takes a bid that is not refused (DIS-1, DIS-3, DIS-4; SC-1 to SC-4). */
    public void bid(int accountId, long amount, long qty, long seq, long timeNs, long idHash) {
        long priceBefore = price;
        int leaderBefore = leaderAccountId;
        holdDelta = extraHold(accountId, amount, qty);
        int own = standing.find(accountId);
        if (own == StandingBids.NONE) {
            own = standing.add(accountId, amount, qty, seq, timeNs, idHash);
        } else {
            asked -= standing.qty(own);
            standing.change(own, amount, qty, seq, timeNs, idHash);
        }
        asked += qty;
        if (first == StandingBids.NONE || standing.isBefore(own, first)) {
            first = own;
        }
        displace();
        update();
        count(timeNs, price != priceBefore, leaderAccountId != leaderBefore);
    }

    /** Whoever wins no unit any more is out (DIS-4). */
    private void displace() {
        displacedCount = 0;
        int last = standing.last();
        while (asked - standing.qty(last) >= terms().qty()) {
            asked -= standing.qty(last);
            standing.remove(last);
            if (displacedCount == displaced.length) {
                displaced = Arrays.copyOf(displaced, displacedCount * 2);
            }
            displaced[displacedCount++] = last;
            last = standing.last();
        }
    }

    /** What is told follows from the bids that stand. */
    private void update() {
        boolean isEmpty = standing.size() == 0;
        leaderAccountId = isEmpty ? 0 : standing.accountId(first);
        leaderAmount = isEmpty ? AuctionTerms.NO_AMOUNT : standing.amount(first);
        price = isEmpty ? AuctionTerms.NO_AMOUNT : standing.amount(standing.last());
        minNext = hasFreeUnits() ? terms().start() : minNextAfter(price);
    }

    /** Of the last {@link #bid}: how many it put out. */
    public int displacedCount() {
        return displacedCount;
    }

    /** Of the last {@link #bid}: whom it put out; index 0 is who bid least. */
    public int displacedAccountId(int index) {
        return standing.accountId(displaced[index]);
    }

    /** Of the last {@link #bid}: what was held for a bid that it put out. */
    public long displacedHold(int index) {
        return holdOf(displaced[index]);
    }

    /** Of the last {@link #bid}: how the bidder's hold changed. */
    public long holdDelta() {
        return holdDelta;
    }

    /** Whether a bid of the account stands. */
    public boolean hasBid(int accountId) {
        return standing.find(accountId) != StandingBids.NONE;
    }

    /** When the account's bid, which stands, was placed. */
    public long bidTimeNs(int accountId) {
        return standing.timeNs(standing.find(accountId));
    }

    /** Hash of the client order id of the account's bid, which stands. */
    public long bidIdHash(int accountId) {
        return standing.idHash(standing.find(accountId));
    }

    /** Takes the account's bid out; who was put out before stays out. Returns what was held for it. */
    public long retract(int accountId) {
        int own = standing.find(accountId);
        long released = holdOf(own);
        asked -= standing.qty(own);
        standing.remove(own);
        first = standing.findFirst();
        update();
        recount(bids() - 1);
        return released;
    }

    /** Who wins what if it ends now (DIS-1, DIS-5; RES-2), best first. */
    public List<Award> awards() {
        List<Award> awards = new ArrayList<>();
        long left = terms().qty();
        for (int slot : standing.ranked()) {
            if (!isBelowReserve(slot)) {
                long qty = Math.min(left, standing.qty(slot));
                awards.add(new Award(standing.accountId(slot), qty, standing.amount(slot), holdOf(slot)));
                left -= qty;
            }
        }
        return awards;
    }

    /** Who stands, but below the reserve, by account; and what is held for it. */
    public void forEachLoser(HoldSink sink) {
        for (int slot : standing.byAccount()) {
            if (isBelowReserve(slot)) {
                sink.onHold(standing.accountId(slot), holdOf(slot));
            }
        }
    }

    /** Is over; what it remembers of bids was told before. */
    @Override
    public void close() {
        super.close();
        forgetBids();
    }

    @Override
    public void cancel() {
        super.cancel();
        forgetBids();
    }

    private void forgetBids() {
        standing.clear();
        first = StandingBids.NONE;
        asked = 0;
    }

    /** By account. */
    @Override
    public void forEachHold(HoldSink sink) {
        for (int slot : standing.byAccount()) {
            sink.onHold(standing.accountId(slot), holdOf(slot));
        }
    }

    @Override
    protected void saveFormat(AuctionStateRecordEncoder record) {
        record.leaderAccountId(leaderAccountId)
                .leaderMaxMinor(leaderAmount)
                .priceMinor(amountOrNull(price))
                .minNextMinor(minNext)
                .reserveMet(reserveMet() ? BooleanType.TRUE : BooleanType.FALSE);
    }

    @Override
    protected void loadFormat(AuctionStateRecordDecoder record) {
        leaderAccountId = record.leaderAccountId();
        leaderAmount = record.leaderMaxMinor();
        price = amountOrNone(record.priceMinor());
        minNext = record.minNextMinor();
    }

    @Override
    public void saveBids(BidRecordEncoder record, Runnable written) {
        for (int slot : standing.bySeq()) {
            standing.save(slot, beginBid(record));
            written.run();
        }
    }

    @Override
    public void loadBid(BidRecordDecoder record) {
        int slot = standing.add(
                record.accountId(), record.amountMinor(), record.qty(), record.seq(), record.timeNs(), record.idHash());
        asked += record.qty();
        if (first == StandingBids.NONE || standing.isBefore(slot, first)) {
            first = slot;
        }
    }

    @Override
    public void verify() {
        super.verify();
        if (phase() == Phase.OPEN) {
            Check.law(first == standing.findFirst(), "the first bid is before all others", first, standing.findFirst());
            long ahead = 0;
            for (int slot : standing.ranked()) {
                Check.law(ahead < terms().qty(), "who stands wins a unit", terms().qty(), ahead);
                ahead += standing.qty(slot);
            }
            Check.law(asked == ahead, "what is asked for is counted", ahead, asked);
        }
    }

    private boolean isBelowReserve(int slot) {
        return terms().hasReserve() && standing.amount(slot) < terms().reserve();
    }

    private long holdOf(int slot) {
        return terms().holdFor(standing.amount(slot), standing.qty(slot));
    }
}
