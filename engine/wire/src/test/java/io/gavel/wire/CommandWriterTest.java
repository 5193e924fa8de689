package io.gavel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.log.RecoveredDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.junit.jupiter.api.Test;

class CommandWriterTest {
    private final CommandWriter writer = new CommandWriter();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Test
    void aBidActsForItsAccountWithoutAuthority() {
        writer.placeBid(17, 3, 700, 1, "b-1");
        assertFalse(isAdmin());
        assertEquals(17, accountId());
        PlaceBidDecoder bid =
                new PlaceBidDecoder().wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header);
        assertEquals(3, bid.auctionId());
        assertEquals(700, bid.amount());
        assertEquals(1, bid.qty());
        assertEquals("b-1", bid.clOrdId());
        assertEquals(bid.limit(), writer.length());
    }

    @Test
    void anOrderSaysItsTerms() {
        writer.newOrder(18, 2, OrderTerms.immediate(Side.SELL, 5, 100), "o");
        NewOrderDecoder order =
                new NewOrderDecoder().wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header);
        assertEquals(Side.SELL, order.side());
        assertEquals(TimeInForce.IOC, order.timeInForce());
        assertEquals(5, order.qty());
        assertEquals(100, order.price());
        assertEquals(TimeInForce.GTC, OrderTerms.resting(Side.BUY, 1, 1).timeInForce());
    }

    @Test
    void theNextCommandLeavesNothingOfTheOneBefore() {
        writer.deposit(17, 1, 5, "a-long-client-order-id-012345678");
        assertTrue(isAdmin());
        writer.cancelOrder(18, 2, "o");
        assertFalse(isAdmin());
        assertEquals(18, accountId());
        CancelOrderDecoder cancel =
                new CancelOrderDecoder().wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header);
        assertEquals("o", cancel.clOrdId());
        assertEquals(cancel.limit(), writer.length());
    }

    @Test
    void authorityCanBeGivenAndTaken() {
        writer.cancelAuction(17, 3, "c");
        assertFalse(isAdmin());
        writer.authority(true);
        assertTrue(isAdmin());
        writer.createAccount("alice", true);
        assertTrue(isAdmin());
        writer.authority(false);
        assertFalse(isAdmin());
        CreateAccountDecoder account =
                new CreateAccountDecoder().wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header);
        assertTrue(account.flags().unlimitedCredit());
        assertEquals("alice", account.name());
    }

    @Test
    void anInstrumentIsFilledByItsTerms() {
        writer.createInstrument(terms -> terms.baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.NONE)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(5)
                .lot(1)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(CreateInstrumentEncoder.maxQtyNullValue())
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .name("coal/usd"));
        assertTrue(isAdmin());
        CreateInstrumentDecoder instrument = new CreateInstrumentDecoder()
                .wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header);
        assertEquals(5, instrument.tick());
        assertEquals("coal/usd", instrument.name());
        assertEquals(instrument.limit(), writer.length());
    }

    @Test
    void recoveryActsForNobody() {
        writer.deposit(17, 1, 5, "d");
        assertEquals(
                5,
                new DepositDecoder()
                        .wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header)
                        .amount());
        writer.recovered(7, 9);
        assertEquals(CommandWriter.NO_ACCOUNT, accountId());
        RecoveredDecoder recovered =
                new RecoveredDecoder().wrapAndApplyHeader(writer.buffer(), Transaction.COMMAND_HEAD_LENGTH, header);
        assertEquals(7, recovered.lastNs());
        assertEquals(9, recovered.nowNs());
    }

    private int accountId() {
        return new CommandHeadDecoder().wrap(writer.buffer(), 0).accountId();
    }

    private boolean isAdmin() {
        return (new CommandHeadDecoder().wrap(writer.buffer(), 0).authority() & Transaction.AUTHORITY_ADMIN) != 0;
    }
}
