package io.gavel.engine.view;

import io.gavel.engine.auction.Increments;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.FinishedAuctionRecordDecoder;
import io.gavel.wire.log.FinishedAuctionRecordEncoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.ExtensionScope;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;

/** Auctions as they stand, from their events. One thread. Allocates to grow and for what is new. */
final class AuctionViews {
    private final Directory directory;
    private final SessionViews sessions;
    private AuctionView[] auctions = new AuctionView[64];

    private final EventDecoders decoders = new EventDecoders();
    private final CreateAuctionDecoder createAuction = new CreateAuctionDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();

    /** Of a snapshot: whose terms and bids follow. */
    private int recordedAuctionId;

    private int recordedTurn;
    /** Null: not in a round with turns. */
    private TurnOrder recordedTurns;

    AuctionViews(Directory directory, SessionViews sessions) {
        this.directory = directory;
        this.sessions = sessions;
    }

    /** Takes in the event at which the transaction stands. */
    void onEvent(Transaction transaction) {
        switch (transaction.eventTemplateId()) {
            case CreatedDecoder.TEMPLATE_ID -> onCreated(decoders.created(transaction), transaction);
            case AuctionOpenedDecoder.TEMPLATE_ID -> onAuctionOpened(decoders.auctionOpened(transaction));
            case AuctionStateDecoder.TEMPLATE_ID -> onAuctionState(decoders.auctionState(transaction));
            case ClockStateDecoder.TEMPLATE_ID -> onClockState(decoders.clockState(transaction));
            case BidAcceptedDecoder.TEMPLATE_ID -> onHiddenBid(decoders.sealedStateBehind(transaction));
            case BoughtDecoder.TEMPLATE_ID -> onBought(transaction);
            case SealedStateDecoder.TEMPLATE_ID -> {
                SealedStateDecoder state = decoders.sealedState(transaction);
                get(state.auctionId()).endsAt(state.endsAtNs());
            }
            case RoundEndedDecoder.TEMPLATE_ID -> onRoundEnded(decoders.roundEnded(transaction));
            case AuctionExtendedDecoder.TEMPLATE_ID -> {
                AuctionExtendedDecoder extended = decoders.auctionExtended(transaction);
                get(extended.auctionId()).endsAt(extended.endsAtNs());
            }
            case AuctionClosedDecoder.TEMPLATE_ID -> {
                AuctionClosedDecoder closed = decoders.auctionClosed(transaction);
                onEnd(closed.auctionId(), closed.outcome(), closed.priceMinor(), closed.winnerAccountId());
            }
            case AuctionEndedDecoder.TEMPLATE_ID -> {
                AuctionEndedDecoder ended = decoders.auctionEnded(transaction);
                onEnd(ended.auctionId(), ended.outcome(), ended.priceMinor(), ended.winnerAccountId());
            }
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
        view.remainingQty = createAuction.qty();
        join(created.id(), createAuction, view);
    }

    private void join(int auctionId, CreateAuctionDecoder terms, AuctionView view) {
        Directory.Auction auction = directory.auction(auctionId);
        if (auction.sessionId() != 0) {
            sessions.join(auction);
            if (terms.softCloseScope() == ExtensionScope.GROUP && !view.isOver()) {
                view.joinGroup(sessions.get(auction.sessionId()));
            }
        }
    }

    private void onAuctionOpened(AuctionOpenedDecoder opened) {
        AuctionView view = get(opened.auctionId());
        view.state = AuctionView.State.OPEN;
        view.minNextMinor = opened.minNextMinor();
        view.endsAt(opened.endsAtNs());
    }

    private void onAuctionState(AuctionStateDecoder state) {
        AuctionView view = get(state.auctionId());
        view.leaderAccountId = state.leaderAccountId();
        view.priceMinor = state.priceMinor();
        view.minNextMinor = state.minNextMinor();
        view.endsAt(state.endsAtNs());
        view.bids = state.bids();
        view.isReserveMet = state.reserveMet() == BooleanType.TRUE;
    }

    private void onClockState(ClockStateDecoder state) {
        AuctionView view = get(state.auctionId());
        view.leaderAccountId = state.leaderAccountId();
        view.priceMinor = state.priceMinor();
        view.minNextMinor = state.priceMinor();
        view.endsAt(state.endsAtNs());
        view.bids = state.bids();
        view.remainingQty = state.remainingQty();
        view.nextAtNs = state.nextAtNs();
    }

    /** @param state of an auction whose bids are hidden; null: they are not, and are counted when its state is told */
    private void onHiddenBid(SealedStateDecoder state) {
        if (state != null) {
            get(state.auctionId()).bids++;
        }
    }

    /** A bid that takes the whole rest is not counted by a state of the clock any more. */
    private void onBought(Transaction transaction) {
        if (transaction.commandTemplateId() == PlaceBidDecoder.TEMPLATE_ID) {
            int auctionId = placeBid.wrap(
                            transaction.buffer(),
                            transaction.commandBodyOffset(),
                            transaction.commandBlockLength(),
                            transaction.commandVersion())
                    .auctionId();
            Directory.Auction auction = directory.auction(auctionId);
            if (auction != null && auction.format() == AuctionFormat.DUTCH) {
                get(auctionId).bids++;
            }
        }
    }

    private void onRoundEnded(RoundEndedDecoder ended) {
        AuctionView view = get(ended.auctionId());
        view.round = ended.round();
        view.turnAccountId = ended.turnAccountId();
        view.leaderAccountId = ended.leaderAccountId();
        view.priceMinor = ended.priceMinor();
        if (ended.round() != 0) {
            view.endsAt(ended.endsAtNs());
        }
    }

    private void onEnd(int auctionId, AuctionOutcome outcome, long priceMinor, int winnerAccountId) {
        AuctionView view = get(auctionId);
        view.end(outcome == AuctionOutcome.CANCELED ? AuctionView.State.CANCELED : AuctionView.State.CLOSED);
        if (outcome == AuctionOutcome.SOLD) {
            view.priceMinor = priceMinor;
            view.leaderAccountId = winnerAccountId;
            view.isReserveMet |= isSealed(auctionId);
        }
    }

    private boolean isSealed(int auctionId) {
        Directory.Auction auction = directory.auction(auctionId);
        return auction != null && auction.isSealed();
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
        view.remainingQty = record.remainingQty();
        view.nextAtNs = record.nextAtNs();
        view.round = record.round();
        recordedAuctionId = record.auctionId();
        recordedTurn = record.turn();
    }

    /** The terms behind the auction that was restored last. */
    void restore(CreateAuctionDecoder terms) {
        AuctionView view = get(recordedAuctionId);
        boolean hasTurns = terms.turnNs() != CreateAuctionDecoder.turnNsNullValue();
        recordedTurns = hasTurns && view.round != 0 && !view.isOver() ? new TurnOrder(recordedTurn) : null;
        if (terms.format() == AuctionFormat.HYBRID && view.nextAtNs != AuctionView.ABSENT && !view.isOver()) {
            // The record has the best bid for its price, which its clock falls to; what takes the lot is what it shows.
            view.priceMinor = view.minNextMinor;
            view.remainingQty = terms.qty();
        }
        join(recordedAuctionId, terms, view);
    }

    /** A bid behind the terms. */
    void restore(BidRecordDecoder bid) {
        if (recordedTurns != null && bid.hiddenMinor() == BidRecordDecoder.hiddenMinorNullValue()) {
            recordedTurns.offer(bid.accountId(), bid.amountMinor(), bid.seq());
            get(recordedAuctionId).turnAccountId = recordedTurns.accountId();
        }
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
