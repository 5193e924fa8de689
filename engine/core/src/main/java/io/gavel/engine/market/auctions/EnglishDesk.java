package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;

/** Ascending bids, and nothing else. */
final class EnglishDesk extends AscendingDesk<EnglishAuction> {
    EnglishDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    EnglishAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new EnglishAuction(auctionId, createdSeq, terms);
    }
}
