package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.types.RiskMode;

/** Assets, accounts and instruments, one row each when it is created. The directory remembers what later rows need. */
final class ReferenceRows {
    /** {@code account.kind} of what a command created; 1 are the system's, which the schema brings along. */
    private static final int CREATED_KIND = 2;

    /** Columns of an instrument that only the market goes by. */
    private static final int BOUNDS = 3;

    private final CreateAccountDecoder createAccount = new CreateAccountDecoder();
    private final CreateInstrumentDecoder createInstrument = new CreateInstrumentDecoder();

    private final Directory directory;
    private final Rows assets;
    private final Rows accounts;
    private final Rows instruments;
    private final RowSum sum;

    ReferenceRows(RowBatch batch, Directory directory, RowSum sum) {
        this.directory = directory;
        this.sum = sum;
        assets = batch.rows(Table.ASSET);
        accounts = batch.rows(Table.ACCOUNT);
        instruments = batch.rows(Table.INSTRUMENT);
    }

    void onAssetCreated(Transaction tx, int id) {
        Directory.Asset asset = directory.asset(id);
        assets.at(id)
                .add(id)
                .addText(asset.name())
                .add(asset.decimals())
                .add(tx.seq())
                .end();
        sum.add(assets.hash());
    }

    void onAccountCreated(Transaction tx, int id) {
        createAccount.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        accounts.at(id)
                .add(id)
                .addText(directory.account(id).name())
                .add(CREATED_KIND)
                .add(createAccount.flags().unlimitedCredit() ? 1 : 0)
                .add(tx.seq())
                .end();
    }

    void onInstrumentCreated(Transaction tx, int id) {
        createInstrument.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        Directory.Instrument instrument = directory.instrument(id);
        instruments
                .at(id)
                .add(id)
                .addText(instrument.name())
                .add(instrument.baseAssetId())
                .add(instrument.quoteAssetId())
                .add(createInstrument.riskRaw())
                .add(instrument.priceDecimals())
                .add(instrument.qtyDecimals())
                .add(instrument.tick())
                .add(instrument.lot())
                .add(createInstrument.minQty())
                .add(createInstrument.maxQty())
                .add(createInstrument.maxNotional())
                .add(tx.seq())
                .add(instrument.makerFeePercentMicros())
                .add(instrument.takerFeePercentMicros())
                .end();
        sum.add(instruments.hash());
    }

    void restoreAssets(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            directory.learnAsset(row.integer(), row.text(), row.integer());
            sum.add(row.hash());
        }
    }

    void restoreInstruments(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            int id = row.integer();
            String name = row.text();
            int baseAssetId = row.integer();
            int quoteAssetId = row.integer();
            RiskMode risk = RiskMode.get((short) row.integer());
            int priceDecimals = row.integer();
            int qtyDecimals = row.integer();
            long tick = row.number();
            long lot = row.number();
            for (int bound = 0; bound < BOUNDS; bound++) {
                row.number();
            }
            row.number(); // The sequence.
            directory.learnInstrument(
                    id,
                    baseAssetId,
                    quoteAssetId,
                    risk,
                    priceDecimals,
                    qtyDecimals,
                    tick,
                    lot,
                    row.number(),
                    row.number(),
                    name);
            sum.add(row.hash());
        }
    }
}
