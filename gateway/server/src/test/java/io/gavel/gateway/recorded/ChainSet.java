package io.gavel.gateway.recorded;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The sixteen English auctions of a contract on Ethereum, October 2023: they start with the first bid, last a day, take
 * raises of ten percent, and end 15 minutes after the last bid at the earliest. Money is counted in 10^-15 ETH; every
 * bidder has as much as all own best bids together.
 */
public final class ChainSet {
    /** How many auctions there are. */
    public static final int AUCTIONS = 16;

    /** How far behind its day an auction ended at most. */
    public static final long MOST_LATE_US = TimeUnit.MINUTES.toMicros(30);

    private static final int DECIMALS = 15;
    private static final int NAME_LENGTH = 10;
    private static final long DAY_US = TimeUnit.DAYS.toMicros(1);
    private static final long SOFT_CLOSE_US = TimeUnit.MINUTES.toMicros(15);

    private record Bid(long atS, String auction, String bidder, BigDecimal amount) {}

    private final AuctionSet.Builder set = new AuctionSet.Builder();

    private ChainSet() {}

    public static AuctionSet read() {
        return new ChainSet().build();
    }

    private AuctionSet build() {
        set.add("{\"type\":\"createAsset\",\"asset\":\"ETH\",\"decimals\":" + DECIMALS + "}");
        List<Bid> bids = bids();
        funds(bids).forEach(this::addBidder);
        for (Map<String, String> row : RealData.rows("onchain/results.csv")) {
            addAuction(row.get("auction"), new BigDecimal(row.get("reserve_eth")));
            set.endsAs(row.get("auction"), new BigDecimal(row.get("winning_eth")), name(row.get("winner")));
        }
        for (int i = 0; i < bids.size(); i++) {
            addBid(bids.get(i), Integer.toString(i + 1));
        }
        long lastUs = TimeUnit.SECONDS.toMicros(bids.get(bids.size() - 1).atS());
        set.add("{\"type\":\"time\",\"at\":" + (lastUs + DAY_US + SOFT_CLOSE_US) + "}");
        return set.build();
    }

    private static Map<String, BigDecimal> funds(List<Bid> bids) {
        Map<String, Map<String, BigDecimal>> best = new LinkedHashMap<>();
        for (Bid bid : bids) {
            best.computeIfAbsent(bid.bidder(), bidder -> new LinkedHashMap<>())
                    .merge(bid.auction(), bid.amount(), BigDecimal::max);
        }
        Map<String, BigDecimal> funds = new LinkedHashMap<>();
        best.forEach((bidder, amounts) ->
                funds.put(bidder, amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return funds;
    }

    private void addBidder(String bidder, BigDecimal funds) {
        set.add("{\"type\":\"createAccount\",\"account\":\"" + bidder + "\"}");
        set.add("{\"type\":\"deposit\",\"account\":\"" + bidder
                + "\",\"asset\":\"ETH\",\"clOrdId\":\"funds\",\"amount\":\"" + funds.toPlainString() + "\"}");
    }

    private void addAuction(String auction, BigDecimal reserve) {
        String least = reserve.setScale(DECIMALS, RoundingMode.CEILING).toPlainString();
        JsonWriter json = new JsonWriter();
        json.beginObject()
                .field("type", "createAuction")
                .field("auction", auction)
                .field("format", "english")
                .field("asset", "ETH")
                .field("start", least)
                .field("reserve", least)
                .field("proxy", false)
                .field("durationUs", DAY_US);
        json.name("increments").beginObject().field("percent", "10").endObject();
        json.name("softClose")
                .beginObject()
                .field("windowUs", SOFT_CLOSE_US)
                .field("extensionUs", SOFT_CLOSE_US)
                .endObject();
        set.add(json.endObject().toString());
    }

    private void addBid(Bid bid, String clOrdId) {
        set.add(
                bid.bidder(),
                new JsonWriter()
                        .beginObject()
                        .field("type", "placeBid")
                        .field("at", TimeUnit.SECONDS.toMicros(bid.atS()))
                        .field("auction", bid.auction())
                        .field("account", bid.bidder())
                        .field("clOrdId", clOrdId)
                        .field("amount", bid.amount().toPlainString())
                        .endObject()
                        .toString());
    }

    /**
     * When each auction must end by what was bid, in microseconds: a day after its first bid, and not before 15 minutes
     * after its last. The record has no ends of its own. Its latest bid came 15 minutes behind the day, so that every end
     * is at most {@link #MOST_LATE_US} behind it.
     */
    public static Map<String, Long> endsAtUs() {
        Map<String, Long> dayEnds = dayEndsAtUs();
        Map<String, Long> ends = new LinkedHashMap<>(dayEnds);
        bids().forEach(bid ->
                ends.merge(bid.auction(), TimeUnit.SECONDS.toMicros(bid.atS()) + SOFT_CLOSE_US, Math::max));
        return ends;
    }

    /** A day after the first bid of each: when it ends where nobody is late. */
    public static Map<String, Long> dayEndsAtUs() {
        Map<String, Long> ends = new LinkedHashMap<>();
        bids().forEach(bid -> ends.putIfAbsent(bid.auction(), TimeUnit.SECONDS.toMicros(bid.atS()) + DAY_US));
        return ends;
    }

    /** In the order of time. */
    private static List<Bid> bids() {
        return RealData.rows("onchain/bids.csv").stream()
                .map(row -> new Bid(
                        Long.parseLong(row.get("timestamp_s")),
                        row.get("auction"),
                        name(row.get("bidder")),
                        new BigDecimal(row.get("amount_eth"))))
                .sorted(Comparator.comparing(Bid::atS))
                .toList();
    }

    /** Addresses are longer than names may be, and differ in their first characters. */
    private static String name(String address) {
        return address.substring(0, NAME_LENGTH);
    }
}
