package io.gavel.engine.obvious;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link PlantedBugsTest}: what {@link SecretsTest} must see. */
@DisplayName("Secrets that an auction lets out are found")
final class PlantedLeaksTest {
    private static final long LOTS = 30;

    /** One line that is another one. */
    enum Leak {
        THE_LEAST_BID_KNOWS_THE_MAXIMUM(
                "auction/EnglishAuction", "        return minNext;", "        return minNext + (leaderMax & 1);"),
        A_REFUSAL_KNOWS_THE_MAXIMUM(
                "auction/EnglishAuction",
                "return leadsByProxy(accountId) ? price : minNext();",
                "return leadsByProxy(accountId) ? price : minNext() + (leaderMax & 1);"),
        A_REFUSAL_KNOWS_THE_RESERVE(
                "auction/EnglishAuction",
                "return leadsByProxy(accountId) ? price : minNext();",
                "return leadsByProxy(accountId) ? price : minNext() + Math.max(0, terms().reserve() % 3);"),
        A_SEALED_BID_MAKES_A_PRICE(
                "market/auctions/SealedBidDesk",
                "auction.holdDelta(), AuctionTerms.NO_AMOUNT, 0);",
                "auction.holdDelta(), AuctionTerms.NO_AMOUNT, 0);"
                        + " if (amount % 4 == 0) { told.sealedState(auction); }"),
        OTHERS_BIDS_ARE_A_BOUND(
                "market/auctions/SealedBidDesk",
                "long more = hold < Auction.LIMIT",
                "if (auction.bids() > 0 && (auction.holdOf(16) & 1) == 1) {"
                        + " checks.refuse(io.gavel.wire.Refusal.BID_TOO_LOW); return; }"
                        + " long more = hold < Auction.LIMIT"),
        WHAT_IS_OFFERED_IN_A_ROUND_IS_TOLD(
                "market/auctions/ReverseDesk",
                "told.bidAccepted(auction, accountId, 0, AuctionTerms.NO_AMOUNT, 0);",
                "told.bidAccepted(auction, accountId, 0, AuctionTerms.NO_AMOUNT, 0);"
                        + " rounds.offered(auction, accountId, amount);");

        private final String file;
        private final String is;
        private final String was;

        Leak(String file, String is, String was) {
            this.file = file;
            this.is = is;
            this.was = was;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aPlantedLeakIsFound(Leak leak) throws IOException, ReflectiveOperationException {
        new Planting(folder).expectFound(leak.file, leak.is, leak.was, "firstLeak", LOTS);
    }
}
