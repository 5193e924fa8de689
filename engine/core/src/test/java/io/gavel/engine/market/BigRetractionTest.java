package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.RetractionReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A leader who takes the bid back where very many bid before, none of whom can pay any more: one look at all bids. */
final class BigRetractionTest {
    private static final int BIDDERS = 50_000;
    private static final int BIDS = 2 * BIDDERS;
    private static final int FIRST_ACCOUNT = 16;
    /** Far above what it takes, far below what a look at all bids for each bidder would. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market = new Market(MarketConfig.defaults());

    @Test
    void aHundredThousandBidsOfWhomNobodyCanPayFallAtOnce() {
        commands.createAsset("usd", 0);
        decide();
        for (int i = 0; i <= BIDDERS; i++) {
            commands.createAccount("bidder" + i, i == BIDDERS);
            decide();
            commands.deposit(FIRST_ACCOUNT + i, 1, 1_000_000, "in");
            decide();
        }
        commands.createAuctionOfAnyFormat(terms -> {
            NewAuctions.plain(terms, AuctionFormat.ENGLISH, 1, 1_000)
                    .incrementPercentMicros(1)
                    .retractFreeNs(1)
                    .retractWithinNs(0);
            NewAuctions.end(terms, 0, "lot");
        });
        decide();
        for (int i = 0; i < BIDS; i++) {
            commands.placeBid(FIRST_ACCOUNT + i % BIDDERS, 1, 100 + i, 1, "bid" + i / BIDDERS);
            decide();
        }
        commands.placeBid(FIRST_ACCOUNT + BIDDERS, 1, 1_000_000, 1, "leads");
        decide();
        for (int i = 1; i < BIDDERS; i++) {
            commands.withdraw(FIRST_ACCOUNT + i, 1, 1_000_000, "out");
            decide();
        }
        commands.retractBid(FIRST_ACCOUNT + BIDDERS, 1, RetractionReason.WRONG_AMOUNT, "back", "");
        assertTimeout(PATIENCE, this::decide);

        Map<EventType, Integer> counts = counts();
        assertEquals(BIDDERS - 1, counts.get(EventType.BID_RELEASED), "all who cannot pay fall away");
        assertEquals(1, counts.get(EventType.BID_HELD), "the last one can");
        market.verify();
    }

    private Map<EventType, Integer> counts() {
        Map<EventType, Integer> counts = new EnumMap<>(EventType.class);
        Transaction transaction = new Transaction();
        long seq = out.firstSeq();
        for (int offset = 0; offset < out.length(); offset += transaction.length()) {
            transaction.wrap(out.buffer(), offset, seq++);
            assertTrue(transaction.length() <= Transaction.MAX_LENGTH, () -> "length=" + transaction.length());
            while (transaction.nextEvent()) {
                counts.merge(EventType.of(transaction.eventTemplateId()), 1, Integer::sum);
            }
        }
        return counts;
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), 1, out);
    }
}
