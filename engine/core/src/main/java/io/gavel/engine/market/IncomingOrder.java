package io.gavel.engine.market;

import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** The order at hand, in ticks, lots and money; reused. */
final class IncomingOrder {
    static final long ABSENT = OrderExtras.ABSENT;

    /** Its handle where it is known already: a stop that was triggered, an order that was replaced. */
    int order = OrderStore.NONE;

    /** Whether it is the command's own, which events need not name. */
    boolean isCommands;

    long orderId;
    int accountId;
    Side side;
    OrdType type;
    TimeInForce timeInForce;
    PostOnly postOnly;

    /** {@link SelfTrade#NULL_VAL}: the instrument's. */
    SelfTrade selfTrade;

    /** Its limit, or {@link #ABSENT}. */
    long priceTicks;

    /** At what a buy is held for; 0: nothing is. */
    long holdTicks;

    /** The price it waits for, or {@link #ABSENT}. */
    long stopTicks;

    /** What the book shows of it, or {@link #ABSENT}: all. */
    long displayLots;

    /** What must trade at once, or 0. */
    long minLots;

    /** Of gtd, or {@link #ABSENT}. */
    long expireAtNs;

    /** All of it, what is filled included. */
    long qtyLots;

    long leavesLots;

    /** Whether a post-only was moved away from the other side. */
    boolean isSlid;

    /** What is held for all that is left: smallest units of what it pays with. */
    long cost;

    /** The command's sequence, and where its id stands while the command is decided. */
    long seq;

    long idHash;
    byte[] idBytes;
    int idOffset;
    int idLength;

    /** Nothing but a limit. */
    void plain() {
        order = OrderStore.NONE;
        isCommands = true;
        type = OrdType.LIMIT;
        postOnly = PostOnly.NO;
        selfTrade = SelfTrade.NULL_VAL;
        stopTicks = ABSENT;
        displayLots = ABSENT;
        minLots = 0;
        expireAtNs = ABSENT;
        isSlid = false;
    }

    /** Named as the command says, whose id is at hand. */
    void named(long commandSeq, Command command) {
        seq = commandSeq;
        idHash = command.idHash();
        idBytes = command.bytes();
        idOffset = command.idOffset();
        idLength = command.idLength();
    }

    /** One that is known already and out of its book, at the price and hold given. */
    void known(OrderStore orders, int handle, long price, long hold) {
        OrderExtras extras = orders.extras();
        plain();
        order = handle;
        isCommands = false;
        orderId = orders.orderId(handle);
        accountId = orders.accountId(handle);
        side = orders.side(handle);
        type = extras.type(handle);
        timeInForce = extras.timeInForce(handle);
        postOnly = extras.postOnly(handle);
        selfTrade = extras.selfTrade(handle);
        priceTicks = price;
        holdTicks = hold;
        stopTicks = extras.stopTicks(handle);
        displayLots = extras.displayLots(handle);
        minLots = extras.minLots(handle);
        qtyLots = orders.qtyLots(handle);
        leavesLots = orders.allLots(handle);
    }

    boolean isBuy() {
        return side == Side.BUY;
    }

    boolean hasLimit() {
        return priceTicks != ABSENT;
    }

    boolean isStop() {
        return stopTicks != ABSENT;
    }

    boolean isImmediate() {
        return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
    }

    /** Whether it has more than a plain order, which has no record for it. */
    boolean isSpecial() {
        return timeInForce != TimeInForce.GTC
                || type != OrdType.LIMIT
                || postOnly != PostOnly.NO
                || selfTrade != SelfTrade.NULL_VAL
                || displayLots != ABSENT;
    }
}
