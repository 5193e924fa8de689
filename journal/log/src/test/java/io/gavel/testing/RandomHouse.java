package io.gavel.testing;

import io.gavel.testing.RandomLots.Lot;
import io.gavel.testing.RandomLots.Place;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BidderStanding;
import io.gavel.wire.types.RetractionReason;
import io.gavel.wire.types.SessionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes up what an auction house is told: lots of every format, some of them in sessions, bids, and what can happen to bids
 * and sales afterwards. All auctions of the market must be its own. Money is in asset 1; bids are a few hundred to some
 * ten thousand; lots take bids for ten to thirty seconds.
 */
public final class RandomHouse {
    private static final int FIRST_ACCOUNT = 16;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int LATELY = 12;
    private static final int RECENT = 24;
    private static final int FORMER = 256;

    /** What was sent lately: a bid, or an offer to who lost. */
    private record Sent(int account, int auction, String id) {}

    private final RandomGenerator random;
    private final CommandWriter command;
    private final int accounts;
    private final RandomLots definitions;
    private final List<Lot> lots = new ArrayList<>();
    private final Sent[] recent = new Sent[RECENT];
    private final Sent[] former = new Sent[FORMER];
    private Sent offer;
    private int soldBack = 1;
    private int sessions;
    private boolean movesGroup;
    private long sessionOpensNs;

    /** @param accounts that may be told of: so many from the first user's on */
    public RandomHouse(RandomGenerator random, CommandWriter command, int accounts) {
        this.random = random;
        this.command = command;
        this.accounts = accounts;
        definitions = new RandomLots(random);
    }

    /** Writes any of the commands, sent by the account where it does not need another one. */
    public void next(int account, long nowNs, String clOrdId) {
        int dice = random.nextInt(1_000);
        if (dice < 650) {
            bid(account, clOrdId);
        } else if (dice < 700) {
            command.buyNow(account, auction(), clOrdId);
        } else if (dice < 780) {
            createAuction(nowNs);
        } else if (dice < 785) {
            session(nowNs);
        } else {
            seldom(account, dice - 785, nowNs, clOrdId);
        }
    }

    /** Writes one that lists a lot. */
    public void createAuction(long nowNs) {
        boolean joins = sessionOpensNs > nowNs && random.nextBoolean();
        Place place = joins ? new Place(sessions, movesGroup) : Place.NONE;
        int seller = random.nextInt(3) == 0 ? anybody() : 0;
        command.createAuctionOfAnyFormat(terms -> {
            lots.add(definitions.write(terms, place, lots.size() + 1, seller, nowNs));
            terms.name("lot" + lots.size()).category(random.nextInt(3) == 0 ? "things" : "");
        });
    }

    /** {@code dice} is below 215. */
    private void seldom(int account, int dice, long nowNs, String clOrdId) {
        if (dice < 10) {
            command.cancelAuction(
                    account, auction(), AuctionCancelReason.get((short) (1 + random.nextInt(3))), clOrdId);
            command.authority(true);
        } else if (dice < 20) {
            command.closeAuction(account, auction(), clOrdId);
            command.authority(true);
        } else if (dice < 60) {
            retract(account, clOrdId);
        } else if (dice < 120) {
            offer(account, clOrdId);
        } else if (dice < 160) {
            Sent offered = offer != null && random.nextInt(8) > 0 ? offer : new Sent(account, sold(), clOrdId);
            command.answerOffer(offered.account, offered.auction, random.nextInt(4) > 0, clOrdId);
        } else if (dice < 190) {
            cancelSale(account, clOrdId);
        } else if (dice < 200) {
            standing(account);
        } else if (dice < 203) {
            command.setBidLimits(anybody(), 1, limit(60_000), limit(400_000));
        } else {
            schedule(nowNs);
        }
    }

    private void bid(int account, String clOrdId) {
        int auction = auction();
        Lot lot = auction <= lots.size() ? lots.get(auction - 1) : new Lot(AuctionFormat.ENGLISH, 1, 2, 1, false);
        // Small ones are likelier, so that bids meet and go on.
        long wide = Math.max(1, lot.high() - lot.start()) >> random.nextInt(8);
        long amount = lot.format() == AuctionFormat.REVERSE
                ? Math.max(1, lot.start() - random.nextLong(lot.start()))
                : lot.start() + random.nextLong(wide + 200) - 100;
        boolean takesAnyPrice = lot.format() == AuctionFormat.UNIFORM && random.nextInt(8) == 0;
        command.placeBid(account, auction, takesAnyPrice ? 0 : amount, 1 + random.nextInt(lot.units()), clOrdId);
        Sent bid = new Sent(account, auction, clOrdId);
        recent[random.nextInt(RECENT)] = bid;
        former[random.nextInt(FORMER)] = bid;
    }

    private void retract(int account, String clOrdId) {
        Sent bid = recent[random.nextInt(RECENT)];
        if (bid == null) {
            command.retractBid(account, auction(), RetractionReason.get((short) 1), clOrdId, "");
            return;
        }
        RetractionReason reason = RetractionReason.get((short) (1 + random.nextInt(3)));
        command.retractBid(bid.account, bid.auction, reason, clOrdId, random.nextBoolean() ? bid.id : "");
    }

    private void offer(int account, String clOrdId) {
        int auction = random.nextBoolean() ? soldBack : sold();
        int bidder = formerBidder(auction);
        long expiresNs = random.nextBoolean() ? Conditions.ABSENT : (1 + random.nextInt(5)) * SECOND_NS;
        command.offerSecondChance(account, auction, bidder, expiresNs, clOrdId);
        command.authority(true);
        offer = new Sent(bidder, auction, clOrdId);
    }

    private int formerBidder(int auction) {
        int from = random.nextInt(FORMER);
        for (int i = 0; i < FORMER; i++) {
            Sent bid = former[(from + i) % FORMER];
            if (bid != null && bid.auction == auction) {
                return bid.account;
            }
        }
        return anybody();
    }

    private void cancelSale(int account, String clOrdId) {
        soldBack = sold();
        int winner = random.nextInt(3) == 0 ? anybody() : 0;
        AuctionCancelReason reason = AuctionCancelReason.get((short) (1 + random.nextInt(3)));
        command.cancelSale(account, soldBack, winner, reason, clOrdId);
        command.authority(true);
    }

    private void standing(int account) {
        BidderStanding standing = BidderStanding.get((short) (1 + random.nextInt(3)));
        boolean isOfSession = sessions > 0 && random.nextInt(3) == 0;
        command.setBidder(
                account, isOfSession ? 0 : auction(), isOfSession ? sessions : 0, anybody(), standing, limit(60_000));
        command.authority(true);
    }

    private void session(long nowNs) {
        sessions++;
        movesGroup = random.nextBoolean();
        sessionOpensNs = nowNs + 4 * SECOND_NS;
        boolean isTimed = movesGroup || random.nextBoolean();
        command.createSession(
                "day" + sessions,
                isTimed ? SessionMode.TIMED : SessionMode.SEQUENTIAL,
                random.nextBoolean() ? Conditions.ABSENT : nowNs + SECOND_NS,
                sessionOpensNs,
                isTimed ? sessionOpensNs + 10 * SECOND_NS : Conditions.ABSENT,
                isTimed ? SECOND_NS : Conditions.ABSENT,
                isTimed ? Conditions.ABSENT : 5 * SECOND_NS);
    }

    private void schedule(long nowNs) {
        boolean isInTime = sessionOpensNs > nowNs;
        sessionOpensNs += isInTime ? SECOND_NS : 0;
        command.scheduleSession(sessions, Conditions.ABSENT, sessionOpensNs, Conditions.ABSENT);
    }

    private long limit(int most) {
        return random.nextInt(3) == 0 ? Conditions.ABSENT : most / 2 + random.nextInt(most);
    }

    private int anybody() {
        return FIRST_ACCOUNT + random.nextInt(accounts);
    }

    /** One of the last. */
    private int auction() {
        return Math.max(1, lots.size() - random.nextInt(LATELY));
    }

    /** One that may be over, and of several one whose lot can be sold again. */
    private int sold() {
        int auction = 1;
        for (int i = 0; i < 4; i++) {
            auction = Math.max(1, lots.size() - LATELY - random.nextInt(2 * LATELY));
            if (auction <= lots.size() && lots.get(auction - 1).canBeSoldAgain()) {
                break;
            }
        }
        return auction;
    }
}
