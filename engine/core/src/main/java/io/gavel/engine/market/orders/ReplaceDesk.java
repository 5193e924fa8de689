package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.PhaseRules;
import io.gavel.wire.OrderField;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.PostOnly;

/**
 * Decides replaces: an order gets another quantity, price and name, and keeps its order id and conditions.
 *
 * <p>Smaller at the same price, or unchanged, it keeps its place; else it enters once more, as a new order would. All
 * is checked before anything changes, in the order that docs/RULES.md lists.
 */
public final class ReplaceDesk {
    private static final long ABSENT = ReplaceOrderDecoder.qtyNullValue();

    private final Listings listings;
    private final Ledger ledger;
    private final OrderStore orders;
    private final AnswerWindow answers;
    private final AccountLimits limits;
    private final OrderDesk orderDesk;
    private final OpenOrders openOrders;
    private final OrderChecks checks;
    private final Facts facts;
    /** The order as it will be. */
    private final IncomingOrder replaced = new IncomingOrder();

    private Instrument instrument;
    private int order;
    private long priceTicks;
    private long holdTicks;
    private long qtyLots;
    private long leavesLots;
    private long heldDelta;

    public ReplaceDesk(
            Listings listings,
            Ledger ledger,
            OrderStore orders,
            AnswerWindow answers,
            AccountLimits limits,
            OrderDesk orderDesk,
            OpenOrders openOrders,
            Facts facts) {
        this.listings = listings;
        this.ledger = ledger;
        this.orders = orders;
        this.answers = answers;
        this.limits = limits;
        this.orderDesk = orderDesk;
        this.facts = facts;
        this.openOrders = openOrders;
        checks = orderDesk.checks();
    }

    /**
     * Decides a replace; if the order is open afterwards it is {@link OpenOrders#takeRested}.
     *
     * @param command its id at hand is the one that the order has now
     * @param idOffset where the new id stands, which nobody has
     */
    public void replaceOrder(Command command, int idOffset, int idLength) {
        byte[] bytes = command.bytes();
        int accountId = command.accountId();
        int body = command.body();
        instrument = listings.instrument(Bytes.getInt(bytes, body + ReplaceOrderDecoder.instrumentIdEncodingOffset()));
        long qty = Bytes.getLong(bytes, body + ReplaceOrderDecoder.qtyEncodingOffset());
        long price = Bytes.getLong(bytes, body + ReplaceOrderDecoder.priceEncodingOffset());
        if (limits.isBlocked(accountId)) {
            facts.refused(Refusal.ACCOUNT_BLOCKED);
        } else if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
        } else if (isFound(command) && fits(qty, price) && isRight(qty, price) && isCovered()) {
            answers.ended(order);
            orders.rename(order, bytes, idOffset, idLength);
            openOrders.replaced(order);
            replace();
        }
    }

    private boolean isFound(Command command) {
        order = command.find(orders);
        if (order == OrderStore.NONE || orders.instrumentId(order) != instrument.id()) {
            return refuse(Refusal.UNKNOWN_ORDER);
        }
        priceTicks = openOrders.limitTicks(instrument, order);
        holdTicks = openOrders.holdTicks(instrument, order);
        replaced.known(orders, order, priceTicks, holdTicks);
        replaced.isCommands = true;
        qtyLots = replaced.qtyLots;
        leavesLots = replaced.leavesLots;
        return true;
    }

    /** Whether the order has what is to change, and the phase takes it. */
    private boolean fits(long qty, long price) {
        if (price != ABSENT && !replaced.hasLimit()) {
            return refuse(Refusal.BAD_ORDER, OrderField.PRICE.code());
        }
        boolean isSmaller = (price == ABSENT || price == priceTicks * instrument.tick())
                && (qty == ABSENT || qty <= qtyLots * instrument.lot());
        return PhaseRules.takesReplace(instrument.phase(), isSmaller) || refuse(Refusal.PHASE_REFUSES);
    }

    private boolean isRight(long qty, long price) {
        long filledLots = qtyLots - leavesLots;
        if (qty != ABSENT) {
            if (!checks.sizeIsRight(instrument, qty)) {
                return false;
            }
            replaced.qtyLots = instrument.lots(qty);
            replaced.leavesLots = replaced.qtyLots - filledLots;
            if (replaced.leavesLots <= 0) {
                return refuse(Refusal.REPLACE_BELOW_FILLED, filledLots);
            }
            if (OrderChecks.hasTooManySlices(replaced.qtyLots, replaced.displayLots)) {
                return refuse(Refusal.BAD_ORDER, OrderField.QTY.code());
            }
        }
        if (price != ABSENT) {
            if (!checks.priceIsRight(instrument, price)) {
                return false;
            }
            replaced.priceTicks = instrument.ticks(price);
            replaced.holdTicks = replaced.priceTicks;
        }
        return checks.notionalIsRight(instrument, replaced.holdTicks, replaced.qtyLots);
    }

    private boolean isCovered() {
        long exceeded = limits.exceeded(
                replaced.accountId, instrument, holdTicks, leavesLots, replaced.holdTicks, replaced.leavesLots);
        if (exceeded != AccountLimits.NONE) {
            return refuse(Refusal.OPEN_NOTIONAL_LIMIT, exceeded);
        }
        if (replaced.postOnly != PostOnly.NO && !keepsPlace() && wouldTrade()) {
            return refuse(Refusal.POST_ONLY_WOULD_TRADE, instrument.book().bestPriceFor(replaced.side));
        }
        heldDelta = 0;
        return !instrument.movesMoney() || fundsSuffice();
    }

    private boolean fundsSuffice() {
        long held = Amounts.product(instrument.holdPerLotMinor(replaced.side, replaced.holdTicks), replaced.leavesLots);
        int assetId = instrument.paysWith(replaced.side);
        if (held < 0) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        heldDelta = held - instrument.heldFor(replaced.side, holdTicks, leavesLots);
        if (heldDelta <= 0) {
            return true;
        }
        if (!ledger.staysInRange(replaced.accountId, assetId, heldDelta)) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        return ledger.covers(replaced.accountId, assetId, heldDelta)
                || refuse(Refusal.INSUFFICIENT_FUNDS, ledger.available(replaced.accountId, assetId));
    }

    private boolean wouldTrade() {
        return !replaced.isStop()
                && PhaseRules.matches(instrument.phase())
                && instrument.book().meets(replaced.side, replaced.priceTicks);
    }

    private boolean keepsPlace() {
        return replaced.priceTicks == priceTicks && replaced.qtyLots <= qtyLots;
    }

    private void replace() {
        facts.orderReplaced(instrument, replaced, heldDelta);
        if (keepsPlace()) {
            shrink(leavesLots - replaced.leavesLots);
            return;
        }
        openOrders.unqueue(instrument, order);
        if (orders.isSpecial(order) && orders.extras().holdTicks(order) != OrderExtras.ABSENT) {
            orders.extras().holdTicks(order, replaced.holdTicks);
        }
        orderDesk.reenter(instrument, replaced);
    }

    private void shrink(long byLots) {
        if (byLots == 0) {
            return;
        }
        if (openOrders.isWaiting(order)) {
            orders.change(order, replaced.side, replaced.qtyLots, replaced.leavesLots);
        } else {
            instrument.book().shrink(order, replaced.qtyLots, byLots);
            openOrders.bookChanged(instrument);
        }
        openOrders.reduced(instrument, order, holdTicks, byLots);
    }

    private boolean refuse(Refusal refusal) {
        facts.refused(refusal);
        return false;
    }

    private boolean refuse(Refusal refusal, long bound) {
        facts.refused(refusal, bound);
        return false;
    }
}
