package io.gavel.gateway.recorded;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Recorded auctions as commands of a door whose time is injected, from the first asset to the last end.
 *
 * @param endings how each auction really ended, in the order of the record
 */
public record AuctionSet(List<Line> lines, Map<String, Ending> endings) {
    /**
     * One command, a JSON object.
     *
     * @param bidder who sends it; null: an administrator
     */
    public record Line(String bidder, String json) {}

    /** Who got it for how much; the price without trailing zeros. */
    public record Ending(String price, String winner) {
        public Ending(BigDecimal price, String winner) {
            this(price.stripTrailingZeros().toPlainString(), winner);
        }
    }

    /** The accounts that bid, in the order of their first commands. */
    public List<String> bidders() {
        return lines.stream()
                .map(Line::bidder)
                .filter(bidder -> bidder != null)
                .distinct()
                .toList();
    }

    /** The auctions that ended otherwise than they really did; empty where all is right. */
    public List<String> differences(Map<String, Ending> told) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> auctions = new TreeSet<>(endings.keySet());
        auctions.addAll(told.keySet());
        for (String auction : auctions) {
            Ending expected = endings.get(auction);
            Ending actual = told.get(auction);
            if (expected == null || !expected.equals(actual)) {
                differences.add(auction + ": expected " + expected + ", told " + actual);
            }
        }
        return differences;
    }

    /** Collects commands and endings. */
    static final class Builder {
        private final List<Line> lines = new ArrayList<>();
        private final Map<String, Ending> endings = new LinkedHashMap<>();

        void add(String json) {
            lines.add(new Line(null, json));
        }

        void add(String bidder, String json) {
            lines.add(new Line(bidder, json));
        }

        void endsAs(String auction, BigDecimal price, String winner) {
            endings.put(auction, new Ending(price, winner));
        }

        AuctionSet build() {
            return new AuctionSet(List.copyOf(lines), endings);
        }
    }
}
