package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.command.PlainCommand;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.facts.OrderEvents;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.CommandForms;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.TimeInForce;

/** Limits to rest or to be filled at once, in the block that knows no conditions. */
final class ExpressEntry extends Express {
    /** Type and timeInForce, the two codes behind that of the side, where they stand in one word with it. */
    private static final int TYPE_AND_TIME = 0xFFFF00;

    private static final int SIDE = 0xFF;
    private static final int LIMIT_TO_REST = OrdType.LIMIT.value() << 8 | TimeInForce.GTC.value() << 16;
    private static final int LIMIT_AT_ONCE = OrdType.LIMIT.value() << 8 | TimeInForce.IOC.value() << 16;

    private static final long NOT_COVERED = -1;

    private final Ledger ledger;
    private final OrderDesk desk;
    private final OrderChecks checks;
    private final OpenOrders openOrders;
    private final Facts facts;
    /** The one that was found to trade. */
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
        checks = desk.checks();
        this.openOrders = openOrders;
        this.facts = facts;
    }

    @Override
    int decides(byte[] bytes, long place, int length, long seq) {
        int accountId = PlainCommand.accountId(bytes, place);
        int idLength = PlainCommand.idLength(bytes, place, length, CommandForms.PLAIN_ORDER_LENGTH);
        if (idLength == 0 || !isUnlimited(accountId)) {
            return NO;
        }
        long body = PlainCommand.body(place);
        long instrumentAndCodes = Bytes.read(bytes, body);
        Instrument instrument = listings.instrument((int) instrumentAndCodes);
        int codes = (int) (instrumentAndCodes >>> Integer.SIZE);
        int side = codes & SIDE;
        int typeAndTime = codes & TYPE_AND_TIME;
        if (instrument == null
                || typeAndTime != LIMIT_TO_REST && typeAndTime != LIMIT_AT_ONCE
                || !PlainOrder.isSide(side)) {
            return NO;
        }
        long qty = Bytes.read(bytes, body + NewOrderDecoder.qtyEncodingOffset());
        long price = Bytes.read(bytes, body + NewOrderDecoder.priceEncodingOffset());
        long lots = instrument.lots(qty);
        long ticks = instrument.ticks(price);
        long cost = 0;
        if (!isRight(instrument, qty, lots, price, ticks) || !checks.hasRoom()) {
            return NO;
        }
        if (instrument.movesMoney()) {
            cost = cost(instrument, accountId, side, ticks, lots);
            if (cost == NOT_COVERED) {
                return NO;
            }
        }
        long id = PlainCommand.id(bytes, place, CommandForms.PLAIN_ORDER_LENGTH, idLength);
        int bodyHash = PlainCommand.orderHash(bytes, place);
        boolean rests = typeAndTime == LIMIT_TO_REST;
        if (instrument.book().meets(side, ticks)) {
            order.set(instrument, accountId, side, rests, lots, ticks, cost, id, idLength, bodyHash, seq);
            return TRADES;
        }
        long orderId = desk.nextOrderId();
        int handle = OrderStore.NONE;
        if (rests) {
            handle = orders.addIfFree(orderId, accountId, instrument.id(), side, lots, id, idLength);
            if (handle == OrderStore.NONE) {
                return NO;
            }
        } else if (isPinned(accountId, id)) {
            return NO;
        }
        if (!isAnswered(accountId, id, idLength, bodyHash, seq, orderId, handle)) {
            if (rests) {
                orders.free(handle);
            }
            return NO;
        }
        desk.nextOrderId(orderId + 1);
        long events = place + length;
        int accepted = facts.accepted(bytes, events, instrument, orderId, accountId, side, cost);
        if (rests) {
            openOrders.restPlain(instrument, handle, accountId, side, ticks, lots);
            return accepted;
        }
        return accepted
                + facts.incomingCanceled(
                        bytes,
                        events + OrderEvents.bytes(accepted),
                        instrument,
                        orderId,
                        accountId,
                        side,
                        ticks,
                        lots,
                        CancelReason.IOC);
    }

    /**
     * Decides the one that {@link #decides} found to trade, which the open transaction has: what it trades, and what becomes
     * of the rest, at the desk, where nothing of it is asked again.
     *
     * @return whether its id is new
     */
    boolean trades(Command command) {
        if (answers.find(order.accountId, order.idHash()) != AnswerWindow.NONE || isPinned(order.accountId, order.id)) {
            return false;
        }
        command.readId();
        long orderId = desk.nextOrderId();
        desk.enterPlain(order.instrument, command, order);
        answers.remember(
                order.accountId,
                order.idHash(),
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
    private boolean isAnswered(int accountId, long id, int idLength, int bodyHash, long seq, long orderId, int handle) {
        return answers.rememberIfNew(
                accountId,
                Hash64.of(0, id, idLength),
                bodyHash,
                seq,
                OrderAcceptedEncoder.TEMPLATE_ID,
                orderId,
                handle);
    }

    /** What is held for it, or {@link #NOT_COVERED} where its account has not as much. */
    private long cost(Instrument instrument, int accountId, int side, long ticks, long lots) {
        long perTick = Amounts.product(ticks, lots);
        if (perTick < 0 || Amounts.product(perTick, instrument.tickLotMinor()) < 0) {
            return NOT_COVERED;
        }
        long cost = Amounts.product(lots, instrument.holdPerLotMinor(side, ticks));
        int assetId = instrument.paysWith(side);
        boolean isCovered =
                cost >= 0 && ledger.staysInRange(accountId, assetId, cost) && ledger.covers(accountId, assetId, cost);
        return isCovered ? cost : NOT_COVERED;
    }
}
