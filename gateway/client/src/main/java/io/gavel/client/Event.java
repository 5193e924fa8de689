package io.gavel.client;

/** What happened without being asked for: to the own accounts, or in a room that was joined. */
public sealed interface Event extends Message
        permits Applied,
                Auction,
                AuctionAwarded,
                AuctionClosed,
                AuctionExtended,
                AuctionOpened,
                AuctionRebuilt,
                AuctionSession,
                AuctionState,
                Balance,
                BidAccepted,
                BidHeld,
                BidReleased,
                BidRetracted,
                Book,
                Bought,
                CancelAllAfterSet,
                Created,
                Indicative,
                MassCanceled,
                OrderAccepted,
                OrderCanceled,
                OrderReplaced,
                OrderTriggered,
                Other,
                Outbid,
                PhaseChanged,
                RoundBid,
                RoundEnded,
                SaleCanceled,
                SecondChanceEnded,
                SecondChanceOffered,
                SessionExtended,
                SessionState,
                TimeReached,
                Trade,
                Uncrossed {
    /** Stands for a time that does not exist: an auction that has no end yet. */
    long NO_TIME = Long.MIN_VALUE;
}
