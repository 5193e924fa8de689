package io.gavel.engine.market.auctions;

import io.gavel.engine.market.command.BidFields;
import io.gavel.engine.market.command.Command;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import org.agrona.DirectBuffer;

/** What is done in auctions under a client order id, decoded and handed to the {@link AuctionDesk}. */
public final class AuctionCommands {
    private final AuctionDesk desk;
    private final Sender sender = new Sender();
    private final BidRetraction retraction = new BidRetraction();
    private final BidFields placeBid = new BidFields();
    private final BuyNowDecoder buyNow = new BuyNowDecoder();
    private final RetractBidDecoder retractBid = new RetractBidDecoder();
    private final CancelAuctionDecoder cancelAuction = new CancelAuctionDecoder();
    private final CloseAuctionDecoder closeAuction = new CloseAuctionDecoder();
    private final CancelSaleDecoder cancelSale = new CancelSaleDecoder();
    private final OfferSecondChanceDecoder offerSecondChance = new OfferSecondChanceDecoder();
    private final AnswerOfferDecoder answerOffer = new AnswerOfferDecoder();

    public AuctionCommands(AuctionDesk desk) {
        this.desk = desk;
    }

    /**
     * Decides a command that was not heard before.
     *
     * @param command its ids are read
     * @param body where its block is in the sender's buffer
     * @param seq of its transaction
     */
    public void decide(Command command, DirectBuffer buffer, int body, long seq, long timeNs) {
        int block = command.blockLength();
        int version = command.version();
        readSender(command, seq, timeNs);
        switch (command.templateId()) {
            case PlaceBidDecoder.TEMPLATE_ID -> {
                placeBid.wrap(command);
                desk.placeBid(sender, placeBid);
            }
            case BuyNowDecoder.TEMPLATE_ID -> desk.buyNow(sender, buyNow.wrap(buffer, body, block, version));
            case RetractBidDecoder.TEMPLATE_ID -> {
                // The id that was read last is that of the bid.
                retraction.isNamed = command.idLength() > 0;
                retraction.origIdHash = command.idHash();
                desk.retractBid(sender, retractBid.wrap(buffer, body, block, version), retraction);
            }
            case CancelAuctionDecoder.TEMPLATE_ID ->
                desk.cancelAuction(sender, cancelAuction.wrap(buffer, body, block, version));
            case CloseAuctionDecoder.TEMPLATE_ID ->
                desk.closeAuction(sender, closeAuction.wrap(buffer, body, block, version));
            case CancelSaleDecoder.TEMPLATE_ID ->
                desk.cancelSale(sender, cancelSale.wrap(buffer, body, block, version));
            case OfferSecondChanceDecoder.TEMPLATE_ID ->
                desk.offerSecondChance(sender, offerSecondChance.wrap(buffer, body, block, version));
            case AnswerOfferDecoder.TEMPLATE_ID ->
                desk.answerOffer(sender, answerOffer.wrap(buffer, body, block, version));
            default ->
                throw new IllegalArgumentException(
                        "expected what is done in auctions, templateId=" + command.templateId());
        }
    }

    private void readSender(Command command, long seq, long timeNs) {
        sender.accountId = command.accountId();
        sender.isAdmin = command.isAdmin();
        sender.idHash = command.idHash();
        sender.seq = seq;
        sender.timeNs = timeNs;
    }
}
