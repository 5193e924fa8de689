package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.SetBidderEncoder;
import io.gavel.wire.types.BidderStanding;
import java.math.BigDecimal;

/** Who may bid where, and how much: {@code venue admits alice on lamp up to 500}, {@code venue allows alice bids of 100 and 500 in all}. */
final class BidderActions {
    private static final long ABSENT = SetBidderEncoder.maxBidNullValue();

    /** What was never created, where 0 is none. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final Names names;
    private final CommandWriter writer;

    BidderActions(Names names, CommandWriter writer) {
        this.names = names;
        this.writer = writer;
    }

    /** The standing that a verb gives, or null. */
    static BidderStanding standing(String verb) {
        return switch (verb) {
            case "admits" -> BidderStanding.ADMITTED;
            case "refuses" -> BidderStanding.BLOCKED;
            case "forgets" -> BidderStanding.NONE;
            default -> null;
        };
    }

    /** Reads what stands behind the verb: {@code alice on lamp up to 500}, {@code alice in day}. */
    void setBidder(int senderId, BidderStanding standing, Words words) {
        int bidderId = names.account(words.word("a bidder"));
        int sessionId = words.take("in") ? known(names.sessionId(words.word("a session"))) : 0;
        int auctionId = 0;
        if (sessionId == 0) {
            words.expect("on");
            auctionId = known(names.auctionId(words.word("an auction")));
        }
        long maxBid = ABSENT;
        if (words.take("up", "to")) {
            int decimals = auctionId == 0
                    ? names.defaultAsset().decimals()
                    : names.auctionMoney(auctionId).decimals();
            maxBid = Amounts.units(words.number("an amount"), decimals);
        }
        writer.setBidder(senderId, auctionId, sessionId, bidderId, standing, maxBid);
    }

    private static int known(int id) {
        return id == 0 ? UNKNOWN : id;
    }

    /** Reads {@code alice bids of 100 and 500 in all in usd} or {@code alice any bids}. */
    void allow(Words words) {
        int accountId = names.account(words.word("an account"));
        BigDecimal maxBid = null;
        BigDecimal maxExposure = null;
        if (!words.take("any", "bids")) {
            do {
                if (words.take("bids", "of")) {
                    maxBid = words.number("the highest bid");
                } else {
                    maxExposure = words.number("the highest sum");
                    words.expect("in", "all");
                }
            } while (words.take("and"));
        }
        Directory.Asset asset = words.take("in") ? names.asset(words.word("an asset")) : names.defaultAsset();
        writer.setBidLimits(accountId, asset.id(), units(maxBid, asset), units(maxExposure, asset));
    }

    private static long units(BigDecimal number, Directory.Asset asset) {
        return number == null ? ABSENT : Amounts.units(number, asset.decimals());
    }
}
