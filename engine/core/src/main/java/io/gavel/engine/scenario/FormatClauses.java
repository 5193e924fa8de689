package io.gavel.engine.scenario;

import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.ExtensionScope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The clauses of an auction that plain English ones do not have: {@code falls 10 every 1m to 40}, {@code premium 20% below
 * 1000 / 10%}.
 */
final class FormatClauses {
    private static final long ABSENT = CreateAuctionEncoder.floorNullValue();

    /** One tier of a table of fees; below {@link #ABSENT} it is the last. */
    private record Tier(long below, long percentMicros) {}

    private final Names names;
    private final int decimals;
    private final List<Tier> premium = new ArrayList<>();
    private final List<Tier> commission = new ArrayList<>();
    private boolean arePlain = true;
    private long floor = ABSENT;
    private long step = ABSENT;
    private long intervalNs = ABSENT;
    private long restartUp = ABSENT;
    private long ceiling = ABSENT;
    private long clockAdd = ABSENT;
    private short rounds = CreateAuctionEncoder.roundsNullValue();
    private long roundNs = ABSENT;
    private long turnNs = ABSENT;
    private int sessionId = CreateAuctionEncoder.sessionIdNullValue();
    private int lot = CreateAuctionEncoder.lotNullValue();
    private ExtensionScope scope = ExtensionScope.NULL_VAL;

    /** @param decimals of the money that it is bid in */
    FormatClauses(Names names, int decimals) {
        this.names = names;
        this.decimals = decimals;
    }

    /** Whether there was no such clause. */
    boolean arePlain() {
        return arePlain;
    }

    /** Reads a clause whose first word was taken; false: it is none of these. */
    boolean takes(String first, Words words) {
        switch (first) {
            case "falls" -> falls(words);
            case "rises" -> restartUp = amount(words);
            case "ceiling" -> ceiling = amount(words);
            case "rounds" -> rounds(words);
            case "session" -> sessionId = names.sessionId(words.word("a session"));
            case "lot" -> lot = (int) words.whole("a number");
            case "premium" -> tiers(premium, words);
            case "commission" -> tiers(commission, words);
            default -> {
                return false;
            }
        }
        arePlain = false;
        return true;
    }

    private void falls(Words words) {
        step = amount(words);
        words.expect("every");
        intervalNs = words.durationNs("an interval");
        if (words.take("to")) {
            floor = amount(words);
        }
        if (words.take("from")) {
            clockAdd = amount(words);
            words.expect("above");
        }
    }

    private void rounds(Words words) {
        rounds = (short) words.whole("a count");
        boolean hasTurns = words.take("turns");
        words.expect("of");
        long stageNs = words.durationNs("a duration");
        roundNs = hasTurns ? ABSENT : stageNs;
        turnNs = hasTurns ? stageNs : ABSENT;
        words.expect("down");
        step = amount(words);
    }

    /** The soft close moves the ends of all lots of the session. */
    void softCloseForAll() {
        scope = ExtensionScope.GROUP;
        arePlain = false;
    }

    private void tiers(List<Tier> tiers, Words words) {
        do {
            long percentMicros = VenueActions.percentMicros(words);
            tiers.add(new Tier(words.take("below") ? amount(words) : ABSENT, percentMicros));
        } while (words.take("/"));
    }

    private long amount(Words words) {
        BigDecimal number = words.number("an amount");
        return Amounts.units(number, decimals);
    }

    /** Writes what the block has of them. */
    void encode(CreateAuctionEncoder encoder) {
        encoder.floor(floor)
                .step(step)
                .intervalNs(intervalNs)
                .restartUp(restartUp)
                .ceiling(ceiling)
                .clockAdd(clockAdd)
                .rounds(rounds)
                .roundNs(roundNs)
                .turnNs(turnNs)
                .sessionId(sessionId)
                .lot(lot)
                .softCloseScope(scope);
    }

    /** Writes the groups of the fees, behind that of the increments. */
    void encodeFees(CreateAuctionEncoder encoder) {
        CreateAuctionEncoder.PremiumEncoder premiums = encoder.premiumCount(premium.size());
        for (Tier tier : premium) {
            premiums.next().below(tier.below()).percentMicros(tier.percentMicros());
        }
        CreateAuctionEncoder.CommissionEncoder commissions = encoder.commissionCount(commission.size());
        for (Tier tier : commission) {
            commissions.next().below(tier.below()).percentMicros(tier.percentMicros());
        }
    }
}
