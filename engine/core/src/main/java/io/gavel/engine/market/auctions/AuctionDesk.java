package io.gavel.engine.market.auctions;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.market.command.BidFields;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.RetractionReason;

/**
 * Decides what is done to auctions, and when they open and close: finds the auction, asks what all formats ask, leaves
 * the rest to the desk of the format, and moves the timer. Refusals come in the order of the checks (docs/RULES.md).
 */
public final class AuctionDesk {
    /** Nothing was decided since. */
    private static final long EVER = Long.MIN_VALUE;

    private final Listings listings;
    private final BidChecks checks;
    /** By the ordinal of the format. */
    private final FormatDesk<?>[] desks = new FormatDesk<?>[AuctionFormat.values().length];

    private final SecondChanceDesk secondChances;
    private final SessionDesk sessions;

    /** When the last outage ended; 0: there was none. */
    private long awayUntilNs;

    public AuctionDesk(
            Listings listings,
            Ledger ledger,
            AccountLimits accounts,
            BidderStandings standings,
            BidLimits limits,
            Facts facts) {
        this.listings = listings;
        checks = new BidChecks(ledger, accounts, standings, limits, facts);
        sessions = new SessionDesk(listings, this, facts);
        BidHolds holds = new BidHolds(ledger, limits);
        AuctionFacts told = new AuctionFacts(holds, facts);
        SaleFacts sales = new SaleFacts(ledger, holds, told, facts);
        secondChances = new SecondChanceDesk(listings, checks, sales);
        desks[AuctionFormat.ENGLISH.ordinal()] = new EnglishDesk(checks, told, sales);
        desks[AuctionFormat.DUTCH.ordinal()] = new DutchDesk(checks, told, sales);
        SealedDesk sealed = new SealedDesk(checks, told, sales);
        desks[AuctionFormat.SEALED.ordinal()] = sealed;
        desks[AuctionFormat.VICKREY.ordinal()] = sealed;
        desks[AuctionFormat.UNIFORM.ordinal()] = new UniformDesk(checks, told, sales);
        desks[AuctionFormat.DISCRIMINATORY.ordinal()] = new DiscriminatoryDesk(checks, told, sales);
        desks[AuctionFormat.REVERSE.ordinal()] = new ReverseDesk(checks, told, sales, new RoundFacts(facts));
        desks[AuctionFormat.HYBRID.ordinal()] = new HybridDesk(checks, told, sales);
    }

    public SessionDesk sessions() {
        return sessions;
    }

    /** Whether auctions of this format can be held. */
    public boolean offers(AuctionFormat format) {
        return desks[format.ordinal()] != null;
    }

    /** Whether an auction of these terms can open now; refuses by itself where it cannot. */
    public boolean mayOpen(AuctionTerms terms) {
        return desks[terms.format().ordinal()].mayOpen(terms);
    }

    public Auction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return desks[terms.format().ordinal()].create(auctionId, createdSeq, terms);
    }

    void placeBid(Sender sender, BidFields bid) {
        Auction auction = listings.auction(bid.auctionId());
        if (checks.isOpenTo(auction, sender.accountId)) {
            long deadlineNs = auction.deadlineNs();
            deskOf(auction).placeBid(auction, sender, bid);
            if (auction.deadlineNs() != deadlineNs || auction.session() != null) {
                settle(auction, sender.timeNs);
            }
        }
    }

    void buyNow(Sender sender, BuyNowDecoder command) {
        Auction auction = listings.auction(command.auctionId());
        if (checks.isOpenTo(auction, sender.accountId)) {
            deskOf(auction).buyNow(auction, sender);
            settle(auction, sender.timeNs);
        }
    }

    void cancelAuction(Sender sender, CancelAuctionDecoder command) {
        Auction auction = listings.auction(command.auctionId());
        if (auction == null) {
            checks.refuse(Refusal.UNKNOWN_AUCTION);
        } else if (auction.refusalOfPhase() == Refusal.AUCTION_CLOSED) {
            checks.refuse(Refusal.AUCTION_CLOSED);
        } else if (!mayDirect(sender, auction)) {
            checks.refuse(Refusal.NOT_ALLOWED);
        } else if (!sender.isAdmin && auction.bids() > 0) {
            checks.refuse(Refusal.AUCTION_HAS_BIDS);
        } else {
            deskOf(auction).cancel(auction, command.reason());
            settle(auction, sender.timeNs);
        }
    }

    /** The hammer. */
    void closeAuction(Sender sender, CloseAuctionDecoder command) {
        Auction auction = listings.auction(command.auctionId());
        if (auction == null) {
            checks.refuse(Refusal.UNKNOWN_AUCTION);
        } else if (checks.isOpen(auction)) {
            if (mayDirect(sender, auction)) {
                deskOf(auction).hammer(auction, sender);
                settle(auction, sender.timeNs);
            } else {
                checks.refuse(Refusal.NOT_ALLOWED);
            }
        }
    }

    void retractBid(Sender sender, RetractBidDecoder command, BidRetraction retraction) {
        Auction auction = listings.auction(command.auctionId());
        retraction.isVenues = command.reason() == RetractionReason.ADMIN;
        if (auction == null) {
            checks.refuse(Refusal.UNKNOWN_AUCTION);
        } else if (checks.isOpen(auction)) {
            if (retraction.isVenues && !sender.isAdmin) {
                checks.refuse(Refusal.NOT_ALLOWED);
            } else {
                deskOf(auction).retractBid(auction, sender, retraction);
                settle(auction, sender.timeNs);
            }
        }
    }

    void cancelSale(Sender sender, CancelSaleDecoder command) {
        Auction auction = directed(sender, command.auctionId());
        if (auction != null) {
            secondChances.cancelSale(auction, sender, command);
        }
    }

    void offerSecondChance(Sender sender, OfferSecondChanceDecoder command) {
        Auction auction = directed(sender, command.auctionId());
        if (auction != null) {
            secondChances.offer(auction, sender, command);
            setDeadline(auction);
        }
    }

    void answerOffer(Sender sender, AnswerOfferDecoder command) {
        Auction auction = listings.auction(command.auctionId());
        if (!checks.mayAct(sender.accountId)) {
            return;
        }
        if (auction == null) {
            checks.refuse(Refusal.UNKNOWN_AUCTION);
        } else {
            secondChances.answer(auction, sender, command);
            setDeadline(auction);
        }
    }

    /** Time reached the auction's deadline: it opens, goes on, closes, or an offer behind its close expires. */
    public void onDeadline(int auctionId, long timeNs) {
        Auction auction = listings.auction(auctionId);
        if (auction.isOver()) {
            secondChances.expire(auction);
        } else if (auction.phase() == Auction.Phase.SCHEDULED) {
            open(auction, timeNs);
        } else {
            deskOf(auction).onDeadline(auction, timeNs);
        }
        catchUp(auction, timeNs);
        settle(auction, timeNs);
    }

    public void open(Auction auction, long timeNs) {
        deskOf(auction).open(auction, timeNs);
    }

    /** The engine was away from after {@code lastNs} to {@code nowNs}: what that kept from bidders is delayed (SC-9). */
    public void onRecovered(long lastNs, long nowNs) {
        awayUntilNs = nowNs;
        for (Outage.Missed missed : Outage.missed(listings.auctions(), lastNs, nowNs)) {
            Auction auction = missed.auction();
            // The ends of a session's other lots moved with the first one.
            if (auction.missedNs(lastNs, nowNs) != AuctionTerms.NEVER) {
                deskOf(auction).delay(auction, lastNs, nowNs);
                settle(auction, nowNs);
            }
        }
    }

    /** It is the turn of a session's lot. */
    void openLot(Auction lot, long timeNs) {
        open(lot, timeNs);
        catchUp(lot, timeNs);
        settle(lot, timeNs);
    }

    /** What only began in an outage, and is due before its end, is delayed as well: nobody could bid (SC-9). */
    private void catchUp(Auction auction, long timeNs) {
        if (timeNs < awayUntilNs && auction.missedNs(EVER, awayUntilNs) != AuctionTerms.NEVER) {
            deskOf(auction).delay(auction, EVER, awayUntilNs);
        }
    }

    /** Until when the engine was away last: what begins before that did so in the outage; 0: it never was. */
    public long awayUntilNs() {
        return awayUntilNs;
    }

    /** Puts back {@link #awayUntilNs}. */
    public void awayUntil(long timeNs) {
        awayUntilNs = timeNs;
    }

    /** Something was decided of the auction: its timer moves, and the session goes on that it is a lot of. */
    public void settle(Auction auction, long timeNs) {
        setDeadline(auction);
        if (auction.session() != null) {
            sessions.onLot(auction, timeNs);
        }
    }

    /** Keeps when something happens to the auction by itself next. */
    public void setDeadline(Auction auction) {
        listings.timers.set(Timers.Kind.AUCTION, auction.auctionId(), auction.deadlineNs(), auction.createdSeq());
    }

    /** The auction, if there is one and the sender says what is done with its lot; else null, and refused. */
    private Auction directed(Sender sender, int auctionId) {
        Auction auction = listings.auction(auctionId);
        if (auction == null) {
            checks.refuse(Refusal.UNKNOWN_AUCTION);
            return null;
        }
        if (!mayDirect(sender, auction)) {
            checks.refuse(Refusal.NOT_ALLOWED);
            return null;
        }
        return auction;
    }

    /** Whether the sender says what is done with the lot: who sells it, or the venue. */
    private static boolean mayDirect(Sender sender, Auction auction) {
        return sender.isAdmin || sender.accountId == auction.terms().sellerAccountId();
    }

    /** The desk that made the auction, so its type is right. */
    @SuppressWarnings("unchecked")
    private FormatDesk<Auction> deskOf(Auction auction) {
        return (FormatDesk<Auction>) desks[auction.terms().format().ordinal()];
    }
}
