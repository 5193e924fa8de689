package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
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
import io.gavel.wire.log.CreatedDecoder;
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

    private final Names names;
    private final CommandContext context;
    private final List<Phrase> phrases = new ArrayList<>();

    private final OrderAcceptedDecoder orderAccepted = new OrderAcceptedDecoder();
    private final RefusedDecoder refused = new RefusedDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final BidAcceptedDecoder bidAccepted = new BidAcceptedDecoder();
    private final OutbidDecoder outbid = new OutbidDecoder();
    private final BoughtDecoder bought = new BoughtDecoder();
    private final BalanceChangedDecoder balance = new BalanceChangedDecoder();
    private final DuplicateAnsweredDecoder duplicate = new DuplicateAnsweredDecoder();
    private final CreatedDecoder created = new CreatedDecoder();
    private final RuleSetChangedDecoder ruleSet = new RuleSetChangedDecoder();
    private final AuctionStateDecoder state = new AuctionStateDecoder();
    private final AuctionOpenedDecoder opened = new AuctionOpenedDecoder();
    private final AuctionClosedDecoder closed = new AuctionClosedDecoder();
    private final AuctionExtendedDecoder extended = new AuctionExtendedDecoder();
    private final EventDecoders decoders = new EventDecoders();

    private final BookEventReader book;
    private final AuctionEventReader auctions;
    private final CourseEventReader course;
    private final LotEventReader lots;
    private Transaction transaction;

    EventReader(Names names) {
        this.names = names;
        this.context = new CommandContext(names);
        this.book = new BookEventReader(names, context);
        this.auctions = new AuctionEventReader(names);
        this.course = new CourseEventReader(names);
        this.lots = new LotEventReader(names);
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
        return switch (transaction.eventTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> orderAccepted();
            case RefusedDecoder.TEMPLATE_ID -> refused();
            case TradedDecoder.TEMPLATE_ID -> traded();
            case OrderCanceledDecoder.TEMPLATE_ID -> orderCanceled();
            case BidAcceptedDecoder.TEMPLATE_ID -> bidAccepted();
            case OutbidDecoder.TEMPLATE_ID -> outbid();
            case BoughtDecoder.TEMPLATE_ID -> bought();
            case BalanceChangedDecoder.TEMPLATE_ID -> balanceChanged();
            case DuplicateAnsweredDecoder.TEMPLATE_ID -> duplicateAnswered();
            case CreatedDecoder.TEMPLATE_ID -> created();
            case RuleSetChangedDecoder.TEMPLATE_ID -> ruleSetChanged();
            case AuctionStateDecoder.TEMPLATE_ID -> auctionState();
            case AuctionOpenedDecoder.TEMPLATE_ID -> auctionOpened();
            case AuctionClosedDecoder.TEMPLATE_ID -> auctionClosed();
            case AuctionExtendedDecoder.TEMPLATE_ID -> auctionExtended();
            default -> otherPhrase();
        };
    }

    private PhraseBuilder otherPhrase() {
        PhraseBuilder ofBook = book.phrase(transaction);
        PhraseBuilder ofAuction = ofBook == null ? auctions.phrase(transaction) : ofBook;
        PhraseBuilder ofCourse = ofAuction == null ? course.phrase(transaction) : ofAuction;
        PhraseBuilder phrase = ofCourse == null ? lots.phrase(transaction) : ofCourse;
        return phrase != null
                ? phrase
                : new PhraseBuilder("unknown").say("event of template " + transaction.eventTemplateId());
    }

    private PhraseBuilder orderAccepted() {
        orderAccepted.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        return new PhraseBuilder(Kind.ACCEPTED)
                .say("accepted")
                .silent(Field.ORDER, BigDecimal.valueOf(orderAccepted.orderId()));
    }

    private PhraseBuilder refused() {
        refused.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        return refusal(new PhraseBuilder(Kind.REJECTED), refused.code(), refused.bound());
    }

    private PhraseBuilder refusal(PhraseBuilder phrase, int code, long bound) {
        Refusal refusal = Refusal.of(code);
        phrase.say("rejected").field(Field.CODE, refusal.name());
        if (bound == RefusedDecoder.boundNullValue() || refusal.bound() == Refusal.Bound.NONE) {
            return phrase;
        }
        phrase.say("(bound");
        if (refusal.bound() == Refusal.Bound.TIME) {
            phrase.field(Field.BOUND, TimeText.text(bound));
        } else {
            phrase.field(Field.BOUND, context.number(refusal, bound));
        }
        return phrase.say(")");
    }

    private PhraseBuilder traded() {
        traded.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
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
        orderCanceled.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
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
        bidAccepted.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
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
        state.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private PhraseBuilder stateFields(PhraseBuilder phrase) {
        int decimals = names.auctionMoney(state.auctionId()).decimals();
        phrase.say("price");
        if (state.priceMinor() == AuctionStateDecoder.priceMinorNullValue()) {
            phrase.field(Field.PRICE, "none");
        } else {
            phrase.field(Field.PRICE, Amounts.number(state.priceMinor(), decimals));
        }
        phrase.say("by").field(Field.LEADER, names.accountName(state.leaderAccountId()));
        phrase.say(", next").field(Field.NEXT, Amounts.number(state.minNextMinor(), decimals));
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
        outbid.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        int auctionId = outbid.auctionId();
        int decimals = names.auctionMoney(auctionId).decimals();
        return new PhraseBuilder(Kind.OUTBID)
                .field(Field.ACCOUNT, names.accountName(outbid.accountId()))
                .say("outbid at")
                .field(Field.PRICE, Amounts.number(outbid.priceMinor(), decimals))
                .say("on")
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say(", frees")
                .field(Field.FREED, Amounts.number(outbid.releasedMinor(), decimals));
    }

    private PhraseBuilder bought() {
        bought.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        return new PhraseBuilder(Kind.BOUGHT)
                .say("bought for")
                .field(
                        Field.PRICE,
                        Amounts.number(bought.priceMinor(), context.money().decimals()));
    }

    private PhraseBuilder balanceChanged() {
        balance.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        Directory.Asset asset = names.asset(balance.assetId());
        return new PhraseBuilder(Kind.BALANCE)
                .say("balance")
                .field(Field.TOTAL, Amounts.number(balance.totalMinor(), asset.decimals()))
                .field(Field.ASSET, asset.name())
                .say(", held")
                .field(Field.HELD, Amounts.number(balance.heldMinor(), asset.decimals()));
    }

    private PhraseBuilder duplicateAnswered() {
        duplicate.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
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

    private PhraseBuilder created() {
        created.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        return new PhraseBuilder(Kind.CREATED).say("created");
    }

    private PhraseBuilder ruleSetChanged() {
        ruleSet.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        return new PhraseBuilder(Kind.RULE_SET)
                .say("rule set")
                .field(Field.RULE_SET, BigDecimal.valueOf(ruleSet.ruleSet()));
    }

    private PhraseBuilder auctionOpened() {
        opened.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        int auctionId = opened.auctionId();
        PhraseBuilder phrase = new PhraseBuilder(Kind.OPENED)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("opens, next")
                .field(
                        Field.NEXT,
                        Amounts.number(
                                opened.minNextMinor(),
                                names.auctionMoney(auctionId).decimals()));
        ends(phrase, opened.endsAtNs());
        return phrase;
    }

    private PhraseBuilder auctionClosed() {
        closed.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        int auctionId = closed.auctionId();
        int decimals = names.auctionMoney(auctionId).decimals();
        String outcome = closed.outcome().name().toLowerCase(Locale.ROOT);
        PhraseBuilder phrase = new PhraseBuilder(Kind.CLOSED)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .field(Field.OUTCOME, outcome);
        if (closed.winnerAccountId() != Names.NOBODY) {
            phrase.say("to")
                    .field(Field.WINNER, names.accountName(closed.winnerAccountId()))
                    .say("for")
                    .field(Field.PRICE, Amounts.number(closed.priceMinor(), decimals));
        }
        return phrase.say(", frees").field(Field.FREED, Amounts.number(closed.releasedMinor(), decimals));
    }

    private PhraseBuilder auctionExtended() {
        extended.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        return new PhraseBuilder(Kind.EXTENDED)
                .field(Field.AUCTION, names.auctionName(extended.auctionId()))
                .say("closes")
                .field(Field.ENDS, TimeText.text(extended.endsAtNs()));
    }
}
