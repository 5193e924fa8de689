package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.GoldenJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.replay.Replayer;
import io.gavel.testing.RandomHouse;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.EventType;
import io.gavel.wire.SystemAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the legs of recorded events explain every balance, whatever auctions did")
final class LegsOfAuctionsTest {
    private static final int TRADERS = 9;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    /** All that moves money in an auction, or sets it aside. */
    private static final List<EventType> OF_AUCTIONS = List.of(
            EventType.BID_ACCEPTED,
            EventType.OUTBID,
            EventType.BID_RELEASED,
            EventType.BID_RETRACTED,
            EventType.BID_HELD,
            EventType.AUCTION_CLOSED,
            EventType.AUCTION_AWARDED,
            EventType.SALE_CANCELED);

    @TempDir
    private Path journal;

    private final FoldedLegs folded = new FoldedLegs();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ofGoldenJournals(int version) throws IOException {
        new GoldenJournal(version).restoreTo(journal);
        Market market = new Market(MarketConfig.defaults());
        assertEquals(
                Status.WHOLE,
                JournalVerifier.verify(journal, new Replayer(market)).status());
        JournalVerifier.verify(journal, folded::onTransaction);
        folded.assertAre(market);
        if (version == GoldenJournal.TODAY) {
            assertTrue(folded.moved().keySet().containsAll(OF_AUCTIONS), () -> "moved=" + folded.moved());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ofRandomHouses(long seed) {
        Market market = new Market(MarketConfig.defaults());
        try (ChronicleJournal written = ChronicleJournal.open(journal, JournalConfig.small())) {
            new House(seed, market, written).run(6_000);
        }
        assertEquals(
                Status.WHOLE,
                JournalVerifier.verify(journal, folded::onTransaction).status());
        folded.assertAre(market);
        for (EventType type : OF_AUCTIONS) {
            int moved = folded.moved().getOrDefault(type, 0);
            assertTrue(moved >= 5, () -> "expected money moved by " + type + ", moved=" + folded.moved());
        }
    }

    /** A market whose auctions are made up, with a journal. */
    private static final class House {
        private final SplittableRandom random;
        private final CommandWriter command = new CommandWriter();
        private final RandomHouse house;
        private final TransactionBuffer out = new TransactionBuffer(1 << 16);
        private final Market market;
        private final ChronicleJournal journal;
        private long nowNs = START_NS;

        House(long seed, Market market, ChronicleJournal journal) {
            random = new SplittableRandom(seed);
            house = new RandomHouse(random, command, TRADERS);
            this.market = market;
            this.journal = journal;
            command.createAsset("USD", 2);
            submit();
            for (int i = 0; i < TRADERS; i++) {
                command.createAccount("t" + i, i == 0);
                submit();
                command.deposit(SystemAccount.FIRST_USER + i, 1, 20_000_00, "usd");
                submit();
            }
        }

        void run(int commands) {
            for (int i = 0; i < commands; i++) {
                nowNs += random.nextInt(30) == 0 ? 2_000_000_000L : random.nextInt(2_000_000);
                house.next(SystemAccount.FIRST_USER + random.nextInt(TRADERS), nowNs, "c" + i);
                submit();
            }
        }

        private void submit() {
            market.onCommand(command.buffer(), 0, command.length(), nowNs, out);
            journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
            out.clear();
        }
    }
}
