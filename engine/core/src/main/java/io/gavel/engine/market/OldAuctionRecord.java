package io.gavel.engine.market;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.FeeTable;
import io.gavel.engine.auction.Increments;
import io.gavel.engine.auction.SoftClose;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ReservePolicy;

/** The terms in a record of the time when all auctions were English. */
final class OldAuctionRecord {
    private OldAuctionRecord() {}

    static AuctionTerms terms(AuctionRecordDecoder record) {
        boolean isHouse = record.sellerAccountId() == 0;
        return new AuctionTerms(
                record.format(),
                record.assetId(),
                isHouse ? SystemAccount.HOUSE : record.sellerAccountId(),
                isHouse,
                record.qty(),
                record.start(),
                amountOrNone(record.reserve()),
                ReservePolicy.SHOWS_MAXIMUM,
                amountOrNone(record.buyNow()),
                record.buyNowPolicy(),
                record.proxy() == BooleanType.TRUE,
                false,
                increments(record),
                timeOrNever(record.opensAtNs()),
                timeOrNever(record.closesAtNs()),
                timeOrNever(record.durationNs()),
                softClose(record),
                null,
                null,
                null,
                null,
                null,
                AuctionTerms.NO_AMOUNT,
                FeeTable.NONE,
                FeeTable.NONE,
                false,
                0,
                "");
    }

    private static Increments increments(AuctionRecordDecoder record) {
        AuctionRecordDecoder.IncrementsDecoder bands = record.increments();
        long[] belows = new long[bands.count()];
        long[] steps = new long[bands.count()];
        for (int i = 0; i < belows.length; i++) {
            bands.next();
            boolean isOpen = bands.below() == AuctionRecordDecoder.IncrementsDecoder.belowNullValue();
            belows[i] = isOpen ? Increments.UNBOUNDED : bands.below();
            steps[i] = bands.step();
        }
        long percent = record.incrementPercentMicros();
        return percent == AuctionRecordDecoder.incrementPercentMicrosNullValue()
                ? Increments.table(belows, steps)
                : Increments.percent(percent);
    }

    private static SoftClose softClose(AuctionRecordDecoder record) {
        if (record.softCloseWindowNs() == AuctionRecordDecoder.softCloseWindowNsNullValue()) {
            return null;
        }
        return new SoftClose(
                record.softCloseWindowNs(),
                record.softCloseExtensionNs(),
                record.softCloseAnchor(),
                record.softCloseTrigger(),
                timeOrNever(record.softCloseCapNs()),
                ExtensionScope.LOT);
    }

    private static long amountOrNone(long amount) {
        return amount == AuctionRecordDecoder.reserveNullValue() ? AuctionTerms.NO_AMOUNT : amount;
    }

    private static long timeOrNever(long timeNs) {
        return timeNs == AuctionRecordDecoder.closesAtNsNullValue() ? AuctionTerms.NEVER : timeNs;
    }
}
