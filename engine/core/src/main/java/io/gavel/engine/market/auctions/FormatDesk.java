package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionCancelReason;

/**
 * What is particular to a format: how its bids are decided, and what happens by itself. {@link AuctionDesk} chooses the
 * desk by the auction's format and moves its timer afterwards; what all formats ask of a bid, {@link BidChecks} knows.
 *
 * @param <A> the state machine of the format
 */
abstract class FormatDesk<A extends Auction> {
    final BidChecks checks;
    final AuctionFacts told;
    final SaleFacts sales;

    FormatDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        this.checks = checks;
        this.told = told;
        this.sales = sales;
    }

    abstract A create(int auctionId, long createdSeq, AuctionTerms terms);

    /** Whether an auction of these terms can open now; refuses by itself where it cannot. */
    boolean mayOpen(AuctionTerms terms) {
        return true;
    }

    /** It takes bids from now on. */
    void open(A auction, long timeNs) {
        auction.open();
        told.auctionOpened(auction);
    }

    /** Decides a bid on an auction that is open to its sender. */
    abstract void placeBid(A auction, Sender sender, BidFields bid);

    /** Time reached the deadline of an auction that is open. */
    abstract void onDeadline(A auction, long timeNs);

    /** What an outage kept from the bidders is delayed (SC-9). */
    void delay(A auction, long lastNs, long nowNs) {
        auction.delay(lastNs, nowNs);
        told.delayed(auction);
    }

    /** Buys what is sold at the price that is asked for it, where one is. */
    void buyNow(A auction, Sender sender) {
        checks.refuse(Refusal.BUY_NOW_NOT_OFFERED);
    }

    /** Takes bids of an account back. */
    void retractBid(A auction, Sender sender, BidRetraction retraction) {
        checks.refuse(Refusal.NOT_SUPPORTED);
    }

    /** The hammer falls: it ends as if its end had come. */
    void hammer(A auction, Sender sender) {
        checks.refuse(Refusal.NOT_SUPPORTED);
    }

    /** Nobody gets it. */
    abstract void cancel(A auction, AuctionCancelReason reason);
}
