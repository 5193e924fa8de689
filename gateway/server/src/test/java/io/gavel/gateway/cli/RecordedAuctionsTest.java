package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedAuctionsTest {
    @TempDir
    private Path folder;

    @Test
    void theBuiltInRecordingHasSixteenAuctions() {
        RecordedAuctions recorded = RecordedAuctions.builtIn();
        assertEquals(16, recorded.lots().size());
        assertEquals(175, recorded.bids().size());
        assertEquals(54, recorded.bidders().size());
    }

    @Test
    void theBuiltInRecordingIsTheOneThatWasPublished() throws IOException {
        String data = System.getProperty("gavel.data", "");
        assumeTrue(!data.isEmpty(), "needs the real data: -Dgavel.data=DIR");
        RecordedAuctions recorded = RecordedAuctions.builtIn();
        Path onchain = Path.of(data, "onchain");
        assertEquals(
                lines(onchain.resolve("bids.csv")),
                recorded.bids().stream()
                        .map(bid -> bid.atS() + "," + bid.auction().substring("cash-".length()) + "," + bid.bidder()
                                + "," + bid.amount().toPlainString())
                        .toList());
        assertEquals(
                lines(onchain.resolve("results.csv")),
                recorded.lots().stream()
                        .map(lot -> lot.name().substring("cash-".length()) + ","
                                + lot.reserve().toPlainString() + "," + lot.winner() + ","
                                + lot.price().toPlainString())
                        .toList());
    }

    @Test
    void fundsCoverTheHighestBidInEachAuction() throws IOException {
        Path file = Files.writeString(folder.resolve("two.csv"), """
                # a comment
                auction,lamp,1,jane,3
                auction,vase,1,john,2
                bid,10,lamp,john,1.5
                bid,11,vase,john,2
                bid,12,lamp,jane,3
                bid,13,lamp,john,2.5
                """);
        RecordedAuctions recorded = RecordedAuctions.read(file);
        assertEquals(List.of("john", "jane"), recorded.bidders());
        assertEquals(new BigDecimal("4.5"), recorded.funds().get("john"));
        assertEquals(new BigDecimal("3"), recorded.funds().get("jane"));
    }

    @Test
    void aLineThatIsNeitherIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.csv"), "auction,lamp,1,jane,3\nbid,soon,lamp,john,1\n");
        Failure failure = assertThrows(Failure.class, () -> RecordedAuctions.read(file));
        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertTrue(failure.getMessage().contains("line=2"), failure::getMessage);
        Path empty = Files.writeString(folder.resolve("empty.csv"), "# nothing\n");
        assertThrows(Failure.class, () -> RecordedAuctions.read(empty));
    }

    /** Without the head, addresses cut to ten characters as in the resource. */
    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.replaceAll("(0x[0-9A-Fa-f]{8})[0-9A-Fa-f]{32}", "$1"))
                .toList();
    }
}
