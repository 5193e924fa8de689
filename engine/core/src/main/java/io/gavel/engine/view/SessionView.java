package io.gavel.engine.view;

import io.gavel.wire.types.SessionPhase;
import org.agrona.collections.IntArrayList;

/** One session as the public sees it. Times in ns since the epoch. */
final class SessionView {
    SessionPhase phase = SessionPhase.SCHEDULED;
    long previewAtNs = AuctionView.ABSENT;
    long opensAtNs = AuctionView.ABSENT;
    long closesAtNs = AuctionView.ABSENT;
    /** By how much the ends of its group are later than scheduled. */
    long shiftNs;

    /** Ids, in the order of their lots. */
    final IntArrayList lots = new IntArrayList();
}
