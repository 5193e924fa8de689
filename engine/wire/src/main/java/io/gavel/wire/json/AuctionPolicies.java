package io.gavel.wire.json;

import io.gavel.wire.sbe.CreateAuctionEncoder;

/** What an auction says for cases: rounds, an outage, retractions, a second chance. One thread. */
final class AuctionPolicies {
    /** Most rounds that the wire can say; how many there may be, the engine knows. */
    private static final int MOST_ROUNDS = 254;

    private static final long ABSENT = EventFields.ABSENT;

    private final ObjectField rounds;
    private final ObjectField outage;
    private final ObjectField retraction;
    private final ObjectField secondChance;

    AuctionPolicies(JsonFields fields) {
        rounds = new ObjectField(fields, JsonField.ROUNDS, "count", "roundUs", "turnUs");
        outage = new ObjectField(fields, JsonField.OUTAGE, "graceUs", "windowUs");
        retraction = new ObjectField(fields, JsonField.RETRACTION, "freeUs", "withinUs");
        secondChance = new ObjectField(fields, JsonField.SECOND_CHANCE, "windowUs", "items");
    }

    /** Reads the fields of the message at hand into a command that has none of them yet. */
    void write(CreateAuctionEncoder auction) {
        if (rounds.read()) {
            rounds.require("count");
            auction.rounds((short) rounds.integer("count", 1, MOST_ROUNDS, CreateAuctionEncoder.roundsNullValue()))
                    .roundNs(rounds.nanos("roundUs", ABSENT))
                    .turnNs(rounds.nanos("turnUs", ABSENT));
        }
        if (outage.read()) {
            outage.require("graceUs");
            auction.outageGraceNs(outage.nanos("graceUs", ABSENT)).outageWindowNs(outage.nanos("windowUs", ABSENT));
        }
        if (retraction.read()) {
            retraction.require("freeUs");
            retraction.require("withinUs");
            auction.retractFreeNs(retraction.nanos("freeUs", ABSENT))
                    .retractWithinNs(retraction.nanos("withinUs", ABSENT));
        }
        if (secondChance.read()) {
            secondChance.require("windowUs");
            auction.secondChanceNs(secondChance.nanos("windowUs", ABSENT))
                    .secondChanceItems(secondChance.integer(
                            "items", 1, Integer.MAX_VALUE, CreateAuctionEncoder.secondChanceItemsNullValue()));
        }
    }
}
