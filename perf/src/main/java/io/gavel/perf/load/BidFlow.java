package io.gavel.perf.load;

import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Bids on one hot English auction with proxy maxima: every bidder in turn bids above the leader and takes the lead. */
public final class BidFlow implements CommandFlow {
    private static final int AUCTION = 1;
    private static final long FAR_FUTURE_NS = 4_000_000_000_000_000_000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final Setup setup = new Setup(buffer);
    private final ClOrdIds ids = new ClOrdIds();
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private long bids;
    private boolean hasAuction;

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int nextOfSetup() {
        int length = setup.next();
        if (length == 0 && !hasAuction) {
            hasAuction = true;
            return auction();
        }
        return length;
    }

    @Override
    public int next() {
        long bid = bids++;
        int account = SystemAccount.FIRST_USER + (int) (bid % ACCOUNTS);
        return placeBid.wrapAndApplyHeader(buffer, setup.head(account, false), setup.header())
                .auctionId(AUCTION)
                .qty(0)
                .amount(100 + 2 * bid)
                .putClOrdId(ids.of(bid), 0, ClOrdIds.LENGTH)
                .limit();
    }

    private int auction() {
        CreateAuctionEncoder body =
                new CreateAuctionEncoder().wrapAndApplyHeader(buffer, setup.head(0, true), setup.header());
        body.format(AuctionFormat.ENGLISH)
                .assetId(Setup.USD)
                .sellerAccountId(0)
                .qty(1)
                .start(100)
                .reserve(CreateAuctionEncoder.reserveNullValue())
                .buyNow(CreateAuctionEncoder.buyNowNullValue())
                .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                .proxy(BooleanType.TRUE)
                .incrementPercentMicros(CreateAuctionEncoder.incrementPercentMicrosNullValue())
                .opensAtNs(CreateAuctionEncoder.opensAtNsNullValue())
                .closesAtNs(FAR_FUTURE_NS)
                .durationNs(CreateAuctionEncoder.durationNsNullValue())
                .softCloseWindowNs(60_000_000_000L)
                .softCloseExtensionNs(60_000_000_000L)
                .softCloseCapNs(CreateAuctionEncoder.softCloseCapNsNullValue())
                .softCloseAnchor(ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.PRICE);
        body.incrementsCount(1)
                .next()
                .below(CreateAuctionEncoder.IncrementsEncoder.belowNullValue())
                .step(1);
        return body.name("lamp").limit();
    }
}
