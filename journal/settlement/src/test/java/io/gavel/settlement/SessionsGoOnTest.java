package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.SessionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A settlement that goes on knows of sessions what it knew before. */
class SessionsGoOnTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SESSION = 1;
    private static final int NO_PLACE = CreateAuctionEncoder.lotNullValue();

    @TempDir
    Path folder;

    private final Market market = new Market(MarketConfig.defaults());
    private final CommandWriter command = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(4_096);
    private ChronicleJournal journal;

    @Test
    void aLotWithoutAPlaceComesBehindAllThereEverWere() {
        try (ChronicleJournal opened = ChronicleJournal.open(folder.resolve("journal"), JournalConfig.small())) {
            journal = opened;
            command.createAsset("USD", 2);
            decide();
            command.createAccount("ann", false);
            decide();
            command.createSession("day", SessionMode.TIMED, Conditions.ABSENT, 1_000, 2_000, 10, Conditions.ABSENT);
            decide();
            settle();
            lot("lamp", NO_PLACE);
            lot("vase", 7);
            settle();
            command.cancelAuction(SystemAccount.FIRST_USER, 2, "1");
            command.authority(true);
            decide();
            settle();
            lot("chair", NO_PLACE);
            settle();
        }
        try (SettledTables tables = new SettledTables(file())) {
            assertEquals(
                    List.of("lamp|1|1", "vase|7|5", "chair|8|1"),
                    tables.rows("SELECT name, lot, status FROM auction ORDER BY auction_id"));
            assertEquals(List.of("8"), tables.rows("SELECT last_lot FROM auction_session"));
        }
    }

    private void lot(String name, int place) {
        command.createAuctionOfAnyFormat(terms -> {
            terms.format(AuctionFormat.ENGLISH)
                    .assetId(1)
                    .sellerAccountId(0)
                    .qty(1)
                    .start(100)
                    .reserve(Conditions.ABSENT)
                    .buyNow(Conditions.ABSENT)
                    .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                    .proxy(BooleanType.TRUE)
                    .incrementPercentMicros(Conditions.ABSENT)
                    .opensAtNs(Conditions.ABSENT)
                    .closesAtNs(Conditions.ABSENT)
                    .durationNs(Conditions.ABSENT)
                    .softCloseWindowNs(Conditions.ABSENT)
                    .softCloseExtensionNs(Conditions.ABSENT)
                    .softCloseCapNs(Conditions.ABSENT)
                    .softCloseAnchor(ExtensionAnchor.BID)
                    .softCloseTrigger(ExtensionTrigger.PRICE)
                    .sessionId(SESSION)
                    .lot(place);
            terms.incrementsCount(1).next().below(Conditions.ABSENT).step(100);
            terms.premiumCount(0);
            terms.commissionCount(0);
            terms.name(name).category("");
        });
        decide();
    }

    private void decide() {
        market.onCommand(command.buffer(), 0, command.length(), 1, out);
        journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
        out.clear();
    }

    /** Another settlement each time, which goes on from the rows of the one before. */
    private void settle() {
        try (Settlement settlement = Settlement.open(folder.resolve("journal"), file(), SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private Path file() {
        return folder.resolve("gavel.duckdb");
    }
}
