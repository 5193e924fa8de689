package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.OrderField;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.log.RuleSetChangedDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.types.BooleanType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says in phrases what a transaction recorded. An accepted bid and the auction's state behind it are one phrase: that
 * the state always follows directly is a law, and its breach reads as an event nobody expects.
 */
final class EventReader {
    static final String NEVER = "never";

    /** Says what it knows of; of another event null. */
    private interface Phrases {
        PhraseBuilder phrase(EventType type, Transaction at);
    }

    private final Names names;
    private final CommandContext context;
    private final List<Phrase> phrases = new ArrayList<>();

    private OrderCanceledDecoder orderCanceled;
    private DuplicateAnsweredDecoder duplicate;
    private AuctionStateDecoder state;
    private final EventDecoders decoders = new EventDecoders();

    private final BookEventReader book;
    private final List<Phrases> others;
    private Transaction transaction;

    EventReader(Names names) {
        this.names = names;
        this.context = new CommandContext(names);
        this.book = new BookEventReader(names, context, decoders);
        this.others = List.of(
                book::phrase,
                new AuctionEventReader(names, decoders)::phrase,
                new CourseEventReader(names, decoders)::phrase,
                new LotEventReader(names, decoders)::phrase);
    }

    /** All phrases of a transaction, in order. */
    List<Phrase> read(Transaction transaction) {
        this.transaction = transaction;
        phrases.clear();
        context.of(transaction);
        transaction.rewind();
        while (transaction.nextEvent()) {
            phrases.add(phrase().silent(Field.TIME, TimeText.text(transaction.timeNs()))
                    .build());
        }
        transaction.rewind();
        return List.copyOf(phrases);
    }

    private PhraseBuilder phrase() {
        EventType type = EventType.of(transaction.eventTemplateId());
        if (type == null) {
            return new PhraseBuilder("unknown").say("event of template " + transaction.eventTemplateId());
        }
        return switch (type) {
            case ORDER_ACCEPTED -> orderAccepted();
            case REFUSED -> refused();
            case TRADED -> traded();
            case ORDER_CANCELED -> orderCanceled();
            case BID_ACCEPTED -> bidAccepted();
            case OUTBID -> outbid();
            case BOUGHT -> bought();
            case BALANCE_CHANGED -> balanceChanged();
            case DUPLICATE_ANSWERED -> duplicateAnswered();
            case CREATED -> new PhraseBuilder(Kind.CREATED).say("created");
            case RULE_SET_CHANGED -> ruleSetChanged();
            case AUCTION_STATE -> auctionState();
            case AUCTION_OPENED -> auctionOpened();
            case AUCTION_CLOSED -> auctionClosed();
            case AUCTION_EXTENDED -> auctionExtended();
            default -> otherPhrase(type);
        };
    }

    private PhraseBuilder otherPhrase(EventType type) {
        for (Phrases reader : others) {
            PhraseBuilder phrase = reader.phrase(type, transaction);
            if (phrase != null) {
                return phrase;
            }
        }
        return new PhraseBuilder("unknown").say("event " + type.jsonName());
    }

    private PhraseBuilder orderAccepted() {
        OrderAcceptedDecoder orderAccepted = decoders.orderAccepted(transaction);
        return new PhraseBuilder(Kind.ACCEPTED)
                .say("accepted")
                .silent(Field.ORDER, BigDecimal.valueOf(orderAccepted.orderId()));
    }

    private PhraseBuilder refused() {
        RefusedDecoder refused = decoders.refused(transaction);
        return refusal(new PhraseBuilder(Kind.REJECTED), refused.code(), refused.bound());
    }

    private PhraseBuilder refusal(PhraseBuilder phrase, int code, long bound) {
        Refusal refusal = Refusal.of(code);
        phrase.say("rejected").field(Field.CODE, refusal.name());
        if (bound == RefusedDecoder.boundNullValue() || refusal.bound() == Refusal.Bound.NONE) {
            return phrase;
        }
        phrase.say("(bound");
        switch (refusal.bound()) {
            case TIME -> phrase.field(Field.BOUND, TimeText.text(bound));
            case FIELD -> phrase.field(Field.BOUND, OrderField.of(bound).jsonName());
            default -> phrase.field(Field.BOUND, context.number(refusal, bound));
        }
        return phrase.say(")");
    }

    private PhraseBuilder traded() {
        TradedDecoder traded = decoders.traded(transaction);
        Directory.Instrument instrument = names.instrument(traded.instrumentId());
        PhraseBuilder phrase = new PhraseBuilder(Kind.TRADE)
                .say("trade")
                .field(Field.QTY, CommandContext.qty(instrument, traded.qtyLots()))
                .say("at")
                .field(Field.PRICE, CommandContext.price(instrument, traded.priceTicks()))
                .say("with");
        String maker = names.accountName(traded.makerAccountId());
        String order = traded.makerClOrdId();
        return phrase.say(maker + "'s").silent(Field.ACCOUNT, maker).field(Field.ORDER, order);
    }

    private PhraseBuilder orderCanceled() {
        orderCanceled = decoders.orderCanceled(transaction);
        Directory.Instrument instrument = names.instrument(orderCanceled.instrumentId());
        return new PhraseBuilder(Kind.CANCELED)
                .say("canceled")
                .field(Field.QTY, CommandContext.qty(instrument, orderCanceled.leavesLots()))
                .field(Field.REASON, orderCanceled.reason().name().toLowerCase(Locale.ROOT))
                .silent(Field.ACCOUNT, canceledAccount())
                .silent(Field.ORDER_ID, orderCanceled.clOrdId());
    }

    /** Whose order it was: the account that the event names, or the command's. */
    private String canceledAccount() {
        int accountId = orderCanceled.accountId();
        return names.accountName(accountId == Names.NOBODY ? transaction.accountId() : accountId);
    }

    private PhraseBuilder bidAccepted() {
        BidAcceptedDecoder bidAccepted = decoders.bidAccepted(transaction);
        BigDecimal hold =
                Amounts.number(bidAccepted.holdDeltaMinor(), context.money().decimals());
        int following = transaction.nextEvent() ? transaction.eventTemplateId() : 0;
        if (following == SealedStateDecoder.TEMPLATE_ID) {
            PhraseBuilder hidden =
                    new PhraseBuilder(Kind.ACCEPTED).say("accepted, holds").field(Field.HOLD, hold);
            return ends(hidden, decoders.sealedState(transaction).endsAtNs());
        }
        if (following != AuctionStateDecoder.TEMPLATE_ID) {
            return new PhraseBuilder("acceptedAlone").say("accepted without the auction's state behind it");
        }
        wrapState();
        PhraseBuilder phrase = new PhraseBuilder(Kind.ACCEPTED).say("accepted,");
        stateFields(phrase);
        return phrase.say(", holds").field(Field.HOLD, hold);
    }

    private PhraseBuilder auctionState() {
        wrapState();
        PhraseBuilder phrase = new PhraseBuilder(Kind.PRICE).field(Field.AUCTION, names.auctionName(state.auctionId()));
        return stateFields(phrase);
    }

    private void wrapState() {
        state = decoders.auctionState(transaction);
    }

    private PhraseBuilder stateFields(PhraseBuilder phrase) {
        int auctionId = state.auctionId();
        phrase.say("price");
        if (state.priceMinor() == AuctionStateDecoder.priceMinorNullValue()) {
            phrase.field(Field.PRICE, "none");
        } else {
            phrase.field(Field.PRICE, names.auctionAmount(auctionId, state.priceMinor()));
        }
        phrase.say("by").field(Field.LEADER, names.accountName(state.leaderAccountId()));
        phrase.say(", next").field(Field.NEXT, names.auctionAmount(auctionId, state.minNextMinor()));
        ends(phrase, state.endsAtNs());
        phrase.say(",").field(Field.BIDS, BigDecimal.valueOf(state.bids())).say("bids");
        return phrase.say(", reserve").field(Field.RESERVE, state.reserveMet() == BooleanType.TRUE ? "met" : "not met");
    }

    /** Says when an auction ends. */
    static PhraseBuilder ends(PhraseBuilder phrase, long endsAtNs) {
        return endsAtNs == AuctionStateDecoder.endsAtNsNullValue()
                ? phrase.say(", no end").silent(Field.ENDS, NEVER)
                : phrase.say(", ends").field(Field.ENDS, TimeText.text(endsAtNs));
    }

    private PhraseBuilder outbid() {
        OutbidDecoder outbid = decoders.outbid(transaction);
        int auctionId = outbid.auctionId();
        return new PhraseBuilder(Kind.OUTBID)
                .field(Field.ACCOUNT, names.accountName(outbid.accountId()))
                .say("outbid at")
                .field(Field.PRICE, names.auctionAmount(auctionId, outbid.priceMinor()))
                .say("on")
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say(", frees")
                .field(Field.FREED, names.auctionAmount(auctionId, outbid.releasedMinor()));
    }

    private PhraseBuilder bought() {
        BoughtDecoder bought = decoders.bought(transaction);
        return new PhraseBuilder(Kind.BOUGHT)
                .say("bought for")
                .field(
                        Field.PRICE,
                        Amounts.number(bought.priceMinor(), context.money().decimals()));
    }

    private PhraseBuilder balanceChanged() {
        BalanceChangedDecoder balance = decoders.balanceChanged(transaction);
        Directory.Asset asset = names.asset(balance.assetId());
        return new PhraseBuilder(Kind.BALANCE)
                .say("balance")
                .field(Field.TOTAL, Amounts.number(balance.totalMinor(), asset.decimals()))
                .field(Field.ASSET, asset.name())
                .say(", held")
                .field(Field.HELD, Amounts.number(balance.heldMinor(), asset.decimals()));
    }

    private PhraseBuilder duplicateAnswered() {
        duplicate = decoders.duplicate(transaction);
        PhraseBuilder phrase = new PhraseBuilder(Kind.DUPLICATE).say("as before:");
        int decimals = context.money().decimals();
        if (duplicate.code() != 0) {
            return refusal(phrase.silent(Field.OF, Kind.REJECTED), duplicate.code(), duplicate.value1());
        }
        return switch (duplicate.answerTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                phrase.silent(Field.OF, Kind.ACCEPTED)
                        .say("accepted")
                        .silent(Field.ORDER, BigDecimal.valueOf(duplicate.value1()));
            case OrderEnteredDecoder.TEMPLATE_ID ->
                phrase.silent(Field.OF, Kind.ACCEPTED)
                        .say("accepted")
                        .silent(Field.ORDER, BigDecimal.valueOf(duplicate.value1()));
            case OrderReplacedDecoder.TEMPLATE_ID ->
                book.replacedAgain(phrase, duplicate.value1(), duplicate.value2(), duplicate.value3());
            case BidAcceptedDecoder.TEMPLATE_ID -> duplicateBid(phrase, decimals);
            case BalanceChangedDecoder.TEMPLATE_ID ->
                phrase.silent(Field.OF, Kind.BALANCE)
                        .say("balance")
                        .field(Field.TOTAL, Amounts.number(duplicate.value1(), decimals))
                        .say(", held")
                        .field(Field.HELD, Amounts.number(duplicate.value2(), decimals));
            case BoughtDecoder.TEMPLATE_ID ->
                phrase.silent(Field.OF, Kind.BOUGHT)
                        .say("bought for")
                        .field(Field.PRICE, Amounts.number(duplicate.value1(), decimals));
            case BidRetractedDecoder.TEMPLATE_ID ->
                phrase.silent(Field.OF, Kind.RETRACTED)
                        .field(Field.ACCOUNT, names.accountName(transaction.accountId()))
                        .say("retracted")
                        .field(Field.COUNT, BigDecimal.valueOf(duplicate.value1()));
            case AuctionClosedDecoder.TEMPLATE_ID ->
                phrase.silent(Field.OF, Kind.CLOSED)
                        .field(Field.AUCTION, context.auctionName())
                        .say("canceled")
                        .silent(Field.OUTCOME, "canceled");
            default -> phrase.say("answer of template " + duplicate.answerTemplateId());
        };
    }

    private PhraseBuilder duplicateBid(PhraseBuilder phrase, int decimals) {
        if (duplicate.value1() == AuctionStateDecoder.priceMinorNullValue()) {
            return ends(phrase.silent(Field.OF, Kind.ACCEPTED).say("accepted"), duplicate.value3());
        }
        phrase.silent(Field.OF, Kind.ACCEPTED)
                .say("accepted, price")
                .field(Field.PRICE, Amounts.number(duplicate.value1(), decimals))
                .say("by")
                .field(Field.LEADER, names.accountName(duplicate.value4()))
                .say(", next")
                .field(Field.NEXT, Amounts.number(duplicate.value2(), decimals));
        ends(phrase, duplicate.value3());
        return phrase;
    }

    private PhraseBuilder ruleSetChanged() {
        RuleSetChangedDecoder ruleSet = decoders.ruleSetChanged(transaction);
        return new PhraseBuilder(Kind.RULE_SET)
                .say("rule set")
                .field(Field.RULE_SET, BigDecimal.valueOf(ruleSet.ruleSet()));
    }

    private PhraseBuilder auctionOpened() {
        AuctionOpenedDecoder opened = decoders.auctionOpened(transaction);
        int auctionId = opened.auctionId();
        PhraseBuilder phrase = new PhraseBuilder(Kind.OPENED)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("opens, next")
                .field(Field.NEXT, names.auctionAmount(auctionId, opened.minNextMinor()));
        ends(phrase, opened.endsAtNs());
        return phrase;
    }

    private PhraseBuilder auctionClosed() {
        AuctionClosedDecoder closed = decoders.auctionClosed(transaction);
        int auctionId = closed.auctionId();
        String outcome = closed.outcome().name().toLowerCase(Locale.ROOT);
        PhraseBuilder phrase = new PhraseBuilder(Kind.CLOSED)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .field(Field.OUTCOME, outcome);
        if (closed.winnerAccountId() != Names.NOBODY) {
            phrase.say("to")
                    .field(Field.WINNER, names.accountName(closed.winnerAccountId()))
                    .say("for")
                    .field(Field.PRICE, names.auctionAmount(auctionId, closed.priceMinor()));
        }
        return phrase.say(", frees").field(Field.FREED, names.auctionAmount(auctionId, closed.releasedMinor()));
    }

    private PhraseBuilder auctionExtended() {
        AuctionExtendedDecoder extended = decoders.auctionExtended(transaction);
        return new PhraseBuilder(Kind.EXTENDED)
                .field(Field.AUCTION, names.auctionName(extended.auctionId()))
                .say("closes")
                .field(Field.ENDS, TimeText.text(extended.endsAtNs()));
    }
}
