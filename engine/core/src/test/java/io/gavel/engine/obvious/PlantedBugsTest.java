package io.gavel.engine.obvious;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A comparison that finds nothing proves little, unless it finds what is there: a bug is planted in the engine's source, that
 * class is compiled once more, and the same random histories must see the difference.
 */
@DisplayName("Bugs that are planted in the engine are found by the comparison")
final class PlantedBugsTest {
    /** One line that is another one. */
    enum Bug {
        A_FILLED_ORDER_IS_STILL_FOUND(
                "book/OrderBook", "listener.onFilled(maker);\n            maker = behind;", "maker = behind;"),
        A_SECOND_SLICE_SHOWS_ALL(
                "book/OrderBook", "long slice = Math.min(extras.displayLots(order), hidden);", "long slice = hidden;"),
        THE_NEWEST_IS_CANCELED_WITH_THE_OLDEST(
                "book/GuardedMatch", "return mode != SelfTrade.CANCEL_OLDEST;", "return true;"),
        A_TAKER_KEEPS_THE_TOTAL_THAT_IT_LOST("book/GuardedMatch", "preventedLots += lots;", ""),
        A_STOP_WAITS_ON_THE_WRONG_SIDE("book/StopBook", "buys = new PriceLevels(-1,", "buys = new PriceLevels(1,"),
        A_CALL_WITH_BUYERS_LEFT_PRINTS_LOW(
                "book/call/CallProfile", "return prices.highest();", "return prices.lowest();"),
        A_FEE_IS_ROUNDED_DOWN(
                "account/Fees", "partRoundedUp(notional, percentMicros);", "part(notional, percentMicros);"),
        A_REPLACE_TO_MORE_KEEPS_ITS_PLACE(
                "market/orders/ReplaceDesk",
                "return replaced.priceTicks == priceTicks && replaced.qtyLots <= qtyLots;",
                "return replaced.priceTicks == priceTicks;"),
        THE_KILL_SWITCH_CANCELS_NOTHING(
                "market/orders/CancelDesk", "cancelAll(accountId, ALL, Side.NULL_VAL, CancelReason.ADMIN);", ""),
        AN_ORDER_LIVES_A_MOMENT_TOO_LONG("market/Market", "earliestNs() <= timeNs", "earliestNs() < timeNs"),
        A_FOK_TRADES_A_PART(
                "market/orders/Matching",
                "TimeInForce.FOK && tradedLots < taker.leavesLots",
                "TimeInForce.FOK && tradedLots == 0"),
        A_POST_ONLY_SLIDES_TOO_FAR(
                "market/state/TickTable", "long price = priceTicks - 1;", "long price = priceTicks - 2;"),
        A_COLLAR_IS_ROUNDED_OUTWARDS(
                "market/state/Collar", "return referenceTicks - width(", "return referenceTicks - 1 - width("),
        A_STOP_PRICE_MAY_LEAVE_THE_BAND("market/orders/OrderChecks", "&& isInBand(stopPx)", ""),
        AN_EXPRESS_ORDER_MAY_LEAVE_THE_BAND(
                "market/state/Instrument", "Math.min(Ledger.LIMIT - 1, bandHighTicks)", "Ledger.LIMIT - 1"),
        AN_EXPRESS_ORDER_IS_NOT_COVERED("market/orders/ExpressEntry", "&& ledger.covers(accountId, assetId, cost)", ""),
        AN_EXPRESS_ORDER_KNOWS_NO_LIMITS("market/orders/Express", " && !limits.areAny(accountId)", ""),
        AN_EXPRESS_ORDER_TRADES_AGAIN_WHEN_REPEATED(
                "market/orders/ExpressEntry",
                "if (answers.find(order.accountId, order.idHash()) != AnswerWindow.NONE",
                "if (false"),
        AN_EXPRESS_BUY_IS_HELD_LIKE_A_SELL(
                "market/state/Instrument", "return ofBuy & buys | lotMinor & ~buys;", "return lotMinor;"),
        AN_EXPRESS_CANCEL_LEAVES_THE_LAST_OF_ITS_ACCOUNT(
                "market/state/AccountOrders", "orIfNone(behind, before, (int) ends)", "(int) ends"),
        AN_EXPRESS_CANCEL_REACHES_INTO_OTHER_BOOKS(
                "market/orders/Express", "&& orders.instrumentId(order) == instrument.id()", ""),
        AN_EXPRESS_CANCEL_FORGETS_THE_ICEBERG("market/orders/Express", "&& orders.isPlain(order, idLength)", ""),
        AN_EXPRESS_REPLACE_LOSES_ITS_PLACE_FOR_LESS("market/orders/ExpressReplace", "if (keepsPlace", "if (false"),
        AN_EXPRESS_REPLACE_FORGETS_WHAT_IS_FILLED(
                "market/orders/ExpressReplace",
                "orders.change(order, side, lots, leaves);",
                "orders.change(order, side, lots, lots);"),
        A_CALL_HAS_AN_EXPRESS_DESK("market/state/Instrument", "PhaseRules.matches(phase) && ", "");

        private final String file;
        private final String is;
        private final String was;

        Bug(String file, String is, String was) {
            this.file = file;
            this.is = is;
            this.was = was;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) throws IOException, ReflectiveOperationException {
        new Planting(folder).expectFound(bug.file, bug.is, bug.was, "firstDifference");
    }
}
