package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import io.gavel.wire.sbe.SetPhaseDecoder;
import io.gavel.wire.sbe.UncrossDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import io.gavel.wire.types.Side;
import java.math.BigDecimal;

/** What a command is about: the money, instrument or auction in whose units its answer counts. */
final class CommandContext {
    private final Names names;
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final SetPhaseDecoder setPhase = new SetPhaseDecoder();
    private final UncrossDecoder uncross = new UncrossDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final BuyNowDecoder buyNow = new BuyNowDecoder();
    private final CancelAuctionDecoder cancelAuction = new CancelAuctionDecoder();
    private final CancelSaleDecoder cancelSale = new CancelSaleDecoder();
    private final AnswerOfferDecoder answerOffer = new AnswerOfferDecoder();
    private final RetractBidDecoder retractBid = new RetractBidDecoder();
    private final OfferSecondChanceDecoder offerSecondChance = new OfferSecondChanceDecoder();
    private final CloseAuctionDecoder closeAuction = new CloseAuctionDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();

    private Directory.Asset money;
    private Directory.Instrument instrument;
    private String auctionName;

    CommandContext(Names names) {
        this.names = names;
    }

    void of(Transaction transaction) {
        money = names.defaultAsset();
        instrument = null;
        auctionName = "";
        int offset = transaction.commandBodyOffset();
        int block = transaction.commandBlockLength();
        int version = transaction.commandVersion();
        switch (transaction.commandTemplateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> order(newOrder.wrap(transaction.buffer(), offset, block, version));
            case CancelOrderDecoder.TEMPLATE_ID ->
                instrument = names.instrument(cancelOrder
                        .wrap(transaction.buffer(), offset, block, version)
                        .instrumentId());
            case ReplaceOrderDecoder.TEMPLATE_ID ->
                instrument(replaceOrder
                        .wrap(transaction.buffer(), offset, block, version)
                        .instrumentId());
            case SetPhaseDecoder.TEMPLATE_ID ->
                instrument(setPhase.wrap(transaction.buffer(), offset, block, version)
                        .instrumentId());
            case UncrossDecoder.TEMPLATE_ID ->
                instrument(uncross.wrap(transaction.buffer(), offset, block, version)
                        .instrumentId());
            case PlaceBidDecoder.TEMPLATE_ID ->
                auction(placeBid.wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case BuyNowDecoder.TEMPLATE_ID ->
                auction(buyNow.wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case CancelAuctionDecoder.TEMPLATE_ID ->
                auction(cancelAuction
                        .wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case CancelSaleDecoder.TEMPLATE_ID ->
                auction(cancelSale
                        .wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case AnswerOfferDecoder.TEMPLATE_ID ->
                auction(answerOffer
                        .wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case RetractBidDecoder.TEMPLATE_ID ->
                auction(retractBid
                        .wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case OfferSecondChanceDecoder.TEMPLATE_ID ->
                auction(offerSecondChance
                        .wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case CloseAuctionDecoder.TEMPLATE_ID ->
                auction(closeAuction
                        .wrap(transaction.buffer(), offset, block, version)
                        .auctionId());
            case DepositDecoder.TEMPLATE_ID ->
                money = names.asset(deposit.wrap(transaction.buffer(), offset, block, version)
                        .assetId());
            case WithdrawDecoder.TEMPLATE_ID ->
                money = names.asset(withdraw.wrap(transaction.buffer(), offset, block, version)
                        .assetId());
            default -> {
                // Its answer counts nothing, or says itself what it counts in.
            }
        }
    }

    private void order(NewOrderDecoder order) {
        instrument = names.instrument(order.instrumentId());
        money = names.asset(order.side() == Side.BUY ? instrument.quoteAssetId() : instrument.baseAssetId());
    }

    private void instrument(int instrumentId) {
        instrument = names.instrument(instrumentId);
        money = names.asset(instrument.quoteAssetId());
    }

    private void auction(int auctionId) {
        money = names.auctionMoney(auctionId);
        auctionName = names.auctionName(auctionId);
    }

    /** The instrument that the command names, or null. */
    Directory.Instrument instrument() {
        return instrument;
    }

    Directory.Asset money() {
        return money;
    }

    String auctionName() {
        return auctionName;
    }

    /** A refusal's bound as people write it; a notional is money of the quote asset on both sides. */
    BigDecimal number(Refusal refusal, long bound) {
        boolean isNotional = refusal == Refusal.NOTIONAL_ABOVE_MAXIMUM
                || refusal == Refusal.NOTIONAL_BELOW_MINIMUM
                || refusal == Refusal.OPEN_NOTIONAL_LIMIT;
        if (isNotional && instrument != null) {
            return Amounts.number(bound, names.asset(instrument.quoteAssetId()).decimals());
        }
        return switch (refusal.bound()) {
            case PRICE -> instrument == null ? BigDecimal.valueOf(bound) : price(instrument, bound);
            case QTY -> instrument == null ? BigDecimal.valueOf(bound) : qty(instrument, bound);
            case MONEY -> Amounts.number(bound, money.decimals());
            case NONE, TIME, COUNT, FIELD -> BigDecimal.valueOf(bound);
        };
    }

    static BigDecimal price(Directory.Instrument instrument, long ticks) {
        return Amounts.number(ticks, instrument.priceDecimals()).multiply(BigDecimal.valueOf(instrument.tick()));
    }

    static BigDecimal qty(Directory.Instrument instrument, long lots) {
        return Amounts.number(lots, instrument.qtyDecimals()).multiply(BigDecimal.valueOf(instrument.lot()));
    }
}
