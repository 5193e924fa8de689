package io.gavel.engine.view;

import io.gavel.engine.market.SnapshotSink;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.log.BidderAliasRecordDecoder;
import io.gavel.wire.log.BidderAliasRecordEncoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.EventFrameEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Names, aliases and views, led together: by every durable transaction in order, or up to a point by the records of a
 * snapshot. A snapshot holds what the market does not know behind what it knows ({@link #writeSnapshot}).
 *
 * <p>One thread; the directory may be read by others.
 */
public final class ViewState {
    private final Directory directory = new Directory();
    private final Aliases aliases = new Aliases();
    private final Views views = new Views(directory, aliases);

    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final BidderAliasRecordDecoder alias = new BidderAliasRecordDecoder();

    public Directory directory() {
        return directory;
    }

    public Aliases aliases() {
        return aliases;
    }

    public Views views() {
        return views;
    }

    /** Takes a transaction in. Leaves the flyweight before its first event. */
    public void onTransaction(Transaction transaction) {
        directory.onTransaction(transaction);
        aliases.onTransaction(transaction);
        views.onTransaction(transaction);
    }

    /** Takes in one record of a snapshot, its frame in front; records that say nothing here are ignored. */
    public void onSnapshotRecord(DirectBuffer buffer, int offset) {
        frame.wrap(buffer, offset);
        int body = offset + Transaction.EVENT_FRAME_LENGTH;
        int template = frame.templateId();
        if (template == BidderAliasRecordDecoder.TEMPLATE_ID) {
            alias.wrap(buffer, body, frame.blockLength(), frame.version());
            aliases.restore(alias.auctionId(), alias.accountId(), alias.number());
            return;
        }
        directory.onSnapshotRecord(template, buffer, body, frame.blockLength(), frame.version());
        views.onSnapshotRecord(template, buffer, body, frame.blockLength(), frame.version());
    }

    /** Writes, in canonical order, what cannot be derived from the market's own records. */
    public void writeSnapshot(SnapshotSink sink) {
        int length = Transaction.EVENT_FRAME_LENGTH + BidderAliasRecordEncoder.BLOCK_LENGTH;
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        new EventFrameEncoder()
                .wrap(buffer, 0)
                .frameLength(length)
                .blockLength(BidderAliasRecordEncoder.BLOCK_LENGTH)
                .templateId(BidderAliasRecordEncoder.TEMPLATE_ID)
                .version(BidderAliasRecordEncoder.SCHEMA_VERSION);
        BidderAliasRecordEncoder record = new BidderAliasRecordEncoder();
        aliases.forEach((auctionId, accountId, number) -> {
            record.wrap(buffer, Transaction.EVENT_FRAME_LENGTH)
                    .auctionId(auctionId)
                    .accountId(accountId)
                    .number(number);
            sink.onRecord(buffer, 0, length);
        });
        views.writeFinished(sink);
    }
}
