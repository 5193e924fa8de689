package io.gavel.engine.market;

import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.InstrumentTerms;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Names;
import io.gavel.engine.market.state.TickTable;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.log.AccountLimitsRecordEncoder;
import io.gavel.wire.log.AccountRecordEncoder;
import io.gavel.wire.log.AssetRecordEncoder;
import io.gavel.wire.log.BalanceRecordEncoder;
import io.gavel.wire.log.CancelAllAfterRecordEncoder;
import io.gavel.wire.log.InstrumentRecordEncoder;
import io.gavel.wire.log.SnapshotHeaderEncoder;
import io.gavel.wire.log.SnapshotTrailerEncoder;
import io.gavel.wire.log.TickBandRecordEncoder;
import io.gavel.wire.types.RiskMode;

/**
 * Writes the whole state of a market, values only, in canonical order: what was created by id, balances by account and
 * asset, orders by instrument, side, price and time, answers by account and age. The state hash is the hash of these records.
 */
final class SnapshotWriter {
    private final RecordWriter out;

    SnapshotWriter(SnapshotSink sink) {
        out = new RecordWriter(sink);
    }

    /** Writes all records and returns the state hash. */
    long write(Market market) {
        writeHeader(market);
        Listings listings = market.listings();
        writeAssets(listings);
        writeAccounts(market);
        writeBalances(market);
        listings.instruments().forEach(instrument -> writeInstrument(listings, instrument));
        listings.instruments().forEach(this::writeTickTable);
        writeAccountLimits(market);
        writeDeadMen(listings);
        OrderRecordsWriter orders = new OrderRecordsWriter(market, out);
        orders.writeOrders();
        new AuctionRecordsWriter(market, out).write();
        orders.writeAnswers();
        return writeTrailer();
    }

    private void writeHeader(Market market) {
        new SnapshotHeaderEncoder()
                .wrap(out.buffer(), RecordWriter.BODY)
                .lastSeq(market.lastSeq())
                .lastTimeNs(market.lastTimeNs())
                .ruleSet(market.ruleSet())
                .nextOrderId(market.orderDesk().nextOrderId())
                .idsHeard(Integer.toUnsignedLong(market.answers().heard()))
                .turnToForget(market.answers().turn())
                .endAccountHeard(market.answers().endAccountId());
        out.emit(SnapshotHeaderEncoder.TEMPLATE_ID, SnapshotHeaderEncoder.BLOCK_LENGTH);
    }

    private void writeAssets(Listings listings) {
        AssetRecordEncoder record = new AssetRecordEncoder();
        for (int id = listings.assets.firstId(); id < listings.assets.endId(); id++) {
            record.wrap(out.buffer(), RecordWriter.BODY)
                    .assetId(id)
                    .decimals((short) listings.decimals(id))
                    .name(listings.assets.name(id));
            out.emit(AssetRecordEncoder.TEMPLATE_ID, AssetRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        }
    }

    private void writeAccounts(Market market) {
        AccountRecordEncoder record = new AccountRecordEncoder();
        Names accounts = market.listings().accounts;
        for (int id = accounts.firstId(); id < accounts.endId(); id++) {
            record.wrap(out.buffer(), RecordWriter.BODY).accountId(id);
            record.flags()
                    .clear()
                    .unlimitedCredit(market.ledger().hasCredit(id))
                    .blocked(market.accountLimits().isBlocked(id));
            record.name(accounts.name(id));
            out.emit(AccountRecordEncoder.TEMPLATE_ID, AccountRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        }
    }

    private void writeBalances(Market market) {
        BalanceRecordEncoder record = new BalanceRecordEncoder();
        market.ledger().forEachBalance((accountId, assetId, total, held) -> {
            record.wrap(out.buffer(), RecordWriter.BODY)
                    .accountId(accountId)
                    .assetId(assetId)
                    .totalMinor(total)
                    .heldMinor(held);
            out.emit(BalanceRecordEncoder.TEMPLATE_ID, BalanceRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        });
    }

    private void writeInstrument(Listings listings, Instrument instrument) {
        InstrumentRecordEncoder record = new InstrumentRecordEncoder();
        InstrumentTerms terms = instrument.terms();
        record.wrap(out.buffer(), RecordWriter.BODY)
                .instrumentId(instrument.id())
                .baseAssetId(terms.baseAssetId())
                .quoteAssetId(terms.quoteAssetId())
                .risk(terms.movesMoney() ? RiskMode.FULL : RiskMode.NONE)
                .priceDecimals((short) terms.priceDecimals())
                .qtyDecimals((short) terms.qtyDecimals())
                .tick(terms.tick())
                .lot(terms.lot())
                .minQty(terms.minQty())
                .maxQty(terms.maxQty())
                .maxNotional(terms.maxNotional())
                .minNotional(terms.minNotional())
                .phase(instrument.phase())
                .uncross(terms.uncross())
                .selfTrade(terms.selfTrade())
                .bandLowTicks(instrument.bandLowTicks())
                .bandHighTicks(instrument.bandHighTicks())
                .referenceTicks(instrument.givenReferenceTicks())
                .collarPercentMicros(instrument.collarPercentMicros())
                .makerFeePercentMicros(terms.makerFeePercentMicros())
                .takerFeePercentMicros(terms.takerFeePercentMicros())
                .lastTicks(instrument.lastTicks())
                .name(listings.instruments.name(instrument.id()));
        out.emit(InstrumentRecordEncoder.TEMPLATE_ID, InstrumentRecordEncoder.BLOCK_LENGTH, record.encodedLength());
    }

    private void writeTickTable(Instrument instrument) {
        TickTable table = instrument.tickTable();
        if (table == TickTable.EVERY_TICK) {
            return;
        }
        TickBandRecordEncoder record = new TickBandRecordEncoder();
        for (int band = 0; band < table.bands(); band++) {
            long below = table.below(band);
            record.wrap(out.buffer(), RecordWriter.BODY)
                    .instrumentId(instrument.id())
                    .belowTicks(below == TickTable.UNBOUNDED ? TickBandRecordEncoder.belowTicksNullValue() : below)
                    .stepTicks(table.step(band));
            out.emit(TickBandRecordEncoder.TEMPLATE_ID, TickBandRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        }
    }

    /** The limit of orders stands in each of an account's records; without one of notional it has one of no asset. */
    private void writeAccountLimits(Market market) {
        AccountLimitsRecordEncoder record = new AccountLimitsRecordEncoder();
        AccountLimits limits = market.accountLimits();
        Names accounts = market.listings().accounts;
        for (int id = accounts.firstId(); id < accounts.endId(); id++) {
            int accountId = id;
            long maxOpenOrders = limits.maxOpenOrders(accountId);
            long before = out.records();
            limits.forEachNotional(
                    accountId, (assetId, max) -> writeAccountLimits(record, accountId, maxOpenOrders, assetId, max));
            if (out.records() == before && maxOpenOrders != AccountLimits.NONE) {
                writeAccountLimits(record, accountId, maxOpenOrders, 0, AccountLimits.NONE);
            }
        }
    }

    private void writeAccountLimits(
            AccountLimitsRecordEncoder record, int accountId, long maxOpenOrders, int assetId, long maxOpenNotional) {
        record.wrap(out.buffer(), RecordWriter.BODY)
                .accountId(accountId)
                .maxOpenOrders(maxOpenOrders)
                .assetId(assetId)
                .maxOpenNotional(maxOpenNotional);
        out.emit(AccountLimitsRecordEncoder.TEMPLATE_ID, AccountLimitsRecordEncoder.BLOCK_LENGTH);
    }

    private void writeDeadMen(Listings listings) {
        CancelAllAfterRecordEncoder record = new CancelAllAfterRecordEncoder();
        Timers timers = listings.timers;
        for (int id = listings.accounts.firstId(); id < listings.accounts.endId(); id++) {
            long deadlineNs = timers.deadlineNs(Timers.Kind.DEAD_MAN, id);
            if (deadlineNs != Timers.NEVER) {
                record.wrap(out.buffer(), RecordWriter.BODY)
                        .accountId(id)
                        .deadlineNs(deadlineNs)
                        .setSeq(timers.createdSeq(Timers.Kind.DEAD_MAN, id));
                out.emit(CancelAllAfterRecordEncoder.TEMPLATE_ID, CancelAllAfterRecordEncoder.BLOCK_LENGTH);
            }
        }
    }

    /** Says the hash of all records before it. */
    private long writeTrailer() {
        long stateHash = out.hash();
        new SnapshotTrailerEncoder()
                .wrap(out.buffer(), RecordWriter.BODY)
                .records(out.records())
                .stateHash(stateHash);
        out.emit(SnapshotTrailerEncoder.TEMPLATE_ID, SnapshotTrailerEncoder.BLOCK_LENGTH);
        return stateHash;
    }
}
