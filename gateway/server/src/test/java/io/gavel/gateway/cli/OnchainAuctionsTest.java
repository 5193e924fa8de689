package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * 16 real auctions of a contract on Ethereum (October 2023) through the pipe: 175 bids, price and winner of each.
 *
 * <p>An auction starts with its first bid and lasts 24 hours, a bid raises by at least 10 %, one in the last 15 minutes
 * moves the end to 15 minutes behind it. The contract refuses bids below its reserve, so that is the start here. Amounts
 * have up to 18 decimals; the asset has {@value #DECIMALS}, so that totals stay below 2^62, and reserves are rounded up.
 */
@DisplayName("SC-1, SC-2, ENG-4: real on-chain auctions end as they did")
final class OnchainAuctionsTest {
    private static final int DECIMALS = 15;
    private static final long DAY_US = 86_400_000_000L;
    private static final long QUARTER_US = 900_000_000L;

    private final JsonWriter input = new JsonWriter(1 << 20);
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> nominalEndUs = new HashMap<>();

    @Test
    void priceAndWinnerAreThoseOfTheContract() {
        List<Map<String, String>> results = RealData.rows("onchain/results.csv");
        List<Map<String, String>> bids = RealData.rows("onchain/bids.csv");
        input.beginObject().field("type", "createAsset").field("asset", "ETH").field("decimals", DECIMALS);
        input.endObject().newLine();
        results.forEach(this::writeAuction);
        bids.sort(Comparator.comparingLong(bid -> Long.parseLong(bid.get("timestamp_s"))));
        bids.forEach(this::writeBid);
        input.beginObject().field("type", "time").field("at", lastUs(bids) + 2 * DAY_US);
        input.endObject().newLine();
        PipeSession session = new PipeSession().autoCreate();
        List<String> output = PipeSession.lines(session.run(Arrays.copyOf(input.array(), input.length())));
        assertEquals(ExitCode.OK, session.exitStatus());
        assertEquals(bids.size(), PipeSession.ofType(output, "bidAccepted").size());
        assertEquals(List.of(), PipeSession.ofType(output, "bidRejected"));
        assertEquals(16, countRight(results, output));
    }

    private int countRight(List<Map<String, String>> results, List<String> output) {
        Map<String, String> closed = new HashMap<>();
        for (String line : PipeSession.ofType(output, "auctionClosed")) {
            closed.put(PipeSession.read(line).string("auction", ""), line);
        }
        int right = 0;
        for (Map<String, String> result : results) {
            String line = closed.get(result.get("auction"));
            JsonReader event = PipeSession.read(line);
            long lateUs = event.integer("at", 0) - nominalEndUs.get(result.get("auction"));
            assertTrue(lateUs >= 0 && lateUs <= 2 * QUARTER_US, line);
            if (event.string("price", "").equals(eth(result.get("winning_eth")))
                    && event.string("winner", "").equals(names.get(result.get("winner")))) {
                right++;
            } else {
                System.err.println("expected " + result + ", was " + line);
            }
        }
        return right;
    }

    private void writeAuction(Map<String, String> result) {
        input.beginObject()
                .field("type", "createAuction")
                .field("auction", result.get("auction"))
                .field("format", "english")
                .field("asset", "ETH")
                .field("start", eth(result.get("reserve_eth")))
                .field("proxy", false)
                .field("durationUs", DAY_US);
        input.name("increments").beginObject().field("percent", "10").endObject();
        input.name("softClose")
                .beginObject()
                .field("windowUs", QUARTER_US)
                .field("extensionUs", QUARTER_US)
                .field("anchor", "bid")
                .endObject();
        input.endObject().newLine();
    }

    private void writeBid(Map<String, String> bid) {
        long atUs = Long.parseLong(bid.get("timestamp_s")) * 1_000_000;
        nominalEndUs.putIfAbsent(bid.get("auction"), atUs + DAY_US);
        // An address is longer than a name may be.
        String name = names.computeIfAbsent(bid.get("bidder"), address -> "bidder " + (names.size() + 1));
        input.beginObject()
                .field("type", "placeBid")
                .field("at", atUs)
                .field("auction", bid.get("auction"))
                .field("account", name)
                .field("clOrdId", bid.get("auction") + "/" + bid.get("amount_eth"))
                .field("amount", eth(bid.get("amount_eth")))
                .endObject()
                .newLine();
    }

    private static long lastUs(List<Map<String, String>> bids) {
        return Long.parseLong(bids.get(bids.size() - 1).get("timestamp_s")) * 1_000_000;
    }

    private static String eth(String amount) {
        return new BigDecimal(amount).setScale(DECIMALS, RoundingMode.UP).toPlainString();
    }
}
