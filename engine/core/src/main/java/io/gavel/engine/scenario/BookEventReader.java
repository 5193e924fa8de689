package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.CancelAllAfterSetDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.IndicativeDecoder;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.Side;
import java.math.BigDecimal;
import java.util.Locale;

/** Says in phrases what happened to orders that change, in calls, and by the venue. */
final class BookEventReader {
    private static final long ABSENT = OrderEnteredDecoder.priceTicksNullValue();

    private final Names names;
    private final CommandContext context;
    private final EventDecoders decoders;

    BookEventReader(Names names, CommandContext context, EventDecoders decoders) {
        this.names = names;
        this.context = context;
        this.decoders = decoders;
    }

    /** The phrase of the current event; null where it is none of these. */
    PhraseBuilder phrase(EventType type, Transaction at) {
        return switch (type) {
            case ORDER_ENTERED -> entered(decoders.orderEntered(at));
            case ORDER_REPLACED -> replaced(decoders.orderReplaced(at));
            case ORDER_TRIGGERED -> triggered(decoders.orderTriggered(at));
            case CROSS_TRADED -> crossTraded(decoders.crossTraded(at));
            case MATCH_PREVENTED -> prevented(decoders.matchPrevented(at));
            case MASS_CANCELED -> massCanceled(decoders.massCanceled(at));
            case CANCEL_ALL_AFTER_SET -> cancelAllAfter(decoders.cancelAllAfterSet(at));
            case ACCOUNT_BLOCKED -> blocked(decoders.accountBlocked(at));
            case APPLIED -> new PhraseBuilder(Kind.APPLIED).say("applied");
            case PHASE_CHANGED -> phaseChanged(decoders.phaseChanged(at));
            case INDICATIVE -> indicative(decoders.indicative(at));
            case UNCROSSED -> uncrossed(decoders.uncrossed(at));
            default -> null;
        };
    }

    /** A replace's answer once more: what is remembered of it. */
    PhraseBuilder replacedAgain(PhraseBuilder phrase, long orderId, long priceTicks, long qtyLots) {
        Directory.Instrument instrument = context.instrument();
        phrase.silent(Field.OF, Kind.REPLACED).say("replaced").silent(Field.ORDER, BigDecimal.valueOf(orderId));
        phrase.field(Field.QTY, CommandContext.qty(instrument, qtyLots));
        return price(phrase, instrument, priceTicks);
    }

    private PhraseBuilder entered(OrderEnteredDecoder entered) {
        Directory.Instrument instrument = context.instrument();
        PhraseBuilder phrase = new PhraseBuilder(Kind.ACCEPTED)
                .say("accepted")
                .silent(Field.ORDER, BigDecimal.valueOf(entered.orderId()));
        if (entered.priceTicks() != ABSENT) {
            phrase.say(", price").field(Field.PRICE, CommandContext.price(instrument, entered.priceTicks()));
        }
        return phrase.silent(Field.HELD_AT, CommandContext.price(instrument, entered.holdTicks()));
    }

    private PhraseBuilder replaced(OrderReplacedDecoder replaced) {
        Directory.Instrument instrument = names.instrument(replaced.instrumentId());
        PhraseBuilder phrase = new PhraseBuilder(Kind.REPLACED)
                .say("replaced")
                .field(Field.QTY, CommandContext.qty(instrument, replaced.qtyLots()));
        price(phrase, instrument, replaced.priceTicks());
        phrase.say(",")
                .field(Field.LEFT, CommandContext.qty(instrument, replaced.leavesLots()))
                .say("left");
        return owner(phrase, replaced.accountId(), replaced.clOrdId());
    }

    private PhraseBuilder triggered(OrderTriggeredDecoder triggered) {
        Directory.Instrument instrument = names.instrument(triggered.instrumentId());
        PhraseBuilder phrase = new PhraseBuilder(Kind.TRIGGERED)
                .say("triggered")
                .field(Field.QTY, CommandContext.qty(instrument, triggered.leavesLots()));
        price(phrase, instrument, triggered.priceTicks());
        return owner(phrase, triggered.accountId(), triggered.clOrdId());
    }

    private PhraseBuilder crossTraded(CrossTradedDecoder traded) {
        Directory.Instrument instrument = names.instrument(traded.instrumentId());
        String buyer = names.accountName(traded.buyAccountId());
        String seller = names.accountName(traded.sellAccountId());
        return new PhraseBuilder(Kind.TRADE)
                .say("trade")
                .field(Field.QTY, CommandContext.qty(instrument, traded.qtyLots()))
                .say("at")
                .field(Field.PRICE, CommandContext.price(instrument, traded.priceTicks()))
                .say("of " + buyer + "'s")
                .silent(Field.BUYER, buyer)
                .field(Field.BUY_ORDER, traded.buyClOrdId())
                .say("with " + seller + "'s")
                .silent(Field.ACCOUNT, seller)
                .field(Field.ORDER, traded.sellClOrdId())
                .silent(Field.AGGRESSOR, traded.aggressor().name().toLowerCase(Locale.ROOT));
    }

    private PhraseBuilder prevented(MatchPreventedDecoder prevented) {
        Directory.Instrument instrument = names.instrument(prevented.instrumentId());
        return new PhraseBuilder(Kind.PREVENTED)
                .say("prevented")
                .field(Field.QTY, CommandContext.qty(instrument, prevented.qtyLots()))
                .say("at")
                .field(Field.PRICE, CommandContext.price(instrument, prevented.priceTicks()))
                .say("with")
                .field(Field.ORDER, prevented.makerClOrdId());
    }

    private PhraseBuilder massCanceled(MassCanceledDecoder canceled) {
        return new PhraseBuilder(Kind.MASS_CANCELED)
                .say("mass canceled")
                .field(Field.COUNT, BigDecimal.valueOf(canceled.count()))
                .field(Field.REASON, canceled.reason().name().toLowerCase(Locale.ROOT))
                .silent(Field.ACCOUNT, names.accountName(canceled.accountId()));
    }

    private static PhraseBuilder cancelAllAfter(CancelAllAfterSetDecoder set) {
        PhraseBuilder phrase = new PhraseBuilder(Kind.CANCEL_ALL_AFTER).say("cancels all");
        return set.deadlineNs() == CancelAllAfterSetDecoder.deadlineNsNullValue()
                ? phrase.field(Field.ENDS, EventReader.NEVER)
                : phrase.say("at").field(Field.ENDS, TimeText.text(set.deadlineNs()));
    }

    private PhraseBuilder blocked(AccountBlockedDecoder blocked) {
        return new PhraseBuilder(Kind.BLOCKED)
                .field(Field.ACCOUNT, names.accountName(blocked.accountId()))
                .field(Field.BLOCKED, blocked.blocked() == BooleanType.TRUE ? "blocked" : "unblocked");
    }

    private PhraseBuilder phaseChanged(PhaseChangedDecoder changed) {
        return new PhraseBuilder(Kind.PHASE)
                .field(
                        Field.INSTRUMENT,
                        names.instrument(changed.instrumentId()).name())
                .say("goes to")
                .field(Field.PHASE, word(changed.phase()));
    }

    private PhraseBuilder indicative(IndicativeDecoder indicative) {
        Directory.Instrument instrument = names.instrument(indicative.instrumentId());
        return print(
                new PhraseBuilder(Kind.INDICATIVE).say("indicative"),
                instrument,
                indicative.priceTicks(),
                indicative.qtyLots(),
                indicative.surplusLots(),
                indicative.surplusSide());
    }

    private PhraseBuilder uncrossed(UncrossedDecoder uncrossed) {
        Directory.Instrument instrument = names.instrument(uncrossed.instrumentId());
        return print(
                new PhraseBuilder(Kind.UNCROSSED).say("uncrossed"),
                instrument,
                uncrossed.priceTicks(),
                uncrossed.qtyLots(),
                uncrossed.surplusLots(),
                uncrossed.surplusSide());
    }

    private static PhraseBuilder print(
            PhraseBuilder phrase,
            Directory.Instrument instrument,
            long priceTicks,
            long qtyLots,
            long surplusLots,
            Side surplusSide) {
        phrase.field(Field.QTY, CommandContext.qty(instrument, qtyLots));
        if (priceTicks == ABSENT) {
            phrase.silent(Field.PRICE, "none");
        } else {
            price(phrase, instrument, priceTicks);
        }
        phrase.say(", surplus").field(Field.SURPLUS, CommandContext.qty(instrument, surplusLots));
        if (surplusSide != Side.NULL_VAL) {
            phrase.field(Field.SIDE, surplusSide.name().toLowerCase(Locale.ROOT));
        }
        return phrase;
    }

    private PhraseBuilder owner(PhraseBuilder phrase, int accountId, String clOrdId) {
        if (accountId != Names.NOBODY) {
            String account = names.accountName(accountId);
            phrase.say("of " + account + "'s").silent(Field.ACCOUNT, account).field(Field.ORDER_ID, clOrdId);
        }
        return phrase;
    }

    private static PhraseBuilder price(PhraseBuilder phrase, Directory.Instrument instrument, long priceTicks) {
        return priceTicks == ABSENT
                ? phrase
                : phrase.say("at").field(Field.PRICE, CommandContext.price(instrument, priceTicks));
    }

    private static String word(Phase phase) {
        return phase == Phase.PRE_OPEN ? "preOpen" : phase.name().toLowerCase(Locale.ROOT);
    }
}
