package io.gavel.engine.market.command;

import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** The order at hand, in ticks, lots and money; reused. */
public final class IncomingOrder {
    public static final long ABSENT = OrderExtras.ABSENT;

    /** Its handle where it is known already: a stop that was triggered, an order that was replaced. */
    public int order = OrderStore.NONE;

    /** Whether it is the command's own, which events need not name. */
    public boolean isCommands;

    public long orderId;
    public int accountId;
    public Side side;
    public OrdType type;
    public TimeInForce timeInForce;
    public PostOnly postOnly;

    /** {@link SelfTrade#NULL_VAL}: the instrument's. */
    public SelfTrade selfTrade;

    /** Its limit, or {@link #ABSENT}. */
    public long priceTicks;

    /** At what a buy is held for; 0: nothing is. */
    public long holdTicks;

    /** The price it waits for, or {@link #ABSENT}. */
    public long stopTicks;

    /** What the book shows of it, or {@link #ABSENT}: all. */
    public long displayLots;

    /** What must trade at once, or 0. */
    public long minLots;

    /** Of gtd, or {@link #ABSENT}. */
    public long expireAtNs;

    /** All of it, what is filled included. */
    public long qtyLots;

    public long leavesLots;

    /** Whether a post-only was moved away from the other side. */
    public boolean isSlid;

    /** What is held for all that is left: smallest units of what it pays with. */
    public long cost;

    /** The command's sequence, and where its id stands while the command is decided. */
    public long seq;

    public byte[] idBytes;
    public int idOffset;
    public int idLength;

    /** Nothing but a limit. */
    public void plain() {
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
    public void named(long commandSeq, Command command) {
        seq = commandSeq;
        idBytes = command.bytes();
        idOffset = command.idOffset();
        idLength = command.idLength();
    }

    /** One that is known already and out of its book, at the price and hold given. */
    public void known(OrderStore orders, int handle, long price, long hold) {
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

    public boolean isBuy() {
        return side == Side.BUY;
    }

    public boolean hasLimit() {
        return priceTicks != ABSENT;
    }

    public boolean isStop() {
        return stopTicks != ABSENT;
    }

    public boolean isImmediate() {
        return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
    }

    /** Whether it has more than a plain order, which has no record for it. */
    public boolean isSpecial() {
        return timeInForce != TimeInForce.GTC
                || type != OrdType.LIMIT
                || postOnly != PostOnly.NO
                || selfTrade != SelfTrade.NULL_VAL
                || displayLots != ABSENT;
    }
}
