package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.types.BooleanType;

/**
 * An auction whose bids nobody sees until it ends: one live bid a bidder, which a new one replaces (SEA-1, SEA-2). What
 * they come to at the end is the format's.
 *
 * <p>Units: amounts in smallest units of the asset, times in ns since the epoch. Cost: a bid is O(1), no allocation but to
 * grow. Thread: the market's.
 */
public abstract class SealedBidAuction extends Auction {
    final SealedBids bids = new SealedBids();
    private long holdDelta;

    protected SealedBidAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
    }

    /** What a bid may come to, without the premium; {@link #LIMIT} where that is no amount. */
    public abstract long hammerFor(long amount, long qty);

    /** What must be held for a bid; at least {@link #LIMIT} where that is no amount. */
    public final long holdFor(long amount, long qty) {
        long hammer = hammerFor(amount, qty);
        return hammer == LIMIT ? hammer : terms().holdFor(hammer);
    }

    /** What is held for the account's bid; 0 without one. */
    public final long holdOf(int accountId) {
        int slot = bids.find(accountId);
        return slot == SealedBids.NONE ? 0 : hold(slot);
    }

    /** Whether the account has a bid. */
    public final boolean hasBid(int accountId) {
        return bids.find(accountId) != SealedBids.NONE;
    }

    /** Whether the account's bid is the one that came with a client order id; it has one. */
    public final boolean isNamed(int accountId, long idHash) {
        return bids.idHash(bids.find(accountId)) == idHash;
    }

    /** When the account's bid was placed; it has one. */
    public final long bidNs(int accountId) {
        return bids.timeNs(bids.find(accountId));
    }

    /**
     * Takes a bid that is not refused, in place of the one that the account may have (SEA-2).
     *
     * @param qty units; of one lot what is in it
     * @param seq sequence of its transaction: among equal bids the earlier one is served first
     */
    public final void bid(int accountId, long amount, long qty, long timeNs, long seq, long idHash) {
        holdDelta = holdFor(amount, qty) - holdOf(accountId);
        bids.put(accountId, amount, qty, timeNs, seq, idHash);
        count(timeNs, false, false);
    }

    /** The account takes its bid back; it has one. What was held for it is free. */
    public final void retract(int accountId) {
        bids.remove(bids.find(accountId));
    }

    /** Of the last {@link #bid}: how the bidder's hold changed. */
    public final long holdDelta() {
        return holdDelta;
    }

    /** Whose bid is for how much, and what is held for it: by account, an order that tells nothing of the bids. */
    @Override
    public final void forEachHold(HoldSink sink) {
        for (int slot : bids.byAccount()) {
            sink.onHold(bids.accountId(slot), hold(slot));
        }
    }

    /** The auction is over and told: nobody asks for its bids again. */
    public final void forget() {
        bids.clear();
    }

    final long hold(int slot) {
        return holdFor(bids.amount(slot), bids.qty(slot));
    }

    @Override
    protected final void saveFormat(AuctionStateRecordEncoder record) {
        record.reserveMet(terms().hasReserve() ? BooleanType.FALSE : BooleanType.TRUE);
    }

    @Override
    protected final void loadFormat(AuctionStateRecordDecoder record) {
        // Its bids say it all.
    }

    @Override
    public final void saveBids(BidRecordEncoder record, Runnable written) {
        for (int slot : bids.byAcceptance()) {
            bids.save(slot, beginBid(record));
            written.run();
        }
    }

    @Override
    public final void loadBid(BidRecordDecoder record) {
        bids.put(
                record.accountId(), record.amountMinor(), record.qty(), record.timeNs(), record.seq(), record.idHash());
    }

    @Override
    public void verify() {
        super.verify();
        Check.law(bids.size() <= bids(), "a bidder has one live bid", bids(), bids.size());
        Check.law(phase() == Phase.OPEN || bids.size() == 0, "who is done is forgotten", 0, bids.size());
    }
}
