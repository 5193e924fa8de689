package io.gavel.engine.market;

import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;

/** Definitions of auctions without anything beyond what every one has. */
final class NewAuctions {
    static final long ABSENT = CreateAuctionEncoder.reserveNullValue();

    private NewAuctions() {}

    /** The block: opens at 100 at once, sold by the house, in the first asset. */
    static CreateAuctionEncoder plain(CreateAuctionEncoder terms, AuctionFormat format, long qty, long closesAtNs) {
        return terms.format(format)
                .assetId(1)
                .sellerAccountId(0)
                .qty(qty)
                .start(100)
                .reserve(ABSENT)
                .buyNow(ABSENT)
                .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                .proxy(BooleanType.FALSE)
                .incrementPercentMicros(ABSENT)
                .opensAtNs(ABSENT)
                .closesAtNs(closesAtNs)
                .durationNs(ABSENT)
                .softCloseWindowNs(ABSENT)
                .softCloseExtensionNs(ABSENT)
                .softCloseCapNs(ABSENT)
                .softCloseAnchor(ExtensionAnchor.NULL_VAL)
                .softCloseTrigger(ExtensionTrigger.NULL_VAL);
    }

    /** What stands behind the block: a premium, or 0, and the name. */
    static void end(CreateAuctionEncoder terms, long premiumPercentMicros, String name) {
        terms.incrementsCount(0);
        CreateAuctionEncoder.PremiumEncoder premium = terms.premiumCount(premiumPercentMicros == 0 ? 0 : 1);
        if (premiumPercentMicros != 0) {
            premium.next().below(ABSENT).percentMicros(premiumPercentMicros);
        }
        terms.commissionCount(0);
        terms.name(name).category("");
    }
}
