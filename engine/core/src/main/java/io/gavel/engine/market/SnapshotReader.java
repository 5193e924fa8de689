package io.gavel.engine.market;

import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.InstrumentTerms;
import io.gavel.engine.market.state.TickTable;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AccountLimitsRecordDecoder;
import io.gavel.wire.log.AccountRecordDecoder;
import io.gavel.wire.log.AnswerRecordDecoder;
import io.gavel.wire.log.AssetRecordDecoder;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.BidLimitsRecordDecoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidderRecordDecoder;
import io.gavel.wire.log.CancelAllAfterRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.InstrumentRecordDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.log.OutageRecordDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.log.SnapshotHeaderDecoder;
import io.gavel.wire.log.SnapshotTrailerDecoder;
import io.gavel.wire.log.TickBandRecordDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;
import org.agrona.DirectBuffer;

/** Puts a written state back into a new market, record by record, and checks at the end that it is the same state. */
final class SnapshotReader {
    private final Market market;
    private final OrderRecordsReader orders;
    private final AuctionRecordsReader auctions;
    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final BalanceRecordDecoder balanceRecord = new BalanceRecordDecoder();
    private final OrderRecordDecoder orderRecord = new OrderRecordDecoder();
    private final AnswerRecordDecoder answerRecord = new AnswerRecordDecoder();
    private final BidRecordDecoder bidRecord = new BidRecordDecoder();
    private long idsHeard = SnapshotHeaderDecoder.idsHeardNullValue();
    private long records;
    private boolean complete;

    SnapshotReader(Market market) {
        this.market = market;
        orders = new OrderRecordsReader(market);
        auctions = new AuctionRecordsReader(market);
    }

    void read(SnapshotSource source) {
        if (market.lastSeq() != 0) {
            throw new IllegalStateException("expected a new market, lastSeq=" + market.lastSeq());
        }
        source.readInto(this::onRecord);
        if (!complete) {
            throw new IllegalStateException("expected a snapshot that ends with its trailer, records=" + records);
        }
    }

    private void onRecord(DirectBuffer buffer, int offset, int length) {
        frame.wrap(buffer, offset);
        int body = offset + Transaction.EVENT_FRAME_LENGTH;
        int block = frame.blockLength();
        int version = frame.version();
        switch (frame.templateId()) {
            case SnapshotHeaderDecoder.TEMPLATE_ID ->
                readHeader(new SnapshotHeaderDecoder().wrap(buffer, body, block, version));
            case AssetRecordDecoder.TEMPLATE_ID ->
                readAsset(new AssetRecordDecoder().wrap(buffer, body, block, version));
            case AccountRecordDecoder.TEMPLATE_ID ->
                readAccount(new AccountRecordDecoder().wrap(buffer, body, block, version));
            case BalanceRecordDecoder.TEMPLATE_ID -> readBalance(balanceRecord.wrap(buffer, body, block, version));
            case InstrumentRecordDecoder.TEMPLATE_ID ->
                readInstrument(new InstrumentRecordDecoder().wrap(buffer, body, block, version));
            case TickBandRecordDecoder.TEMPLATE_ID ->
                readTickBand(new TickBandRecordDecoder().wrap(buffer, body, block, version));
            case AccountLimitsRecordDecoder.TEMPLATE_ID ->
                readAccountLimits(new AccountLimitsRecordDecoder().wrap(buffer, body, block, version));
            case CancelAllAfterRecordDecoder.TEMPLATE_ID ->
                readCancelAllAfter(new CancelAllAfterRecordDecoder().wrap(buffer, body, block, version));
            case OrderRecordDecoder.TEMPLATE_ID -> orders.onOrder(orderRecord.wrap(buffer, body, block, version));
            case AuctionRecordDecoder.TEMPLATE_ID ->
                auctions.onOldAuction(new AuctionRecordDecoder().wrap(buffer, body, block, version));
            case SessionRecordDecoder.TEMPLATE_ID ->
                auctions.onSession(new SessionRecordDecoder().wrap(buffer, body, block, version));
            case AuctionStateRecordDecoder.TEMPLATE_ID -> auctions.onState(buffer, body, block, version);
            case CreateAuctionDecoder.TEMPLATE_ID ->
                auctions.onTerms(new CreateAuctionDecoder().wrap(buffer, body, block, version));
            case BidRecordDecoder.TEMPLATE_ID -> auctions.onBid(bidRecord.wrap(buffer, body, block, version));
            case BidderRecordDecoder.TEMPLATE_ID ->
                auctions.onBidder(new BidderRecordDecoder().wrap(buffer, body, block, version));
            case BidLimitsRecordDecoder.TEMPLATE_ID ->
                auctions.onBidLimits(new BidLimitsRecordDecoder().wrap(buffer, body, block, version));
            case OutageRecordDecoder.TEMPLATE_ID ->
                auctions.onOutage(new OutageRecordDecoder().wrap(buffer, body, block, version));
            case AnswerRecordDecoder.TEMPLATE_ID -> orders.onAnswer(answerRecord.wrap(buffer, body, block, version));
            case SnapshotTrailerDecoder.TEMPLATE_ID ->
                readTrailer(new SnapshotTrailerDecoder().wrap(buffer, body, block, version));
            default -> throw new IllegalStateException("expected a snapshot record, templateId=" + frame.templateId());
        }
        records++;
    }

    private void readHeader(SnapshotHeaderDecoder record) {
        if (!RuleSets.isKnown(record.ruleSet())) {
            throw new IllegalStateException(
                    "expected a rule set up to " + RuleSets.NEWEST + ", ruleSet=" + record.ruleSet());
        }
        market.restore(record.lastSeq(), record.lastTimeNs(), record.ruleSet());
        market.orderDesk().nextOrderId(record.nextOrderId());
        idsHeard = record.idsHeard();
        if (idsHeard != SnapshotHeaderDecoder.idsHeardNullValue()) {
            market.answers().restore(record.turnToForget(), record.endAccountHeard());
        }
    }

    private void readAsset(AssetRecordDecoder record) {
        market.listingDesk().addAsset(record.name(), record.decimals());
    }

    private void readAccount(AccountRecordDecoder record) {
        boolean hasCredit = record.flags().unlimitedCredit();
        boolean isBlocked = record.flags().blocked();
        int accountId = record.accountId();
        market.listingDesk().addAccount(record.name(), hasCredit);
        if (isBlocked) {
            market.accountLimits().block(accountId, true);
        }
    }

    /** Comes before the orders: what they are worth is counted as they come. */
    private void readAccountLimits(AccountLimitsRecordDecoder record) {
        AccountLimits limits = market.accountLimits();
        limits.maxOpenOrders(record.accountId(), record.maxOpenOrders());
        if (record.maxOpenNotional() != AccountLimits.NONE) {
            limits.maxOpenNotional(record.accountId(), record.assetId(), record.maxOpenNotional());
        }
    }

    private void readCancelAllAfter(CancelAllAfterRecordDecoder record) {
        market.listings().timers.set(Timers.Kind.DEAD_MAN, record.accountId(), record.deadlineNs(), record.setSeq());
    }

    private void readBalance(BalanceRecordDecoder record) {
        market.ledger().restore(record.accountId(), record.assetId(), record.totalMinor(), record.heldMinor());
    }

    private void readInstrument(InstrumentRecordDecoder record) {
        InstrumentTerms terms = new InstrumentTerms(
                record.baseAssetId(),
                record.quoteAssetId(),
                record.priceDecimals(),
                record.qtyDecimals(),
                record.tick(),
                record.lot(),
                record.minQty(),
                record.maxQty(),
                record.minNotional(),
                record.maxNotional(),
                record.risk() == RiskMode.FULL,
                record.uncross() == UncrossProfile.NULL_VAL ? UncrossProfile.XETRA : record.uncross(),
                record.selfTrade() == SelfTrade.NULL_VAL ? SelfTrade.NONE : record.selfTrade(),
                record.makerFeePercentMicros() == Instrument.NO_LIMIT ? 0 : record.makerFeePercentMicros(),
                record.takerFeePercentMicros() == Instrument.NO_LIMIT ? 0 : record.takerFeePercentMicros());
        Phase phase = record.phase();
        long lastTicks = record.lastTicks();
        long bandLowTicks = record.bandLowTicks();
        long bandHighTicks = record.bandHighTicks();
        long referenceTicks = record.referenceTicks();
        long collarPercentMicros = record.collarPercentMicros();
        Instrument instrument = market.listingDesk().addInstrument(record.name(), terms);
        instrument.band(bandLowTicks, bandHighTicks, referenceTicks, collarPercentMicros);
        instrument.lastTicks(lastTicks);
        if (phase != Phase.NULL_VAL) {
            instrument.phase(phase);
        }
    }

    /** The bands of an instrument come one after the other: each adds to those before it. */
    private void readTickBand(TickBandRecordDecoder record) {
        Instrument instrument = market.listings().instrument(record.instrumentId());
        TickTable before = instrument.tickTable();
        int count = before == TickTable.EVERY_TICK ? 0 : before.bands();
        long[] belows = new long[count + 1];
        long[] steps = new long[count + 1];
        for (int band = 0; band < count; band++) {
            belows[band] = before.below(band);
            steps[band] = before.step(band);
        }
        boolean isLast = record.belowTicks() == TickBandRecordDecoder.belowTicksNullValue();
        belows[count] = isLast ? TickTable.UNBOUNDED : record.belowTicks();
        steps[count] = record.stepTicks();
        instrument.tickTable(new TickTable(belows, steps));
    }

    private void readTrailer(SnapshotTrailerDecoder record) {
        auctions.resumeSessions();
        orders.open();
        if (idsHeard != SnapshotHeaderDecoder.idsHeardNullValue()) {
            market.answers().heard((int) idsHeard);
        }
        // A state that an older release wrote has the same values and other records, so another hash.
        boolean isOwn = record.sbeSchemaVersion() == frame.version();
        long stateHash = isOwn ? market.stateHash() : record.stateHash();
        if (record.records() != records || record.stateHash() != stateHash) {
            throw new IllegalStateException("expected the state that was written, records=" + record.records()
                    + ", read=" + records + ", stateHash=" + record.stateHash() + ", found=" + stateHash);
        }
        complete = true;
    }
}
