package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderBook;
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
import io.gavel.wire.log.OrderReplacedEncoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/**
 * Decides what nothing stands in the way of, as of most orders nothing does: a limit and no condition, at a price that
 * meets nobody, in an instrument that trades and asks for no more than tick, lot and band, from an account without
 * limits, under an id of up to eight bytes that was not heard before; and replaces that bring such an order to such a
 * price, where no money moves. All that is asked of such an order fits in one look, where the desks ask for what any order may have.
 *
 * <p>Says yes, or nothing. Whatever else a command is, it is left as it is for the desks, which ask anew and tell why: what is
 * refused, and what comes first, stands there alone. That nobody can tell which of both decided is what random histories
 * show, beside an exchange that has but one way.
 */
public final class ExpressDesk {
    /** Type and timeInForce, the two codes behind that of the side, where they stand in one word with it. */
    private static final int TYPE_AND_TIME = 0xFFFF00;

    private static final int SIDE = 0xFF;
    private static final int LIMIT_TO_REST = OrdType.LIMIT.value() << 8 | TimeInForce.GTC.value() << 16;
    private static final int LIMIT_AT_ONCE = OrdType.LIMIT.value() << 8 | TimeInForce.IOC.value() << 16;

    private static final long NOT_COVERED = -1;

    private final Listings listings;
    private final Ledger ledger;
    private final OrderStore orders;
    private final AnswerWindow answers;
    private final AccountLimits limits;
    private final OrderDesk desk;
    private final OpenOrders openOrders;
    private final Facts facts;
    private final int maxOpenOrders;

    public ExpressDesk(
            Listings listings,
            Ledger ledger,
            OrderStore orders,
            AnswerWindow answers,
            AccountLimits limits,
            OrderDesk desk,
            OpenOrders openOrders,
            Facts facts,
            int maxOpenOrders) {
        this.listings = listings;
        this.ledger = ledger;
        this.orders = orders;
        this.answers = answers;
        this.limits = limits;
        this.desk = desk;
        this.openOrders = openOrders;
        this.facts = facts;
        this.maxOpenOrders = maxOpenOrders;
    }

    /** Decides a command if it is one of those; returns whether, and has changed nothing if not. */
    public boolean decides(Command command, long seq) {
        return command.isPlainOrder() ? entersNew(command, seq) : command.isReplace() && replaces(command, seq);
    }

    private boolean entersNew(Command command, long seq) {
        byte[] bytes = command.bytes();
        int body = command.body();
        int accountId = command.accountId();
        long instrumentAndCodes = Bytes.getLong(bytes, body);
        Instrument instrument = listings.instrument((int) instrumentAndCodes);
        int codes = (int) (instrumentAndCodes >>> Integer.SIZE);
        int sideValue = codes & SIDE;
        int typeAndTime = codes & TYPE_AND_TIME;
        if (instrument == null
                || !mayDecide(instrument, accountId)
                || typeAndTime != LIMIT_TO_REST && typeAndTime != LIMIT_AT_ONCE
                || sideValue != Side.BUY.value() && sideValue != Side.SELL.value()
                || !command.readShortId(body + CommandForms.PLAIN_ORDER_LENGTH)) {
            return false;
        }
        long qty = Bytes.getLong(bytes, body + NewOrderDecoder.qtyEncodingOffset());
        long price = Bytes.getLong(bytes, body + NewOrderDecoder.priceEncodingOffset());
        long lots = instrument.lots(qty);
        long ticks = instrument.ticks(price);
        Side side = sideValue == Side.BUY.value() ? Side.BUY : Side.SELL;
        if (lots <= 0
                || lots * instrument.lot() != qty
                || !isRight(instrument, price, ticks)
                || instrument.book().meets(side, ticks)
                || orders.size() >= maxOpenOrders) {
            return false;
        }
        long cost = instrument.movesMoney() ? cost(instrument, accountId, side, ticks, lots) : 0;
        long idHash = command.shortIdHash();
        if (cost == NOT_COVERED || answers.find(accountId, idHash) != AnswerWindow.NONE) {
            return false;
        }
        long orderId = desk.nextOrderId();
        int order = OrderStore.NONE;
        if (typeAndTime == LIMIT_TO_REST) {
            order = openOrders.restIfFree(
                    instrument, orderId, accountId, side, lots, ticks, command.shortId(), command.idLength());
            if (order == OrderStore.NONE) {
                return false;
            }
        } else if (isPinned(accountId, command.shortId())) {
            return false;
        }
        desk.nextOrderId(orderId + 1);
        facts.orderAccepted(instrument, orderId, accountId, side, cost);
        if (order == OrderStore.NONE) {
            facts.incomingCanceled(instrument, orderId, accountId, side, ticks, lots, CancelReason.IOC);
        }
        answers.remember(
                accountId, idHash, command.plainBodyHash(), seq, OrderAcceptedEncoder.TEMPLATE_ID, orderId, order);
        return true;
    }

    /** A replace that says price and quantity, by which a plain order loses its place; where no money is moved. */
    private boolean replaces(Command command, long seq) {
        byte[] bytes = command.bytes();
        int body = command.body();
        int accountId = command.accountId();
        Instrument instrument =
                listings.instrument(Bytes.getInt(bytes, body + ReplaceOrderDecoder.instrumentIdEncodingOffset()));
        if (instrument == null
                || instrument.movesMoney()
                || !mayDecide(instrument, accountId)
                || !command.readShortId(body + ReplaceOrderDecoder.BLOCK_LENGTH)) {
            return false;
        }
        int idOffset = command.idOffset();
        int idLength = command.idLength();
        long id = command.shortId();
        long idHash = command.shortIdHash();
        int order =
                command.readShortId(idOffset + idLength) ? orders.find(accountId, command.shortId()) : OrderStore.NONE;
        if (order == OrderStore.NONE || orders.isSpecial(order) || orders.instrumentId(order) != instrument.id()) {
            return false;
        }
        long qty = Bytes.getLong(bytes, body + ReplaceOrderDecoder.qtyEncodingOffset());
        long price = Bytes.getLong(bytes, body + ReplaceOrderDecoder.priceEncodingOffset());
        long lots = instrument.lots(qty);
        long ticks = instrument.ticks(price);
        long lotsBefore = orders.qtyLots(order);
        long leavesBefore = orders.leavesLots(order);
        long leaves = lots - (lotsBefore - leavesBefore);
        Side side = orders.side(order);
        OrderBook book = instrument.book();
        boolean keepsPlace = lots <= lotsBefore && ticks == book.priceTicks(order);
        if (keepsPlace
                || lots <= 0
                || leaves <= 0
                || lots * instrument.lot() != qty
                || !isRight(instrument, price, ticks)
                || book.meets(side, ticks)
                || answers.find(accountId, idHash) != AnswerWindow.NONE
                || isPinned(accountId, id)) {
            return false;
        }
        long orderId = orders.orderId(order);
        facts.orderReplaced(instrument, orderId, accountId, side, ticks, lots, leaves, ticks, 0);
        answers.ended(order);
        orders.rename(order, bytes, idOffset, idLength);
        book.remove(order, leavesBefore);
        orders.change(order, side, lots, leaves);
        book.rest(order, side, ticks, leaves);
        answers.remember(
                accountId,
                idHash,
                command.replaceBodyHash(),
                seq,
                OrderReplacedEncoder.TEMPLATE_ID,
                orderId,
                ticks,
                lots,
                order);
        return true;
    }

    private boolean mayDecide(Instrument instrument, int accountId) {
        return instrument.isPlain() && listings.accounts.has(accountId) && !limits.areAny(accountId);
    }

    private static boolean isRight(Instrument instrument, long price, long ticks) {
        return ticks > 0 && ticks < Ledger.LIMIT && ticks * instrument.tick() == price && instrument.isInBand(ticks);
    }

    /** Whether an id that is not among the answers heard lately is an open order's. */
    private boolean isPinned(int accountId, long id) {
        return answers.hasPinned(accountId) && orders.find(accountId, id) != OrderStore.NONE;
    }

    /** What is held for an order, or {@link #NOT_COVERED}. */
    private long cost(Instrument instrument, int accountId, Side side, long ticks, long lots) {
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
