package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * One JSON object to one command: its head, SBE header and body, as a ring slot takes it.
 *
 * <p>{@link #decode} says what the object was; the accessors then hold its parts until the next call. A name that the
 * directory does not know becomes id 0 and is listed ({@link #unknownCount}): the engine refuses it, unless the adapter
 * waits until it is known, or creates it, and decodes again. What is wrong with an object is a value
 * ({@link #field}, {@link #expected}), never an exception; the first thing found wrong counts, unknown fields first.
 * One thread. Allocates where an object is wrong or names what is unknown, otherwise nothing.
 */
public final class JsonCommands {
    /** What an object was. */
    public enum Outcome {
        /** A command for the engine: {@link #buffer}, {@link #length}, {@link #type}. */
        COMMAND,
        /** A question for the views: {@link #query}. */
        QUERY,
        /** {@code time}: {@link #atNs} says until when it passes. */
        TIME,
        /** Its {@code type} is none of the engine's: {@link #reader} holds it for who knows more types. */
        OTHER,
        /** Not JSON, or not a valid message: {@link #field}, {@link #expected}. */
        MALFORMED,
        /** Valid, but {@link #field} asks for what this version, or this door, does not offer. */
        UNSUPPORTED
    }

    /** Most bands of an increment table. */
    public static final int MAX_INCREMENTS = 64;
    /** Most levels of a book that one answer shows. */
    public static final int MAX_DEPTH = 1_000;
    /** Most characters of a name or client order id. */
    public static final int MAX_TEXT_LENGTH = 32;

    private final boolean acceptsTime;
    private final JsonFields fields = new JsonFields();
    private final JsonNames names;
    private final CommandSlot slot = new CommandSlot();
    private final JsonQuery query = new JsonQuery();
    private final MoneyCommands money;
    private final ListingCommands listings;
    private final OrderCommands orders;
    private final VenueCommands venue;
    private final AuctionDefinition auctions;
    private final BidCommands bids;
    private final SaleCommands sales;
    private final SessionCommands sessions;

    private boolean acceptsRef;
    private int sessionAccountId;
    private JsonMessage message;
    private String ref;
    private long atNs;
    /** What the text was not JSON for; null: it was. */
    private JsonException notJson;

    /** @param acceptsTime whether the door takes {@code at} and {@code time}: one with an injected clock does */
    public JsonCommands(Directory directory, boolean acceptsTime) {
        this.acceptsTime = acceptsTime;
        names = new JsonNames(directory, fields);
        money = new MoneyCommands(fields, names, slot);
        PriceBandField bandField = new PriceBandField(fields);
        listings = new ListingCommands(fields, names, slot, bandField);
        venue = new VenueCommands(fields, names, slot, bandField);
        orders = new OrderCommands(fields, names, slot);
        auctions = new AuctionDefinition(fields, names, slot);
        bids = new BidCommands(fields, names, slot);
        sales = new SaleCommands(fields, names, slot);
        sessions = new SessionCommands(fields, names, slot);
    }

    /** From now on reads amounts of an unknown asset as if it had so many decimals: it is about to be created so. */
    public JsonCommands assumeAssetDecimals(int decimals) {
        names.assumeAssetDecimals(decimals);
        return this;
    }

    /** From now on every message may carry {@code ref}, a word of the sender's that its answers repeat. */
    public JsonCommands acceptRef() {
        acceptsRef = true;
        return this;
    }

    /**
     * Reads one object.
     *
     * @param sessionAccountId the account that is meant where none is named; 0: there must be one
     * @param isAdmin the sender's authority, which goes into the command's head
     */
    public Outcome decode(byte[] bytes, int offset, int length, int sessionAccountId, boolean isAdmin) {
        this.sessionAccountId = sessionAccountId;
        message = null;
        ref = null;
        atNs = Directory.NO_TIME;
        notJson = null;
        names.begin(sessionAccountId);
        slot.begin(isAdmin);
        try {
            fields.read(bytes, offset, length);
            return decodeObject();
        } catch (JsonException e) {
            notJson = e;
            return Outcome.MALFORMED;
        }
    }

    /** The object's fields, unless it was not even JSON. */
    public JsonReader reader() {
        return fields.reader();
    }

    /** The sender's word for the message, also for one that is wrong elsewhere; null: it has none. */
    public String ref() {
        return ref;
    }

    /**
     * Writes the rejection of the message by a door, not the engine: it has no sequence. With the account and client
     * order id that the message names, and its {@link #ref}.
     */
    public void writeRejection(Refusal refusal, JsonWriter out) {
        out.beginObject().field("type", rejectionName());
        echo("account", out);
        echo("clOrdId", out);
        out.field("code", refusal.code()).field("name", refusal.name()).field("message", refusal.message());
        if (field() != null) {
            out.field("field", field());
        }
        if (ref != null) {
            out.field("ref", ref);
        }
        out.endObject();
    }

    /** Holds the command from 0 to {@link #length}. */
    public DirectBuffer buffer() {
        return slot.buffer();
    }

    public int length() {
        return slot.length();
    }

    /** What the command is; null for what is none. */
    public CommandType type() {
        return message == null ? null : message.command();
    }

    /** What a rejection of the message is called; {@code rejected} for what has no name of its own. */
    public String rejectionName() {
        return message == null || message.rejectionName() == null ? "rejected" : message.rejectionName();
    }

    /** The account that the command acts for or the query is about; 0: none, or an unknown one. */
    public int accountId() {
        return slot.accountId();
    }

    /** Whether the message itself named an account. */
    public boolean namesAccount() {
        return fields.has(JsonField.ACCOUNT);
    }

    /** The time of the message, or {@link Directory#NO_TIME}. */
    public long atNs() {
        return atNs;
    }

    public JsonQuery query() {
        return query;
    }

    /** Where it went wrong: a field of the message, {@code softClose.capUs} for one inside; empty when it was none. */
    public String field() {
        return notJson == null ? fields.field() : notJson.field();
    }

    /** What was expected there. */
    public String expected() {
        return notJson == null ? fields.expected() : notJson.expected();
    }

    /** How many names of the message the directory does not know. */
    public int unknownCount() {
        return names.unknownCount();
    }

    /** The field that holds the unknown name: account, asset, auction, session, seller, bidder and the like. */
    public String unknownField(int i) {
        return names.unknownField(i).jsonName();
    }

    public String unknownName(int i) {
        return names.unknownName(i);
    }

    private void echo(String name, JsonWriter out) {
        JsonReader reader = reader();
        int i = reader.find(name);
        if (i >= 0 && reader.kind(i) == JsonReader.Kind.STRING) {
            out.field(name, reader.string(i));
        }
    }

    private Outcome decodeObject() {
        readRef();
        if (fields.isSound()) {
            message = readType();
        }
        if (message == null) {
            boolean isOther = fields.isSound();
            fields.malformed("type", "expected the type of a command or query");
            return isOther ? Outcome.OTHER : Outcome.MALFORMED;
        }
        checkFields();
        if (fields.isSound()) {
            decodeMessage();
        }
        return fields.isSound() ? outcome() : fields.isUnsupported() ? Outcome.UNSUPPORTED : Outcome.MALFORMED;
    }

    private Outcome outcome() {
        if (message.command() != null) {
            return Outcome.COMMAND;
        }
        return message == JsonMessage.TIME ? Outcome.TIME : Outcome.QUERY;
    }

    private void readRef() {
        int i = acceptsRef ? reader().find("ref") : -1;
        if (i >= 0) {
            fields.put(JsonField.REF, i);
            ref = fields.text(JsonField.REF) ? fields.textAsString() : null;
        }
    }

    /** The message's type; null, with a finding unless it is just another one. */
    private JsonMessage readType() {
        JsonReader reader = reader();
        int i = reader.find("type");
        if (i < 0 || reader.kind(i) != JsonReader.Kind.STRING) {
            fields.malformed("type", i < 0 ? "expected a field type" : "expected a string");
            return null;
        }
        if (reader.isEscaped(i)) {
            byte[] text = reader.string(i).getBytes(StandardCharsets.UTF_8);
            return JsonMessage.WORDS.get(text, 0, text.length);
        }
        return JsonMessage.WORDS.get(reader.bytes(), reader.textStart(i), reader.textEnd(i));
    }

    private void checkFields() {
        for (int i = 0; i < reader().count(); i++) {
            JsonField known = fields.known(i);
            if (known == null || !isAllowed(known)) {
                fields.malformed(reader().name(i), "expected no such field in " + message.jsonName());
                return;
            }
            fields.put(known, i);
        }
        boolean isSessions = sessionAccountId != 0 && message != JsonMessage.CREATE_ACCOUNT;
        JsonField missing = message.required().firstNotIn(fields.present(), isSessions ? JsonField.ACCOUNT : null);
        if (missing != null) {
            fields.malformed(missing.jsonName(), "expected this field in " + message.jsonName());
        }
    }

    private boolean isAllowed(JsonField field) {
        return message.allowed().has(field) || (acceptsRef && field == JsonField.REF);
    }

    private void decodeMessage() {
        if (!acceptsTime && (message == JsonMessage.TIME || fields.has(JsonField.AT))) {
            fields.unsupported(message == JsonMessage.TIME ? JsonField.TYPE : JsonField.AT);
            return;
        }
        atNs = fields.nanos(JsonField.AT, Directory.NO_TIME);
        switch (message) {
            case CREATE_ASSET -> listings.createAsset();
            case CREATE_ACCOUNT -> listings.createAccount();
            case CREATE_INSTRUMENT -> listings.createInstrument();
            case DEPOSIT -> money.deposit();
            case WITHDRAW -> money.withdraw();
            case NEW_ORDER -> orders.newOrder();
            case CANCEL_ORDER -> orders.cancelOrder();
            case REPLACE_ORDER -> orders.replaceOrder();
            case MASS_CANCEL -> orders.massCancel();
            case CANCEL_ALL_AFTER -> orders.cancelAllAfter();
            case SET_PHASE -> venue.setPhase();
            case UNCROSS_COMMAND -> venue.uncross();
            case SET_PRICE_BAND -> venue.setPriceBand();
            case SET_TICK_TABLE -> venue.setTickTable();
            case SET_ACCOUNT_LIMITS -> venue.setAccountLimits();
            case BLOCK_ACCOUNT -> venue.blockAccount();
            default -> decodeAuctionMessage();
        }
    }

    private void decodeAuctionMessage() {
        switch (message) {
            case CREATE_AUCTION -> auctions.createAuction();
            case PLACE_BID -> bids.placeBid();
            case BUY_NOW_COMMAND -> bids.buyNow();
            case RETRACT_BID -> bids.retractBid();
            case ANSWER_OFFER -> bids.answerOffer();
            case CANCEL_AUCTION -> sales.cancelAuction();
            case CLOSE_AUCTION -> sales.closeAuction();
            case CANCEL_SALE -> sales.cancelSale();
            case OFFER_SECOND_CHANCE -> sales.offerSecondChance();
            case SET_BIDDER -> sales.setBidder();
            case SET_BID_LIMITS -> sales.setBidLimits();
            case CREATE_SESSION -> sessions.createSession();
            case SCHEDULE_SESSION -> sessions.scheduleSession();
            default -> decodeQuestion();
        }
    }

    private void decodeQuestion() {
        switch (message) {
            case BOOK -> {
                boolean saysDepth = fields.has(JsonField.DEPTH);
                long depth = saysDepth ? fields.integer(JsonField.DEPTH, 1, MAX_DEPTH) : JsonQuery.DEFAULT_DEPTH;
                query.book(names.instrument(), (int) depth);
            }
            case AUCTION_QUERY -> query.auction(names.auction());
            case SESSION_QUERY -> query.session(names.session());
            case BALANCE -> {
                slot.head(names.account());
                query.balance(slot.accountId(), names.asset(JsonField.ASSET));
            }
            case ORDER -> {
                slot.head(names.account());
                if (fields.text(JsonField.CL_ORD_ID)) {
                    query.order(slot.accountId(), fields.textBytes(), fields.textFrom(), fields.textTo());
                }
            }
            default -> {
                // time: its field at says all.
            }
        }
    }
}
