package io.gavel.engine.scenario;

import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.EventType;
import io.gavel.wire.Visibility;
import io.gavel.wire.log.AuctionClosedDecoder;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** One random auction, and the bytes of those of its events that everybody sees. */
final class PublicStream {
    private static final int BIDS = 12;
    private static final long START = 100;
    private static final long MAXIMUM = 10_000;
    private static final int FIRST_ACCOUNT = 16;
    private static final int BIDDERS = 4;

    private PublicStream() {}

    /**
     * Random bids below {@link #MAXIMUM} against one who leads from the start with that maximum and {@code more}; the
     * price ends below it, so {@code more} is the part that nobody may learn.
     */
    static byte[] of(long seed, long more) {
        SplittableRandom random = new SplittableRandom(seed);
        History history = new History(MarketConfig.defaults());
        CommandWriter writer = new CommandWriter();
        ActionCompiler compiler = new ActionCompiler(new Names(), writer);
        writer.createAsset("usd", 2);
        history.command(writer.buffer(), writer.length(), 0);
        for (int i = 0; i <= BIDDERS; i++) {
            writer.createAccount("bidder" + i, true);
            history.command(writer.buffer(), writer.length(), 0);
        }
        compiler.compile(
                "lot: english, opens 1, step ebay, reserve 40, closes 01:00:00, soft close 10m up to 20m", 0, 0);
        history.command(writer.buffer(), writer.length(), 0);
        writer.placeBid(FIRST_ACCOUNT, 1, MAXIMUM + more, 1, "leads");
        history.command(writer.buffer(), writer.length(), 0);
        for (int i = 0; i < BIDS; i++) {
            long amount = START + random.nextLong(MAXIMUM * 9 / 10);
            writer.placeBid(FIRST_ACCOUNT + 1 + random.nextInt(BIDDERS), 1, amount, 1, "bid" + i);
            history.command(writer.buffer(), writer.length(), i * 300_000_000_000L);
        }
        history.time(Long.MAX_VALUE / 2);
        return publicEvents(history.record());
    }

    private static byte[] publicEvents(byte[] record) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        History.forEach(record, transaction -> {
            while (transaction.nextEvent()) {
                EventType type = EventType.of(transaction.eventTemplateId());
                if (type.visibility() == Visibility.PUBLIC) {
                    // What a close frees is private: the network shows auction, winner and price, which come first.
                    int length = type == EventType.AUCTION_CLOSED
                            ? AuctionClosedDecoder.holderAccountIdEncodingOffset()
                            : transaction.eventBlockLength();
                    byte[] event = new byte[length];
                    transaction.buffer().getBytes(transaction.eventOffset(), event);
                    seen.writeBytes(event);
                }
            }
        });
        return seen.toByteArray();
    }
}
