package io.gavel.engine.auction;

/**
 * Units of one kind, sealed bids for some of them each: the best are served, and all pay the price of the last one that
 * is. A bid without a price pays that, too, whatever it is, and is held for at the ceiling. Rules: docs/RULES.md UNI.
 */
public final class UniformAuction extends SealedBidAuction {
    /** The amount of a bid that pays what others do (UNI-1). */
    public static final long ANY_PRICE = SealedBids.ANY_PRICE;

    /** Receives who gets how many units, and what is held of the winner's for them. */
    @FunctionalInterface
    public interface AwardSink {
        void onAward(int accountId, long qty, long hold);
    }

    public UniformAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
    }

    public boolean hasCeiling() {
        return terms().ceiling() != AuctionTerms.NO_AMOUNT;
    }

    @Override
    public long hammerFor(long amount, long qty) {
        return AuctionTerms.hammerOf(amount == ANY_PRICE ? terms().ceiling() : amount, qty);
    }

    /** Finds who gets how many units and at which price (UNI-2 to UNI-5). O(n log n), once. */
    public Allotment settle() {
        return Allotment.of(bids, terms().qty(), Math.max(terms().start(), terms().reserve()));
    }

    /** Who was served first, where somebody was. */
    public int firstServedId(Allotment allotment) {
        return bids.accountId(allotment.served()[0]);
    }

    /** Who gets units, in the order in which they were served. */
    public void forEachAward(Allotment allotment, AwardSink sink) {
        for (int slot : allotment.served()) {
            if (allotment.units(slot) > 0) {
                sink.onAward(bids.accountId(slot), allotment.units(slot), hold(slot));
            }
        }
    }

    /** Who gets none, by account. */
    public void forEachLoser(Allotment allotment, HoldSink sink) {
        for (int slot : bids.byAccount()) {
            if (allotment.units(slot) == 0) {
                sink.onHold(bids.accountId(slot), hold(slot));
            }
        }
    }
}
