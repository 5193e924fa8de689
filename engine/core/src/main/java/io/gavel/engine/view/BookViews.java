package io.gavel.engine.view;

import io.gavel.wire.types.Aggressor;
import java.util.Arrays;

/** The levels of every book. Tells all changes on, once somebody listens. One thread. */
final class BookViews implements BookChanges {
    private BookSide[] bids = new BookSide[16];
    private BookSide[] asks = new BookSide[16];
    private BookChanges listener;

    /** Somebody else is told of every change from now on. */
    void listen(BookChanges listener) {
        this.listener = listener;
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
        if (listener != null) {
            listener.entered(instrumentId, orderId, isSell, priceTicks, lots);
        }
    }

    @Override
    public void enteredByAge(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        side(instrumentId, isSell).enter(priceTicks, lots);
        if (listener != null) {
            listener.enteredByAge(instrumentId, orderId, isSell, priceTicks, lots);
        }
    }

    @Override
    public void changed(int instrumentId, long orderId, boolean isSell, long priceTicks, long lotsBefore, long lots) {
        side(instrumentId, isSell).change(priceTicks, lotsBefore, lots);
        if (listener != null) {
            listener.changed(instrumentId, orderId, isSell, priceTicks, lotsBefore, lots);
        }
    }

    @Override
    public void left(int instrumentId, long orderId, boolean isSell, long priceTicks, long lots) {
        side(instrumentId, isSell).leave(priceTicks, lots);
        if (listener != null) {
            listener.left(instrumentId, orderId, isSell, priceTicks, lots);
        }
    }

    @Override
    public void traded(int instrumentId, long priceTicks, long lots, Aggressor aggressor) {
        if (listener != null) {
            listener.traded(instrumentId, priceTicks, lots, aggressor);
        }
    }

    @Override
    public void done(long seq, long timeNs) {
        if (listener != null) {
            listener.done(seq, timeNs);
        }
    }
}
