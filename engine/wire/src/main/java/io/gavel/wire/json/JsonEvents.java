package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.Visibility;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.RefusedDecoder;

/**
 * The events of a transaction as JSON, one object each, fields in a fixed order: type, seq, idx, at, then the event's own.
 *
 * <p>Three forms. Full: with every account, for {@code pipe} and {@code journal dump}. Public: without what belongs to
 * one side, leaders and winners by alias. Own: what one account sees of an event that concerns it. Maxima and reserves
 * are in none.
 *
 * <p>Use: {@link #begin} once per transaction, in order, after the directory has seen it; then per
 * {@link Transaction#nextEvent} any of the write methods. Appends one object without a line break. Times are
 * microseconds, rounded down. One thread; allocates nothing but what the writer needs to grow.
 */
public final class JsonEvents {
    /** Most accounts that one event concerns. */
    public static final int MOST_OWNERS = EventOwners.MOST;

    private final JsonCommandView command = new JsonCommandView();
    private final EventDecoders decoders = new EventDecoders();
    private final EventFields fields;
    private final RefusalEvents refusals;
    private final OrderEvents orders;
    private final AuctionEvents auctions;
    private final SaleEvents sales;
    private final CourseEvents courses;
    private final VenueEvents venue;
    private final EventOwners owners;

    /** @param aliases what the public calls bidders; the caller feeds it. The full form does without. */
    public JsonEvents(Directory directory, Aliases aliases) {
        fields = new EventFields(directory, aliases, command);
        refusals = new RefusalEvents(fields, command);
        orders = new OrderEvents(fields, command);
        auctions = new AuctionEvents(fields, command);
        sales = new SaleEvents(fields, command);
        courses = new CourseEvents(fields);
        venue = new VenueEvents(fields, command);
        owners = new EventOwners(directory, command, decoders);
    }

    /** Writes full forms only. */
    public JsonEvents(Directory directory) {
        this(directory, new Aliases());
    }

    /** Looks at a transaction's command. */
    public JsonEvents begin(Transaction transaction) {
        command.wrap(transaction);
        auctions.begin(transaction);
        return this;
    }

    /** The account as the sender wrote it, for the refusal of one that does not exist; null: not known. */
    public JsonEvents sentAccount(CharSequence name) {
        refusals.sentAccount(name);
        return this;
    }

    /** Begins the transaction and writes all its events in full, a line each. */
    public void writeAll(Transaction transaction, JsonWriter out) {
        begin(transaction);
        transaction.rewind();
        while (transaction.nextEvent()) {
            writeFull(transaction, out);
            out.newLine();
        }
    }

    /** Writes the current event with all it says. */
    public void writeFull(Transaction transaction, JsonWriter out) {
        fields.begin(EventFields.Form.FULL, 0, out);
        write(transaction, out);
    }

    /** Writes the current event as everybody may see it; false, and nothing, where nobody but its owners may. */
    public boolean writePublic(Transaction transaction, JsonWriter out) {
        if (eventType(transaction).visibility() != Visibility.PUBLIC) {
            return false;
        }
        fields.begin(EventFields.Form.PUBLIC, 0, out);
        write(transaction, out);
        return true;
    }

    /** Writes the current event as one of the accounts that {@link #owners} names sees it, or its sender. */
    public void writeOwn(Transaction transaction, int accountId, JsonWriter out) {
        fields.begin(EventFields.Form.OWN, accountId, out);
        write(transaction, out);
    }

    /**
     * The accounts that the current event concerns, whose sessions see more of it than the public.
     *
     * @param into takes them, at least {@link #MOST_OWNERS}
     * @return how many
     */
    public int owners(Transaction transaction, int[] into) {
        return owners.of(eventType(transaction), transaction, into);
    }

    /** The auction that the current event is about; 0: none. */
    public int auctionId(Transaction transaction) {
        return switch (eventType(transaction)) {
            case AUCTION_STATE -> decoders.auctionState(transaction).auctionId();
            case AUCTION_OPENED -> decoders.auctionOpened(transaction).auctionId();
            case AUCTION_CLOSED -> decoders.auctionClosed(transaction).auctionId();
            case AUCTION_EXTENDED -> decoders.auctionExtended(transaction).auctionId();
            case OUTBID -> decoders.outbid(transaction).auctionId();
            case BID_ACCEPTED, BOUGHT -> command.entityId();
            default -> particularAuctionId(transaction);
        };
    }

    /** The auction of an event that not every auction has. */
    private int particularAuctionId(Transaction transaction) {
        return switch (eventType(transaction)) {
            case BID_RELEASED -> decoders.bidReleased(transaction).auctionId();
            case BID_RETRACTED -> decoders.bidRetracted(transaction).auctionId();
            case BID_HELD -> decoders.bidHeld(transaction).auctionId();
            case SECOND_CHANCE_OFFERED ->
                decoders.secondChanceOffered(transaction).auctionId();
            case SECOND_CHANCE_ENDED -> decoders.secondChanceEnded(transaction).auctionId();
            case SALE_CANCELED -> decoders.saleCanceled(transaction).auctionId();
            case AUCTION_AWARDED -> decoders.auctionAwarded(transaction).auctionId();
            case AUCTION_ENDED -> decoders.auctionEnded(transaction).auctionId();
            case SEALED_STATE -> decoders.sealedState(transaction).auctionId();
            case AUCTION_REBUILT -> decoders.auctionRebuilt(transaction).auctionId();
            case ROUND_BID -> decoders.roundBid(transaction).auctionId();
            case ROUND_ENDED -> decoders.roundEnded(transaction).auctionId();
            case CLOCK_STATE -> decoders.clockState(transaction).auctionId();
            default -> 0;
        };
    }

    /** The session that the current event is about; 0: none. */
    public int sessionId(Transaction transaction) {
        return switch (eventType(transaction)) {
            case SESSION_STATE -> decoders.sessionState(transaction).sessionId();
            case SESSION_EXTENDED -> decoders.sessionExtended(transaction).sessionId();
            default -> 0;
        };
    }

    /** The instrument that the current event is about; 0: none. */
    public int instrumentId(Transaction transaction) {
        return switch (eventType(transaction)) {
            case TRADED -> decoders.traded(transaction).instrumentId();
            case CROSS_TRADED -> decoders.crossTraded(transaction).instrumentId();
            case ORDER_CANCELED -> decoders.orderCanceled(transaction).instrumentId();
            case ORDER_REPLACED -> decoders.orderReplaced(transaction).instrumentId();
            case ORDER_TRIGGERED -> decoders.orderTriggered(transaction).instrumentId();
            case MATCH_PREVENTED -> decoders.matchPrevented(transaction).instrumentId();
            case MASS_CANCELED -> decoders.massCanceled(transaction).instrumentId();
            case PHASE_CHANGED -> decoders.phaseChanged(transaction).instrumentId();
            case INDICATIVE -> decoders.indicative(transaction).instrumentId();
            case UNCROSSED -> decoders.uncrossed(transaction).instrumentId();
            case ORDER_ACCEPTED, ORDER_ENTERED -> command.entityId();
            default -> 0;
        };
    }

    private void write(Transaction transaction, JsonWriter out) {
        EventType type = eventType(transaction);
        out.beginObject()
                .field("type", name(type, transaction))
                .field("seq", transaction.seq())
                .field("idx", transaction.eventIndex())
                .field("at", EventFields.micros(transaction.timeNs()));
        writeFields(type, transaction, out);
        out.endObject();
    }

    private String name(EventType type, Transaction transaction) {
        return switch (type) {
            case REFUSED -> refusals.name();
            case DUPLICATE_ANSWERED -> answerName(decoders.duplicate(transaction));
            default -> type.jsonName();
        };
    }

    private void writeFields(EventType type, Transaction transaction, JsonWriter out) {
        switch (type) {
            case ORDER_ACCEPTED ->
                orders.orderAccepted(decoders.orderAccepted(transaction).orderId());
            case REFUSED -> {
                RefusedDecoder refused = decoders.refused(transaction);
                refusals.refused(refused.code(), refused.bound());
            }
            case TRADED -> orders.trade(decoders.traded(transaction), transaction);
            case CROSS_TRADED -> orders.crossTrade(decoders.crossTraded(transaction), transaction);
            case ORDER_ENTERED -> {
                OrderEnteredDecoder entered = decoders.orderEntered(transaction);
                orders.orderEntered(entered.orderId(), entered.priceTicks());
            }
            case ORDER_REPLACED -> orders.orderReplaced(decoders.orderReplaced(transaction));
            case ORDER_TRIGGERED -> orders.orderTriggered(decoders.orderTriggered(transaction));
            case MATCH_PREVENTED -> orders.prevented(decoders.matchPrevented(transaction));
            case MASS_CANCELED -> venue.massCanceled(decoders.massCanceled(transaction));
            case CANCEL_ALL_AFTER_SET -> venue.cancelAllAfterSet(decoders.cancelAllAfterSet(transaction));
            case ACCOUNT_BLOCKED -> venue.accountBlocked(decoders.accountBlocked(transaction));
            case APPLIED -> venue.applied();
            case PHASE_CHANGED -> venue.phaseChanged(decoders.phaseChanged(transaction));
            case INDICATIVE -> venue.indicative(decoders.indicative(transaction));
            case UNCROSSED -> venue.uncrossed(decoders.uncrossed(transaction));
            case ORDER_CANCELED -> orders.orderCanceled(decoders.orderCanceled(transaction));
            case BALANCE_CHANGED -> {
                BalanceChangedDecoder changed = decoders.balanceChanged(transaction);
                orders.balance(changed.assetId(), changed.totalMinor(), changed.heldMinor());
            }
            case CREATED -> refusals.created();
            case RULE_SET_CHANGED ->
                out.field("ruleSet", decoders.ruleSetChanged(transaction).ruleSet());
            case DUPLICATE_ANSWERED -> duplicate(decoders.duplicate(transaction), out);
            default -> writeAuctionFields(type, transaction);
        }
    }

    private void writeAuctionFields(EventType type, Transaction transaction) {
        switch (type) {
            case BID_ACCEPTED ->
                auctions.bidAccepted(decoders.stateBehind(transaction), decoders.sealedStateBehind(transaction));
            case OUTBID -> auctions.outbid(decoders.outbid(transaction));
            case BOUGHT -> auctions.bought(decoders.bought(transaction).priceMinor());
            case AUCTION_STATE -> auctions.state(decoders.auctionState(transaction));
            case AUCTION_OPENED -> auctions.opened(decoders.auctionOpened(transaction));
            case AUCTION_EXTENDED -> auctions.extended(decoders.auctionExtended(transaction));
            case AUCTION_CLOSED -> auctions.closed(decoders.auctionClosed(transaction));
            case AUCTION_ENDED -> auctions.ended(decoders.auctionEnded(transaction));
            case SEALED_STATE -> courses.sealed(decoders.sealedState(transaction));
            case CLOCK_STATE -> courses.clock(decoders.clockState(transaction));
            case AUCTION_REBUILT -> courses.rebuilt(decoders.auctionRebuilt(transaction));
            case ROUND_BID -> courses.roundBid(decoders.roundBid(transaction));
            case ROUND_ENDED -> courses.roundEnded(decoders.roundEnded(transaction));
            case SESSION_STATE -> courses.session(decoders.sessionState(transaction));
            case SESSION_EXTENDED -> courses.sessionExtended(decoders.sessionExtended(transaction));
            case AUCTION_AWARDED -> sales.awarded(decoders.auctionAwarded(transaction));
            case BID_RELEASED -> sales.released(decoders.bidReleased(transaction));
            case BID_RETRACTED ->
                sales.retracted(decoders.bidRetracted(transaction), decoders.stateSomewhereBehind(transaction));
            case BID_HELD -> sales.held(decoders.bidHeld(transaction));
            case SECOND_CHANCE_OFFERED -> sales.offered(decoders.secondChanceOffered(transaction));
            case SECOND_CHANCE_ENDED -> sales.offerEnded(decoders.secondChanceEnded(transaction));
            case SALE_CANCELED -> sales.canceled(decoders.saleCanceled(transaction));
            default -> throw new IllegalStateException("expected an event that is told, type=" + type);
        }
    }

    private void duplicate(DuplicateAnsweredDecoder answer, JsonWriter out) {
        if (answer.code() != 0) {
            refusals.refused(answer.code(), answer.value1());
        } else {
            repeat(answer);
        }
        out.field("duplicate", true).field("originalSeq", answer.originalSeq());
    }

    private void repeat(DuplicateAnsweredDecoder answer) {
        switch (EventType.of(answer.answerTemplateId())) {
            case ORDER_ACCEPTED -> orders.orderAccepted(answer.value1());
            case ORDER_ENTERED -> orders.orderEntered(answer.value1(), answer.value2());
            case ORDER_REPLACED -> orders.replacedAgain(answer.value1(), answer.value2(), answer.value3());
            case BALANCE_CHANGED -> orders.balance(command.entityId(), answer.value1(), answer.value2());
            case BID_ACCEPTED ->
                auctions.bidAccepted(answer.value1(), answer.value4(), answer.value2(), answer.value3());
            case BOUGHT -> auctions.bought(answer.value1());
            case AUCTION_CLOSED, AUCTION_ENDED -> auctions.closedAgain();
            case BID_RETRACTED -> sales.retractedAgain(answer.value1());
            case SECOND_CHANCE_OFFERED -> sales.offeredAgain(answer.value3());
            case SECOND_CHANCE_ENDED -> sales.offerEndedAgain(answer.value1());
            case SALE_CANCELED -> sales.canceledAgain();
            default -> {
                fields.commandAccount();
                fields.commandClOrdId();
            }
        }
    }

    private String answerName(DuplicateAnsweredDecoder answer) {
        EventType original = EventType.of(answer.answerTemplateId());
        return answer.code() != 0 || original == null ? refusals.name() : original.jsonName();
    }

    private static EventType eventType(Transaction transaction) {
        EventType type = EventType.of(transaction.eventTemplateId());
        if (type == null) {
            throw new IllegalStateException(
                    "expected an event of the schema, templateId=" + transaction.eventTemplateId());
        }
        return type;
    }
}
