package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.junit.jupiter.api.Test;

/** What an operator gives up took order ids, whichever event gave them. */
final class GivenUpOrdersTest {
    private static final int ACCOUNT = 16;
    private static final int BOOK = 1;

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(1024);

    @Test
    void theIdOfAPlainOrderIsNotGivenAgain() {
        assertEquals(2, idAfterGivingUp(OrderTerms.resting(Side.BUY, 1, 1)));
    }

    @Test
    void theIdOfAStopIsNotGivenAgain() {
        OrderTerms stop = new OrderTerms(Side.BUY, OrdType.STOP, TimeInForce.GTC, 1, OrderTerms.NO_PRICE);
        assertEquals(2, idAfterGivingUp(stop.when(Conditions.NONE.withStopPx(9))));
    }

    /** The id of the next order where one like this was given up. */
    private long idAfterGivingUp(OrderTerms terms) {
        Market live = listed();
        Market other = listed();
        commands.newOrder(ACCOUNT, BOOK, terms, "1");
        decide(live);
        other.pass(new Transaction().wrap(out.buffer(), 0, live.lastSeq()));
        commands.newOrder(ACCOUNT, BOOK, OrderTerms.resting(Side.BUY, 1, 1), "2");
        Transaction next = decide(other);
        return new OrderAcceptedDecoder()
                .wrap(next.buffer(), next.eventOffset(), next.eventBlockLength(), next.eventVersion())
                .orderId();
    }

    private Market listed() {
        Market market = new Market(MarketConfig.defaults());
        commands.createAsset("coal", 0);
        decide(market);
        commands.createAsset("usd", 0);
        decide(market);
        commands.createAccount("ann", true);
        decide(market);
        commands.createInstrument(terms -> terms.baseAssetId(1)
                .quoteAssetId(2)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 0)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .name("coal/usd"));
        decide(market);
        return market;
    }

    private Transaction decide(Market market) {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), 1, out);
        Transaction transaction = new Transaction().wrap(out.buffer(), 0, market.lastSeq());
        transaction.nextEvent();
        return transaction;
    }
}
