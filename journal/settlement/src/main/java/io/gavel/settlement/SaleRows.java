package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import org.agrona.collections.Int2IntHashMap;

/** Awards, and the auctions whose lots can be sold again. Remembers the latter, which are few. */
final class SaleRows {
    private static final int NONE = 0;

    private final EventDecoders decoders = new EventDecoders();
    private final Int2IntHashMap assets = new Int2IntHashMap(NONE);
    private final Rows awards;
    private final Rows chances;
    private final RowSum sum;

    SaleRows(RowBatch batch, RowSum sum) {
        this.sum = sum;
        awards = batch.rows(Table.AWARD);
        chances = batch.rows(Table.SECOND_CHANCE);
    }

    void onCreated(Transaction tx, int auctionId, CreateAuctionDecoder terms) {
        if (terms.secondChanceNs() == CreateAuctionDecoder.secondChanceNsNullValue()) {
            return;
        }
        boolean saysItems = terms.secondChanceItems() != CreateAuctionDecoder.secondChanceItemsNullValue();
        chances.at(auctionId)
                .add(auctionId)
                .add(terms.assetId())
                .add(terms.secondChanceNs())
                .add(saysItems ? terms.secondChanceItems() : 1)
                .add(tx.seq())
                .end();
        sum.add(chances.hash());
        assets.put(auctionId, terms.assetId());
    }

    void onAwarded(Transaction tx) {
        AuctionAwardedDecoder awarded = decoders.auctionAwarded(tx);
        awards.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(awarded.auctionId())
                .add(awarded.accountId())
                .add(awarded.qty())
                .add(awarded.priceMinor())
                .add(awarded.hammerMinor())
                .add(awarded.premiumMinor())
                .add(awarded.commissionMinor())
                .add(awarded.payerAccountId())
                .add(awarded.payeeAccountId())
                .add(tx.timeNs())
                .end();
    }

    /** The money of an auction whose lot can be sold again; 0: it cannot. */
    int assetId(int auctionId) {
        return assets.get(auctionId);
    }

    void restore(Rows settled) {
        RowReader row = new RowReader(settled);
        while (row.next()) {
            assets.put(row.integer(), row.integer());
            row.number();
            row.integer();
            sum.add(row.hash());
        }
    }
}
