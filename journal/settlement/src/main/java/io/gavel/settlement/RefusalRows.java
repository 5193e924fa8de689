package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import org.agrona.DirectBuffer;

/** Commands that were not carried out: who, what, and why. */
final class RefusalRows {
    private final RefusedDecoder refused = new RefusedDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final BuyNowDecoder buyNow = new BuyNowDecoder();
    private final CancelAuctionDecoder cancelAuction = new CancelAuctionDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();

    private final Rows refusals;

    RefusalRows(RowBatch batch) {
        refusals = batch.rows(Table.REFUSAL);
    }

    void onRefused(Transaction tx) {
        refused.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        refusals.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(tx.accountId())
                .add(tx.commandTemplateId())
                .addText(clOrdId(tx))
                .add(refused.code())
                .add(refused.bound())
                .add(tx.timeNs())
                .end();
    }

    /** The command's client order id, or null where its kind has none. */
    private String clOrdId(Transaction tx) {
        DirectBuffer buffer = tx.buffer();
        int offset = tx.commandBodyOffset();
        int blockLength = tx.commandBlockLength();
        int version = tx.commandVersion();
        return switch (tx.commandTemplateId()) {
            case NewOrderDecoder.TEMPLATE_ID ->
                newOrder.wrap(buffer, offset, blockLength, version).clOrdId();
            case CancelOrderDecoder.TEMPLATE_ID ->
                cancelOrder.wrap(buffer, offset, blockLength, version).clOrdId();
            case PlaceBidDecoder.TEMPLATE_ID ->
                placeBid.wrap(buffer, offset, blockLength, version).clOrdId();
            case BuyNowDecoder.TEMPLATE_ID ->
                buyNow.wrap(buffer, offset, blockLength, version).clOrdId();
            case CancelAuctionDecoder.TEMPLATE_ID ->
                cancelAuction.wrap(buffer, offset, blockLength, version).clOrdId();
            case DepositDecoder.TEMPLATE_ID ->
                deposit.wrap(buffer, offset, blockLength, version).clOrdId();
            case WithdrawDecoder.TEMPLATE_ID ->
                withdraw.wrap(buffer, offset, blockLength, version).clOrdId();
            default -> null;
        };
    }
}
