package io.gavel.engine.scenario;

import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.ReservePolicy;
import io.gavel.wire.types.Rounding;
import java.math.BigDecimal;

/**
 * The clauses that say what is allowed beside bidding: {@code lowering}, {@code admitted only}, {@code retraction 12h then
 * 1h}, {@code second chance 24h for 3}, {@code outage 5m within 2m}, and how a reserve and a percentage count.
 */
final class PolicyClauses {
    private static final long ABSENT = CreateAuctionEncoder.outageGraceNsNullValue();

    private final int decimals;
    private boolean arePlain = true;
    private ReservePolicy reservePolicy = ReservePolicy.NULL_VAL;
    private BooleanType lowering = BooleanType.NULL_VAL;
    private BidderRule bidders = BidderRule.NULL_VAL;
    private Rounding rounding = Rounding.NULL_VAL;
    private long incrementFloor = ABSENT;
    private long graceNs = ABSENT;
    private long windowNs = ABSENT;
    private long retractFreeNs = ABSENT;
    private long retractWithinNs = ABSENT;
    private long secondChanceNs = ABSENT;
    private int secondChanceItems = CreateAuctionEncoder.secondChanceItemsNullValue();

    /** @param decimals of the money that it is bid in */
    PolicyClauses(int decimals) {
        this.decimals = decimals;
    }

    /** Whether there was no such clause. */
    boolean arePlain() {
        return arePlain;
    }

    /** Reads a clause whose first word was taken; false: it is none of these. */
    boolean takes(String first, Words words) {
        switch (first) {
            case "lowering" -> lowering = BooleanType.TRUE;
            case "admitted" -> admitted(words);
            case "follows" -> followsSecond(words);
            case "at" -> atLeast(words);
            case "rounded" -> rounded(words);
            case "retraction" -> retraction(words);
            case "second" -> secondChance(words);
            case "outage" -> outage(words);
            default -> {
                return false;
            }
        }
        arePlain = false;
        return true;
    }

    private void admitted(Words words) {
        words.expect("only");
        bidders = BidderRule.ADMITTED;
    }

    private void followsSecond(Words words) {
        words.expect("second");
        reservePolicy = ReservePolicy.FOLLOWS_SECOND;
    }

    private void atLeast(Words words) {
        words.expect("least");
        BigDecimal number = words.number("the least step");
        incrementFloor = Amounts.units(number, decimals);
    }

    private void rounded(Words words) {
        words.expect("down");
        rounding = Rounding.DOWN;
    }

    private void retraction(Words words) {
        retractFreeNs = words.durationNs("how long before the end");
        words.expect("then");
        retractWithinNs = words.durationNs("how long after a bid");
    }

    private void secondChance(Words words) {
        words.expect("chance");
        secondChanceNs = words.durationNs("a duration");
        if (words.take("for")) {
            secondChanceItems = (int) words.whole("a count of items");
        }
    }

    private void outage(Words words) {
        graceNs = words.durationNs("a grace");
        if (words.take("within")) {
            windowNs = words.durationNs("a window");
        }
    }

    /** Writes what the block has of them. */
    void encode(CreateAuctionEncoder encoder) {
        encoder.reservePolicy(reservePolicy)
                .lowering(lowering)
                .bidders(bidders)
                .incrementRounding(rounding)
                .incrementFloor(incrementFloor)
                .outageGraceNs(graceNs)
                .outageWindowNs(windowNs)
                .retractFreeNs(retractFreeNs)
                .retractWithinNs(retractWithinNs)
                .secondChanceNs(secondChanceNs)
                .secondChanceItems(secondChanceItems);
    }
}
