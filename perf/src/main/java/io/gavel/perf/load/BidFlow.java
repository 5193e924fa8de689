package io.gavel.perf.load;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Bids on one hot English auction with proxy maxima: every bidder in turn bids above the leader and takes the lead. */
public final class BidFlow implements CommandFlow {
    private static final int AUCTION = 1;
    private static final long FAR_FUTURE_NS = 4_000_000_000_000_000_000L;

    private final UserCommand command = new UserCommand();
    private final ClOrdIds ids = new ClOrdIds();
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private long bids;

    @Override
    public DirectBuffer buffer() {
        return command.buffer();
    }

    @Override
    public void setUp(Consumer<CommandWriter> to) {
        Setup.run(to, command -> command.createAuction(auction -> auction(auction, "lamp", FAR_FUTURE_NS)));
    }

    @Override
    public int next() {
        long bid = bids++;
        int account = SystemAccount.FIRST_USER + (int) (bid % ACCOUNTS);
        return placeBid.wrapAndApplyHeader(command.buffer(), command.head(account), command.header())
                .auctionId(AUCTION)
                .qty(0)
                .amount(100 + 2 * bid)
                .putClOrdId(ids.of(bid), 0, ClOrdIds.LENGTH)
                .limit();
    }

    /** An English auction with a soft close of a minute, in steps of one cent. */
    static void auction(CreateAuctionEncoder body, String name, long closesAtNs) {
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
                .closesAtNs(closesAtNs)
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
        body.name(name);
    }
}
