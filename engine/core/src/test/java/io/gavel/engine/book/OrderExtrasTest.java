package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.TimeInForce;
import org.junit.jupiter.api.Test;

final class OrderExtrasTest {
    private static final int FAR = 5_000_000;

    private final OrderExtras extras = new OrderExtras();

    @Test
    void anOrderWithoutARecordIsAPlainOne() {
        assertFalse(extras.has(FAR));
        assertEquals(OrdType.LIMIT, extras.type(FAR));
        assertEquals(TimeInForce.GTC, extras.timeInForce(FAR));
        assertEquals(PostOnly.NO, extras.postOnly(FAR));
        assertEquals(SelfTrade.NULL_VAL, extras.selfTrade(FAR));
        assertEquals(OrderExtras.ABSENT, extras.holdTicks(FAR));
        assertEquals(OrderExtras.ABSENT, extras.stopTicks(FAR));
        assertEquals(0, extras.hiddenLots(FAR));
    }

    @Test
    void everythingIsKeptBesideEverythingElse() {
        extras.add(7, OrdType.STOP_LIMIT, TimeInForce.GTD, PostOnly.SLIDE, SelfTrade.NULL_VAL);
        extras.holdTicks(7, 1);
        extras.displayLots(7, 2);
        extras.hiddenLots(7, 3);
        extras.stopTicks(7, 4);
        extras.minLots(7, 5);
        extras.type(7, OrdType.LIMIT);

        assertTrue(extras.has(7));
        assertEquals(OrdType.LIMIT, extras.type(7));
        assertEquals(TimeInForce.GTD, extras.timeInForce(7));
        assertEquals(PostOnly.SLIDE, extras.postOnly(7));
        assertEquals(SelfTrade.NULL_VAL, extras.selfTrade(7));
        assertEquals(1, extras.holdTicks(7));
        assertEquals(2, extras.displayLots(7));
        assertEquals(3, extras.hiddenLots(7));
        assertEquals(4, extras.stopTicks(7));
        assertEquals(5, extras.minLots(7));
    }

    @Test
    void aRecordThatIsUsedAgainRemembersNothing() {
        extras.add(7, OrdType.MARKET, TimeInForce.DAY, PostOnly.REJECT, SelfTrade.DECREMENT);
        extras.hiddenLots(7, 3);
        extras.free(7);
        extras.add(FAR, OrdType.LIMIT, TimeInForce.DAY, PostOnly.NO, SelfTrade.NONE);

        assertFalse(extras.has(7));
        assertEquals(0, extras.hiddenLots(FAR));
        assertEquals(OrderExtras.ABSENT, extras.displayLots(FAR));
        assertEquals(SelfTrade.NONE, extras.selfTrade(FAR));
    }

    @Test
    void moreRecordsThanAPageHolds() {
        for (int order = 8; order < 40_000; order += 8) {
            extras.add(order, OrdType.LIMIT, TimeInForce.DAY, PostOnly.NO, SelfTrade.NONE);
            extras.holdTicks(order, order);
        }
        for (int order = 8; order < 40_000; order += 8) {
            assertEquals(order, extras.holdTicks(order));
        }
    }
}
