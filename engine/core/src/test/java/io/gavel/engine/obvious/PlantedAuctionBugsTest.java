package io.gavel.engine.obvious;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link PlantedBugsTest}, in what decides auctions. */
@DisplayName("Bugs that are planted in auctions are found by the comparison")
final class PlantedAuctionBugsTest {
    /** One line that is another one. */
    enum Bug {
        A_RESERVE_DOES_NOT_LIFT_THE_PRICE(
                "auction/EnglishAuction", "return Math.max(open, terms().reserve());", "return open;"),
        WHO_LED_PUSHES_NO_MORE("auction/EnglishAuction", "secondMax = leaderMax;", ""),
        BUY_NOW_ENDS_BEFORE_THE_RESERVE_IS_MET(
                "auction/EnglishAuction",
                "case UNTIL_RESERVE_MET -> bids() == 0 || !reserveMet();",
                "case UNTIL_RESERVE_MET -> bids() == 0;"),
        A_NEW_LEADER_IS_NO_NEW_PRICE(
                "auction/SoftClose", "case PRICE -> priceChanged || leaderChanged;", "case PRICE -> priceChanged;"),
        A_WINDOW_OPENS_A_MOMENT_TOO_LATE(
                "auction/SoftClose", "timeNs < endNs - windowNs", "timeNs <= endNs - windowNs"),
        A_CAP_MOVES_WITH_THE_END("auction/SoftClose", "scheduledEndNs + capNs", "endNs + capNs"),
        A_PERCENTAGE_IS_ALWAYS_ROUNDED_UP(
                "auction/Increments", "rounding == Rounding.UP ? MICROS_OF_ONE - 1 : 0", "MICROS_OF_ONE - 1"),
        A_FEE_IS_ROUNDED_DOWN("auction/FeeTable", "return rest == 0 ? whole : whole + 1;", "return whole;"),
        A_FEE_IS_FLAT("auction/FeeTable", "Math.min(price, belows[tier]) - from", "price - from"),
        A_SECOND_PRICE_IGNORES_THE_RESERVE(
                "auction/SealedAuction", "Math.max(least, bids.amount(second))", "bids.amount(second)"),
        WHAT_IS_LEFT_IS_SHARED_ROUNDED_DOWN(
                "auction/Allotment",
                "(qty % WHOLE * percentage + WHOLE - 1) / WHOLE",
                "qty % WHOLE * percentage / WHOLE"),
        FEWER_UNITS_COME_FIRST(
                "auction/StandingBids", "return qty(slot) > qty(other);", "return qty(slot) < qty(other);"),
        A_CLOCK_RISES_ABOVE_ITS_START(
                "auction/DutchAuction",
                "Math.min(terms().start(), price + clock.restartUp())",
                "price + clock.restartUp()"),
        EVERY_BID_STARTS_THE_TIME_ANEW("auction/Auction", "NEVER && scheduledEndNs == AuctionTerms.NEVER", "NEVER"),
        A_LATE_BID_MOVES_ITS_OWN_LOT_ONLY(
                "auction/Auction", "group.extend(end - endBefore);", "endsAtNs += end - endBefore;"),
        ONE_MORE_IS_OFFERED_THAN_THERE_IS(
                "auction/SecondChance", "items.size() < policy.items()", "items.size() <= policy.items()"),
        OF_OFFERS_THAT_END_TOGETHER_THE_YOUNGEST_ENDS_FIRST(
                "auction/SecondChance", "item.expiresAtNs() < first", "item.expiresAtNs() <= first"),
        AN_OFFER_OUTLASTS_THE_SECOND_CHANCES(
                "market/auctions/SecondChanceDesk", "Math.min(left, command.expiresInNs())", "command.expiresInNs()"),
        WHO_DECLINED_MAY_STILL_ACCEPT(
                "market/auctions/SecondChanceDesk",
                "end(auction, offer, OfferOutcome.DECLINED);",
                "sales.offerEnded(auction, offer.accountId(), OfferOutcome.DECLINED);"),
        A_SALE_IS_TAKEN_BACK_TWICE("market/auctions/SecondChanceDesk", "chance.remove(sale);", ""),
        A_SALE_IS_TAKEN_BACK_AT_ANY_TIME(
                "market/auctions/SecondChanceDesk",
                "chance == null || !chance.isOpen(sender.timeNs)\n                ?",
                "chance == null\n                ?"),
        AN_END_IS_MISSED_WHERE_THE_WINDOW_BEGAN_IN_TIME(
                "auction/Auction",
                "lastNs < end - terms.outage().windowNs()",
                "lastNs <= end - terms.outage().windowNs()"),
        AN_OUTAGE_ENDS_A_MOMENT_TOO_EARLY("auction/Auction", "dueNs <= nowNs;", "dueNs < nowNs;"),
        WHAT_WAS_MISSED_IS_DELAYED_IN_NO_ORDER("market/auctions/Outage", "all.sort(ORDER);", ""),
        A_LOT_IS_DELAYED_WITHOUT_ITS_SESSION(
                "auction/Auction", "group.extend(until - endsAtNs());", "endsAtNs += until - endsAtNs();"),
        A_CLOCK_IS_NOT_DELAYED("auction/DutchAuction", "nextAtNs = nowNs + terms().outage().graceNs();", ""),
        WHAT_OPENS_MEANWHILE_HAS_NO_GRACE("market/auctions/AuctionDesk", "awayUntilNs = nowNs;", ""),
        A_SNAPSHOT_FORGETS_AN_OUTAGE("market/AuctionRecordsWriter", "untilNs > market.lastTimeNs()", "untilNs < 0");

        private final String file;
        private final String is;
        private final String was;

        Bug(String file, String is, String was) {
            this.file = file;
            this.is = is;
            this.was = was;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) throws IOException, ReflectiveOperationException {
        new Planting(folder).expectFound(bug.file, bug.is, bug.was, "firstDifferenceOfAuctions");
    }
}
