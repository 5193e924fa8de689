package io.gavel.engine.market;

import io.gavel.engine.Check;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.orders.OpenOrders;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import java.util.Map;
import java.util.TreeMap;

/** The law that what is held is exactly what open orders and leading bids may cost, recomputed from both. O(n). */
final class HoldsAudit {
    private final Listings listings;
    private final Ledger ledger;
    private final OrderStore orders;
    private final OpenOrders openOrders;
    private final Map<Long, Long> owed = new TreeMap<>();

    HoldsAudit(Listings listings, Ledger ledger, OrderStore orders, OpenOrders openOrders) {
        this.listings = listings;
        this.ledger = ledger;
        this.orders = orders;
        this.openOrders = openOrders;
    }

    void verify() {
        for (Instrument instrument : listings.instruments()) {
            if (instrument.movesMoney()) {
                OpenOrders.forEach(instrument, order -> addOrder(instrument, order));
            }
        }
        listings.auctions().forEach(this::addAuction);
        ledger.forEachBalance((accountId, assetId, total, held) -> {
            Long expected = owed.remove(key(accountId, assetId));
            Check.law(held == (expected == null ? 0 : expected), "what is held is owed", accountId, held);
        });
        Check.law(owed.isEmpty(), "what is owed is held", 0, owed.size());
    }

    private void addOrder(Instrument instrument, int order) {
        long holdTicks = openOrders.holdTicks(instrument, order);
        long amount = instrument.heldFor(orders.side(order), holdTicks, orders.allLots(order));
        if (amount != 0) {
            add(orders.accountId(order), instrument.paysWith(orders.side(order)), amount);
        }
    }

    private void addAuction(Auction auction) {
        auction.forEachHold(
                (accountId, amount) -> add(accountId, auction.terms().assetId(), amount));
    }

    private void add(int accountId, int assetId, long amount) {
        owed.merge(key(accountId, assetId), amount, Math::addExact);
    }

    private static long key(int accountId, int assetId) {
        return ((long) accountId << 32) | assetId;
    }
}
