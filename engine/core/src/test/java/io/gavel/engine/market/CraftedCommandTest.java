package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.Hash64;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Refusal;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hashes are no secrets: who looks for two bodies with one finds them, and must gain nothing by it. */
class CraftedCommandTest {
    private static final int LAMP = 1;
    private static final int NOWHERE = 999;
    private static final int BOOK = 1;
    private static final String ID = "same";
    private static final String ORIG = "orig";

    private final Market market = new Market(MarketConfig.defaults());
    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(1024);

    @Test
    void aBodyWithTheHashOfAnotherIsRefusedAndNothingHalts() {
        commands.createAsset("USD", 2);
        decide();
        commands.createAccount("alice", true);
        decide();
        commands.createAuction(CraftedCommandTest::lamp);
        decide();
        long[] amounts = bodiesWithOneHash();

        placeBid(LAMP, amounts[0]);
        assertEquals(BidAcceptedDecoder.TEMPLATE_ID, decide());
        placeBid(NOWHERE, amounts[1]);
        assertEquals(RefusedDecoder.TEMPLATE_ID, decide());
        assertEquals(Refusal.CL_ORD_ID_REUSED.code(), refusalCode());
        market.verify();
    }

    @Test
    void aReplaceWithTheHashOfAnotherIsRefusedAndNothingHalts() {
        commands.createAsset("USD", 2);
        decide();
        commands.createAsset("ACM", 0);
        decide();
        commands.createAccount("alice", true);
        decide();
        commands.createInstrument(terms -> terms.baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .name("ACME"));
        decide();
        commands.newOrder(SystemAccount.FIRST_USER, BOOK, OrderTerms.resting(Side.SELL, 1_000_000, 1), ORIG);
        decide();
        long[] quantities = replacesWithOneHash();

        replace(BOOK, quantities[0]);
        assertEquals(OrderReplacedDecoder.TEMPLATE_ID, decide());
        replace(NOWHERE, quantities[1]);
        assertEquals(RefusedDecoder.TEMPLATE_ID, decide());
        assertEquals(Refusal.CL_ORD_ID_REUSED.code(), refusalCode());
        market.verify();
    }

    /** The quantity of a replace in the book, and one of a replace in none, whose bodies have the same 32-bit hash. */
    private long[] replacesWithOneHash() {
        Map<Integer, Long> inTheBook = new HashMap<>();
        for (long qty = 1; qty < 300_000; qty++) {
            replace(BOOK, qty);
            inTheBook.put(replaceHash(), qty);
        }
        for (long qty = 1; qty < 1_000_000; qty++) {
            replace(NOWHERE, qty);
            Long other = inTheBook.get(replaceHash());
            if (other != null) {
                return new long[] {other, qty};
            }
        }
        throw new IllegalStateException("expected two bodies with one hash among these many");
    }

    private int replaceHash() {
        int body = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        int block = ReplaceOrderDecoder.BLOCK_LENGTH;
        int hash = (int) Hash64.of(ReplaceOrderDecoder.TEMPLATE_ID, commands.buffer(), body, block);
        int orig = body + block + 1 + ID.length() + 1;
        return (int) Hash64.of(hash, commands.buffer(), orig, ORIG.length());
    }

    private void replace(int instrumentId, long qty) {
        commands.replaceOrder(
                SystemAccount.FIRST_USER, instrumentId, qty, ReplaceOrderDecoder.priceNullValue(), ID, ORIG);
    }

    /** The amount of a bid on the lamp, and one of a bid on nothing, whose bodies have the same 32-bit hash. */
    private long[] bodiesWithOneHash() {
        Map<Integer, Long> onTheLamp = new HashMap<>();
        for (long amount = 1_000; amount < 301_000; amount++) {
            placeBid(LAMP, amount);
            onTheLamp.put(bodyHash(), amount);
        }
        for (long amount = 1; amount < 1_000_000; amount++) {
            placeBid(NOWHERE, amount);
            Long other = onTheLamp.get(bodyHash());
            if (other != null) {
                return new long[] {other, amount};
            }
        }
        throw new IllegalStateException("expected two bodies with one hash among these many");
    }

    private int bodyHash() {
        int body = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        return (int) Hash64.of(PlaceBidDecoder.TEMPLATE_ID, commands.buffer(), body, PlaceBidDecoder.BLOCK_LENGTH);
    }

    private void placeBid(int auctionId, long amount) {
        commands.placeBid(SystemAccount.FIRST_USER, auctionId, amount, 0, ID);
    }

    /** Decides the command just written; the template of its first event. */
    private int decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), 1, out);
        Transaction transaction = new Transaction().wrap(out.buffer(), 0, market.lastSeq());
        assertTrue(transaction.nextEvent());
        return transaction.eventTemplateId();
    }

    private int refusalCode() {
        Transaction transaction = new Transaction().wrap(out.buffer(), 0, market.lastSeq());
        transaction.nextEvent();
        return new RefusedDecoder()
                .wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion())
                .code();
    }

    private static void lamp(CreateAuctionEncoder terms) {
        terms.format(AuctionFormat.ENGLISH)
                .assetId(1)
                .sellerAccountId(0)
                .qty(1)
                .start(1)
                .reserve(CreateAuctionEncoder.reserveNullValue())
                .buyNow(CreateAuctionEncoder.buyNowNullValue())
                .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                .proxy(BooleanType.TRUE)
                .incrementPercentMicros(10_000_000)
                .opensAtNs(CreateAuctionEncoder.opensAtNsNullValue())
                .closesAtNs(CreateAuctionEncoder.closesAtNsNullValue())
                .durationNs(CreateAuctionEncoder.durationNsNullValue())
                .softCloseWindowNs(CreateAuctionEncoder.softCloseWindowNsNullValue())
                .softCloseExtensionNs(CreateAuctionEncoder.softCloseExtensionNsNullValue())
                .softCloseCapNs(CreateAuctionEncoder.softCloseCapNsNullValue())
                .softCloseAnchor(ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.PRICE)
                .incrementsCount(0);
        terms.name("lamp");
    }
}
