package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.KeptBids;
import io.gavel.engine.auction.SecondChance;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.Refusal;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.OfferOutcome;

/**
 * Decides what happens to a lot behind its close: sales are taken back, and who lost may get it at the own last bid
 * (SEC-1). {@link AuctionDesk} has found the auction, and moves its timer afterwards.
 */
final class SecondChanceDesk {
    private static final long ABSENT = OfferSecondChanceDecoder.expiresInNsNullValue();
    private static final int THE_ONLY_ONE = 0;

    private final Listings listings;
    private final BidChecks checks;
    private final SaleFacts sales;

    SecondChanceDesk(Listings listings, BidChecks checks, SaleFacts sales) {
        this.listings = listings;
        this.checks = checks;
        this.sales = sales;
    }

    /** Lot and money go where they came from. */
    void cancelSale(Auction auction, Sender sender, CancelSaleDecoder command) {
        SecondChance chance = auction.secondChance();
        SecondChance.Item sale = chance == null || !chance.isOpen(sender.timeNs)
                ? null
                : command.winnerAccountId() == THE_ONLY_ONE
                        ? chance.onlySale()
                        : chance.itemOf(command.winnerAccountId());
        if (sale == null || sale.isOffered()) {
            checks.refuse(Refusal.SALE_NOT_FOUND);
            return;
        }
        AuctionTerms terms = auction.terms();
        long premium = terms.premium().of(sale.price());
        long commission = terms.commission().of(sale.price());
        boolean isCovered = checks.fundsSuffice(auction, SystemAccount.FEES, premium + commission)
                && checks.fundsSuffice(auction, terms.sellerAccountId(), sale.price() - commission);
        if (isCovered) {
            chance.remove(sale);
            sales.saleCanceled(auction, sale.accountId(), sale.price(), premium, commission, command.reason());
        }
    }

    void offer(Auction auction, Sender sender, OfferSecondChanceDecoder command) {
        SecondChance chance = auction.secondChance();
        if (chance == null || !chance.isOpen(sender.timeNs) || !chance.hasItemLeft()) {
            checks.refuse(Refusal.SECOND_CHANCE_NOT_OFFERED);
            return;
        }
        int bidderId = command.bidderAccountId();
        if (!listings.accounts.has(bidderId)) {
            checks.refuse(Refusal.UNKNOWN_ACCOUNT);
            return;
        }
        KeptBids bids = ((EnglishAuction) auction).kept();
        int bid = bids.latestOf(bidderId);
        if (bid == KeptBids.NONE || chance.itemOf(bidderId) != null) {
            checks.refuse(Refusal.UNKNOWN_BID);
            return;
        }
        long left = chance.endNs() - sender.timeNs;
        long expiresInNs = command.expiresInNs() == ABSENT ? left : Math.min(left, command.expiresInNs());
        if (expiresInNs <= 0) {
            checks.refuse(Refusal.BAD_DEFINITION);
            return;
        }
        chance.offer(bidderId, bids.amount(bid), sender.timeNs + expiresInNs);
        sales.offered(auction, chance.itemOf(bidderId));
    }

    void answer(Auction auction, Sender sender, AnswerOfferDecoder command) {
        SecondChance chance = auction.secondChance();
        SecondChance.Item offer = chance == null ? null : chance.itemOf(sender.accountId);
        if (offer == null || !offer.isOffered()) {
            checks.refuse(Refusal.SECOND_CHANCE_NOT_OFFERED);
        } else if (command.accept() == BooleanType.FALSE) {
            end(auction, offer, OfferOutcome.DECLINED);
        } else if (checks.fundsSuffice(
                auction, offer.accountId(), auction.terms().holdFor(offer.price()))) {
            end(auction, offer, OfferOutcome.ACCEPTED);
            chance.sold(offer.accountId(), offer.price());
            sales.awarded(auction, offer.accountId(), auction.terms().qty(), offer.price(), offer.price(), 0);
        }
    }

    /** Time reached the end of the offer that expires first. */
    void expire(Auction auction) {
        end(auction, auction.secondChance().firstToExpire(), OfferOutcome.EXPIRED);
    }

    private void end(Auction auction, SecondChance.Item offer, OfferOutcome outcome) {
        auction.secondChance().remove(offer);
        sales.offerEnded(auction, offer.accountId(), outcome);
    }
}
