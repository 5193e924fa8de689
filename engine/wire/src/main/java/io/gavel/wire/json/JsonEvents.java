package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.Visibility;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.log.RuleSetChangedDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.Side;

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
    /** What every optional int64 of the schemas holds when it is absent. */
    private static final long ABSENT = Long.MIN_VALUE;

    private enum Form {
        FULL,
        PUBLIC,
        OWN
    }

    private final Directory directory;
    private final Aliases aliases;
    private final JsonCommandView command = new JsonCommandView();
    private final byte[] clOrdId = new byte[255];
    private CharSequence sentAccount;

    private Form form;
    private int viewer;
    private JsonWriter out;

    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final OrderAcceptedDecoder orderAccepted = new OrderAcceptedDecoder();
    private final RefusedDecoder refused = new RefusedDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final OutbidDecoder outbid = new OutbidDecoder();
    private final BoughtDecoder bought = new BoughtDecoder();
    private final BalanceChangedDecoder balanceChanged = new BalanceChangedDecoder();
    private final DuplicateAnsweredDecoder duplicate = new DuplicateAnsweredDecoder();
    private final RuleSetChangedDecoder ruleSetChanged = new RuleSetChangedDecoder();
    private final AuctionStateDecoder auctionState = new AuctionStateDecoder();
    private final AuctionOpenedDecoder auctionOpened = new AuctionOpenedDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();
    private final AuctionExtendedDecoder auctionExtended = new AuctionExtendedDecoder();

    /** @param aliases what the public calls bidders; the caller feeds it. The full form does without. */
    public JsonEvents(Directory directory, Aliases aliases) {
        this.directory = directory;
        this.aliases = aliases;
    }

    /** Writes full forms only. */
    public JsonEvents(Directory directory) {
        this(directory, new Aliases());
    }

    /** Looks at a transaction's command. */
    public JsonEvents begin(Transaction transaction) {
        command.wrap(transaction);
        return this;
    }

    /** The account as the sender wrote it, for the refusal of one that does not exist; null: not known. */
    public JsonEvents sentAccount(CharSequence name) {
        sentAccount = name;
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
        write(transaction, Form.FULL, 0, out);
    }

    /** Writes the current event as everybody may see it; false, and nothing, where nobody but its owners may. */
    public boolean writePublic(Transaction transaction, JsonWriter out) {
        if (eventType(transaction).visibility() != Visibility.PUBLIC) {
            return false;
        }
        write(transaction, Form.PUBLIC, 0, out);
        return true;
    }

    /** Writes the current event as one of the accounts that {@link #owners} names sees it, or its sender. */
    public void writeOwn(Transaction transaction, int accountId, JsonWriter out) {
        write(transaction, Form.OWN, accountId, out);
    }

    /**
     * The accounts that the current event concerns, whose sessions see more of it than the public.
     *
     * @param into takes them, at least 2
     * @return how many: 0 to 2
     */
    public int owners(Transaction transaction, int[] into) {
        switch (eventType(transaction)) {
            case TRADED -> {
                wrapTraded(transaction);
                into[0] = command.accountId();
                into[1] = traded.makerAccountId();
                return into[0] == into[1] ? 1 : 2;
            }
            case ORDER_CANCELED -> into[0] = ownerOf(wrapOrderCanceled(transaction));
            case OUTBID -> into[0] = wrapOutbid(transaction).accountId();
            case AUCTION_CLOSED -> into[0] = wrapAuctionClosed(transaction).winnerAccountId();
            case ORDER_ACCEPTED, BID_ACCEPTED, BOUGHT, BALANCE_CHANGED, REFUSED, DUPLICATE_ANSWERED ->
                into[0] = command.accountId();
            default -> into[0] = 0;
        }
        return into[0] == 0 ? 0 : 1;
    }

    /** The auction that the current event is about; 0: none. */
    public int auctionId(Transaction transaction) {
        return switch (eventType(transaction)) {
            case AUCTION_STATE -> wrapAuctionState(transaction).auctionId();
            case AUCTION_OPENED -> wrapAuctionOpened(transaction).auctionId();
            case AUCTION_CLOSED -> wrapAuctionClosed(transaction).auctionId();
            case AUCTION_EXTENDED -> wrapAuctionExtended(transaction).auctionId();
            case OUTBID -> wrapOutbid(transaction).auctionId();
            case BID_ACCEPTED, BOUGHT -> command.entityId();
            default -> 0;
        };
    }

    /** The instrument that the current event is about; 0: none. */
    public int instrumentId(Transaction transaction) {
        return switch (eventType(transaction)) {
            case TRADED -> wrapTraded(transaction).instrumentId();
            case ORDER_CANCELED -> wrapOrderCanceled(transaction).instrumentId();
            case ORDER_ACCEPTED -> command.entityId();
            default -> 0;
        };
    }

    private void write(Transaction transaction, Form form, int viewer, JsonWriter out) {
        this.form = form;
        this.viewer = viewer;
        this.out = out;
        EventType type = eventType(transaction);
        out.beginObject().name("type");
        switch (type) {
            case REFUSED -> out.value(rejectionName());
            case DUPLICATE_ANSWERED -> out.value(answerName(wrapDuplicate(transaction)));
            default -> out.value(type.jsonName());
        }
        out.field("seq", transaction.seq())
                .field("idx", transaction.eventIndex())
                .field("at", micros(transaction.timeNs()));
        writeFields(type, transaction);
        out.endObject();
        this.out = null;
    }

    private void writeFields(EventType type, Transaction transaction) {
        switch (type) {
            case ORDER_ACCEPTED -> orderAccepted(wrapOrderAccepted(transaction).orderId());
            case REFUSED -> refused(wrapRefused(transaction).code(), refused.bound());
            case TRADED -> trade(wrapTraded(transaction), transaction);
            case ORDER_CANCELED -> orderCanceled(wrapOrderCanceled(transaction));
            case BID_ACCEPTED -> bidAccepted(transaction);
            case OUTBID -> outbid(wrapOutbid(transaction));
            case BOUGHT -> bought(wrapBought(transaction).priceMinor());
            case BALANCE_CHANGED -> {
                wrapBalanceChanged(transaction);
                balance(balanceChanged.assetId(), balanceChanged.totalMinor(), balanceChanged.heldMinor());
            }
            case DUPLICATE_ANSWERED -> duplicate(wrapDuplicate(transaction));
            case CREATED -> created();
            case RULE_SET_CHANGED ->
                out.field("ruleSet", wrapRuleSetChanged(transaction).ruleSet());
            case AUCTION_STATE -> auctionState(wrapAuctionState(transaction));
            case AUCTION_OPENED -> auctionOpened(wrapAuctionOpened(transaction));
            case AUCTION_CLOSED -> auctionClosed(wrapAuctionClosed(transaction));
            case AUCTION_EXTENDED -> {
                wrapAuctionExtended(transaction);
                auction(auctionExtended.auctionId());
                endsAt(auctionExtended.endsAtNs());
            }
            default -> throw new IllegalStateException("expected an event of the schema, type=" + type);
        }
    }

    private void orderAccepted(long orderId) {
        account(command.accountId());
        commandClOrdId();
        out.name("orderId").quoted(orderId);
        Directory.Instrument instrument = directory.instrument(command.entityId());
        if (instrument != null) {
            out.field("instrument", instrument.name())
                    .field("side", command.isSell() ? "sell" : "buy")
                    .name("qty")
                    .decimal(command.qty(), instrument.qtyDecimals());
            if (command.price() != ABSENT) {
                out.name("price").decimal(command.price(), instrument.priceDecimals());
            }
        }
    }

    private void refused(int code, long bound) {
        CommandType type = command.type();
        Refusal refusal = Refusal.of(code);
        Directory.Account account = directory.account(command.accountId());
        if (account != null) {
            out.field("account", account.name());
        } else if (sentAccount != null) {
            out.field("account", sentAccount);
        }
        if (kind(type) == null) {
            commandClOrdId();
        }
        out.field("code", code).field("name", refusal.name()).field("message", refusal.message());
        if (bound != ABSENT) {
            bound("bound", refusal, bound);
        }
        if (refusal == Refusal.BID_TOO_LOW && bound != ABSENT) {
            bound("minNext", refusal, bound);
        }
        if (kind(type) != null) {
            created();
        }
    }

    private void bound(String name, Refusal refusal, long bound) {
        Directory.Instrument instrument = null;
        if (command.type() == CommandType.NEW_ORDER || command.type() == CommandType.CANCEL_ORDER) {
            instrument = directory.instrument(command.entityId());
        }
        switch (refusal.bound()) {
            case COUNT -> out.field(name, bound);
            case TIME -> out.field(name, micros(bound));
            case PRICE -> {
                if (instrument != null) {
                    out.name(name).decimal(bound * instrument.tick(), instrument.priceDecimals());
                }
            }
            case QTY -> {
                if (instrument != null) {
                    out.name(name).decimal(bound * instrument.lot(), instrument.qtyDecimals());
                }
            }
            case MONEY -> {
                Directory.Asset asset = directory.asset(boundAssetId(refusal, instrument));
                if (asset != null) {
                    out.name(name).decimal(bound, asset.decimals());
                }
            }
            case NONE -> {
                // Nothing failed that could be counted.
            }
        }
    }

    /** The asset named, the auction's, or what an order pays with; a notional is always money of the quote asset. */
    private int boundAssetId(Refusal refusal, Directory.Instrument instrument) {
        if (instrument != null) {
            boolean paysBase = command.isSell() && refusal != Refusal.NOTIONAL_ABOVE_MAXIMUM;
            return paysBase ? instrument.baseAssetId() : instrument.quoteAssetId();
        }
        if (command.type() == CommandType.DEPOSIT || command.type() == CommandType.WITHDRAW) {
            return command.entityId();
        }
        Directory.Auction auction = directory.auction(command.entityId());
        return auction == null ? 0 : auction.assetId();
    }

    private void trade(TradedDecoder trade, Transaction transaction) {
        Directory.Instrument instrument = directory.instrument(trade.instrumentId());
        out.field("instrument", instrument.name())
                .name("tradeId")
                .quoted(Transaction.eventId(transaction.seq(), transaction.eventIndex()));
        price(instrument, trade.priceTicks());
        qty(instrument, trade.qtyLots());
        boolean takerBuys = trade.takerSide() == Side.BUY;
        if (takerBuys) {
            takerSide(trade, "buyAccount", "buyClOrdId", "buyOrderId");
            makerSide(trade, "sellAccount", "sellClOrdId", "sellOrderId");
        } else {
            makerSide(trade, "buyAccount", "buyClOrdId", "buyOrderId");
            takerSide(trade, "sellAccount", "sellClOrdId", "sellOrderId");
        }
        out.field("aggressor", takerBuys ? "buy" : "sell");
    }

    private void takerSide(TradedDecoder trade, String account, String clOrdId, String orderId) {
        if (sees(command.accountId())) {
            out.field(account, accountName(command.accountId())).name(clOrdId);
            out.ascii(command.text(), 0, command.textLength()).name(orderId).quoted(trade.takerOrderId());
        }
    }

    private void makerSide(TradedDecoder trade, String account, String clOrdIdName, String orderId) {
        int length = trade.getMakerClOrdId(clOrdId, 0, clOrdId.length);
        if (sees(trade.makerAccountId())) {
            out.field(account, accountName(trade.makerAccountId())).name(clOrdIdName);
            out.ascii(clOrdId, 0, length).name(orderId).quoted(trade.makerOrderId());
        }
    }

    private void orderCanceled(OrderCanceledDecoder canceled) {
        Directory.Instrument instrument = directory.instrument(canceled.instrumentId());
        account(ownerOf(canceled));
        int length = canceled.getClOrdId(clOrdId, 0, clOrdId.length);
        if (length > 0) {
            out.name("clOrdId").ascii(clOrdId, 0, length);
        } else {
            commandClOrdId();
        }
        out.name("orderId").quoted(canceled.orderId()).field("instrument", instrument.name());
        qty(instrument, canceled.leavesLots());
        out.field("reason", reason(canceled.reason()));
    }

    private void bidAccepted(Transaction transaction) {
        auction(command.entityId());
        account(command.accountId());
        commandClOrdId();
        AuctionStateDecoder state = stateBehind(transaction);
        if (state != null) {
            int decimals = auctionDecimals(state.auctionId());
            bidAnswer(decimals, state.priceMinor(), state.leaderAccountId(), state.minNextMinor(), state.endsAtNs());
        }
    }

    private void bidAnswer(int decimals, long priceMinor, int leader, long minNextMinor, long endsAtNs) {
        amount("price", decimals, priceMinor);
        bidder("leader", command.entityId(), leader);
        amount("minNext", decimals, minNextMinor);
        endsAt(endsAtNs);
        if (form == Form.OWN) {
            alias("alias", command.entityId(), viewer);
        }
    }

    private void outbid(OutbidDecoder outbid) {
        auction(outbid.auctionId());
        account(outbid.accountId());
        amount("price", auctionDecimals(outbid.auctionId()), outbid.priceMinor());
    }

    private void bought(long priceMinor) {
        auction(command.entityId());
        account(command.accountId());
        commandClOrdId();
        amount("price", auctionDecimals(command.entityId()), priceMinor);
    }

    private void balance(int assetId, long totalMinor, long heldMinor) {
        Directory.Asset asset = directory.asset(assetId);
        account(command.accountId());
        out.field("asset", asset.name());
        amount("total", asset.decimals(), totalMinor);
        amount("held", asset.decimals(), heldMinor);
        amount("available", asset.decimals(), totalMinor - heldMinor);
    }

    private void created() {
        out.field("kind", kind(command.type())).name("id").ascii(command.text(), 0, command.textLength());
    }

    private void auctionState(AuctionStateDecoder state) {
        int id = state.auctionId();
        int decimals = auctionDecimals(id);
        auction(id);
        amount("price", decimals, state.priceMinor());
        bidder("leader", id, state.leaderAccountId());
        amount("minNext", decimals, state.minNextMinor());
        endsAt(state.endsAtNs());
        out.field("bids", state.bids());
        out.field("reserveMet", state.reserveMet() == BooleanType.TRUE);
    }

    private void auctionOpened(AuctionOpenedDecoder opened) {
        auction(opened.auctionId());
        endsAt(opened.endsAtNs());
        amount("minNext", auctionDecimals(opened.auctionId()), opened.minNextMinor());
    }

    private void auctionClosed(AuctionClosedDecoder closed) {
        auction(closed.auctionId());
        out.field("outcome", outcome(closed.outcome()));
        amount("price", auctionDecimals(closed.auctionId()), closed.priceMinor());
        bidder("winner", closed.auctionId(), closed.winnerAccountId());
    }

    private void duplicate(DuplicateAnsweredDecoder answer) {
        if (answer.code() != 0) {
            refused(answer.code(), answer.value1());
        } else {
            repeat(answer);
        }
        out.field("duplicate", true).field("originalSeq", answer.originalSeq());
    }

    private void repeat(DuplicateAnsweredDecoder answer) {
        switch (EventType.of(answer.answerTemplateId())) {
            case ORDER_ACCEPTED -> orderAccepted(answer.value1());
            case BID_ACCEPTED -> {
                auction(command.entityId());
                account(command.accountId());
                commandClOrdId();
                bidAnswer(
                        auctionDecimals(command.entityId()),
                        answer.value1(),
                        answer.value4(),
                        answer.value2(),
                        answer.value3());
            }
            case BOUGHT -> bought(answer.value1());
            case BALANCE_CHANGED -> balance(command.entityId(), answer.value1(), answer.value2());
            case AUCTION_CLOSED -> {
                auction(command.entityId());
                out.field("outcome", "canceled");
            }
            default -> {
                account(command.accountId());
                commandClOrdId();
            }
        }
    }

    private String rejectionName() {
        return command.type() == null ? "rejected" : command.type().rejectionName();
    }

    private String answerName(DuplicateAnsweredDecoder answer) {
        EventType original = EventType.of(answer.answerTemplateId());
        return answer.code() != 0 || original == null ? rejectionName() : original.jsonName();
    }

    private void account(int accountId) {
        if (accountId != 0) {
            out.field("account", accountName(accountId));
        }
    }

    private String accountName(int accountId) {
        Directory.Account account = directory.account(accountId);
        return account == null ? null : account.name();
    }

    private void commandClOrdId() {
        if (command.textLength() > 0) {
            out.name("clOrdId").ascii(command.text(), 0, command.textLength());
        }
    }

    private void auction(int auctionId) {
        Directory.Auction auction = directory.auction(auctionId);
        out.field("auction", auction == null ? null : auction.name());
    }

    private int auctionDecimals(int auctionId) {
        Directory.Auction auction = directory.auction(auctionId);
        return auction == null ? 0 : directory.asset(auction.assetId()).decimals();
    }

    private void amount(String name, int decimals, long minor) {
        if (minor != ABSENT) {
            out.name(name).decimal(minor, decimals);
        }
    }

    private void price(Directory.Instrument instrument, long ticks) {
        out.name("price").decimal(ticks * instrument.tick(), instrument.priceDecimals());
    }

    private void qty(Directory.Instrument instrument, long lots) {
        out.name("qty").decimal(lots * instrument.lot(), instrument.qtyDecimals());
    }

    private void endsAt(long ns) {
        if (ns != ABSENT) {
            out.field("endsAt", micros(ns));
        }
    }

    /** Who leads or won: by name in full and to the account itself, by alias to others. */
    private void bidder(String name, int auctionId, int accountId) {
        if (accountId == 0) {
            return;
        }
        if (sees(accountId)) {
            out.field(name, accountName(accountId));
        } else {
            alias(name, auctionId, accountId);
        }
    }

    private void alias(String name, int auctionId, int accountId) {
        int number = aliases.get(auctionId, accountId);
        if (number != Aliases.NONE) {
            out.name(name).prefixed("bidder-", number);
        }
    }

    private boolean sees(int accountId) {
        return form == Form.FULL || (form == Form.OWN && viewer == accountId);
    }

    private int ownerOf(OrderCanceledDecoder canceled) {
        return canceled.accountId() == 0 ? command.accountId() : canceled.accountId();
    }

    private static String kind(CommandType type) {
        if (type == null) {
            return null;
        }
        return switch (type) {
            case CREATE_ASSET -> "asset";
            case CREATE_ACCOUNT -> "account";
            case CREATE_INSTRUMENT -> "instrument";
            case CREATE_AUCTION -> "auction";
            default -> null;
        };
    }

    private static String reason(CancelReason reason) {
        return switch (reason) {
            case USER -> "user";
            case MASS -> "mass";
            case IOC -> "ioc";
            default -> throw new IllegalStateException("expected a reason of the schema, reason=" + reason);
        };
    }

    private static String outcome(AuctionOutcome outcome) {
        return switch (outcome) {
            case SOLD -> "sold";
            case UNSOLD -> "unsold";
            case CANCELED -> "canceled";
            default -> throw new IllegalStateException("expected an outcome of the schema, outcome=" + outcome);
        };
    }

    private static long micros(long ns) {
        return Math.floorDiv(ns, 1_000L);
    }

    private static EventType eventType(Transaction transaction) {
        EventType type = EventType.of(transaction.eventTemplateId());
        if (type == null) {
            throw new IllegalStateException(
                    "expected an event of the schema, templateId=" + transaction.eventTemplateId());
        }
        return type;
    }

    /** The auction's state in the event right behind the current one, where a bid's answer takes its figures from. */
    private AuctionStateDecoder stateBehind(Transaction transaction) {
        if (transaction.eventIndex() + 1 >= transaction.eventCount()) {
            return null;
        }
        int at = transaction.eventOffset() - Transaction.EVENT_FRAME_LENGTH + transaction.eventFrameLength();
        frame.wrap(transaction.buffer(), at);
        return frame.templateId() != AuctionStateDecoder.TEMPLATE_ID
                ? null
                : auctionState.wrap(
                        transaction.buffer(),
                        at + Transaction.EVENT_FRAME_LENGTH,
                        frame.blockLength(),
                        frame.version());
    }

    private OrderAcceptedDecoder wrapOrderAccepted(Transaction transaction) {
        return orderAccepted.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private RefusedDecoder wrapRefused(Transaction transaction) {
        return refused.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private TradedDecoder wrapTraded(Transaction transaction) {
        return traded.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private OrderCanceledDecoder wrapOrderCanceled(Transaction transaction) {
        return orderCanceled.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private OutbidDecoder wrapOutbid(Transaction transaction) {
        return outbid.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private BoughtDecoder wrapBought(Transaction transaction) {
        return bought.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private BalanceChangedDecoder wrapBalanceChanged(Transaction transaction) {
        return balanceChanged.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private DuplicateAnsweredDecoder wrapDuplicate(Transaction transaction) {
        return duplicate.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private RuleSetChangedDecoder wrapRuleSetChanged(Transaction transaction) {
        return ruleSetChanged.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private AuctionStateDecoder wrapAuctionState(Transaction transaction) {
        return auctionState.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private AuctionOpenedDecoder wrapAuctionOpened(Transaction transaction) {
        return auctionOpened.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private AuctionClosedDecoder wrapAuctionClosed(Transaction transaction) {
        return auctionClosed.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }

    private AuctionExtendedDecoder wrapAuctionExtended(Transaction transaction) {
        return auctionExtended.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
    }
}
