package io.gavel.engine.market;

/**
 * What a market is sized for. Limits are part of the rules: two markets that replay one journal need equal ones.
 *
 * @param maxAssets assets that can be created; beyond: {@code LIMIT_REACHED}
 * @param maxAccounts accounts that can be created, system accounts aside
 * @param maxInstruments instruments that can be created
 * @param maxAuctions auctions that can be created, and as many sessions
 * @param maxOpenOrders orders that can rest at once, 1 to {@link #MOST_OPEN_ORDERS}
 * @param idsPerAccount client order ids remembered an account, those of live orders not counted; 1 to 32,768
 * @param idsInAll client order ids remembered in all, those of live orders not counted; of these the youngest three
 *     quarters are forgotten for no other account's sake
 * @param roomForOrders for so many orders that rest there is memory from the beginning, about 150 bytes each, half of
 *     it outside the heap; more cost memory as they come. No part of the rules
 */
public record MarketConfig(
        int maxAssets,
        int maxAccounts,
        int maxInstruments,
        int maxAuctions,
        int maxOpenOrders,
        int idsPerAccount,
        int idsInAll,
        int roomForOrders) {
    /** There is memory for the levels of so many, and were each of them alone far and wide. */
    public static final int MOST_OPEN_ORDERS = 16_000_000;

    private static final int ROOM = 1 << 14;

    public MarketConfig {
        if (maxOpenOrders < 1 || maxOpenOrders > MOST_OPEN_ORDERS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_OPEN_ORDERS + " open orders, maxOpenOrders=" + maxOpenOrders);
        }
    }

    /** With room for 16,384 orders. */
    public MarketConfig(
            int maxAssets,
            int maxAccounts,
            int maxInstruments,
            int maxAuctions,
            int maxOpenOrders,
            int idsPerAccount,
            int idsInAll) {
        this(
                maxAssets,
                maxAccounts,
                maxInstruments,
                maxAuctions,
                maxOpenOrders,
                idsPerAccount,
                idsInAll,
                Math.min(ROOM, maxOpenOrders));
    }

    public static MarketConfig defaults() {
        return new MarketConfig(10_000, 10_000_000, 100_000, 10_000_000, MOST_OPEN_ORDERS, 1_024, 4_000_000);
    }

    /** The same with room for so many orders. */
    public MarketConfig withRoomForOrders(int room) {
        return new MarketConfig(
                maxAssets, maxAccounts, maxInstruments, maxAuctions, maxOpenOrders, idsPerAccount, idsInAll, room);
    }
}
