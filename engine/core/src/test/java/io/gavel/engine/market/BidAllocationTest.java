package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Once as many client order ids are remembered as may be, a bid allocates nothing at all: not one that leads, outbids
 * another and moves the end, on one lot that everybody wants or on many.
 */
final class BidAllocationTest {
    private static final int BIDDERS = 64;
    private static final int IDS_AN_ACCOUNT = 64;
    private static final int WARM_UP = 40_000;
    /** More than one, as the JVM allocates a few bytes by itself where it compiles anew. */
    private static final int STRETCHES = 5;

    private static final int STRETCH = 20_000;
    private static final int BODY = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
    private static final int ID = BODY + PlaceBidEncoder.BLOCK_LENGTH + 1;
    private static final long WINDOW_NS = 1_000_000_000L;

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market =
            new Market(new MarketConfig(10, 1_000, 10, 100_000, 1_000, IDS_AN_ACCOUNT, 2 * BIDDERS * IDS_AN_ACCOUNT));
    private UnsafeBuffer bid;
    private long nowNs = 1;
    private int bids;

    @ParameterizedTest(name = "{0} lots")
    @CsvSource({"1", "5000"})
    void aBidAllocatesNothing(int lots) {
        list(lots);
        play(WARM_UP, lots);
        long least = Long.MAX_VALUE;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            least = Math.min(least, allocatedBy(STRETCH, lots));
        }

        EnglishAuction first = (EnglishAuction) market.listings().auction(1);
        assertEquals((WARM_UP + STRETCHES * STRETCH) / lots, first.bids(), "every bid was taken");
        assertTrue(first.endsAtNs() > first.scheduledEndNs(), "late bids moved the end");
        assertEquals(0, least, "bytes that were allocated");
        market.verify();
    }

    private long allocatedBy(int count, int lots) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        play(count, lots);
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    private void list(int lots) {
        commands.createAsset("usd", 2);
        decide();
        for (int bidder = 0; bidder < BIDDERS; bidder++) {
            commands.createAccount("bidder" + bidder, true);
            decide();
        }
        for (int lot = 0; lot < lots; lot++) {
            String name = "lot" + lot;
            commands.createAuctionOfAnyFormat(terms -> {
                NewAuctions.plain(terms, AuctionFormat.ENGLISH, 1, WINDOW_NS)
                        .proxy(BooleanType.TRUE)
                        .softCloseWindowNs(WINDOW_NS)
                        .softCloseExtensionNs(WINDOW_NS)
                        .softCloseAnchor(ExtensionAnchor.BID)
                        .softCloseTrigger(ExtensionTrigger.PRICE);
                terms.incrementsCount(1).next().below(NewAuctions.ABSENT).step(1);
                terms.premiumCount(0);
                terms.commissionCount(0);
                terms.name(name).category("");
            });
            decide();
        }
        commands.placeBid(SystemAccount.FIRST_USER, 1, 1, 0, "00000000");
        bid = new UnsafeBuffer(new byte[commands.length()]);
        bid.putBytes(0, commands.buffer(), 0, commands.length());
    }

    /** Lot after lot gets a bid, of one bidder after the other, above all before. */
    private void play(int count, int lots) {
        for (int i = 0; i < count; i++, bids++) {
            nowNs++;
            bid.putInt(0, SystemAccount.FIRST_USER + (bids / lots + bids) % BIDDERS, ByteOrder.LITTLE_ENDIAN);
            bid.putInt(BODY + PlaceBidEncoder.auctionIdEncodingOffset(), 1 + bids % lots, ByteOrder.LITTLE_ENDIAN);
            bid.putLong(BODY + PlaceBidEncoder.amountEncodingOffset(), 100 + 2L * bids, ByteOrder.LITTLE_ENDIAN);
            bid.putNaturalLongAscii(ID, 10_000_000L + bids);
            out.clear();
            market.onCommand(bid, 0, bid.capacity(), nowNs, out);
        }
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), nowNs, out);
    }
}
