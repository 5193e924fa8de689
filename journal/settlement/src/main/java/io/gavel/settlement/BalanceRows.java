package io.gavel.settlement;

import io.gavel.engine.account.LedgerLegs;
import io.gavel.engine.account.LegKind;
import io.gavel.engine.account.LegSink;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import org.agrona.collections.Long2ObjectHashMap;

/** Ledger entries and balances: the legs of every event, as they happened and summed up. */
final class BalanceRows implements LegSink {
    private static final class Balance {
        long totalMinor;
        long heldMinor;
        long hash = RowSum.NONE;
    }

    private final LedgerLegs legs = new LedgerLegs();
    private final ReferenceData reference;
    private final Rows entries;
    private final Rows balances;
    private final RowSum sum;
    private final Long2ObjectHashMap<Balance> byKey = new Long2ObjectHashMap<>();

    private Transaction tx;
    private int leg;

    BalanceRows(RowBatch batch, ReferenceData reference, RowSum sum) {
        this.reference = reference;
        this.sum = sum;
        entries = batch.rows(Table.LEDGER_ENTRY);
        balances = batch.rows(Table.BALANCE);
    }

    /** Posts what the current event moves. */
    void onEvent(Transaction transaction) {
        tx = transaction;
        leg = 0;
        legs.onEvent(transaction, reference, this);
    }

    @Override
    public void post(int accountId, int assetId, long totalDelta, long heldDelta, LegKind kind) {
        if (totalDelta != 0) {
            entries.append()
                    .add(tx.seq())
                    .add(tx.eventIndex())
                    .add(leg++)
                    .add(accountId)
                    .add(assetId)
                    .add(totalDelta)
                    .add(kind.code())
                    .add(tx.timeNs())
                    .end();
        }
        long key = key(accountId, assetId);
        Balance balance = byKey.get(key);
        if (balance == null) {
            balance = new Balance();
            byKey.put(key, balance);
        }
        balance.totalMinor += totalDelta;
        balance.heldMinor += heldDelta;
        balances.at(key)
                .add(accountId)
                .add(assetId)
                .add(balance.totalMinor)
                .add(balance.heldMinor)
                .add(tx.seq())
                .end();
        balance.hash = sum.replace(balance.hash, balances.hash());
    }

    void restore(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            long key = key(row.integer(), row.integer());
            Balance balance = new Balance();
            balance.totalMinor = row.number();
            balance.heldMinor = row.number();
            balance.hash = sum.replace(RowSum.NONE, row.hash());
            byKey.put(key, balance);
        }
    }

    private static long key(int accountId, int assetId) {
        return ((long) accountId << Integer.SIZE) | assetId;
    }
}
