package io.gavel.engine.obvious;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.AppliedDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.CancelAllAfterSetDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.IndicativeDecoder;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;

/** Reads the transactions of a market as plain facts. */
final class EventFacts {
    private static final long NONE = Told.NONE;

    private final Transaction transaction = new Transaction();
    private final byte[] text = new byte[64];
    private final RefusedDecoder refused = new RefusedDecoder();
    private final DuplicateAnsweredDecoder repeated = new DuplicateAnsweredDecoder();
    private final CreatedDecoder created = new CreatedDecoder();
    private final BalanceChangedDecoder balance = new BalanceChangedDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();

    private final OrderEnteredDecoder entered = new OrderEnteredDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderTriggeredDecoder triggered = new OrderTriggeredDecoder();
    private final CrossTradedDecoder crossed = new CrossTradedDecoder();
    private final MatchPreventedDecoder prevented = new MatchPreventedDecoder();
    private final MassCanceledDecoder massCanceled = new MassCanceledDecoder();
    private final CancelAllAfterSetDecoder deadManSet = new CancelAllAfterSetDecoder();
    private final AccountBlockedDecoder blocked = new AccountBlockedDecoder();
    private final PhaseChangedDecoder phase = new PhaseChangedDecoder();
    private final IndicativeDecoder indicative = new IndicativeDecoder();
    private final UncrossedDecoder uncrossed = new UncrossedDecoder();
    private final AuctionEventFacts auctions = new AuctionEventFacts();

    private Command command;
    private Told told;

    /** Tells all that a command, and the time before it, brought about. */
    void read(TransactionBuffer out, Command command, Told told) {
        this.command = command;
        this.told = told;
        long seq = out.firstSeq();
        for (int at = 0; at < out.length(); at += transaction.length()) {
            transaction.wrap(out.buffer(), at, seq++);
            if (transaction.isTimeReached()) {
                told.tell(Fact.TIME, transaction.timeNs());
            }
            while (transaction.nextEvent()) {
                event();
            }
        }
    }

    private void event() {
        DirectBuffer buffer = transaction.buffer();
        int offset = transaction.eventOffset();
        int block = transaction.eventBlockLength();
        int version = transaction.eventVersion();
        switch (transaction.eventTemplateId()) {
            case RefusedDecoder.TEMPLATE_ID -> {
                refused.wrap(buffer, offset, block, version);
                told.tell(Fact.REFUSED, refused.code(), refused.bound());
            }
            case DuplicateAnsweredDecoder.TEMPLATE_ID -> {
                repeated.wrap(buffer, offset, block, version);
                told.tell(Fact.REPEATED, repeated.answerTemplateId(), repeated.code(), repeated.value1());
            }
            case CreatedDecoder.TEMPLATE_ID -> {
                created.wrap(buffer, offset, block, version);
                told.tell(Fact.CREATED, created.kind().value(), created.id());
            }
            case BalanceChangedDecoder.TEMPLATE_ID -> {
                balance.wrap(buffer, offset, block, version);
                told.tell(Fact.BALANCE, balance.assetId(), balance.totalMinor(), balance.heldMinor());
            }
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                told.tell(
                        Fact.ACCEPTED,
                        accepted.wrap(buffer, offset, block, version).orderId());
            case TradedDecoder.TEMPLATE_ID -> traded(traded.wrap(buffer, offset, block, version));
            case OrderCanceledDecoder.TEMPLATE_ID -> canceled(canceled.wrap(buffer, offset, block, version));
            default -> venueEvent(buffer, offset, block, version);
        }
    }

    private void venueEvent(DirectBuffer buffer, int offset, int block, int version) {
        switch (transaction.eventTemplateId()) {
            case OrderEnteredDecoder.TEMPLATE_ID -> {
                entered.wrap(buffer, offset, block, version);
                told.tell(Fact.ENTERED, entered.orderId(), entered.priceTicks(), entered.holdTicks());
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> replaced(replaced.wrap(buffer, offset, block, version));
            case OrderTriggeredDecoder.TEMPLATE_ID -> triggered(triggered.wrap(buffer, offset, block, version));
            case CrossTradedDecoder.TEMPLATE_ID -> crossed(crossed.wrap(buffer, offset, block, version));
            case MatchPreventedDecoder.TEMPLATE_ID -> prevented(prevented.wrap(buffer, offset, block, version));
            case MassCanceledDecoder.TEMPLATE_ID -> {
                massCanceled.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.MASS_CANCELED,
                        account(massCanceled.accountId()),
                        massCanceled.instrumentId(),
                        side(massCanceled.side()),
                        massCanceled.count(),
                        massCanceled.reason().value());
            }
            case CancelAllAfterSetDecoder.TEMPLATE_ID ->
                told.tell(
                        Fact.DEAD_MAN_SET,
                        deadManSet.wrap(buffer, offset, block, version).deadlineNs());
            case AccountBlockedDecoder.TEMPLATE_ID -> {
                blocked.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.BLOCKED,
                        account(blocked.accountId()),
                        blocked.blocked().value());
            }
            case AppliedDecoder.TEMPLATE_ID -> told.tell(Fact.APPLIED);
            case PhaseChangedDecoder.TEMPLATE_ID -> {
                phase.wrap(buffer, offset, block, version);
                told.tell(Fact.PHASE, phase.instrumentId(), phase.phase().value());
            }
            case IndicativeDecoder.TEMPLATE_ID -> {
                indicative.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.INDICATIVE,
                        indicative.instrumentId(),
                        indicative.priceTicks(),
                        indicative.qtyLots(),
                        indicative.surplusLots(),
                        side(indicative.surplusSide()));
            }
            case UncrossedDecoder.TEMPLATE_ID -> {
                uncrossed.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.UNCROSSED,
                        uncrossed.instrumentId(),
                        uncrossed.priceTicks(),
                        uncrossed.qtyLots(),
                        uncrossed.surplusLots(),
                        side(uncrossed.surplusSide()));
            }
            default -> auctions.read(transaction, command.account, told);
        }
    }

    private void replaced(OrderReplacedDecoder event) {
        told.tell(
                Fact.REPLACED,
                event.orderId(),
                event.instrumentId(),
                account(event.accountId()),
                event.priceTicks(),
                event.qtyLots(),
                event.leavesLots(),
                event.holdTicks(),
                event.heldDeltaMinor(),
                event.side().value(),
                id(event.getClOrdId(text, 0, text.length)));
    }

    private void triggered(OrderTriggeredDecoder event) {
        told.tell(
                Fact.TRIGGERED,
                event.orderId(),
                event.instrumentId(),
                account(event.accountId()),
                event.priceTicks(),
                event.leavesLots(),
                event.holdTicks(),
                event.heldDeltaMinor(),
                event.side().value(),
                id(event.getClOrdId(text, 0, text.length)));
    }

    private void crossed(CrossTradedDecoder event) {
        told.tell(
                Fact.CROSSED,
                event.instrumentId(),
                account(event.buyAccountId()),
                account(event.sellAccountId()),
                event.buyOrderId(),
                event.sellOrderId(),
                event.priceTicks(),
                event.qtyLots(),
                event.buyHoldTicks(),
                event.aggressor().value(),
                id(event.getBuyClOrdId(text, 0, text.length)),
                id(event.getSellClOrdId(text, 0, text.length)));
    }

    private void prevented(MatchPreventedDecoder event) {
        told.tell(
                Fact.PREVENTED,
                event.instrumentId(),
                account(event.accountId()),
                event.makerOrderId(),
                event.takerOrderId(),
                event.priceTicks(),
                event.qtyLots(),
                event.makerHoldTicks(),
                event.takerHoldTicks(),
                event.takerSide().value(),
                event.mode().value(),
                id(event.getMakerClOrdId(text, 0, text.length)),
                id(event.getTakerClOrdId(text, 0, text.length)));
    }

    private static long side(Side side) {
        return side == Side.NULL_VAL ? NONE : side.value();
    }

    private void traded(TradedDecoder event) {
        told.tell(
                Fact.TRADED,
                event.instrumentId(),
                account(event.makerAccountId()),
                event.makerOrderId(),
                event.takerOrderId(),
                event.priceTicks(),
                event.qtyLots(),
                event.takerLimitTicks(),
                event.takerSide().value(),
                id(event.getMakerClOrdId(text, 0, text.length)));
    }

    private void canceled(OrderCanceledDecoder event) {
        told.tell(
                Fact.CANCELED,
                event.orderId(),
                event.instrumentId(),
                account(event.accountId()),
                event.leavesLots(),
                event.priceTicks(),
                event.side().value(),
                event.reason().value(),
                id(event.getClOrdId(text, 0, text.length)));
    }

    private long account(int id) {
        return id == 0 ? command.account : id;
    }

    private long id(int length) {
        return length == 0 ? command.id : Ids.number(text, length);
    }
}
