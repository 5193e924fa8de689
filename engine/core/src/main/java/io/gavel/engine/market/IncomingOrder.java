package io.gavel.engine.market;

import io.gavel.wire.types.Side;

/** The order at hand, in ticks, lots and money; one reused instance. */
final class IncomingOrder {
    long orderId;
    int accountId;
    Side side;
    long priceTicks;
    long qtyLots;

    /** What it may cost at its limit: smallest units of what it pays with. */
    long cost;
}
