package io.gavel.engine.view;

import io.gavel.wire.types.Aggressor;
import java.util.Arrays;

/** The levels of every book. Tells all changes on, once somebody listens. One thread. */
final class BookViews implements BookChanges {
    private BookSide[] bids = new BookSide[16];
    private BookSide[] asks = new BookSide[16];
    private BookChanges[] listeners = {};

    /** Somebody else is told of every change from now on. */
    void listen(BookChanges listener) {
        listeners = Arrays.copyOf(listeners, listeners.length + 1);
        listeners[listeners.length - 1] = listener;
    }

    BookSide side(int instrumentId, boolean isSell) {
        if (instrumentId >= bids.length) {
            int capacity = Math.max(instrumentId + 1, bids.length * 2);
            bids = Arrays.copyOf(bids, capacity);
            asks = Arrays.copyOf(asks, capacity);
        }
        if (bids[instrumentId] == null) {
            bids[instrumentId] = new BookSide(true);
            asks[instrumentId] = new BookSide(false);
        }
        return isSell ? asks[instrumentId] : bids[instrumentId];
    }

    @Override
    public void entered(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        side(instrumentId, isSell).enter(priceTicks, lots);
        for (BookChanges listener : listeners) {
            listener.entered(instrumentId, orderId, isSell, priceTicks, lots);
        }
    }

    @Override
    public void enteredByAge(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        side(instrumentId, isSell).enter(priceTicks, lots);
        for (BookChanges listener : listeners) {
            listener.enteredByAge(instrumentId, orderId, isSell, priceTicks, lots);
        }
    }

    @Override
    public void changed(int instrumentId, long orderId, boolean isSell, long priceTicks, long lotsBefore, long lots) {
        side(instrumentId, isSell).change(priceTicks, lotsBefore, lots);
        for (BookChanges listener : listeners) {
            listener.changed(instrumentId, orderId, isSell, priceTicks, lotsBefore, lots);
        }
    }

    @Override
    public void left(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        side(instrumentId, isSell).leave(priceTicks, lots);
        for (BookChanges listener : listeners) {
            listener.left(instrumentId, orderId, isSell, priceTicks, lots);
        }
    }

    @Override
    public void traded(int instrumentId, long priceTicks, long lots, Aggressor aggressor) {
        for (BookChanges listener : listeners) {
            listener.traded(instrumentId, priceTicks, lots, aggressor);
        }
    }

    @Override
    public void done(long seq, long timeNs) {
        for (BookChanges listener : listeners) {
            listener.done(seq, timeNs);
        }
    }
}
