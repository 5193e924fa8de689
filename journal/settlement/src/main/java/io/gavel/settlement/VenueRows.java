package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import io.gavel.wire.types.BooleanType;

/** Phases and prints of instruments, and kill switches of accounts, as they happened. */
final class VenueRows {
    private final PhaseChangedDecoder phaseChanged = new PhaseChangedDecoder();
    private final UncrossedDecoder uncrossed = new UncrossedDecoder();
    private final AccountBlockedDecoder accountBlocked = new AccountBlockedDecoder();
    private final Rows instruments;
    private final Rows blocks;

    VenueRows(RowBatch batch) {
        instruments = batch.rows(Table.INSTRUMENT_EVENT);
        blocks = batch.rows(Table.ACCOUNT_BLOCK);
    }

    void onPhaseChanged(Transaction tx) {
        phaseChanged.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        int phase = phaseChanged.phaseRaw();
        write(phaseChanged.instrumentId(), phase, Rows.NULL, Rows.NULL, Rows.NULL, tx);
    }

    void onUncrossed(Transaction tx) {
        uncrossed.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        long print = uncrossed.priceTicks();
        write(
                uncrossed.instrumentId(),
                Rows.NULL,
                print == UncrossedDecoder.priceTicksNullValue() ? Rows.NULL : print,
                uncrossed.qtyLots(),
                uncrossed.surplusLots(),
                tx);
    }

    void onAccountBlocked(Transaction tx) {
        accountBlocked.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        blocks.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(accountBlocked.accountId())
                .add(accountBlocked.blocked() == BooleanType.TRUE ? 1 : 0)
                .add(tx.timeNs())
                .end();
    }

    private void write(int instrumentId, long phase, long priceTicks, long qtyLots, long surplusLots, Transaction tx) {
        instruments
                .append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(instrumentId)
                .add(tx.eventTemplateId())
                .add(phase)
                .add(priceTicks)
                .add(qtyLots)
                .add(surplusLots)
                .add(tx.timeNs())
                .end();
    }
}
