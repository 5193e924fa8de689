package io.gavel.engine.market;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.Session;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
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
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.log.SnapshotHeaderDecoder;
import io.gavel.wire.log.SnapshotTrailerDecoder;
import io.gavel.wire.log.TickBandRecordDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts a written state back into a new market, record by record, and checks at the end that it is the same state. */
final class SnapshotReader {
    private final Market market;
    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final BalanceRecordDecoder balanceRecord = new BalanceRecordDecoder();
    private final OrderRecordDecoder orderRecord = new OrderRecordDecoder();
    private final AnswerRecordDecoder answerRecord = new AnswerRecordDecoder();
    /** The orders in the order in which they came. */
    private final IntArrayList restored = new IntArrayList();
    /** Those whose answers come first, in their order, and how many of them have theirs back. */
    private final IntArrayList pinned = new IntArrayList();

    private int pinnedBack;
    /** The others by the number of their answer. */
    private final Int2IntHashMap byNumber = new Int2IntHashMap(OrderStore.NONE);

    private long idsHeard = SnapshotHeaderDecoder.idsHeardNullValue();
    private final byte[] id = new byte[OrderStore.MAX_ID_LENGTH];
    private final UnsafeBuffer state = new UnsafeBuffer(new byte[AuctionStateRecordDecoder.BLOCK_LENGTH]);
    private final AuctionStateRecordDecoder auctionState = new AuctionStateRecordDecoder();
    private final BidRecordDecoder bidRecord = new BidRecordDecoder();
    private final AuctionDefinition definition = new AuctionDefinition();
    private long records;
    private boolean complete;

    SnapshotReader(Market market) {
        this.market = market;
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
            case OrderRecordDecoder.TEMPLATE_ID -> readOrder(orderRecord.wrap(buffer, body, block, version));
            case AuctionRecordDecoder.TEMPLATE_ID ->
                readOldAuction(new AuctionRecordDecoder().wrap(buffer, body, block, version));
            case SessionRecordDecoder.TEMPLATE_ID ->
                readSession(new SessionRecordDecoder().wrap(buffer, body, block, version));
            case AuctionStateRecordDecoder.TEMPLATE_ID -> {
                // Lies over a copy: the source may reuse its buffer for the next record.
                state.putBytes(0, buffer, body, block);
                readAuctionState(auctionState.wrap(state, 0, block, version));
            }
            case CreateAuctionDecoder.TEMPLATE_ID ->
                readAuctionTerms(new CreateAuctionDecoder().wrap(buffer, body, block, version));
            case BidRecordDecoder.TEMPLATE_ID -> readBid(bidRecord.wrap(buffer, body, block, version));
            case BidderRecordDecoder.TEMPLATE_ID ->
                readBidder(new BidderRecordDecoder().wrap(buffer, body, block, version));
            case BidLimitsRecordDecoder.TEMPLATE_ID ->
                readBidLimits(new BidLimitsRecordDecoder().wrap(buffer, body, block, version));
            case AnswerRecordDecoder.TEMPLATE_ID -> readAnswer(answerRecord.wrap(buffer, body, block, version));
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

    private void readOrder(OrderRecordDecoder record) {
        long leavesLots = record.leavesLots();
        long shownLots = record.shownLots();
        boolean hides = shownLots != OrderRecordDecoder.shownLotsNullValue();
        int length = record.clOrdIdLength();
        record.getClOrdId(id, 0, length);
        OrderStore orders = market.orders();
        int order = orders.add(
                record.orderId(),
                record.accountId(),
                record.instrumentId(),
                record.side(),
                record.qtyLots(),
                hides ? shownLots : leavesLots,
                OrderStore.idHash(id, 0, length),
                id,
                0,
                length);
        if (record.ordType() != OrdType.NULL_VAL) {
            readExtras(order, record, hides ? leavesLots - shownLots : 0);
        }
        if (record.expireAtNs() != OrderRecordDecoder.expireAtNsNullValue()) {
            market.listings().timers.set(Timers.Kind.ORDER, order, record.expireAtNs(), record.enteredSeq());
        }
        restored.addInt(order);
        if (record.answerNumber() == OrderRecordDecoder.answerNumberNullValue()) {
            pinned.addInt(order);
        } else {
            byNumber.put((int) record.answerNumber(), order);
        }
        Instrument instrument = market.listings().instrument(record.instrumentId());
        market.restingOrders().queue(instrument, order, record.priceTicks(), record.stopTicks());
    }

    private void readExtras(int order, OrderRecordDecoder record, long hiddenLots) {
        OrderStore orders = market.orders();
        OrderExtras extras = orders.extras();
        orders.flags(order, OrderStore.SPECIAL);
        extras.add(order, record.ordType(), record.timeInForce(), record.postOnly(), record.selfTrade());
        extras.holdTicks(order, record.holdTicks());
        extras.stopTicks(order, record.stopTicks());
        extras.displayLots(order, record.displayLots());
        extras.hiddenLots(order, hiddenLots);
        extras.minLots(order, Math.max(0, record.minLots()));
    }

    private void readSession(SessionRecordDecoder record) {
        Session session = new Session(
                record.sessionId(),
                record.createdSeq(),
                record.mode(),
                record.staggerNs(),
                timeOrNever(record.lotDurationNs()));
        session.schedule(
                timeOrNever(record.previewAtNs()), timeOrNever(record.opensAtNs()), timeOrNever(record.closesAtNs()));
        session.restore(record.phase(), record.shiftNs());
        market.listings().addSession(record.name(), session);
    }

    private static long timeOrNever(long timeNs) {
        return timeNs == SessionRecordDecoder.opensAtNsNullValue() ? AuctionTerms.NEVER : timeNs;
    }

    /** Once all lots are back. */
    private void resumeSessions() {
        for (Session session : market.listings().sessions()) {
            session.restored();
            market.auctionDesk().sessions().setDeadline(session);
        }
    }

    /** Its terms follow. */
    private void readAuctionState(AuctionStateRecordDecoder record) {
        if (record.auctionId() != market.listings().auctions.endId()) {
            throw new IllegalStateException("expected auctions by id, auctionId=" + record.auctionId());
        }
    }

    private void readAuctionTerms(CreateAuctionDecoder terms) {
        definition.read(terms);
        Auction auction =
                market.auctionDesk().create(auctionState.auctionId(), auctionState.createdSeq(), definition.terms());
        if (definition.terms().sessionId() != 0) {
            market.auctionDesk().sessions().join(auction, auctionState.lot());
        }
        auction.load(auctionState);
        market.listings().addAuction(definition.name(), auction);
        market.auctionDesk().setDeadline(auction);
    }

    private void readBid(BidRecordDecoder record) {
        Auction auction = market.listings().auction(record.auctionId());
        auction.loadBid(record);
        market.auctionDesk().setDeadline(auction);
    }

    private void readBidder(BidderRecordDecoder record) {
        BidderStandings.Standing standing = new BidderStandings.Standing(record.standing(), record.maxBidMinor());
        if (record.sessionId() == 0) {
            market.standings().setInAuction(record.auctionId(), record.accountId(), standing);
        } else {
            market.standings().setInSession(record.sessionId(), record.accountId(), standing);
        }
    }

    private void readBidLimits(BidLimitsRecordDecoder record) {
        market.bidderDesk()
                .limit(record.accountId(), record.assetId(), record.maxBidMinor(), record.maxExposureMinor());
    }

    private void readOldAuction(AuctionRecordDecoder record) {
        EnglishAuction auction =
                new EnglishAuction(record.auctionId(), record.createdSeq(), OldAuctionRecord.terms(record));
        auction.load(record);
        market.listings().addAuction(record.name(), auction);
        market.auctionDesk().setDeadline(auction);
    }

    /** Those of pinned orders come first, in the order of the orders. */
    private void readAnswer(AnswerRecordDecoder record) {
        AnswerWindow answers = market.answers();
        if (pinnedBack < pinned.size()) {
            int order = pinned.getInt(pinnedBack++);
            checkAnswers(order, record);
            answers.pin(
                    order,
                    record.idHash(),
                    record.bodyHash(),
                    record.seq(),
                    record.answer(),
                    record.value1(),
                    record.value2(),
                    record.value3());
            return;
        }
        if (record.number() == AnswerRecordDecoder.numberNullValue()) {
            // An older release had them by age.
            answers.remember(
                    record.accountId(),
                    record.idHash(),
                    record.bodyHash(),
                    record.seq(),
                    record.answer(),
                    record.value1(),
                    record.value2(),
                    record.value3(),
                    OrderStore.NONE);
            return;
        }
        int order = byNumber.get((int) record.number());
        if (order != OrderStore.NONE) {
            checkAnswers(order, record);
        }
        answers.restore(
                record.accountId(),
                record.idHash(),
                record.bodyHash(),
                record.seq(),
                record.answer(),
                record.value1(),
                record.value2(),
                record.value3(),
                (int) record.number(),
                order);
    }

    private void checkAnswers(int order, AnswerRecordDecoder record) {
        OrderStore orders = market.orders();
        boolean isOrders = record.answer() == OrderAcceptedDecoder.TEMPLATE_ID
                || record.answer() == OrderEnteredDecoder.TEMPLATE_ID
                || record.answer() == OrderReplacedDecoder.TEMPLATE_ID;
        if (!isOrders || record.value1() != orders.orderId(order) || record.accountId() != orders.accountId(order)) {
            throw new IllegalStateException("expected the answer of a resting order, orderId=" + orders.orderId(order)
                    + ", answer=" + record.answer() + ", value1=" + record.value1());
        }
    }

    /** Orders come by book; accounts have theirs in order of entry. */
    private void openOrders() {
        int[] handles = restored.toIntArray();
        market.accountOrders().addAll(handles);
        for (int order : handles) {
            OrderStore orders = market.orders();
            market.restingOrders().counted(market.listings().instrument(orders.instrumentId(order)), order);
        }
    }

    private void readTrailer(SnapshotTrailerDecoder record) {
        resumeSessions();
        openOrders();
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
