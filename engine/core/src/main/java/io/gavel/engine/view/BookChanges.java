package io.gavel.engine.view;

import io.gavel.wire.types.Aggressor;

/**
 * Is told what changes in the books as anybody may see them: what icebergs hide, stops that wait and market orders in a
 * call never come up. Prices in ticks, quantities in lots, both sides of an instrument by {@code isSell}.
 *
 * <p>Changes of one command come one by one, then {@link #done}; in between a book may be crossed. An order stands in a
 * level behind all that came before. Called by the one thread that feeds the views.
 */
public interface BookChanges {
    /** An order takes its place at the end of its level. */
    void entered(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots);

    /** One that had no limit before takes its place by age: in front of the first order there with a larger id. */
    void enteredByAge(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots);

    /** An order keeps its place and shows another quantity. */
    void changed(int instrumentId, long orderId, boolean isSell, long priceTicks, long lotsBefore, long lots);

    /** An order leaves its level, in which it last showed {@code lots}; a new slice enters behind. */
    void left(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots);

    /** Two orders traded; what that changes in the book was told before. */
    void traded(int instrumentId, long priceTicks, long lots, Aggressor aggressor);

    /** A command is over, with this transaction; also where it changed nothing. */
    void done(long seq, long timeNs);
}
