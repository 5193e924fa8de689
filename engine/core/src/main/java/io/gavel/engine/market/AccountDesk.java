package io.gavel.engine.market;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.orders.OpenOrders;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.SetAccountLimitsDecoder;

/** Decides what the venue allows an account. Orders that are open stay, even beyond a new limit. */
final class AccountDesk {
    private static final int NO_ASSET = 0;

    private final Listings listings;
    private final OrderStore orders;
    private final AccountOrders accountOrders;
    private final AccountLimits limits;
    private final OpenOrders openOrders;
    private final Facts facts;

    AccountDesk(
            Listings listings,
            OrderStore orders,
            AccountOrders accountOrders,
            AccountLimits limits,
            OpenOrders openOrders,
            Facts facts) {
        this.listings = listings;
        this.orders = orders;
        this.accountOrders = accountOrders;
        this.limits = limits;
        this.openOrders = openOrders;
        this.facts = facts;
    }

    /** Sets both limits: of notional in the asset that is named, or with none named no limit in any. */
    void setAccountLimits(int accountId, SetAccountLimitsDecoder command) {
        long maxOpenOrders = command.maxOpenOrders();
        long maxOpenNotional = command.maxOpenNotional();
        int assetId = command.assetId();
        boolean hasNotional = maxOpenNotional != AccountLimits.NONE;
        if (assetId != NO_ASSET && !listings.assets.has(assetId)) {
            facts.refused(Refusal.UNKNOWN_ASSET);
        } else if (maxOpenOrders != AccountLimits.NONE && maxOpenOrders < 0
                || hasNotional && (assetId == NO_ASSET || maxOpenNotional < 0)) {
            facts.refused(Refusal.BAD_DEFINITION);
        } else if (hasNotional && maxOpenNotional >= Ledger.LIMIT) {
            facts.refused(Refusal.AMOUNT_RANGE);
        } else {
            limits.maxOpenOrders(accountId, maxOpenOrders);
            if (hasNotional) {
                limitNotional(accountId, assetId, maxOpenNotional);
            } else {
                limits.freeNotional(accountId, assetId);
            }
            facts.applied();
        }
    }

    /** Limits what an account's open orders may be worth in an asset, and counts them if nobody did. */
    void limitNotional(int accountId, int assetId, long max) {
        if (limits.maxOpenNotional(accountId, assetId, max)) {
            count(limits, accountId, assetId);
        }
    }

    /** Recounts what accounts with limits have open. O(n): for tests, replay and the simulator. */
    void verify() {
        for (int accountId = 0; accountId < limits.endAccountId(); accountId++) {
            AccountLimits counted = new AccountLimits();
            int account = accountId;
            limits.forEachNotional(account, (assetId, max) -> {
                counted.maxOpenNotional(account, assetId, max);
                count(counted, account, assetId);
            });
            limits.verify(account, counted);
        }
    }

    private void count(AccountLimits into, int accountId, int assetId) {
        for (int order = accountOrders.first(accountId);
                order != AccountOrders.NONE;
                order = accountOrders.behind(order)) {
            Instrument instrument = listings.instrument(orders.instrumentId(order));
            if (instrument.quoteAssetId() == assetId) {
                into.changed(
                        accountId, instrument, 0, 0, openOrders.holdTicks(instrument, order), orders.allLots(order));
            }
        }
    }
}
