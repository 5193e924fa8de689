package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.AuctionFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Auctions that very many bid in end in transactions of legal size, with everybody's money, from a snapshot likewise. */
final class BigClosingTest {
    private static final int BIDDERS = 100_000;
    private static final int FIRST_ACCOUNT = 16;
    private static final long UNITS = 150_000;
    private static final long CLOSES_NS = 1_000;

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market = new Market(MarketConfig.defaults());
    private final Map<EventType, Integer> counts = new EnumMap<>(EventType.class);

    @ParameterizedTest
    @EnumSource(
            value = AuctionFormat.class,
            names = {"SEALED", "VICKREY", "UNIFORM"})
    void aHundredThousandBiddersAreSettled(AuctionFormat format) {
        bidAll(format);
        Market restored = new Market(MarketConfig.defaults());
        restored.readSnapshot(market::writeSnapshot);

        byte[] closing = close(market);
        assertArrayEquals(closing, close(restored));
        count(closing);
        market.verify();

        boolean hasUnits = format == AuctionFormat.UNIFORM;
        int awards = counts.getOrDefault(EventType.AUCTION_AWARDED, 0);
        assertEquals(BIDDERS, counts.get(EventType.BID_RELEASED) + (hasUnits ? awards : 1));
        assertEquals(1, counts.get(hasUnits ? EventType.AUCTION_ENDED : EventType.AUCTION_CLOSED));
        assertTrue(!hasUnits || awards > BIDDERS / 10, () -> "expected many winners, counts=" + counts);
    }

    private void bidAll(AuctionFormat format) {
        commands.createAsset("usd", 2);
        decide();
        for (int i = 0; i < BIDDERS; i++) {
            commands.createAccount("bidder" + i, true);
            decide();
        }
        commands.createAuctionOfAnyFormat(terms -> auction(terms, format));
        decide();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < BIDDERS; i++) {
            long qty = format == AuctionFormat.UNIFORM ? 1 + random.nextInt(9) : 1;
            commands.placeBid(FIRST_ACCOUNT + i, 1, 100 + random.nextInt(5_000), qty, "1");
            decide();
        }
    }

    private static void auction(CreateAuctionEncoder terms, AuctionFormat format) {
        NewAuctions.plain(terms, format, format == AuctionFormat.UNIFORM ? UNITS : 1, CLOSES_NS);
        NewAuctions.end(terms, 0, "lot");
    }

    private byte[] close(Market closing) {
        out.clear();
        closing.onTime(CLOSES_NS, out);
        byte[] bytes = new byte[out.length()];
        out.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** The events of transactions that must be as the journal takes them. */
    private void count(byte[] closing) {
        Transaction transaction = new Transaction();
        long seq = market.lastSeq() + 1 - out.count();
        for (int offset = 0; offset < closing.length; offset += transaction.length()) {
            transaction.wrap(out.buffer(), offset, seq++);
            assertTrue(transaction.length() <= Transaction.MAX_LENGTH, () -> "length=" + transaction.length());
            int events = 0;
            while (transaction.nextEvent()) {
                counts.merge(EventType.of(transaction.eventTemplateId()), 1, Integer::sum);
                events++;
            }
            assertTrue(events <= Transaction.MAX_EVENTS, "events=" + events);
        }
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), 1, out);
    }
}
