package io.gavel.engine.market;

import io.gavel.engine.Hash64;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.Session;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AccountLimitsRecordEncoder;
import io.gavel.wire.log.AccountRecordEncoder;
import io.gavel.wire.log.AnswerRecordEncoder;
import io.gavel.wire.log.AssetRecordEncoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BalanceRecordEncoder;
import io.gavel.wire.log.BidLimitsRecordEncoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.log.BidderRecordEncoder;
import io.gavel.wire.log.CancelAllAfterRecordEncoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.InstrumentRecordEncoder;
import io.gavel.wire.log.OrderRecordEncoder;
import io.gavel.wire.log.SessionRecordEncoder;
import io.gavel.wire.log.SnapshotHeaderEncoder;
import io.gavel.wire.log.SnapshotTrailerEncoder;
import io.gavel.wire.log.TickBandRecordEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.TimeInForce;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes the whole state of a market, values only, in canonical order: what was created by id, balances by account and
 * asset, orders by instrument, side, price and time, answers by account and age. The state hash is the hash of these records.
 */
final class SnapshotWriter {
    private static final int BODY = Transaction.EVENT_FRAME_LENGTH;

    private final SnapshotSink sink;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private final byte[] id = new byte[OrderStore.MAX_ID_LENGTH];
    private final EventFrameEncoder frame = new EventFrameEncoder();
    private final OrderRecordEncoder orderRecord = new OrderRecordEncoder();
    private final AnswerRecordEncoder answerRecord = new AnswerRecordEncoder();
    private final AuctionStateRecordEncoder auctionState = new AuctionStateRecordEncoder();
    private final CreateAuctionEncoder auctionTerms = new CreateAuctionEncoder();
    private final BidRecordEncoder bidRecord = new BidRecordEncoder();
    private long records;
    private long hash;

    SnapshotWriter(SnapshotSink sink) {
        this.sink = sink;
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
        listings.instruments()
                .forEach(instrument -> OpenOrders.forEach(instrument, order -> writeOrder(market, instrument, order)));
        listings.sessions().forEach(session -> writeSession(listings, session));
        listings.auctions().forEach(auction -> writeAuction(listings, auction));
        writeBidders(market.standings());
        writeBidLimits(market.bidLimits());
        writeAnswers(market);
        writeTrailer();
        return hash;
    }

    private void writeHeader(Market market) {
        new SnapshotHeaderEncoder()
                .wrap(buffer, BODY)
                .lastSeq(market.lastSeq())
                .lastTimeNs(market.lastTimeNs())
                .ruleSet(market.ruleSet())
                .nextOrderId(market.orderDesk().nextOrderId())
                .idsHeard(Integer.toUnsignedLong(market.answers().heard()))
                .turnToForget(market.answers().turn())
                .endAccountHeard(market.answers().endAccountId());
        emit(SnapshotHeaderEncoder.TEMPLATE_ID, SnapshotHeaderEncoder.BLOCK_LENGTH, SnapshotHeaderEncoder.BLOCK_LENGTH);
    }

    private void writeAssets(Listings listings) {
        AssetRecordEncoder record = new AssetRecordEncoder();
        for (int id = listings.assets.firstId(); id < listings.assets.endId(); id++) {
            record.wrap(buffer, BODY)
                    .assetId(id)
                    .decimals((short) listings.decimals(id))
                    .name(listings.assets.name(id));
            emit(AssetRecordEncoder.TEMPLATE_ID, AssetRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        }
    }

    private void writeAccounts(Market market) {
        AccountRecordEncoder record = new AccountRecordEncoder();
        Names accounts = market.listings().accounts;
        for (int id = accounts.firstId(); id < accounts.endId(); id++) {
            record.wrap(buffer, BODY).accountId(id);
            record.flags()
                    .clear()
                    .unlimitedCredit(market.ledger().hasCredit(id))
                    .blocked(market.accountLimits().isBlocked(id));
            record.name(accounts.name(id));
            emit(AccountRecordEncoder.TEMPLATE_ID, AccountRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        }
    }

    private void writeBalances(Market market) {
        BalanceRecordEncoder record = new BalanceRecordEncoder();
        market.ledger().forEachBalance((accountId, assetId, total, held) -> {
            record.wrap(buffer, BODY)
                    .accountId(accountId)
                    .assetId(assetId)
                    .totalMinor(total)
                    .heldMinor(held);
            emit(BalanceRecordEncoder.TEMPLATE_ID, BalanceRecordEncoder.BLOCK_LENGTH, record.encodedLength());
        });
    }

    private void writeInstrument(Listings listings, Instrument instrument) {
        InstrumentRecordEncoder record = new InstrumentRecordEncoder();
        InstrumentTerms terms = instrument.terms();
        record.wrap(buffer, BODY)
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
        emit(InstrumentRecordEncoder.TEMPLATE_ID, InstrumentRecordEncoder.BLOCK_LENGTH, record.encodedLength());
    }

    private void writeTickTable(Instrument instrument) {
        TickTable table = instrument.tickTable();
        if (table == TickTable.EVERY_TICK) {
            return;
        }
        TickBandRecordEncoder record = new TickBandRecordEncoder();
        for (int band = 0; band < table.bands(); band++) {
            long below = table.below(band);
            record.wrap(buffer, BODY)
                    .instrumentId(instrument.id())
                    .belowTicks(below == TickTable.UNBOUNDED ? TickBandRecordEncoder.belowTicksNullValue() : below)
                    .stepTicks(table.step(band));
            emit(TickBandRecordEncoder.TEMPLATE_ID, TickBandRecordEncoder.BLOCK_LENGTH, record.encodedLength());
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
            long before = records;
            limits.forEachNotional(
                    accountId, (assetId, max) -> writeAccountLimits(record, accountId, maxOpenOrders, assetId, max));
            if (records == before && maxOpenOrders != AccountLimits.NONE) {
                writeAccountLimits(record, accountId, maxOpenOrders, 0, AccountLimits.NONE);
            }
        }
    }

    private void writeAccountLimits(
            AccountLimitsRecordEncoder record, int accountId, long maxOpenOrders, int assetId, long maxOpenNotional) {
        record.wrap(buffer, BODY)
                .accountId(accountId)
                .maxOpenOrders(maxOpenOrders)
                .assetId(assetId)
                .maxOpenNotional(maxOpenNotional);
        emit(
                AccountLimitsRecordEncoder.TEMPLATE_ID,
                AccountLimitsRecordEncoder.BLOCK_LENGTH,
                AccountLimitsRecordEncoder.BLOCK_LENGTH);
    }

    private void writeDeadMen(Listings listings) {
        CancelAllAfterRecordEncoder record = new CancelAllAfterRecordEncoder();
        Timers timers = listings.timers;
        for (int id = listings.accounts.firstId(); id < listings.accounts.endId(); id++) {
            long deadlineNs = timers.deadlineNs(Timers.Kind.DEAD_MAN, id);
            if (deadlineNs != Timers.NEVER) {
                record.wrap(buffer, BODY)
                        .accountId(id)
                        .deadlineNs(deadlineNs)
                        .setSeq(timers.createdSeq(Timers.Kind.DEAD_MAN, id));
                emit(
                        CancelAllAfterRecordEncoder.TEMPLATE_ID,
                        CancelAllAfterRecordEncoder.BLOCK_LENGTH,
                        CancelAllAfterRecordEncoder.BLOCK_LENGTH);
            }
        }
    }

    private void writeOrder(Market market, Instrument instrument, int order) {
        OrderStore orders = market.orders();
        OpenOrders openOrders = market.restingOrders();
        OrderRecordEncoder record = orderRecord.wrap(buffer, BODY);
        record.orderId(orders.orderId(order))
                .instrumentId(orders.instrumentId(order))
                .accountId(orders.accountId(order))
                .priceTicks(
                        openOrders.isWaiting(order)
                                ? openOrders.holdTicks(instrument, order)
                                : instrument.book().priceTicks(order))
                .qtyLots(orders.qtyLots(order))
                .leavesLots(orders.allLots(order))
                .side(orders.side(order));
        writeExtras(orders, order);
        writeTimer(market.listings().timers, order);
        AnswerWindow answers = market.answers();
        record.answerNumber(
                answers.isPinned(order)
                        ? OrderRecordEncoder.answerNumberNullValue()
                        : Integer.toUnsignedLong(answers.number(answers.entryOf(order))));
        record.putClOrdId(id, 0, orders.copyId(order, id, 0));
        emit(OrderRecordEncoder.TEMPLATE_ID, OrderRecordEncoder.BLOCK_LENGTH, record.encodedLength());
    }

    private void writeExtras(OrderStore orders, int order) {
        OrderExtras extras = orders.extras();
        boolean isSpecial = orders.isSpecial(order);
        boolean hides = extras.displayLots(order) != OrderExtras.ABSENT;
        orderRecord
                .ordType(isSpecial ? extras.type(order) : OrdType.NULL_VAL)
                .timeInForce(isSpecial ? extras.timeInForce(order) : TimeInForce.NULL_VAL)
                .postOnly(isSpecial ? extras.postOnly(order) : PostOnly.NULL_VAL)
                .selfTrade(extras.selfTrade(order))
                .holdTicks(extras.holdTicks(order))
                .stopTicks(extras.stopTicks(order))
                .displayLots(extras.displayLots(order))
                .shownLots(hides ? orders.leavesLots(order) : OrderRecordEncoder.shownLotsNullValue())
                .minLots(extras.minLots(order) == 0 ? OrderRecordEncoder.minLotsNullValue() : extras.minLots(order));
    }

    private void writeTimer(Timers timers, int order) {
        long deadlineNs = timers.deadlineNs(Timers.Kind.ORDER, order);
        boolean isSet = deadlineNs != Timers.NEVER;
        orderRecord
                .expireAtNs(isSet ? deadlineNs : OrderRecordEncoder.expireAtNsNullValue())
                .enteredSeq(
                        isSet ? timers.createdSeq(Timers.Kind.ORDER, order) : OrderRecordEncoder.enteredSeqNullValue());
    }

    private void writeSession(Listings listings, Session session) {
        SessionRecordEncoder record = new SessionRecordEncoder();
        record.wrap(buffer, BODY)
                .sessionId(session.sessionId())
                .createdSeq(session.createdSeq())
                .mode(session.mode())
                .phase(session.phase())
                .previewAtNs(timeOrNull(session.previewAtNs()))
                .opensAtNs(timeOrNull(session.opensAtNs()))
                .closesAtNs(timeOrNull(session.closesAtNs()))
                .staggerNs(session.staggerNs())
                .lotDurationNs(timeOrNull(session.lotDurationNs()))
                .shiftNs(session.shiftNs())
                .name(listings.sessions.name(session.sessionId()));
        emit(SessionRecordEncoder.TEMPLATE_ID, SessionRecordEncoder.BLOCK_LENGTH, record.encodedLength());
    }

    private static long timeOrNull(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? SessionRecordEncoder.opensAtNsNullValue() : timeNs;
    }

    /** Its state, then its terms as they were commanded, then its bids. */
    private void writeAuction(Listings listings, Auction auction) {
        auction.save(auctionState.wrap(buffer, BODY));
        emit(
                AuctionStateRecordEncoder.TEMPLATE_ID,
                AuctionStateRecordEncoder.BLOCK_LENGTH,
                AuctionStateRecordEncoder.BLOCK_LENGTH);
        AuctionDefinition.write(
                auction.terms(), listings.auctions.name(auction.auctionId()), auctionTerms.wrap(buffer, BODY));
        emit(CreateAuctionEncoder.TEMPLATE_ID, CreateAuctionEncoder.BLOCK_LENGTH, auctionTerms.encodedLength());
        auction.saveBids(
                bidRecord.wrap(buffer, BODY),
                () -> emit(BidRecordEncoder.TEMPLATE_ID, BidRecordEncoder.BLOCK_LENGTH, BidRecordEncoder.BLOCK_LENGTH));
    }

    private void writeBidders(BidderStandings standings) {
        BidderRecordEncoder record = new BidderRecordEncoder();
        standings.forEach((auctionId, sessionId, accountId, standing) -> {
            record.wrap(buffer, BODY)
                    .auctionId(auctionId)
                    .sessionId(sessionId)
                    .accountId(accountId)
                    .standing(standing.kind())
                    .maxBidMinor(standing.maxBid());
            emit(BidderRecordEncoder.TEMPLATE_ID, BidderRecordEncoder.BLOCK_LENGTH, BidderRecordEncoder.BLOCK_LENGTH);
        });
    }

    private void writeBidLimits(BidLimits limits) {
        BidLimitsRecordEncoder record = new BidLimitsRecordEncoder();
        limits.forEach((accountId, assetId, maxBid, maxExposure) -> {
            record.wrap(buffer, BODY)
                    .accountId(accountId)
                    .assetId(assetId)
                    .maxBidMinor(maxBid)
                    .maxExposureMinor(maxExposure);
            emit(
                    BidLimitsRecordEncoder.TEMPLATE_ID,
                    BidLimitsRecordEncoder.BLOCK_LENGTH,
                    BidLimitsRecordEncoder.BLOCK_LENGTH);
        });
    }

    /** Pinned answers in the order of their orders, then the others by account and age. */
    private void writeAnswers(Market market) {
        AnswerWindow answers = market.answers();
        for (Instrument instrument : market.listings().instruments()) {
            OpenOrders.forEach(instrument, order -> writePinned(market, order));
        }
        answers.forEach((accountId, entry) ->
                writeAnswer(answers, accountId, entry, Integer.toUnsignedLong(answers.number(entry))));
    }

    private void writePinned(Market market, int order) {
        AnswerWindow answers = market.answers();
        if (answers.isPinned(order)) {
            int accountId = market.orders().accountId(order);
            writeAnswer(answers, accountId, answers.entryOf(order), AnswerRecordEncoder.numberNullValue());
        }
    }

    private void writeAnswer(AnswerWindow answers, int accountId, long entry, long number) {
        answerRecord
                .wrap(buffer, BODY)
                .accountId(accountId)
                .answer(answers.answer(entry))
                .idHash(answers.idHash(entry))
                .bodyHash(answers.bodyHash(entry))
                .seq(answers.seq(entry))
                .value1(answers.value1(entry))
                .value2(answers.value2(entry))
                .value3(answers.value3(entry))
                .number(number);
        emit(AnswerRecordEncoder.TEMPLATE_ID, AnswerRecordEncoder.BLOCK_LENGTH, AnswerRecordEncoder.BLOCK_LENGTH);
    }

    private void writeTrailer() {
        long stateHash = hash;
        new SnapshotTrailerEncoder().wrap(buffer, BODY).records(records).stateHash(stateHash);
        emit(
                SnapshotTrailerEncoder.TEMPLATE_ID,
                SnapshotTrailerEncoder.BLOCK_LENGTH,
                SnapshotTrailerEncoder.BLOCK_LENGTH);
        hash = stateHash;
    }

    private void emit(int templateId, int blockLength, int bodyLength) {
        int length = BODY + bodyLength;
        frame.wrap(buffer, 0)
                .frameLength(length)
                .blockLength(blockLength)
                .templateId(templateId)
                .version(SnapshotHeaderEncoder.SCHEMA_VERSION);
        records++;
        hash = Hash64.of(hash, buffer, 0, length);
        sink.onRecord(buffer, 0, length);
    }
}
