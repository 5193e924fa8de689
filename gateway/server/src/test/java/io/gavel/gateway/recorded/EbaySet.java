package io.gavel.gateway.recorded;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 488 real eBay auctions of 2003, one after the other; bidders have unlimited credit.
 *
 * <p>The table of increments is ENG-1's. Two auctions are left out: one contradicts itself, of the other the order of two
 * bids is lost. Where the winner's maximum was never shown (class B), any larger one must give the same price. A class F
 * auction had a hidden reserve; its price is that reserve. Who won at a price has bid at least that price, which one
 * record leaves out.
 */
public final class EbaySet {
    /** How many auctions there are. */
    public static final int AUCTIONS = 486;

    private static final Set<String> LEFT_OUT = Set.of("3017736272", "8212610170");
    private static final BigDecimal MICROS_OF_A_DAY = BigDecimal.valueOf(86_400_000_000L);

    private static final String[][] INCREMENTS = {
        {"1.00", "0.05"}, {"5.00", "0.25"}, {"25.00", "0.50"}, {"100.00", "1.00"}, {"250.00", "2.50"},
        {"500.00", "5.00"}, {"1000.00", "10.00"}, {"2500.00", "25.00"}, {"5000.00", "50.00"}, {null, "100.00"},
    };

    private record Bid(BigDecimal days, String bidder, BigDecimal amount) {}

    private final int most;
    private final BigDecimal more;
    private final AuctionSet.Builder set = new AuctionSet.Builder();
    private final Map<String, List<Bid>> bids = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private long startUs;

    private EbaySet(int most, BigDecimal more) {
        this.most = most;
        this.more = more;
    }

    /** The set as it is on record. */
    public static AuctionSet read() {
        return read(BigDecimal.ZERO);
    }

    /** The set in which class B's winners bid so much more than is known of them. */
    public static AuctionSet read(BigDecimal more) {
        return new EbaySet(AUCTIONS, more).build();
    }

    /** The first auctions of the set. */
    public static AuctionSet first(int auctions) {
        return new EbaySet(auctions, BigDecimal.ZERO).build();
    }

    private AuctionSet build() {
        readBids();
        set.add("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}");
        RealData.rows("ebay/expected.csv").stream()
                .filter(row -> !LEFT_OUT.contains(row.get("auctionid")))
                .limit(most)
                .forEach(this::addAuction);
        set.add("{\"type\":\"time\",\"at\":" + startUs + "}");
        return set.build();
    }

    private void readBids() {
        for (Map<String, String> row : RealData.rows("ebay/auctions.csv")) {
            bids.computeIfAbsent(row.get("auctionid"), auction -> new ArrayList<>())
                    .add(new Bid(
                            new BigDecimal(row.get("bidtime")), row.get("bidder"), new BigDecimal(row.get("bid"))));
        }
        // Stable: bids of one time keep the order of the file.
        bids.values().forEach(list -> list.sort(Comparator.comparing(Bid::days)));
    }

    private void addAuction(Map<String, String> row) {
        String auction = row.get("auctionid");
        long endUs = startUs + Long.parseLong(row.get("type").split(" ")[0]) * MICROS_OF_A_DAY.longValueExact();
        BigDecimal price = new BigDecimal(row.get("price_cents")).movePointLeft(2);
        JsonWriter json = new JsonWriter();
        json.beginObject()
                .field("type", "createAuction")
                .field("at", startUs)
                .field("auction", auction)
                .field("format", "english")
                .field("asset", "USD")
                .field("start", money(new BigDecimal(row.get("open_cents")).movePointLeft(2)))
                .field("opensAt", startUs)
                .field("closesAt", endUs);
        if (row.get("class").startsWith("F")) {
            json.field("reserve", money(price));
        }
        json.name("increments").beginArray();
        for (String[] band : INCREMENTS) {
            json.beginArray().value(band[0]).value(band[1]).endArray();
        }
        set.add(json.endArray().endObject().toString());
        addBids(auction, row, price);
        set.endsAs(auction, price, row.get("winner"));
        startUs = endUs;
    }

    private void addBids(String auction, Map<String, String> row, BigDecimal price) {
        String winner = row.get("winner");
        BigDecimal best = bids.get(auction).stream()
                .filter(bid -> bid.bidder().equals(winner))
                .map(Bid::amount)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        int count = 0;
        for (Bid bid : bids.get(auction)) {
            BigDecimal amount = bid.amount();
            if (bid.bidder().equals(winner) && amount.equals(best)) {
                boolean isHidden = row.get("class").startsWith("B");
                amount = isHidden ? amount.add(more) : amount.max(price);
            }
            if (known.add(bid.bidder())) {
                set.add("{\"type\":\"createAccount\",\"account\":\"" + bid.bidder() + "\",\"unlimitedCredit\":true}");
            }
            count++;
            set.add(
                    bid.bidder(),
                    new JsonWriter()
                            .beginObject()
                            .field("type", "placeBid")
                            .field(
                                    "at",
                                    startUs
                                            + bid.days()
                                                    .multiply(MICROS_OF_A_DAY)
                                                    .longValue())
                            .field("auction", auction)
                            .field("account", bid.bidder())
                            .field("clOrdId", auction + "-" + count)
                            .field("amount", money(amount))
                            .endObject()
                            .toString());
        }
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }
}
