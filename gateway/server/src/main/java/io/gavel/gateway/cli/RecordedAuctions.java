package io.gavel.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Auctions that took place, with all their bids and how they ended: what the demo replays. The form is told in the head of
 * {@code cash-auctions.csv}.
 *
 * @param lots in the order of the file
 * @param bids in the order in which they were made
 */
record RecordedAuctions(List<Lot> lots, List<Bid> bids) {
    private static final String BUILT_IN = "cash-auctions.csv";
    private static final int FIELDS = 5;

    /** One auction and its known outcome. */
    record Lot(String name, BigDecimal reserve, String winner, BigDecimal price) {}

    /** One bid; the time is in seconds since the epoch. */
    record Bid(long atS, String auction, String bidder, BigDecimal amount) {}

    /** The sixteen auctions that come with the program. */
    static RecordedAuctions builtIn() {
        try (InputStream resource = RecordedAuctions.class.getResourceAsStream(BUILT_IN)) {
            return read(BUILT_IN, new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file of the same form. */
    static RecordedAuctions read(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(file.toString(), lines);
        }
    }

    /** Everybody who bids, in the order of the first bids. */
    List<String> bidders() {
        return bids.stream().map(Bid::bidder).distinct().toList();
    }

    /** What each bidder needs so that all own bids can stand at once: the sum of the highest in each auction. */
    Map<String, BigDecimal> funds() {
        Map<String, Map<String, BigDecimal>> highest = new LinkedHashMap<>();
        for (Bid bid : bids) {
            highest.computeIfAbsent(bid.bidder, bidder -> new LinkedHashMap<>())
                    .merge(bid.auction, bid.amount, BigDecimal::max);
        }
        Map<String, BigDecimal> funds = new LinkedHashMap<>();
        highest.forEach((bidder, amounts) ->
                funds.put(bidder, amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return funds;
    }

    private static RecordedAuctions read(String name, BufferedReader lines) throws IOException {
        List<Lot> lots = new ArrayList<>();
        List<Bid> bids = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split(",", -1);
            try {
                if (fields.length != FIELDS) {
                    throw new IllegalArgumentException("fields=" + fields.length);
                }
                switch (fields[0]) {
                    case "auction" ->
                        lots.add(new Lot(fields[1], new BigDecimal(fields[2]), fields[3], new BigDecimal(fields[4])));
                    case "bid" ->
                        bids.add(new Bid(Long.parseLong(fields[1]), fields[2], fields[3], new BigDecimal(fields[4])));
                    default -> throw new IllegalArgumentException("kind=" + fields[0]);
                }
            } catch (IllegalArgumentException e) {
                throw Failure.usage("expected auction,name,reserve,winner,price or bid,seconds,auction,bidder,amount, "
                        + "file=" + name + ", line=" + number + ", " + e.getMessage());
            }
        }
        if (lots.isEmpty() || bids.isEmpty()) {
            throw Failure.usage("expected auctions and bids, file=" + name);
        }
        return new RecordedAuctions(List.copyOf(lots), List.copyOf(bids));
    }
}
