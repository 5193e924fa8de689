package io.gavel.engine.market.facts;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Fees;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.account.Postings;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.book.call.CallPricing;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.AccountBlockedEncoder;
import io.gavel.wire.log.AppliedEncoder;
import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.CancelAllAfterSetEncoder;
import io.gavel.wire.log.CreatedEncoder;
import io.gavel.wire.log.CrossTradedEncoder;
import io.gavel.wire.log.DuplicateAnsweredEncoder;
import io.gavel.wire.log.IndicativeEncoder;
import io.gavel.wire.log.MassCanceledEncoder;
import io.gavel.wire.log.MatchPreventedEncoder;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.OrderCanceledEncoder;
import io.gavel.wire.log.OrderEnteredEncoder;
import io.gavel.wire.log.OrderReplacedEncoder;
import io.gavel.wire.log.OrderTriggeredEncoder;
import io.gavel.wire.log.PhaseChangedEncoder;
import io.gavel.wire.log.RefusedEncoder;
import io.gavel.wire.log.RuleSetChangedEncoder;
import io.gavel.wire.log.TradedEncoder;
import io.gavel.wire.log.UncrossedEncoder;
import io.gavel.wire.types.Aggressor;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import org.agrona.MutableDirectBuffer;

/**
 * States what was decided: writes each event into the open transaction and posts its ledger legs in the same step, so
 * that no event can move other money than readers will derive from it. Remembers the answer to the command.
 */
public final class Facts {
    /** Most bytes of a client order id in an event, its length included. */
    private static final int MAX_ID = 1 + OrderStore.MAX_ID_LENGTH;

    private static final int NOBODY = OrderStore.NONE;
    private static final int BY_USER = CancelReason.USER.value();

    private final Ledger ledger;
    private final OrderStore orders;
    private final Answer answer = new Answer();

    private final OrderEnteredEncoder orderEntered = new OrderEnteredEncoder();
    private final OrderReplacedEncoder orderReplaced = new OrderReplacedEncoder();
    private final OrderTriggeredEncoder orderTriggered = new OrderTriggeredEncoder();
    private final MatchPreventedEncoder matchPrevented = new MatchPreventedEncoder();
    private final CrossTradedEncoder crossTraded = new CrossTradedEncoder();
    private final PhaseChangedEncoder phaseChanged = new PhaseChangedEncoder();
    private final IndicativeEncoder indicative = new IndicativeEncoder();
    private final UncrossedEncoder uncrossed = new UncrossedEncoder();
    private final MassCanceledEncoder massCanceled = new MassCanceledEncoder();
    private final CancelAllAfterSetEncoder cancelAllAfterSet = new CancelAllAfterSetEncoder();
    private final AccountBlockedEncoder accountBlocked = new AccountBlockedEncoder();
    private final BalanceChangedEncoder balanceChanged = new BalanceChangedEncoder();
    private final DuplicateAnsweredEncoder duplicate = new DuplicateAnsweredEncoder();
    private final CreatedEncoder created = new CreatedEncoder();
    private final AppliedEncoder applied = new AppliedEncoder();
    private final RuleSetChangedEncoder ruleSetChanged = new RuleSetChangedEncoder();

    private final byte[] id = new byte[OrderStore.MAX_ID_LENGTH];
    private final byte[] otherId = new byte[OrderStore.MAX_ID_LENGTH];
    private TransactionBuffer out;

    public Facts(Ledger ledger, OrderStore orders) {
        this.ledger = ledger;
        this.orders = orders;
    }

    /** Where facts go from now on: a transaction is open there. */
    public void writeTo(TransactionBuffer transactions) {
        if (out != transactions) {
            // A reference that is stored costs the collector's mark, each command anew.
            out = transactions;
        }
    }

    /** What the command of the open transaction was answered. */
    public Answer answer() {
        return answer;
    }

    public void refused(Refusal refusal) {
        refused(refusal, RefusedEncoder.boundNullValue());
    }

    public void refused(Refusal refusal, long bound) {
        int at = out.event(RefusedEncoder.BLOCK_LENGTH);
        byte[] to = out.bytes();
        Bytes.putShort(to, at + RefusedEncoder.codeEncodingOffset(), refusal.code());
        Bytes.putLong(to, at + RefusedEncoder.boundEncodingOffset(), bound);
        out.endEvent(RefusedEncoder.TEMPLATE_ID, RefusedEncoder.BLOCK_LENGTH);
        answer.refused(refusal.code(), bound);
    }

    /**
     * The command was heard before: repeats its answer.
     *
     * @param minNext what the least next bid was if the answer was an accepted bid
     */
    public void duplicate(AnswerWindow answers, long entry, long minNext) {
        int answer = answers.answer(entry);
        boolean isCode = AnswerWindow.isCode(answer);
        boolean isBid = answer == BidAcceptedEncoder.TEMPLATE_ID;
        duplicate
                .wrap(buffer(), out.event(DuplicateAnsweredEncoder.BLOCK_LENGTH))
                .originalSeq(answers.seq(entry))
                .answerTemplateId(isCode ? RefusedEncoder.TEMPLATE_ID : answer)
                .code(isCode ? answer : 0)
                .value1(answers.value1(entry))
                .value2(isBid ? minNext : answers.value2(entry))
                .value3(answers.value3(entry))
                .value4(isBid ? (int) answers.value2(entry) : 0);
        out.endEvent(DuplicateAnsweredEncoder.TEMPLATE_ID, DuplicateAnsweredEncoder.BLOCK_LENGTH);
    }

    public void created(EntityKind kind, int id) {
        created.wrap(buffer(), out.event(CreatedEncoder.BLOCK_LENGTH))
                .kind(kind)
                .id(id);
        out.endEvent(CreatedEncoder.TEMPLATE_ID, CreatedEncoder.BLOCK_LENGTH);
    }

    /** What the command sets holds. */
    public void applied() {
        applied.wrap(buffer(), out.event(AppliedEncoder.BLOCK_LENGTH));
        out.endEvent(AppliedEncoder.TEMPLATE_ID, AppliedEncoder.BLOCK_LENGTH);
    }

    public void ruleSetChanged(int ruleSet) {
        ruleSetChanged
                .wrap(buffer(), out.event(RuleSetChangedEncoder.BLOCK_LENGTH))
                .ruleSet(ruleSet);
        out.endEvent(RuleSetChangedEncoder.TEMPLATE_ID, RuleSetChangedEncoder.BLOCK_LENGTH);
    }

    public void deposited(int accountId, int assetId, long amount) {
        Postings.deposited(ledger, accountId, assetId, amount);
        balanceChanged(accountId, assetId);
    }

    public void withdrawn(int accountId, int assetId, long amount) {
        Postings.withdrawn(ledger, accountId, assetId, amount);
        balanceChanged(accountId, assetId);
    }

    /** An order was taken; what it may cost is held. */
    public void orderAccepted(Instrument instrument, IncomingOrder order) {
        out.event(OrderAcceptedEncoder.BLOCK_LENGTH);
        out.written(accepted(
                out.bytes(),
                out.eventPlace(),
                instrument,
                order.orderId,
                order.accountId,
                order.side.value(),
                order.cost));
        answer.orderAccepted(order.orderId);
    }

    /**
     * The same at a place with room, be it that of an open transaction or of one that is written at once
     * ({@link TransactionBuffer#whole}); the answer is for the caller to remember.
     *
     * @return the event, as the buffer wants to be told
     */
    public int accepted(
            byte[] to, long place, Instrument instrument, long orderId, int accountId, int side, long cost) {
        if (instrument.movesMoney()) {
            Postings.held(ledger, accountId, instrument.paysWith(side), cost);
        }
        return OrderEvents.accepted(to, place, orderId);
    }

    /** An order was taken whose price or hold does not follow from its command. */
    public void orderEntered(Instrument instrument, IncomingOrder order) {
        orderEntered
                .wrap(buffer(), out.event(OrderEnteredEncoder.BLOCK_LENGTH))
                .orderId(order.orderId)
                .priceTicks(order.priceTicks)
                .holdTicks(order.holdTicks);
        out.endEvent(OrderEnteredEncoder.TEMPLATE_ID, OrderEnteredEncoder.BLOCK_LENGTH);
        answer.orderEntered(order.orderId, order.priceTicks);
        if (instrument.movesMoney()) {
            Postings.held(ledger, order.accountId, instrument.paysWith(order.side), order.cost);
        }
    }

    /** The command has replaced an order of its sender, who now has it under the command's id. */
    public void orderReplaced(Instrument instrument, IncomingOrder order, long heldDelta) {
        out.event(OrderReplacedEncoder.BLOCK_LENGTH + MAX_ID);
        out.written(OrderEvents.replaced(
                out.bytes(),
                out.eventPlace(),
                order.orderId,
                instrument.id(),
                order.side.value(),
                order.priceTicks,
                order.qtyLots,
                order.leavesLots,
                order.holdTicks,
                heldDelta));
        answer.orderReplaced(order.orderId, order.priceTicks, order.qtyLots);
        if (instrument.movesMoney()) {
            Postings.heldChanged(ledger, order.accountId, instrument.paysWith(order.side), heldDelta);
        }
    }

    /** The same of an order that no money is held for, as {@link #accepted}. */
    public int replaced(
            byte[] to, long place, Instrument instrument, long orderId, int side, long ticks, long lots, long leaves) {
        return OrderEvents.replaced(to, place, orderId, instrument.id(), side, ticks, lots, leaves, ticks, 0);
    }

    /** A stop becomes what it was to become. */
    public void orderTriggered(Instrument instrument, IncomingOrder stop, long heldDelta) {
        int idLength = stop.isCommands ? 0 : orders.copyId(stop.order, id, 0);
        orderTriggered
                .wrap(buffer(), out.event(OrderTriggeredEncoder.BLOCK_LENGTH + MAX_ID))
                .orderId(stop.orderId)
                .instrumentId(instrument.id())
                .accountId(stop.isCommands ? 0 : stop.accountId)
                .priceTicks(stop.priceTicks)
                .leavesLots(stop.leavesLots)
                .holdTicks(stop.holdTicks)
                .heldDeltaMinor(heldDelta)
                .side(stop.side)
                .putClOrdId(id, 0, idLength);
        out.endEvent(
                OrderTriggeredEncoder.TEMPLATE_ID, OrderTriggeredEncoder.BLOCK_LENGTH, orderTriggered.encodedLength());
        if (instrument.movesMoney()) {
            Postings.heldChanged(ledger, stop.accountId, instrument.paysWith(stop.side), heldDelta);
        }
    }

    /** An account met its own order; both lose {@code qtyLots} without a trade. */
    public void matchPrevented(
            Instrument instrument, IncomingOrder taker, int maker, long priceTicks, long qtyLots, SelfTrade mode) {
        int makerIdLength = orders.copyId(maker, id, 0);
        int takerIdLength = taker.isCommands ? 0 : orders.copyId(taker.order, otherId, 0);
        matchPrevented
                .wrap(buffer(), out.event(MatchPreventedEncoder.BLOCK_LENGTH + 2 * MAX_ID))
                .instrumentId(instrument.id())
                .accountId(taker.isCommands ? 0 : taker.accountId)
                .makerOrderId(orders.orderId(maker))
                .takerOrderId(taker.orderId)
                .priceTicks(priceTicks)
                .qtyLots(qtyLots)
                .makerHoldTicks(priceTicks)
                .takerHoldTicks(taker.holdTicks)
                .takerSide(taker.side)
                .mode(mode)
                .putMakerClOrdId(id, 0, makerIdLength)
                .putTakerClOrdId(otherId, 0, takerIdLength);
        out.endEvent(
                MatchPreventedEncoder.TEMPLATE_ID, MatchPreventedEncoder.BLOCK_LENGTH, matchPrevented.encodedLength());
        release(instrument, taker.accountId, orders.sideValue(maker), priceTicks, qtyLots);
        release(instrument, taker.accountId, taker.side.value(), taker.holdTicks, qtyLots);
    }

    public void traded(Instrument instrument, IncomingOrder taker, int maker, long priceTicks, long qtyLots) {
        int makerAccountId = orders.accountId(maker);
        int at = out.event(TradedEncoder.BLOCK_LENGTH + MAX_ID);
        long place = Bytes.place(at);
        byte[] to = out.bytes();
        Bytes.writeInt(to, place + TradedEncoder.instrumentIdEncodingOffset(), instrument.id());
        Bytes.writeInt(to, place + TradedEncoder.makerAccountIdEncodingOffset(), makerAccountId);
        Bytes.write(to, place + TradedEncoder.makerOrderIdEncodingOffset(), orders.orderId(maker));
        Bytes.write(to, place + TradedEncoder.takerOrderIdEncodingOffset(), taker.orderId);
        Bytes.write(to, place + TradedEncoder.priceTicksEncodingOffset(), priceTicks);
        Bytes.write(to, place + TradedEncoder.qtyLotsEncodingOffset(), qtyLots);
        Bytes.write(to, place + TradedEncoder.takerLimitTicksEncodingOffset(), taker.holdTicks);
        Bytes.writeByte(to, place + TradedEncoder.takerSideEncodingOffset(), taker.side.value());
        int idLength = orders.copyId(maker, to, at + TradedEncoder.BLOCK_LENGTH + 1);
        Bytes.writeByte(to, place + TradedEncoder.BLOCK_LENGTH, idLength);
        out.endEvent(TradedEncoder.TEMPLATE_ID, TradedEncoder.BLOCK_LENGTH, TradedEncoder.BLOCK_LENGTH + 1 + idLength);
        if (instrument.movesMoney()) {
            boolean takerBuys = taker.side == Side.BUY;
            long holdTicks = takerBuys ? taker.holdTicks : priceTicks;
            Postings.traded(
                    ledger,
                    takerBuys ? taker.accountId : makerAccountId,
                    takerBuys ? makerAccountId : taker.accountId,
                    instrument.baseAssetId(),
                    instrument.quoteAssetId(),
                    qtyLots * instrument.lotMinor(),
                    priceTicks * qtyLots * instrument.tickLotMinor(),
                    instrument.holdPerLotMinor(Side.BUY, holdTicks) * qtyLots,
                    takerBuys ? instrument.takerFeePercentMicros() : instrument.makerFeePercentMicros(),
                    takerBuys ? instrument.makerFeePercentMicros() : instrument.takerFeePercentMicros());
        }
    }

    /**
     * Two orders met of which the command's own is none.
     *
     * @param buyHoldTicks what the buyer's hold was made at
     */
    public void crossTraded(
            Instrument instrument,
            int buy,
            int sell,
            long priceTicks,
            long qtyLots,
            long buyHoldTicks,
            Aggressor aggressor) {
        int buyIdLength = orders.copyId(buy, id, 0);
        int sellIdLength = orders.copyId(sell, otherId, 0);
        crossTraded
                .wrap(buffer(), out.event(CrossTradedEncoder.BLOCK_LENGTH + 2 * MAX_ID))
                .instrumentId(instrument.id())
                .buyAccountId(orders.accountId(buy))
                .sellAccountId(orders.accountId(sell))
                .buyOrderId(orders.orderId(buy))
                .sellOrderId(orders.orderId(sell))
                .priceTicks(priceTicks)
                .qtyLots(qtyLots)
                .buyHoldTicks(buyHoldTicks)
                .aggressor(aggressor)
                .putBuyClOrdId(id, 0, buyIdLength)
                .putSellClOrdId(otherId, 0, sellIdLength);
        out.endEvent(CrossTradedEncoder.TEMPLATE_ID, CrossTradedEncoder.BLOCK_LENGTH, crossTraded.encodedLength());
        if (instrument.movesMoney()) {
            Postings.traded(
                    ledger,
                    orders.accountId(buy),
                    orders.accountId(sell),
                    instrument.baseAssetId(),
                    instrument.quoteAssetId(),
                    qtyLots * instrument.lotMinor(),
                    priceTicks * qtyLots * instrument.tickLotMinor(),
                    instrument.holdPerLotMinor(Side.BUY, buyHoldTicks) * qtyLots,
                    feeOf(instrument, Aggressor.BUY, aggressor),
                    feeOf(instrument, Aggressor.SELL, aggressor));
        }
    }

    private static long feeOf(Instrument instrument, Aggressor side, Aggressor aggressor) {
        if (aggressor == Aggressor.NONE) {
            return Fees.ofUncross(instrument.makerFeePercentMicros());
        }
        return side == aggressor ? instrument.takerFeePercentMicros() : instrument.makerFeePercentMicros();
    }

    /** An order that rests got another limit without a command of its owner. */
    public void restingReplaced(Instrument instrument, int order, long priceTicks, long leavesLots, long heldDelta) {
        int idLength = orders.copyId(order, id, 0);
        orderReplaced
                .wrap(buffer(), out.event(OrderReplacedEncoder.BLOCK_LENGTH + MAX_ID))
                .orderId(orders.orderId(order))
                .instrumentId(instrument.id())
                .accountId(orders.accountId(order))
                .priceTicks(priceTicks)
                .qtyLots(orders.qtyLots(order))
                .leavesLots(leavesLots)
                .holdTicks(priceTicks)
                .heldDeltaMinor(heldDelta)
                .side(orders.side(order))
                .putClOrdId(id, 0, idLength);
        out.endEvent(
                OrderReplacedEncoder.TEMPLATE_ID, OrderReplacedEncoder.BLOCK_LENGTH, orderReplaced.encodedLength());
        Postings.heldChanged(ledger, orders.accountId(order), instrument.paysWith(orders.side(order)), heldDelta);
    }

    public void phaseChanged(Instrument instrument) {
        phaseChanged
                .wrap(buffer(), out.event(PhaseChangedEncoder.BLOCK_LENGTH))
                .instrumentId(instrument.id())
                .phase(instrument.phase());
        out.endEvent(PhaseChangedEncoder.TEMPLATE_ID, PhaseChangedEncoder.BLOCK_LENGTH);
    }

    /** What a call would print now. */
    public void indicative(Instrument instrument, CallPricing print) {
        indicative
                .wrap(buffer(), out.event(IndicativeEncoder.BLOCK_LENGTH))
                .instrumentId(instrument.id())
                .priceTicks(print.priceTicks())
                .qtyLots(print.qtyLots())
                .surplusLots(print.surplusLots())
                .surplusSide(sideOrNull(print.surplusSide()));
        out.endEvent(IndicativeEncoder.TEMPLATE_ID, IndicativeEncoder.BLOCK_LENGTH);
    }

    /** What a call prints; its trades follow. */
    public void uncrossed(Instrument instrument, CallPricing print) {
        uncrossed
                .wrap(buffer(), out.event(UncrossedEncoder.BLOCK_LENGTH))
                .instrumentId(instrument.id())
                .priceTicks(print.priceTicks())
                .qtyLots(print.qtyLots())
                .surplusLots(print.surplusLots())
                .surplusSide(sideOrNull(print.surplusSide()));
        out.endEvent(UncrossedEncoder.TEMPLATE_ID, UncrossedEncoder.BLOCK_LENGTH);
    }

    /** What was left of the command's own order does not rest. */
    public void incomingCanceled(Instrument instrument, IncomingOrder order, long leavesLots, CancelReason reason) {
        canceled(NOBODY, order.orderId, 0, instrument, order.side, order.holdTicks, leavesLots, reason);
        release(instrument, order.accountId, order.side.value(), order.holdTicks, leavesLots);
    }

    /** The same of an order of which so much is known, as {@link #accepted}. */
    public int incomingCanceled(
            byte[] to,
            long place,
            Instrument instrument,
            long orderId,
            int accountId,
            int side,
            long holdTicks,
            long leavesLots,
            CancelReason reason) {
        release(instrument, accountId, side, holdTicks, leavesLots);
        return OrderEvents.canceled(
                to, place, orderId, 0, instrument.id(), side, holdTicks, leavesLots, reason.value(), 0);
    }

    /** An order that has a handle ends: what is left of it, and of its hold, is free. */
    public void restingCanceled(
            Instrument instrument, int order, long holdTicks, long leavesLots, CancelReason reason) {
        int accountId = orders.accountId(order);
        Side side = orders.side(order);
        canceled(order, orders.orderId(order), accountId, instrument, side, holdTicks, leavesLots, reason);
        release(instrument, accountId, side.value(), holdTicks, leavesLots);
    }

    /** The same of an order with an id of up to eight bytes, which its sender wants, as {@link #accepted}. */
    public int restingCanceled(
            byte[] to,
            long place,
            Instrument instrument,
            int order,
            int accountId,
            int side,
            long id,
            int idLength,
            long holdTicks,
            long leavesLots) {
        release(instrument, accountId, side, holdTicks, leavesLots);
        Bytes.write(to, OrderEvents.idPlace(place, OrderCanceledEncoder.BLOCK_LENGTH), id);
        return OrderEvents.canceled(
                to,
                place,
                orders.orderId(order),
                accountId,
                instrument.id(),
                side,
                holdTicks,
                leavesLots,
                BY_USER,
                idLength);
    }

    private void canceled(
            int order,
            long orderId,
            int accountId,
            Instrument instrument,
            Side side,
            long holdTicks,
            long leavesLots,
            CancelReason reason) {
        int at = out.event(OrderCanceledEncoder.BLOCK_LENGTH + MAX_ID);
        byte[] to = out.bytes();
        int idLength = order == NOBODY ? 0 : orders.copyId(order, to, at + OrderCanceledEncoder.BLOCK_LENGTH + 1);
        out.written(OrderEvents.canceled(
                to,
                out.eventPlace(),
                orderId,
                accountId,
                instrument.id(),
                side.value(),
                holdTicks,
                leavesLots,
                reason.value(),
                idLength));
    }

    /** All orders of an account were canceled that were meant; their own events came before. */
    public void massCanceled(int accountId, int instrumentId, Side side, int count, CancelReason reason) {
        massCanceled
                .wrap(buffer(), out.event(MassCanceledEncoder.BLOCK_LENGTH))
                .accountId(accountId)
                .instrumentId(instrumentId)
                .count(count)
                .side(side)
                .reason(reason);
        out.endEvent(MassCanceledEncoder.TEMPLATE_ID, MassCanceledEncoder.BLOCK_LENGTH);
    }

    public void cancelAllAfterSet(long deadlineNs) {
        cancelAllAfterSet
                .wrap(buffer(), out.event(CancelAllAfterSetEncoder.BLOCK_LENGTH))
                .deadlineNs(deadlineNs);
        out.endEvent(CancelAllAfterSetEncoder.TEMPLATE_ID, CancelAllAfterSetEncoder.BLOCK_LENGTH);
    }

    public void accountBlocked(int accountId, boolean isBlocked) {
        accountBlocked
                .wrap(buffer(), out.event(AccountBlockedEncoder.BLOCK_LENGTH))
                .accountId(accountId)
                .blocked(isBlocked ? BooleanType.TRUE : BooleanType.FALSE);
        out.endEvent(AccountBlockedEncoder.TEMPLATE_ID, AccountBlockedEncoder.BLOCK_LENGTH);
    }

    private void balanceChanged(int accountId, int assetId) {
        long total = ledger.total(accountId, assetId);
        long held = ledger.held(accountId, assetId);
        balanceChanged
                .wrap(buffer(), out.event(BalanceChangedEncoder.BLOCK_LENGTH))
                .assetId(assetId)
                .totalMinor(total)
                .heldMinor(held);
        out.endEvent(BalanceChangedEncoder.TEMPLATE_ID, BalanceChangedEncoder.BLOCK_LENGTH);
        answer.balance(total, held);
    }

    private void release(Instrument instrument, int accountId, int side, long holdTicks, long leavesLots) {
        if (instrument.movesMoney()) {
            long amount = instrument.holdPerLotMinor(side, holdTicks) * leavesLots;
            Postings.released(ledger, accountId, instrument.paysWith(side), amount);
        }
    }

    /** Where the open transaction takes events. */
    public TransactionBuffer out() {
        return out;
    }

    public MutableDirectBuffer buffer() {
        return out.mutableBuffer();
    }

    private static Side sideOrNull(Side side) {
        return side == null ? Side.NULL_VAL : side;
    }
}
