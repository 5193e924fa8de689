package io.gavel.journal.tool;

import io.gavel.engine.account.LedgerLegs;
import io.gavel.engine.account.LegKind;
import io.gavel.engine.account.LegSink;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import java.util.Locale;
import org.agrona.collections.Long2ObjectHashMap;

/** Rows of balances, derived from events as everybody derives them. Remembers all balances. */
final class BalanceHistory {
    private static final class Balance {
        private long totalMinor;
        private long heldMinor;
    }

    private final Directory directory;
    private final CsvTable table;
    private final LedgerLegs legs = new LedgerLegs();
    private final LegSink post = this::onLeg;
    private final Long2ObjectHashMap<Balance> balances = new Long2ObjectHashMap<>();

    private Transaction at;
    private int leg;

    BalanceHistory(Directory directory, CsvTable table) {
        this.directory = directory;
        this.table = table;
    }

    void onEvent(Transaction at) {
        this.at = at;
        leg = 0;
        legs.onEvent(at, directory, post);
    }

    private void onLeg(int accountId, int assetId, long totalDelta, long heldDelta, LegKind kind) {
        if (totalDelta == 0 && heldDelta == 0) {
            return;
        }
        long key = (long) accountId << 32 | assetId;
        Balance balance = balances.get(key);
        if (balance == null) {
            balance = new Balance();
            balances.put(key, balance);
        }
        balance.totalMinor += totalDelta;
        balance.heldMinor += heldDelta;
        Directory.Asset asset = directory.asset(assetId);
        table.begin()
                .number(at.seq())
                .number(at.eventIndex())
                .number(leg++)
                .time(at.timeNs())
                .number(at.timeNs())
                .text(directory.account(accountId).name())
                .text(asset.name())
                .text(kind.name().toLowerCase(Locale.ROOT))
                .decimal(totalDelta, asset.decimals())
                .decimal(heldDelta, asset.decimals())
                .decimal(balance.totalMinor, asset.decimals())
                .decimal(balance.heldMinor, asset.decimals())
                .end();
    }
}
