package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.SessionMode;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A bid in any open format, and one that moves the ends of a whole session, leaves no garbage. */
final class AuctionAllocationTest {
    private static final int FIRST_BIDDER = 16;
    private static final int BIDDERS = 12;
    private static final int MONEY = 1;
    private static final long SECOND = 1_000_000_000L;
    private static final long LATER = 1_000_000 * SECOND;
    private static final int WARM_UP_ROUNDS = 20_000;
    private static final int ROUNDS = 5_000;
    private static final int BODY = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market = new Market(MarketConfig.defaults());
    private final List<UnsafeBuffer> bids = new ArrayList<>();
    private long timeNs = 1;
    private long amount = 1_000;
    private long nextId = 10_000_000;

    @Test
    void bidsAllocateNothing() {
        list();
        for (int auctionId = 1; auctionId <= market.listings().auctions().size(); auctionId++) {
            for (int bidder = FIRST_BIDDER; bidder < FIRST_BIDDER + BIDDERS; bidder++) {
                commands.placeBid(bidder, auctionId, 1, 0, "10000000");
                add();
            }
        }
        play(WARM_UP_ROUNDS);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        play(ROUNDS);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        assertTrue(market.listings().session(1).shiftNs() > 0, "late bids moved the ends");
        market.listings().auctions().forEach(auction -> assertEquals(WARM_UP_ROUNDS + ROUNDS, auction.bids()));
        assertTrue(allocated < ROUNDS, "expected less than a byte a round, bytes=" + allocated);
        market.verify();
    }

    private void list() {
        commands.createAsset("usd", 2);
        decide();
        for (int bidder = 0; bidder < BIDDERS; bidder++) {
            commands.createAccount("bidder" + bidder, true);
            decide();
        }
        commands.createSession("day", SessionMode.TIMED, Conditions.ABSENT, 10, LATER, 1, Conditions.ABSENT);
        decide();
        lot(AuctionFormat.ENGLISH, auction -> auction.sessionId(1));
        lot(AuctionFormat.DISCRIMINATORY, auction -> auction.sessionId(1).qty(5));
        lot(
                AuctionFormat.HYBRID,
                auction -> auction.sessionId(1).step(1).intervalNs(SECOND).clockAdd(10));
        timeNs = LATER - 900 * SECOND;
    }

    /** Late bids move the end by as much as they are late. */
    private void lot(AuctionFormat format, Consumer<CreateAuctionEncoder> terms) {
        commands.createAuctionOfAnyFormat(auction -> {
            boolean isProxy = format != AuctionFormat.DISCRIMINATORY;
            auction.format(format)
                    .assetId(MONEY)
                    .sellerAccountId(0)
                    .qty(1)
                    .start(1)
                    .reserve(Conditions.ABSENT)
                    .buyNow(Conditions.ABSENT)
                    .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                    .proxy(isProxy ? BooleanType.TRUE : BooleanType.FALSE)
                    .incrementPercentMicros(Conditions.ABSENT)
                    .opensAtNs(Conditions.ABSENT)
                    .closesAtNs(Conditions.ABSENT)
                    .durationNs(Conditions.ABSENT)
                    .softCloseWindowNs(LATER)
                    .softCloseExtensionNs(1_000 * SECOND)
                    .softCloseCapNs(Conditions.ABSENT)
                    .softCloseAnchor(ExtensionAnchor.BID)
                    .softCloseTrigger(ExtensionTrigger.BID)
                    .softCloseScope(ExtensionScope.GROUP);
            terms.accept(auction);
            auction.incrementsCount(1).next().below(Conditions.ABSENT).step(1);
            auction.premiumCount(0);
            auction.commissionCount(0);
            auction.name("lot" + format).category("");
        });
        decide();
    }

    /** Each round every lot gets one bid, of one bidder after the other, above all before. */
    private void play(int rounds) {
        int lots = bids.size() / BIDDERS;
        for (int round = 0; round < rounds; round++) {
            amount++;
            timeNs += SECOND / 100;
            for (int lot = 0; lot < lots; lot++) {
                UnsafeBuffer bid = bids.get(lot * BIDDERS + (int) (amount % BIDDERS));
                bid.putLong(BODY + PlaceBidEncoder.amountEncodingOffset(), amount, ByteOrder.LITTLE_ENDIAN);
                bid.putNaturalLongAscii(BODY + PlaceBidEncoder.BLOCK_LENGTH + 1, nextId++);
                out.clear();
                market.onCommand(bid, 0, bid.capacity(), timeNs, out);
            }
        }
    }

    private void add() {
        byte[] command = new byte[commands.length()];
        commands.buffer().getBytes(0, command);
        bids.add(new UnsafeBuffer(command));
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), timeNs, out);
    }
}
