package io.gavel.engine.market.orders;

import io.gavel.engine.Hash64;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** An order with nothing but a limit and an id of up to eight bytes, as its command says. */
final class PlainOrder {
    private static final int BUY = Side.BUY.value();

    Instrument instrument;
    int accountId;

    /** The value of its side. */
    int side;

    /** Whether what is left of it rests. */
    boolean rests;

    long lots;
    long ticks;

    /** What is held for it. */
    long cost;

    /** The bytes of its id, the first of them lowest and zeros behind. */
    long id;

    int idLength;

    /** The command, by its transaction and by its block. */
    long seq;

    int bodyHash;

    void set(
            Instrument instrument,
            int accountId,
            int side,
            boolean rests,
            long lots,
            long ticks,
            long cost,
            long id,
            int idLength,
            int bodyHash,
            long seq) {
        this.instrument = instrument;
        this.accountId = accountId;
        this.side = side;
        this.rests = rests;
        this.lots = lots;
        this.ticks = ticks;
        this.cost = cost;
        this.id = id;
        this.idLength = idLength;
        this.bodyHash = bodyHash;
        this.seq = seq;
    }

    /** Whether it is the value of one, by a look that asks for both at once: half of all orders are of either. */
    static boolean isSide(int value) {
        return (value - BUY & -2) == 0;
    }

    Side side() {
        return sideOf(side);
    }

    static Side sideOf(int value) {
        return value == BUY ? Side.BUY : Side.SELL;
    }

    TimeInForce timeInForce() {
        return rests ? TimeInForce.GTC : TimeInForce.IOC;
    }

    long idHash() {
        return Hash64.of(0, id, idLength);
    }
}
