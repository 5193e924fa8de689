package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * What a command or a question is answered with. An answer to a command is durable: the server speaks only of what its
 * journal holds. Each call of {@link GavelClient} says which answers to expect; any may be {@link Refused}.
 */
public sealed interface Answer extends Message
        permits AccountBlocked,
                Applied,
                Auction,
                AuctionAwarded,
                AuctionClosed,
                AuctionSession,
                Balance,
                BidAccepted,
                BidRetracted,
                Book,
                Bought,
                CancelAllAfterSet,
                Created,
                Joined,
                Left,
                LoggedIn,
                MassCanceled,
                Order,
                OrderAccepted,
                OrderCanceled,
                OrderReplaced,
                Other,
                PhaseChanged,
                Refused,
                SaleCanceled,
                SecondChanceEnded,
                SecondChanceOffered,
                TimeReached,
                Uncrossed {

    /**
     * What the answer to a command is worth: with {@code DISK} it survives power loss, with {@code PROCESS} the end of the
     * server's process. Null where it answers no command, or was given without the engine.
     */
    default Durability level() {
        return null;
    }

    /** Whether nothing was done. */
    default boolean isRefused() {
        return this instanceof Refused;
    }

    /**
     * This answer as the kind that is expected.
     *
     * @throws RefusedException when it was refused
     * @throws IllegalStateException when it is of another kind
     */
    default <T extends Answer> T as(Class<T> kind) {
        if (kind.isInstance(this)) {
            return kind.cast(this);
        }
        if (this instanceof Refused refused) {
            throw new RefusedException(refused);
        }
        throw new IllegalStateException("expected " + kind.getSimpleName() + ", answer=" + this);
    }
}
