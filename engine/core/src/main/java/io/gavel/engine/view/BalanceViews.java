package io.gavel.engine.view;

import io.gavel.engine.account.LedgerLegs;
import io.gavel.engine.account.LegSink;
import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BalanceRecordDecoder;
import org.agrona.collections.Long2ObjectHashMap;

/** What every account has of every asset, from the legs of all events. One thread. */
final class BalanceViews {
    private final ReferenceData reference;
    private final LedgerLegs legs = new LedgerLegs();
    private final Long2ObjectHashMap<BalanceView> balances = new Long2ObjectHashMap<>();
    private final LegSink post = (accountId, assetId, totalDelta, heldDelta, kind) -> {
        BalanceView balance = balance(accountId, assetId);
        balance.totalMinor += totalDelta;
        balance.heldMinor += heldDelta;
    };

    BalanceViews(ReferenceData reference) {
        this.reference = reference;
    }

    /** Takes in the event at which the transaction stands. */
    void onEvent(Transaction transaction) {
        legs.onEvent(transaction, reference, post);
    }

    void restore(BalanceRecordDecoder record) {
        BalanceView balance = balance(record.accountId(), record.assetId());
        balance.totalMinor = record.totalMinor();
        balance.heldMinor = record.heldMinor();
    }

    /** What an account has of an asset; null: nothing ever. */
    BalanceView find(int accountId, int assetId) {
        return balances.get(key(accountId, assetId));
    }

    private BalanceView balance(int accountId, int assetId) {
        long key = key(accountId, assetId);
        BalanceView balance = balances.get(key);
        if (balance == null) {
            balance = new BalanceView();
            balances.put(key, balance);
        }
        return balance;
    }

    private static long key(int accountId, int assetId) {
        return (long) accountId << 32 | assetId;
    }
}
