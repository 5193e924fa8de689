package io.gavel.settlement;

import io.gavel.wire.Directory;
import io.gavel.wire.ReferenceData;

/** What the ledger must know: instruments for ever, auctions until they have closed. */
record SettledReference(Directory directory, AuctionRows auctions) implements ReferenceData {
    @Override
    public boolean movesMoney(int instrumentId) {
        return directory.movesMoney(instrumentId);
    }

    @Override
    public int baseAssetId(int instrumentId) {
        return directory.baseAssetId(instrumentId);
    }

    @Override
    public int quoteAssetId(int instrumentId) {
        return directory.quoteAssetId(instrumentId);
    }

    @Override
    public long tick(int instrumentId) {
        return directory.tick(instrumentId);
    }

    @Override
    public long lot(int instrumentId) {
        return directory.lot(instrumentId);
    }

    @Override
    public long lotMinor(int instrumentId) {
        return directory.lotMinor(instrumentId);
    }

    @Override
    public long tickLotMinor(int instrumentId) {
        return directory.tickLotMinor(instrumentId);
    }

    @Override
    public long makerFeePercentMicros(int instrumentId) {
        return directory.makerFeePercentMicros(instrumentId);
    }

    @Override
    public long takerFeePercentMicros(int instrumentId) {
        return directory.takerFeePercentMicros(instrumentId);
    }

    @Override
    public int auctionAssetId(int auctionId) {
        return auctions.assetId(auctionId);
    }

    @Override
    public int sellerAccountId(int auctionId) {
        return auctions.sellerId(auctionId);
    }
}
