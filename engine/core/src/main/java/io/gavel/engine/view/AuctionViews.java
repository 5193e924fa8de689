package io.gavel.engine.view;

import io.gavel.engine.auction.Increments;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.FinishedAuctionRecordDecoder;
import io.gavel.wire.log.FinishedAuctionRecordEncoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.EntityKind;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Auctions as they stand, from their events. One thread. Allocates to grow and for what is new. */
final class AuctionViews {
    private AuctionView[] auctions = new AuctionView[64];

    private final CreateAuctionDecoder createAuction = new CreateAuctionDecoder();
    private final CreatedDecoder created = new CreatedDecoder();
    private final AuctionOpenedDecoder auctionOpened = new AuctionOpenedDecoder();
    private final AuctionStateDecoder auctionState = new AuctionStateDecoder();
    private final AuctionExtendedDecoder auctionExtended = new AuctionExtendedDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();

    /** Takes in the event at which the transaction stands. */
    void onEvent(Transaction transaction) {
        DirectBuffer buffer = transaction.buffer();
        int offset = transaction.eventOffset();
        int blockLength = transaction.eventBlockLength();
        int version = transaction.eventVersion();
        switch (transaction.eventTemplateId()) {
            case CreatedDecoder.TEMPLATE_ID ->
                onCreated(created.wrap(buffer, offset, blockLength, version), transaction);
            case AuctionOpenedDecoder.TEMPLATE_ID ->
                onAuctionOpened(auctionOpened.wrap(buffer, offset, blockLength, version));
            case AuctionStateDecoder.TEMPLATE_ID ->
                onAuctionState(auctionState.wrap(buffer, offset, blockLength, version));
            case AuctionExtendedDecoder.TEMPLATE_ID -> {
                auctionExtended.wrap(buffer, offset, blockLength, version);
                get(auctionExtended.auctionId()).endsAtNs = auctionExtended.endsAtNs();
            }
            case AuctionClosedDecoder.TEMPLATE_ID ->
                onAuctionClosed(auctionClosed.wrap(buffer, offset, blockLength, version));
            default -> {
                // Says nothing about auctions.
            }
        }
    }

    /** An auction, also one that nobody created: as if it were scheduled. */
    AuctionView get(int auctionId) {
        if (auctionId >= auctions.length) {
            auctions = Arrays.copyOf(auctions, Math.max(auctionId + 1, auctions.length * 2));
        }
        if (auctions[auctionId] == null) {
            auctions[auctionId] = new AuctionView();
        }
        return auctions[auctionId];
    }

    private void onCreated(CreatedDecoder created, Transaction transaction) {
        if (created.kind() != EntityKind.AUCTION) {
            return;
        }
        createAuction.wrap(
                transaction.buffer(),
                transaction.commandBodyOffset(),
                transaction.commandBlockLength(),
                transaction.commandVersion());
        AuctionView view = get(created.id());
        view.minNextMinor = createAuction.start();
        view.endsAtNs = createAuction.closesAtNs();
        view.isReserveMet = createAuction.reserve() == CreateAuctionDecoder.reserveNullValue();
    }

    private void onAuctionOpened(AuctionOpenedDecoder opened) {
        AuctionView view = get(opened.auctionId());
        view.state = AuctionView.State.OPEN;
        view.minNextMinor = opened.minNextMinor();
        view.endsAtNs = opened.endsAtNs();
    }

    private void onAuctionState(AuctionStateDecoder state) {
        AuctionView view = get(state.auctionId());
        view.leaderAccountId = state.leaderAccountId();
        view.priceMinor = state.priceMinor();
        view.minNextMinor = state.minNextMinor();
        view.endsAtNs = state.endsAtNs();
        view.bids = state.bids();
        view.isReserveMet = state.reserveMet() == BooleanType.TRUE;
    }

    private void onAuctionClosed(AuctionClosedDecoder closed) {
        AuctionView view = get(closed.auctionId());
        boolean isCanceled = closed.outcome() == AuctionOutcome.CANCELED;
        view.state = isCanceled ? AuctionView.State.CANCELED : AuctionView.State.CLOSED;
        if (closed.outcome() == AuctionOutcome.SOLD) {
            view.priceMinor = closed.priceMinor();
            view.leaderAccountId = closed.winnerAccountId();
        }
    }

    void restore(AuctionStateRecordDecoder record) {
        AuctionView view = get(record.auctionId());
        view.state = AuctionView.State.values()[record.phase() - 1];
        view.priceMinor = record.priceMinor();
        view.leaderAccountId = record.leaderAccountId();
        view.bids = record.bids();
        view.endsAtNs = record.endsAtNs();
        view.isReserveMet = record.reserveMet() == BooleanType.TRUE;
        view.minNextMinor = record.minNextMinor();
    }

    /** Of a snapshot of the time when all auctions were English. */
    void restore(AuctionRecordDecoder record) {
        AuctionView view = get(record.auctionId());
        view.state = AuctionView.State.values()[record.phase() - 1];
        view.priceMinor = record.priceMinor();
        view.leaderAccountId = record.leaderAccountId();
        view.bids = record.bids();
        view.endsAtNs = record.endsAtNs();
        view.isReserveMet = record.reserve() == AuctionRecordDecoder.reserveNullValue()
                || (view.priceMinor != AuctionView.ABSENT && view.priceMinor >= record.reserve());
        view.minNextMinor = view.priceMinor == AuctionView.ABSENT
                ? record.start()
                : view.priceMinor + increments(record).at(view.priceMinor);
    }

    void restore(FinishedAuctionRecordDecoder record) {
        AuctionView view = get(record.auctionId());
        view.leaderAccountId = record.leaderAccountId();
        view.priceMinor = record.priceMinor();
        view.minNextMinor = record.minNextMinor();
        view.endsAtNs = record.endsAtNs();
        view.bids = record.bids();
        view.isReserveMet = record.reserveMet() == BooleanType.TRUE;
    }

    private static Increments increments(AuctionRecordDecoder record) {
        if (record.incrementPercentMicros() != AuctionRecordDecoder.incrementPercentMicrosNullValue()) {
            return Increments.percent(record.incrementPercentMicros());
        }
        AuctionRecordDecoder.IncrementsDecoder group = record.increments();
        long[] belows = new long[group.count()];
        long[] steps = new long[group.count()];
        for (int i = 0; group.hasNext(); i++) {
            group.next();
            boolean isLast = group.below() == AuctionRecordDecoder.IncrementsDecoder.belowNullValue();
            belows[i] = isLast ? Increments.UNBOUNDED : group.below();
            steps[i] = group.step();
        }
        return Increments.table(belows, steps);
    }

    /** Writes how auctions ended that are over: the market forgets. */
    void writeFinished(SnapshotSink sink) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);
        FinishedAuctionRecordEncoder record = new FinishedAuctionRecordEncoder();
        int length = Transaction.EVENT_FRAME_LENGTH + FinishedAuctionRecordEncoder.BLOCK_LENGTH;
        new EventFrameEncoder()
                .wrap(buffer, 0)
                .frameLength(length)
                .blockLength(FinishedAuctionRecordEncoder.BLOCK_LENGTH)
                .templateId(FinishedAuctionRecordEncoder.TEMPLATE_ID)
                .version(FinishedAuctionRecordEncoder.SCHEMA_VERSION);
        for (int id = 0; id < auctions.length; id++) {
            AuctionView view = auctions[id];
            if (view == null || !view.isOver()) {
                continue;
            }
            record.wrap(buffer, Transaction.EVENT_FRAME_LENGTH)
                    .auctionId(id)
                    .leaderAccountId(view.leaderAccountId)
                    .priceMinor(view.priceMinor)
                    .minNextMinor(view.minNextMinor)
                    .endsAtNs(view.endsAtNs)
                    .bids(view.bids)
                    .reserveMet(view.isReserveMet ? BooleanType.TRUE : BooleanType.FALSE);
            sink.onRecord(buffer, 0, length);
        }
    }
}
