package io.gavel.engine.market.command;

import io.gavel.engine.Bytes;
import io.gavel.wire.sbe.PlaceBidDecoder;

/** The fields of a {@code PlaceBid}, as {@link PlaceBidDecoder} reads them, by plain loads. */
public final class BidFields {
    private byte[] bytes;
    private int body;

    public void wrap(Command command) {
        bytes = command.bytes();
        body = command.body();
    }

    public int auctionId() {
        return Bytes.getInt(bytes, body + PlaceBidDecoder.auctionIdEncodingOffset());
    }

    public long qty() {
        return Bytes.getLong(bytes, body + PlaceBidDecoder.qtyEncodingOffset());
    }

    public long amount() {
        return Bytes.getLong(bytes, body + PlaceBidDecoder.amountEncodingOffset());
    }
}
