package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.CommandForms;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** Limits to rest or to be filled at once, in the block that knows no conditions. */
final class ExpressEntry extends Express {
    /** Type and timeInForce, the two codes behind that of the side, where they stand in one word with it. */
    private static final int TYPE_AND_TIME = 0xFFFF00;

    private static final int SIDE = 0xFF;
    private static final int LIMIT_TO_REST = OrdType.LIMIT.value() << 8 | TimeInForce.GTC.value() << 16;
    private static final int LIMIT_AT_ONCE = OrdType.LIMIT.value() << 8 | TimeInForce.IOC.value() << 16;

    private final Ledger ledger;
    private final OrderDesk desk;
    private final OpenOrders openOrders;
    private final Facts facts;
    /** The one at hand. */
    private final PlainOrder order = new PlainOrder();

    ExpressEntry(
            Listings listings,
            Ledger ledger,
            OrderStore orders,
            AnswerWindow answers,
            AccountLimits limits,
            OrderDesk desk,
            OpenOrders openOrders,
            Facts facts) {
        super(listings, orders, answers, limits);
        this.ledger = ledger;
        this.desk = desk;
        this.openOrders = openOrders;
        this.facts = facts;
    }

    @Override
    boolean decides(Command command, long seq) {
        int idLength = command.shortIdLength(CommandForms.PLAIN_ORDER_LENGTH);
        if (!command.isPlainOrder() || idLength == 0 || !isUnlimited(command.accountId())) {
            return false;
        }
        byte[] bytes = command.bytes();
        long body = command.place();
        long instrumentAndCodes = Bytes.read(bytes, body);
        Instrument instrument = listings.instrument((int) instrumentAndCodes);
        int codes = (int) (instrumentAndCodes >>> Integer.SIZE);
        int side = codes & SIDE;
        int typeAndTime = codes & TYPE_AND_TIME;
        if (instrument == null
                || typeAndTime != LIMIT_TO_REST && typeAndTime != LIMIT_AT_ONCE
                || side != PlainOrder.BUY && side != PlainOrder.SELL) {
            return false;
        }
        long qty = Bytes.read(bytes, body + NewOrderDecoder.qtyEncodingOffset());
        long price = Bytes.read(bytes, body + NewOrderDecoder.priceEncodingOffset());
        order.accountId = command.accountId();
        order.side = side;
        order.rests = typeAndTime == LIMIT_TO_REST;
        order.lots = instrument.lots(qty);
        order.ticks = instrument.ticks(price);
        order.id = command.shortId(CommandForms.PLAIN_ORDER_LENGTH, idLength);
        order.idLength = idLength;
        order.seq = seq;
        order.bodyHash = command.plainBodyHash();
        return isRight(instrument, qty, order.lots, price, order.ticks)
                && desk.checks().hasRoom()
                && isCovered(instrument)
                && enters(instrument, command);
    }

    private boolean enters(Instrument instrument, Command command) {
        if (instrument.book().meets(order.side, order.ticks)) {
            return trades(instrument, command);
        }
        return order.rests ? rests(instrument) : leaves(instrument);
    }

    private boolean rests(Instrument instrument) {
        long orderId = desk.nextOrderId();
        int handle = orders.addIfFree(
                orderId, order.accountId, instrument.id(), order.side, order.lots, order.id, order.idLength);
        if (handle == OrderStore.NONE) {
            return false;
        }
        if (!isAnswered(orderId, handle)) {
            orders.free(handle);
            return false;
        }
        desk.nextOrderId(orderId + 1);
        openOrders.restPlain(instrument, handle, order.accountId, order.side, order.ticks, order.lots);
        facts.orderAccepted(instrument, orderId, order.accountId, order.side(), order.cost);
        return true;
    }

    /** Nobody is met, and it does not rest. */
    private boolean leaves(Instrument instrument) {
        long orderId = desk.nextOrderId();
        if (isPinned(order.accountId, order.id) || !isAnswered(orderId, OrderStore.NONE)) {
            return false;
        }
        desk.nextOrderId(orderId + 1);
        facts.orderAccepted(instrument, orderId, order.accountId, order.side(), order.cost);
        facts.incomingCanceled(
                instrument, orderId, order.accountId, order.side(), order.ticks, order.lots, CancelReason.IOC);
        return true;
    }

    /** What it trades, and what becomes of the rest, is decided at the desk; nothing of it is asked again. */
    private boolean trades(Instrument instrument, Command command) {
        long idHash = order.idHash();
        if (answers.find(order.accountId, idHash) != AnswerWindow.NONE
                || isPinned(order.accountId, order.id)
                || !command.readId()) {
            return false;
        }
        long orderId = desk.nextOrderId();
        desk.enterPlain(instrument, command, order);
        answers.remember(
                order.accountId,
                idHash,
                order.bodyHash,
                order.seq,
                OrderAcceptedEncoder.TEMPLATE_ID,
                orderId,
                0,
                0,
                openOrders.takeRested());
        return true;
    }

    /** Remembers what it is answered; returns false where its id was heard before. */
    private boolean isAnswered(long orderId, int handle) {
        return answers.rememberIfNew(
                order.accountId,
                order.idHash(),
                order.bodyHash,
                order.seq,
                OrderAcceptedEncoder.TEMPLATE_ID,
                orderId,
                handle);
    }

    /** Whether its account has what is held for it. */
    private boolean isCovered(Instrument instrument) {
        if (!instrument.movesMoney()) {
            order.cost = 0;
            return true;
        }
        long perTick = Amounts.product(order.ticks, order.lots);
        if (perTick < 0 || Amounts.product(perTick, instrument.tickLotMinor()) < 0) {
            return false;
        }
        Side side = order.side();
        long cost = Amounts.product(order.lots, instrument.holdPerLotMinor(side, order.ticks));
        int assetId = instrument.paysWith(side);
        order.cost = cost;
        return cost >= 0
                && ledger.staysInRange(order.accountId, assetId, cost)
                && ledger.covers(order.accountId, assetId, cost);
    }
}
