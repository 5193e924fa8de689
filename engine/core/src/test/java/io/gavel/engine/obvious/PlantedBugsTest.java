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
        THE_WORST_OF_THE_NEXT_LEAF_BECOMES_THE_BEST(
                "book/PriceLevels", "found = bits(in);", "found = bits(in) & -bits(in);"),
        THE_PRICE_NEXT_TO_A_LEVEL_IS_SKIPPED(
                "book/PriceLevels",
                "long rest = bits(leaf) & (1L << level) - 1;",
                "long rest = bits(leaf) & (1L << level) - 1 >> 1;"),
        PRICES_FAR_FROM_THE_BEST_ARE_LOST(
                "book/LeafTrie",
                "if (rest != 0) {\n                return best",
                "if (false) {\n                return best"),
        A_NODE_KNOWS_ITS_FIRST_PART_ONLY("book/LeafTrie", "before | bit(up)", "before | 1L"),
        THE_LAST_OF_A_LEVEL_STAYS_WHEN_IT_LEAVES("book/PriceLevels", "chunks.setInt(level, lastNow);", ""),
        THE_WORST_PRICE_OF_A_CALL_IS_THE_BEST_OF_ITS_LEAF(
                "book/PriceLevels",
                "return sign * keyAt(leaf, Long.numberOfTrailingZeros(bits(leaf)));",
                "return sign * keyAt(leaf, highest(bits(leaf)));"),
        AN_ID_HIDES_THOSE_BEHIND_IT(
                "book/OrderIndex", "int any = (behind | -behind) >> Integer.SIZE - 1 & MANY;", "int any = 0;"),
        WHO_STOOD_BEHIND_A_CANCELED_ORDER_STILL_DOES(
                "book/OrderStore", "write(at, LINKS, pair(before, (int) read(at, LINKS)));", ""),
        A_LEVEL_COUNTS_ITS_LAST_ORDER_WHEN_IT_IS_GONE(
                "book/OrderStore", "levelLots(before, rest);", "levelLots(before, levelLots(last));"),
        A_QUANTITY_OF_32_BITS_IS_KEPT_IN_HALF_A_WORD(
                "book/OrderStore", "(qty | leaves) >>> Integer.SIZE - 1 == 0", "(qty | leaves) >>> Integer.SIZE == 0"),
        A_WIDE_ORDER_NEVER_GETS_LESS("book/OrderStore", "wide.reduce(lots, byLots);", ""),
        A_RENAMED_ORDER_FORGETS_ITS_LEVEL("book/OrderStore", "pair(sameBucket, level(order))", "pair(sameBucket, 0)"),
        AN_ICEBERG_SHOWS_ALL_AFTER_A_CALL(
                "book/CallAuction", "shown = Math.min(extras.displayLots(order), rest);", "shown = rest;"),
        WHO_ENTERED_EARLIER_STANDS_BEHIND_AFTER_A_CALL(
                "book/CallAuction",
                "if (orders.orderId(later) < orders.orderId(order)) {",
                "if (orders.orderId(later) > orders.orderId(order)) {"),
        A_DRY_RUN_FORGETS_WHAT_BOTH_SIDES_LOSE(
                "book/DryRun", "leavesLots -= lots;\n                return true;", "return true;"),
        A_DRY_RUN_SEES_NO_HIDDEN_LOTS("book/DryRun", "hiding.addInt(maker);", ""),
        STOPS_TO_SELL_COME_BEFORE_THOSE_TO_BUY(
                "book/StopBook",
                "int order = firstAt(buys, priceTicks);",
                "int order = firstAt(firstAt(sells, priceTicks) == OrderStore.NONE ? buys : sells, priceTicks);"),
        A_STOP_WAITS_FOR_A_PRICE_BEYOND_ITS_OWN(
                "book/StopBook",
                "return levels.meets(priceTicks) ?",
                "return levels.meets(priceTicks) && levels.bestPriceTicks() != priceTicks ?"),
        A_CALL_WITH_BUYERS_LEFT_PRINTS_LOW(
                "book/call/CallProfile", "return prices.highest();", "return prices.lowest();"),
        WHO_BUYS_AT_MARKET_PAYS_A_TICK_MORE_THAN_IS_HELD(
                "market/orders/Uncovered", "if (holdTicks < printTicks) {", "if (holdTicks < printTicks - 1) {"),
        WHO_IS_JUST_COVERED_TAKES_NO_PART(
                "market/orders/Uncovered", "if (holdTicks < printTicks) {", "if (holdTicks <= printTicks) {"),
        A_FILLED_ORDER_WAITS_FOR_THE_END_OF_A_CALL("book/CallAuction", "book.leaveCall(sell);", ""),
        A_CANCELED_ORDER_WAITS_FOR_THE_END_OF_A_CALL("book/OrderBook", "leaveCall(order);\n    }", "}"),
        WHO_WAITS_BEHIND_A_CANCELED_ORDER_OUTLIVES_THE_CALL(
                "book/OrderExtras", "put(record(before), BEHIND, behind);", ""),
        A_CALL_ENDS_WITH_THE_WORST_PRICE_FIRST(
                "book/PriceLevels",
                "sign * priceTicks(level) > sign * priceTicks(other)",
                "sign * priceTicks(level) < sign * priceTicks(other)"),
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
        A_STOP_ONLY_FOR_A_CALL_HAS_A_BAD_PRICE(
                "market/orders/OrderChecks", "return OrderField.TIME_IN_FORCE;", "return OrderField.STOP_PX;"),
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
        A_CALL_HAS_AN_EXPRESS_DESK("market/state/Instrument", "PhaseRules.matches(phase) && ", ""),
        A_CHAIN_OF_IDS_IS_SPLIT_LIKE_ONE_ORDER(
                Breadth.DEEP, "book/OrderIndex", "if (head >>> TAG_SHIFT == MANY) {", "if (false) {"),
        WHO_MOVES_TO_A_NEW_BUCKET_HIDES_THE_OTHERS(
                Breadth.DEEP,
                "book/OrderIndex",
                "moving = link(order, hash, moving);",
                "moving = link(order, hash, NONE);"),
        A_LEAF_THAT_WAS_GIVEN_BACK_WAS_USED_LATELY(
                Breadth.DEEP, "book/PriceLevels", "if (lately[slot] == leaf) {", "if (false) {"),
        A_LEAF_THAT_WAS_GIVEN_BACK_IS_STILL_IN_ITS_NODE(
                Breadth.DEEP, "book/LeafTrie", "chunks.setInt(node + place(up), NONE);", ""),
        A_PART_WITHOUT_ORDERS_IS_LOOKED_INTO(Breadth.FAR, "book/LeafTrie", "if (bits(was) != 0) {", "if (true) {"),
        WAYS_ARE_SORTED_BY_THEIR_SIGN(
                Breadth.FAR, "book/LeafTrie", "(leafKey << PLACE_BITS ^ Long.MIN_VALUE)", "(leafKey << PLACE_BITS)"),
        THERE_IS_NO_MEMORY_FOR_MORE_LEAVES(Breadth.FAR, "book/LevelChunks", "makeRoom(nextWord);", ""),
        THERE_IS_NO_MEMORY_FOR_MORE_ORDERS(Breadth.DEEP, "book/Records", "makeRoom(nextOrder + ROOM);", ""),
        A_LEVEL_OF_TOO_MANY_LOTS_COUNTS_ANEW(
                Breadth.HUGE,
                "book/OrderStore",
                "before < 0 || before + lots < 0 ? TOO_MANY",
                "before + lots < 0 ? TOO_MANY"),
        A_LEVEL_OF_TOO_MANY_LOTS_IS_TAKEN_FOR_A_NUMBER(
                Breadth.HUGE, "book/LevelWalk", "levels.lots(level) == Long.MAX_VALUE ||", "false ||"),
        A_CALL_COUNTS_NO_MORE_THAN_A_LONG(Breadth.HUGE, "book/call/WideLots", "high++;", ""),
        A_CALL_TAKES_AWAY_NO_MORE_THAN_A_LONG(Breadth.HUGE, "book/call/WideLots", "high--;", ""),
        A_CALL_COMPARES_NO_MORE_THAN_A_LONG(
                Breadth.HUGE, "book/call/WideLots", "return byHigh != 0 ? byHigh :", "return"),
        A_CALL_TELLS_THE_REST_OF_A_LONG(
                Breadth.HUGE, "book/call/WideLots", "return high == 0 ? low : Long.MAX_VALUE;", "return low;"),
        A_CALL_ADDS_A_LEVEL_IN_PARTS_UP_TO_A_LONG(
                Breadth.HUGE, "book/call/CallSide", "lotsHigh[count - 1] += low >>> Long.SIZE - 1;", "");

        private final Breadth breadth;
        private final String file;
        private final String is;
        private final String was;

        Bug(String file, String is, String was) {
            this(Breadth.NARROW, file, is, was);
        }

        /** @param breadth of the history that the search begins with: what others would not find */
        Bug(Breadth breadth, String file, String is, String was) {
            this.breadth = breadth;
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
        new Planting(folder).expectFound(bug.file, bug.is, bug.was, bug.breadth.firstSeed());
    }
}
