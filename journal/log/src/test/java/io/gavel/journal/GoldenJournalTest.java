package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.replay.StateHash;
import io.gavel.journal.replay.StateHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release wrote, every later one reads, decides alike and goes on with. */
class GoldenJournalTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itIsWholeAndDecidedAlike(int version) throws IOException {
        GoldenJournal golden = new GoldenJournal(version);
        Path journal = golden.restoreTo(directory);
        List<String> states = new ArrayList<>();
        Market market = new Market(MarketConfig.defaults());
        Verification verification = JournalVerifier.verify(
                journal, new StateHashes(market, new Replayer(market), 1, List.of(), hash -> states.add(line(hash))));
        assertEquals(Status.WHOLE, verification.status(), () -> String.valueOf(verification.damage()));
        states.add("chain " + HexFormat.of().toHexDigits(verification.report().chain()));
        if (version == GoldenJournal.TODAY) {
            assertEquals(golden.lines("states.txt"), states);
        } else {
            // The same values, in records that say more: the hashes of states are a release's own.
            assertEquals(chain(golden.lines("states.txt")), chain(states));
        }
        market.verify();
    }

    private static String chain(List<String> states) {
        return states.get(states.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itsEventsAreTheSameJson(int version) throws IOException {
        GoldenJournal golden = new GoldenJournal(version);
        Path journal = golden.restoreTo(directory);
        assertEquals(
                golden.lines("dump.jsonl"), GoldenJournal.dump(journal).lines().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void thisReleaseGoesOnWithIt(int version) throws IOException {
        GoldenJournal golden = new GoldenJournal(version);
        Path journal = golden.restoreTo(directory);
        Market market = new Market(MarketConfig.defaults());
        long lastSeq;
        try (JournaledMarket back = JournaledMarket.open(
                journal, JournalConfig.small(), market, () -> Long.MAX_VALUE / 4, TransactionListener.NONE)) {
            lastSeq = back.market().lastSeq();
            int givenUp = back.recovery().found().skipped().size();
            assertEquals(back.recovery().replayed() + givenUp + 1, lastSeq, "RECOVERED follows");
        }
        Market again = new Market(MarketConfig.defaults());
        assertEquals(
                Status.WHOLE,
                JournalVerifier.verify(journal, new Replayer(again)).status());
        assertEquals(lastSeq, again.lastSeq());
        assertEquals(market.stateHash(), again.stateHash());
    }

    @Test
    void todaysWriterWritesTheSameBytes() throws IOException {
        GoldenJournal golden = new GoldenJournal(GoldenJournal.TODAY);
        golden.writeTo(directory);
        for (int number = 1; number <= golden.generations(); number++) {
            assertEquals(
                    golden.lines("generation-" + number + ".txt"),
                    GoldenJournal.generationText(directory, number).lines().toList(),
                    "generation " + number);
        }
        assertEquals(
                golden.lines("durable.txt"),
                SparseHex.of(Files.readAllBytes(directory.resolve("durable")))
                        .lines()
                        .toList());
    }

    @Test
    void itHoldsEveryCommandAndEventThatThereIs() {
        TreeSet<String> missing = new TreeSet<>();
        List<String> dump = new GoldenJournal(GoldenJournal.TODAY).lines("dump.jsonl");
        for (String type : List.of(
                "created",
                "balance",
                "orderAccepted",
                "trade",
                "orderCanceled",
                "bidAccepted",
                "outbid",
                "bought",
                "auctionState",
                "auctionOpened",
                "auctionClosed",
                "auctionExtended",
                "ruleSetChanged",
                "rejected",
                "orderRejected",
                "cancelRejected",
                "replaceRejected",
                "bidRejected",
                "orderReplaced",
                "orderTriggered",
                "prevented",
                "massCanceled",
                "cancelAllAfterSet",
                "accountBlocked",
                "applied",
                "phaseChanged",
                "indicative",
                "uncrossed",
                "bidReleased",
                "bidRetracted",
                "bidHeld",
                "auctionAwarded",
                "auctionRebuilt",
                "secondChanceOffered",
                "secondChanceEnded",
                "saleCanceled",
                "roundBid",
                "roundEnded",
                "sessionState",
                "sessionExtended")) {
            if (dump.stream().noneMatch(line -> line.startsWith("{\"type\":\"" + type + "\""))) {
                missing.add(type);
            }
        }
        if (dump.stream().noneMatch(line -> line.contains("\"duplicate\":true"))) {
            missing.add("duplicate");
        }
        assertEquals(new TreeSet<>(), missing);
    }

    /** Writes the text files of a new version: {@code -Dgavel.golden.write=DIR}. */
    @Test
    void aNewVersionIsWrittenOnRequest() throws IOException {
        String into = System.getProperty("gavel.golden.write");
        assumeTrue(into != null, "only with -Dgavel.golden.write=DIR");
        Path text = Path.of(into);
        new GoldenJournal(GoldenJournal.TODAY).regenerate(directory, text);
        List<String> states = new ArrayList<>();
        Market market = new Market(MarketConfig.defaults());
        Verification verification = JournalVerifier.verify(
                directory, new StateHashes(market, new Replayer(market), 1, List.of(), hash -> states.add(line(hash))));
        states.add("chain " + HexFormat.of().toHexDigits(verification.report().chain()));
        Files.write(text.resolve("states.txt"), states);
    }

    private static String line(StateHash hash) {
        return hash.seq() + " " + HexFormat.of().toHexDigits(hash.value());
    }
}
