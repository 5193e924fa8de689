package io.gavel.engine.account;

import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;

/**
 * Derives the ledger legs of recorded events, for everyone who reads the journal without an engine.
 *
 * <p>A function of the event, its command and reference data, nothing else: the same legs that the market posted when
 * it decided ({@link Postings}). One instance a thread; it keeps only decoders.
 */
public final class LedgerLegs {
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final BidAcceptedDecoder bidAccepted = new BidAcceptedDecoder();
    private final OutbidDecoder outbid = new OutbidDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();

    /** Posts the legs of the event at which {@code tx} stands ({@link Transaction#nextEvent}). */
    public void onEvent(Transaction tx, ReferenceData reference, LegSink sink) {
        DirectBuffer buffer = tx.buffer();
        int offset = tx.eventOffset();
        int blockLength = tx.eventBlockLength();
        int version = tx.eventVersion();
        switch (tx.eventTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> onOrderAccepted(tx, reference, sink);
            case TradedDecoder.TEMPLATE_ID ->
                onTraded(traded.wrap(buffer, offset, blockLength, version), tx.accountId(), reference, sink);
            case OrderCanceledDecoder.TEMPLATE_ID ->
                onCanceled(orderCanceled.wrap(buffer, offset, blockLength, version), tx.accountId(), reference, sink);
            case BidAcceptedDecoder.TEMPLATE_ID ->
                onBidAccepted(bidAccepted.wrap(buffer, offset, blockLength, version), tx, reference, sink);
            case OutbidDecoder.TEMPLATE_ID ->
                onOutbid(outbid.wrap(buffer, offset, blockLength, version), reference, sink);
            case AuctionClosedDecoder.TEMPLATE_ID ->
                onAuctionClosed(auctionClosed.wrap(buffer, offset, blockLength, version), reference, sink);
            case BalanceChangedDecoder.TEMPLATE_ID -> onBalanceChanged(tx, sink);
            default -> {
                // Every other event leaves the money where it is.
            }
        }
    }

    private void onOrderAccepted(Transaction tx, ReferenceData reference, LegSink sink) {
        newOrder.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        int instrumentId = newOrder.instrumentId();
        if (!reference.movesMoney(instrumentId)) {
            return;
        }
        long qtyLots = newOrder.qty() / reference.lot(instrumentId);
        if (newOrder.side() == Side.BUY) {
            long priceTicks = newOrder.price() / reference.tick(instrumentId);
            long amount = priceTicks * qtyLots * reference.tickLotMinor(instrumentId);
            Postings.held(sink, tx.accountId(), reference.quoteAssetId(instrumentId), amount);
        } else {
            long amount = qtyLots * reference.lotMinor(instrumentId);
            Postings.held(sink, tx.accountId(), reference.baseAssetId(instrumentId), amount);
        }
    }

    private static void onTraded(TradedDecoder traded, int takerId, ReferenceData reference, LegSink sink) {
        int instrumentId = traded.instrumentId();
        if (!reference.movesMoney(instrumentId)) {
            return;
        }
        boolean takerBuys = traded.takerSide() == Side.BUY;
        int makerId = traded.makerAccountId();
        long qtyLots = traded.qtyLots();
        long limitTicks = takerBuys ? traded.takerLimitTicks() : traded.priceTicks();
        long tickLotMinor = reference.tickLotMinor(instrumentId);
        Postings.traded(
                sink,
                takerBuys ? takerId : makerId,
                takerBuys ? makerId : takerId,
                reference.baseAssetId(instrumentId),
                reference.quoteAssetId(instrumentId),
                qtyLots * reference.lotMinor(instrumentId),
                traded.priceTicks() * qtyLots * tickLotMinor,
                limitTicks * qtyLots * tickLotMinor);
    }

    private static void onCanceled(
            OrderCanceledDecoder canceled, int commandAccountId, ReferenceData reference, LegSink sink) {
        int instrumentId = canceled.instrumentId();
        if (!reference.movesMoney(instrumentId)) {
            return;
        }
        int accountId = canceled.accountId() == 0 ? commandAccountId : canceled.accountId();
        long leavesLots = canceled.leavesLots();
        if (canceled.side() == Side.BUY) {
            long amount = canceled.priceTicks() * leavesLots * reference.tickLotMinor(instrumentId);
            Postings.released(sink, accountId, reference.quoteAssetId(instrumentId), amount);
        } else {
            long amount = leavesLots * reference.lotMinor(instrumentId);
            Postings.released(sink, accountId, reference.baseAssetId(instrumentId), amount);
        }
    }

    private void onBidAccepted(BidAcceptedDecoder accepted, Transaction tx, ReferenceData reference, LegSink sink) {
        placeBid.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        int assetId = reference.auctionAssetId(placeBid.auctionId());
        Postings.held(sink, tx.accountId(), assetId, accepted.holdDeltaMinor());
    }

    private static void onOutbid(OutbidDecoder outbid, ReferenceData reference, LegSink sink) {
        int assetId = reference.auctionAssetId(outbid.auctionId());
        Postings.released(sink, outbid.accountId(), assetId, outbid.releasedMinor());
    }

    private static void onAuctionClosed(AuctionClosedDecoder closed, ReferenceData reference, LegSink sink) {
        int auctionId = closed.auctionId();
        int assetId = reference.auctionAssetId(auctionId);
        Postings.released(sink, closed.holderAccountId(), assetId, closed.releasedMinor());
        if (closed.outcome() == AuctionOutcome.SOLD) {
            int sellerId = reference.sellerAccountId(auctionId);
            Postings.sold(sink, closed.winnerAccountId(), sellerId, assetId, closed.priceMinor());
        }
    }

    private void onBalanceChanged(Transaction tx, LegSink sink) {
        if (tx.commandTemplateId() == DepositDecoder.TEMPLATE_ID) {
            deposit.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
            Postings.deposited(sink, tx.accountId(), deposit.assetId(), deposit.amount());
        } else {
            withdraw.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
            Postings.withdrawn(sink, tx.accountId(), withdraw.assetId(), withdraw.amount());
        }
    }
}
