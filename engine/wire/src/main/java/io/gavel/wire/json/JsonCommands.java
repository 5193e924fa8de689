package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Decimal;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.sbe.BuyNowEncoder;
import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.sbe.WithdrawEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

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

    private static final long MAX_MICROS = Long.MAX_VALUE / 1_000;
    /** Takes a decimal string with as many decimals as it has: what it counts is unknown, and so refused. */
    private static final int ANY_DECIMALS = -1;

    private static final String[] SIDES = {"buy", "sell"};
    private static final String[] ORD_TYPES = {"limit", "market", "stop", "stopLimit", "marketToLimit"};
    private static final String[] TIMES_IN_FORCE = {"gtc", "ioc", "day", "fok", "gtd", "auction"};
    private static final String[] RISKS = {"full", "none"};
    private static final String[] PHASES = {"continuous", "preOpen", "call", "halt", "closed"};
    private static final String[] FORMATS = {"english", "dutch", "sealed", "vickrey", "reverse", "multiUnit"};
    private static final String[] BUY_NOW_POLICIES = {
        "UNTIL_FIRST_BID", "UNTIL_RESERVE_MET", "UNTIL_PRICE_EXCEEDS", "BID_AT_OR_ABOVE_BUYS"
    };
    private static final String[] ANCHORS = {"bid", "end"};
    private static final String[] TRIGGERS = {"price", "bid", "leader"};
    private static final long DUTCH_ONLY = JsonField.bits(JsonField.FLOOR, JsonField.STEP, JsonField.INTERVAL_US);

    private final Directory directory;
    private final boolean acceptsTime;
    private final JsonReader reader = new JsonReader();
    private final JsonReader nested = new JsonReader();
    private final JsonReader pair = new JsonReader();
    private final JsonQuery query = new JsonQuery();
    private final int[] index = new int[JsonField.count()];
    private long present;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(2 * 1024);
    private int length;
    private JsonMessage message;
    private int accountId;
    private boolean isAdmin;
    private int sessionAccountId;
    private long atNs;
    private boolean acceptsRef;
    private String ref;
    private int assumedAssetDecimals = ANY_DECIMALS;

    private boolean isUnsupported;
    private String field;
    private String expected;

    private final JsonField[] unknownFields = new JsonField[4];
    private final String[] unknownNames = new String[4];
    private int unknownCount;

    /** The text that {@link #text} found. */
    private byte[] textBytes;

    private int textFrom;
    private int textTo;
    private final byte[] unescaped = new byte[4 * MAX_TEXT_LENGTH];

    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreateAssetEncoder createAsset = new CreateAssetEncoder();
    private final CreateAccountEncoder createAccount = new CreateAccountEncoder();
    private final CreateInstrumentEncoder createInstrument = new CreateInstrumentEncoder();
    private final CreateAuctionEncoder createAuction = new CreateAuctionEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private final BuyNowEncoder buyNow = new BuyNowEncoder();
    private final CancelAuctionEncoder cancelAuction = new CancelAuctionEncoder();

    /** @param acceptsTime whether the door takes {@code at} and {@code time}: one with an injected clock does */
    public JsonCommands(Directory directory, boolean acceptsTime) {
        this.directory = directory;
        this.acceptsTime = acceptsTime;
    }

    /** From now on reads amounts of an unknown asset as if it had so many decimals: it is about to be created so. */
    public JsonCommands assumeAssetDecimals(int decimals) {
        assumedAssetDecimals = decimals;
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
        this.isAdmin = isAdmin;
        reset();
        try {
            reader.read(bytes, offset, length);
            return acceptsRef && !readRef() ? Outcome.MALFORMED : decodeObject();
        } catch (JsonException e) {
            field = e.field();
            expected = e.expected();
            return Outcome.MALFORMED;
        }
    }

    /** The object's fields, unless it was not even JSON. */
    public JsonReader reader() {
        return reader;
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
        if (field != null) {
            out.field("field", field);
        }
        if (ref != null) {
            out.field("ref", ref);
        }
        out.endObject();
    }

    /** Holds the command from 0 to {@link #length}. */
    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /** What the command is; null for what is none, or is not offered. */
    public CommandType type() {
        return message == null ? null : message.command();
    }

    /** What a rejection of the message is called; {@code rejected} for what has no name of its own. */
    public String rejectionName() {
        return message == null || message.rejectionName() == null ? "rejected" : message.rejectionName();
    }

    /** The account the command acts for; 0: none, or an unknown one. */
    public int accountId() {
        return accountId;
    }

    /** Whether the message itself named an account. */
    public boolean namesAccount() {
        return has(JsonField.ACCOUNT);
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
        return field;
    }

    /** What was expected there. */
    public String expected() {
        return expected;
    }

    /** How many names of the message the directory does not know. */
    public int unknownCount() {
        return unknownCount;
    }

    /** The field that holds the unknown name: account, seller, asset, base, quote, instrument or auction. */
    public String unknownField(int i) {
        return unknownFields[i].jsonName();
    }

    public String unknownName(int i) {
        return unknownNames[i];
    }

    private void echo(String name, JsonWriter out) {
        int i = reader.find(name);
        if (i >= 0 && reader.kind(i) == JsonReader.Kind.STRING) {
            out.field(name, reader.string(i));
        }
    }

    private void reset() {
        ref = null;
        present = 0;
        length = 0;
        message = null;
        accountId = 0;
        atNs = Directory.NO_TIME;
        isUnsupported = false;
        field = null;
        expected = null;
        unknownCount = 0;
    }

    private boolean readRef() {
        int i = reader.find("ref");
        if (i < 0) {
            return true;
        }
        index[JsonField.REF.ordinal()] = i;
        if (text(JsonField.REF)) {
            ref = textAsString();
        }
        return ref != null;
    }

    private Outcome decodeObject() {
        int type = reader.find("type");
        if (type < 0) {
            malformed("type", "expected a field type");
            return Outcome.MALFORMED;
        }
        if (reader.kind(type) != JsonReader.Kind.STRING) {
            malformed("type", "expected a string");
            return Outcome.MALFORMED;
        }
        message = reader.isEscaped(type)
                ? escapedType(type)
                : JsonMessage.WORDS.get(reader.bytes(), reader.textStart(type), reader.textEnd(type));
        if (message == null) {
            malformed("type", "expected the type of a command or query");
            return Outcome.OTHER;
        }
        if (!message.isOffered()) {
            unsupported("type");
            return Outcome.UNSUPPORTED;
        }
        checkFields();
        if (field == null) {
            decodeMessage();
        }
        if (field != null) {
            return isUnsupported ? Outcome.UNSUPPORTED : Outcome.MALFORMED;
        }
        if (message.command() != null) {
            return Outcome.COMMAND;
        }
        return message == JsonMessage.TIME ? Outcome.TIME : Outcome.QUERY;
    }

    private JsonMessage escapedType(int type) {
        byte[] text = reader.string(type).getBytes(StandardCharsets.UTF_8);
        return JsonMessage.WORDS.get(text, 0, text.length);
    }

    private void checkFields() {
        for (int i = 0; i < reader.count(); i++) {
            JsonField known = reader.isNameEscaped(i)
                    ? escapedName(i)
                    : JsonField.WORDS.get(reader.bytes(), reader.nameStart(i), reader.nameEnd(i), reader.nameHash(i));
            boolean isRef = known == JsonField.REF && acceptsRef;
            if (known == null || !(isRef || (known.bit() & message.allowed()) != 0)) {
                malformed(reader.name(i), "expected no such field in " + message.jsonName());
                return;
            }
            index[known.ordinal()] = i;
            present |= known.bit();
        }
        long missing = message.required() & ~present;
        if (sessionAccountId != 0 && message != JsonMessage.CREATE_ACCOUNT) {
            missing &= ~JsonField.ACCOUNT.bit();
        }
        if (missing != 0) {
            malformed(JsonField.first(missing).jsonName(), "expected this field in " + message.jsonName());
        }
    }

    private JsonField escapedName(int i) {
        byte[] text = reader.name(i).getBytes(StandardCharsets.UTF_8);
        return JsonField.WORDS.get(text, 0, text.length);
    }

    private void decodeMessage() {
        if (!acceptsTime && (message == JsonMessage.TIME || has(JsonField.AT))) {
            unsupported(message == JsonMessage.TIME ? "type" : "at");
            return;
        }
        atNs = micros(JsonField.AT, Directory.NO_TIME);
        switch (message) {
            case CREATE_ASSET -> createAsset();
            case CREATE_ACCOUNT -> createAccount();
            case DEPOSIT -> deposit();
            case WITHDRAW -> withdraw();
            case CREATE_INSTRUMENT -> createInstrument();
            case NEW_ORDER -> newOrder();
            case CANCEL_ORDER -> cancelOrder();
            case CREATE_AUCTION -> createAuction();
            case PLACE_BID -> placeBid();
            case BUY_NOW_COMMAND -> buyNow();
            case CANCEL_AUCTION -> cancelAuction();
            case BOOK -> book();
            case AUCTION_QUERY -> auction();
            case BALANCE -> balance();
            case ORDER -> order();
            default -> {
                // time: its field at says all.
            }
        }
    }

    private void createAsset() {
        int decimals = (int) integer(JsonField.DECIMALS, 0, Decimal.MAX_DECIMALS);
        head(0);
        createAsset
                .wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .decimals((short) decimals);
        if (text(JsonField.ASSET)) {
            createAsset.putName(textBytes, textFrom, textTo - textFrom);
            length = createAsset.limit();
        }
    }

    private void createAccount() {
        head(0);
        createAccount.wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header);
        createAccount.flags().clear().unlimitedCredit(bool(JsonField.UNLIMITED_CREDIT, false));
        if (text(JsonField.ACCOUNT)) {
            createAccount.putName(textBytes, textFrom, textTo - textFrom);
            length = createAccount.limit();
        }
    }

    private void deposit() {
        Directory.Asset asset = asset(JsonField.ASSET);
        head(account());
        deposit.wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .assetId(asset == null ? 0 : asset.id())
                .amount(decimal(JsonField.AMOUNT, decimals(asset)));
        if (text(JsonField.CL_ORD_ID)) {
            deposit.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = deposit.limit();
        }
    }

    private void withdraw() {
        Directory.Asset asset = asset(JsonField.ASSET);
        head(account());
        withdraw.wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .assetId(asset == null ? 0 : asset.id())
                .amount(decimal(JsonField.AMOUNT, decimals(asset)));
        if (text(JsonField.CL_ORD_ID)) {
            withdraw.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = withdraw.limit();
        }
    }

    private void createInstrument() {
        refuseOtherThan(JsonField.UNCROSS, "XETRA");
        refuseOtherThan(JsonField.SELF_TRADE, "none");
        refuse(JsonField.PRICE_BAND);
        choice(JsonField.PHASE, PHASES, 1);
        Directory.Asset base = asset(JsonField.BASE);
        Directory.Asset quote = asset(JsonField.QUOTE);
        int priceDecimals = writtenDecimals(reader, index[JsonField.TICK.ordinal()]);
        int qtyDecimals = writtenDecimals(reader, index[JsonField.LOT.ordinal()]);
        head(0);
        createInstrument
                .wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .baseAssetId(base == null ? 0 : base.id())
                .quoteAssetId(quote == null ? 0 : quote.id())
                .risk(choice(JsonField.RISK, RISKS, 2) == 1 ? RiskMode.NONE : RiskMode.FULL)
                .priceDecimals((short) priceDecimals)
                .qtyDecimals((short) qtyDecimals)
                .tick(decimal(JsonField.TICK, priceDecimals))
                .lot(decimal(JsonField.LOT, qtyDecimals))
                .minQty(decimal(JsonField.MIN_QTY, qtyDecimals, CreateInstrumentEncoder.minQtyNullValue()))
                .maxQty(decimal(JsonField.MAX_QTY, qtyDecimals, CreateInstrumentEncoder.maxQtyNullValue()))
                .maxNotional(decimal(
                        JsonField.MAX_NOTIONAL, decimals(quote), CreateInstrumentEncoder.maxNotionalNullValue()));
        if (text(JsonField.INSTRUMENT)) {
            createInstrument.putName(textBytes, textFrom, textTo - textFrom);
            length = createInstrument.limit();
        }
    }

    private void newOrder() {
        choice(JsonField.ORD_TYPE, ORD_TYPES, 1);
        int timeInForce = choice(JsonField.TIME_IN_FORCE, TIMES_IN_FORCE, 2);
        refuse(JsonField.STOP_PX);
        refuse(JsonField.EXPIRE_AT);
        refuse(JsonField.DISPLAY_QTY);
        refuseOtherThan(JsonField.SELF_TRADE, "none");
        if (bool(JsonField.POST_ONLY, false)) {
            unsupported(JsonField.POST_ONLY.jsonName());
        }
        Directory.Instrument instrument = instrument();
        int priceDecimals = instrument == null ? ANY_DECIMALS : instrument.priceDecimals();
        int qtyDecimals = instrument == null ? ANY_DECIMALS : instrument.qtyDecimals();
        head(account());
        newOrder.wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .instrumentId(instrument == null ? 0 : instrument.id())
                .side(choice(JsonField.SIDE, SIDES, 2) == 1 ? Side.SELL : Side.BUY)
                .ordType(OrdType.LIMIT)
                .timeInForce(timeInForce == 1 ? TimeInForce.IOC : TimeInForce.GTC)
                .qty(decimal(JsonField.QTY, qtyDecimals))
                .price(decimal(JsonField.PRICE, priceDecimals, NewOrderEncoder.priceNullValue()));
        if (text(JsonField.CL_ORD_ID)) {
            newOrder.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = newOrder.limit();
        }
    }

    private void cancelOrder() {
        Directory.Instrument instrument = instrument();
        head(account());
        cancelOrder
                .wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .instrumentId(instrument == null ? 0 : instrument.id());
        if (text(JsonField.CL_ORD_ID)) {
            cancelOrder.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = cancelOrder.limit();
        }
    }

    private void createAuction() {
        choice(JsonField.FORMAT, FORMATS, 1);
        if (field == null && (present & DUTCH_ONLY) != 0) {
            malformed(JsonField.first(present & DUTCH_ONLY).jsonName(), "expected for format dutch only");
        }
        if (!has(JsonField.INCREMENTS)) {
            malformed("increments", "expected for format english");
        }
        Directory.Asset asset = asset(JsonField.ASSET);
        int decimals = decimals(asset);
        head(0);
        createAuction
                .wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .format(AuctionFormat.ENGLISH)
                .assetId(asset == null ? 0 : asset.id())
                .sellerAccountId(seller())
                .qty(decimal(JsonField.QTY, 0, 1))
                .start(decimal(JsonField.START, decimals))
                .reserve(decimal(JsonField.RESERVE, decimals, CreateAuctionEncoder.reserveNullValue()))
                .buyNow(decimal(JsonField.BUY_NOW, decimals, CreateAuctionEncoder.buyNowNullValue()))
                .buyNowPolicy(BuyNowPolicy.get((short) (choice(JsonField.BUY_NOW_POLICY, BUY_NOW_POLICIES, 4) + 1)))
                .proxy(bool(JsonField.PROXY, true) ? BooleanType.TRUE : BooleanType.FALSE)
                .opensAtNs(micros(JsonField.OPENS_AT, CreateAuctionEncoder.opensAtNsNullValue()))
                .closesAtNs(micros(JsonField.CLOSES_AT, CreateAuctionEncoder.closesAtNsNullValue()))
                .durationNs(micros(JsonField.DURATION_US, CreateAuctionEncoder.durationNsNullValue()));
        softClose();
        increments(decimals);
        if (field == null && text(JsonField.AUCTION)) {
            createAuction.putName(textBytes, textFrom, textTo - textFrom);
            length = createAuction.limit();
        }
    }

    private int seller() {
        if (!has(JsonField.SELLER) || !text(JsonField.SELLER)) {
            return 0;
        }
        Directory.Account seller = directory.account(textBytes, textFrom, textTo);
        if (seller == null) {
            unknown(JsonField.SELLER);
            // Zero would mean the house: the engine refuses an id that was never given.
            return Integer.MAX_VALUE;
        }
        return seller.id();
    }

    private void softClose() {
        long windowNs = CreateAuctionEncoder.softCloseWindowNsNullValue();
        long extensionNs = CreateAuctionEncoder.softCloseExtensionNsNullValue();
        long capNs = CreateAuctionEncoder.softCloseCapNsNullValue();
        int anchor = 0;
        int trigger = 0;
        if (has(JsonField.SOFT_CLOSE) && enter(JsonField.SOFT_CLOSE, false)) {
            int known = 0;
            windowNs = nestedMicros("windowUs", windowNs);
            extensionNs = nestedMicros("extensionUs", extensionNs);
            capNs = nestedMicros("capUs", capNs);
            anchor = nestedChoice("anchor", ANCHORS);
            trigger = nestedChoice("trigger", TRIGGERS);
            for (String name : new String[] {"windowUs", "extensionUs", "capUs", "anchor", "trigger"}) {
                known += nested.has(name) ? 1 : 0;
            }
            if (!nested.has("windowUs") || !nested.has("extensionUs")) {
                String missing = nested.has("windowUs") ? "extensionUs" : "windowUs";
                malformed("softClose." + missing, "expected this field in softClose");
            }
            if (known < nested.count()) {
                malformed("softClose", "expected windowUs, extensionUs, anchor, trigger and capUs only");
            }
        }
        createAuction
                .softCloseWindowNs(windowNs)
                .softCloseExtensionNs(extensionNs)
                .softCloseCapNs(capNs)
                .softCloseAnchor(anchor == 1 ? ExtensionAnchor.END : ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.get((short) (trigger + 1)));
    }

    private long nestedMicros(String name, long absent) {
        int i = nested.find(name);
        if (i < 0) {
            return absent;
        }
        if (nested.kind(i) == JsonReader.Kind.INTEGER) {
            long micros = nested.integer(i);
            if (micros >= 0 && micros <= MAX_MICROS) {
                return micros * 1_000;
            }
        }
        malformed("softClose." + name, "expected microseconds, an integer from 0 to " + MAX_MICROS);
        return absent;
    }

    private int nestedChoice(String name, String[] words) {
        int i = nested.find(name);
        if (i < 0) {
            return 0;
        }
        if (nested.kind(i) == JsonReader.Kind.STRING) {
            String word = nested.string(i);
            for (int choice = 0; choice < words.length; choice++) {
                if (words[choice].equals(word)) {
                    return choice;
                }
            }
        }
        malformed("softClose." + name, "expected one of " + String.join(", ", words));
        return 0;
    }

    /** The table or the percentage; the group is written in any case, as the name lies behind it. */
    private void increments(int decimals) {
        long percentMicros = CreateAuctionEncoder.incrementPercentMicrosNullValue();
        int bands = 0;
        if (field == null && enter(JsonField.INCREMENTS, true)) {
            if (nested.isArray()) {
                bands = nested.count();
                if (bands == 0 || bands > MAX_INCREMENTS) {
                    malformed("increments", "expected 1 to " + MAX_INCREMENTS + " pairs");
                    bands = 0;
                }
            } else {
                percentMicros = percentMicros();
            }
        }
        createAuction.incrementPercentMicros(percentMicros);
        CreateAuctionEncoder.IncrementsEncoder group = createAuction.incrementsCount(bands);
        long below = 0;
        for (int i = 0; i < bands && field == null; i++) {
            below = band(group.next(), i, i == bands - 1, decimals, below);
        }
    }

    private long percentMicros() {
        int i = nested.find("percent");
        if (i < 0 || nested.count() != 1) {
            malformed("increments", "expected a list of pairs, or an object with percent only");
            return 0;
        }
        long micros = decimal(nested, i, "increments.percent", 6);
        if (field == null && micros <= 0) {
            malformed("increments.percent", "expected a percentage above zero");
        }
        return micros;
    }

    private long band(
            CreateAuctionEncoder.IncrementsEncoder band, int i, boolean isLast, int decimals, long belowBefore) {
        if (nested.kind(i) != JsonReader.Kind.ARRAY
                || pair.readMember(nested, i).count() != 2) {
            malformed("increments", "expected pairs of below and step");
            return 0;
        }
        boolean isOpen = pair.kind(0) == JsonReader.Kind.NULL;
        if (isOpen != isLast) {
            malformed("increments", "expected below to be null in the last pair, and only there");
            return 0;
        }
        long below = isOpen ? belowBefore : decimal(pair, 0, "increments", decimals);
        long step = decimal(pair, 1, "increments", decimals);
        if (field == null && !isOpen && below <= belowBefore) {
            malformed("increments", "expected each below to be above the one before, and above zero");
        }
        if (field == null && step <= 0) {
            malformed("increments", "expected steps above zero");
        }
        band.below(isOpen ? CreateAuctionEncoder.IncrementsEncoder.belowNullValue() : below)
                .step(step);
        return below;
    }

    private void placeBid() {
        Directory.Auction auction = auctionNamed();
        Directory.Asset asset = auction == null ? null : directory.asset(auction.assetId());
        int decimals = asset == null ? ANY_DECIMALS : asset.decimals();
        head(account());
        placeBid.wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .auctionId(auction == null ? 0 : auction.id())
                .qty(bidQty())
                .amount(decimal(JsonField.AMOUNT, decimals));
        if (text(JsonField.CL_ORD_ID)) {
            placeBid.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = placeBid.limit();
        }
    }

    /** 0 on the wire means the whole lot, so a zero that somebody wrote becomes a quantity that no lot has. */
    private long bidQty() {
        long qty = decimal(JsonField.QTY, 0, 0);
        return qty == 0 && has(JsonField.QTY) ? -1 : qty;
    }

    private void buyNow() {
        Directory.Auction auction = auctionNamed();
        head(account());
        buyNow.wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .auctionId(auction == null ? 0 : auction.id());
        if (text(JsonField.CL_ORD_ID)) {
            buyNow.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = buyNow.limit();
        }
    }

    private void cancelAuction() {
        Directory.Auction auction = auctionNamed();
        head(account());
        cancelAuction
                .wrapAndApplyHeader(buffer, Transaction.COMMAND_HEAD_LENGTH, header)
                .auctionId(auction == null ? 0 : auction.id());
        if (text(JsonField.CL_ORD_ID)) {
            cancelAuction.putClOrdId(textBytes, textFrom, textTo - textFrom);
            length = cancelAuction.limit();
        }
    }

    private void book() {
        Directory.Instrument instrument = instrument();
        int depth = has(JsonField.DEPTH) ? (int) integer(JsonField.DEPTH, 1, MAX_DEPTH) : JsonQuery.DEFAULT_DEPTH;
        query.book(instrument, depth);
    }

    private void auction() {
        query.auction(auctionNamed());
    }

    private void balance() {
        accountId = account();
        query.balance(accountId, asset(JsonField.ASSET));
    }

    private void order() {
        accountId = account();
        if (text(JsonField.CL_ORD_ID)) {
            query.order(accountId, textBytes, textFrom, textTo);
        }
    }

    private void head(int accountId) {
        this.accountId = accountId;
        head.wrap(buffer, 0)
                .accountId(accountId)
                .authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0))
                .flags((short) 0)
                .reserved(0);
    }

    private boolean has(JsonField field) {
        return (present & field.bit()) != 0;
    }

    private int account() {
        if (!has(JsonField.ACCOUNT)) {
            return sessionAccountId;
        }
        if (!text(JsonField.ACCOUNT)) {
            return 0;
        }
        Directory.Account account = directory.account(textBytes, textFrom, textTo);
        if (account == null) {
            unknown(JsonField.ACCOUNT);
            return 0;
        }
        return account.id();
    }

    private Directory.Asset asset(JsonField name) {
        if (!text(name)) {
            return null;
        }
        Directory.Asset asset = directory.asset(textBytes, textFrom, textTo);
        if (asset == null) {
            unknown(name);
        }
        return asset;
    }

    private Directory.Instrument instrument() {
        if (!text(JsonField.INSTRUMENT)) {
            return null;
        }
        Directory.Instrument instrument = directory.instrument(textBytes, textFrom, textTo);
        if (instrument == null) {
            unknown(JsonField.INSTRUMENT);
        }
        return instrument;
    }

    private Directory.Auction auctionNamed() {
        if (!text(JsonField.AUCTION)) {
            return null;
        }
        Directory.Auction auction = directory.auction(textBytes, textFrom, textTo);
        if (auction == null) {
            unknown(JsonField.AUCTION);
        }
        return auction;
    }

    private void unknown(JsonField field) {
        unknownFields[unknownCount] = field;
        unknownNames[unknownCount] = textAsString();
        unknownCount++;
    }

    private String textAsString() {
        return new String(textBytes, textFrom, textTo - textFrom, StandardCharsets.US_ASCII);
    }

    private int decimals(Directory.Asset asset) {
        if (asset != null) {
            return asset.decimals();
        }
        return assumedAssetDecimals;
    }

    /** Finds the text of a name or client order id: 1 to 32 printable ASCII characters. */
    private boolean text(JsonField name) {
        int i = index[name.ordinal()];
        if (reader.kind(i) != JsonReader.Kind.STRING) {
            malformed(name.jsonName(), "expected a string");
            return false;
        }
        if (reader.isEscaped(i)) {
            textBytes = unescaped;
            textFrom = 0;
            textTo = reader.copyString(i, unescaped);
        } else {
            textBytes = reader.bytes();
            textFrom = reader.textStart(i);
            textTo = reader.textEnd(i);
        }
        int textLength = textTo - textFrom;
        boolean isValid = textLength >= 1 && textLength <= MAX_TEXT_LENGTH;
        for (int at = textFrom; isValid && at < textTo; at++) {
            isValid = textBytes[at] >= 0x20 && textBytes[at] < 0x7F;
        }
        if (!isValid) {
            malformed(name.jsonName(), "expected 1 to 32 printable ASCII characters");
        }
        return isValid;
    }

    private long decimal(JsonField name, int decimals, long absent) {
        return has(name) ? decimal(name, decimals) : absent;
    }

    private long decimal(JsonField name, int decimals) {
        return decimal(reader, index[name.ordinal()], name.jsonName(), decimals);
    }

    private long decimal(JsonReader from, int i, String name, int decimals) {
        if (from.kind(i) != JsonReader.Kind.STRING || from.isEscaped(i)) {
            malformed(name, Decimal.expected(Decimal.MALFORMED, decimals));
            return 0;
        }
        int scale = decimals == ANY_DECIMALS ? writtenDecimals(from, i) : decimals;
        long value = Decimal.parse(from.bytes(), from.textStart(i), from.textEnd(i), scale);
        if (Decimal.isError(value)) {
            malformed(name, Decimal.expected(value, scale));
            return 0;
        }
        return value;
    }

    /** How many decimals a decimal string has; 0 for what is none, which {@link #decimal} then finds. */
    private int writtenDecimals(JsonReader from, int i) {
        if (from.kind(i) != JsonReader.Kind.STRING) {
            return 0;
        }
        int decimals = Decimal.decimals(from.bytes(), from.textStart(i), from.textEnd(i));
        return Math.min(Math.max(decimals, 0), Decimal.MAX_DECIMALS);
    }

    private long integer(JsonField name, long least, long most) {
        int i = index[name.ordinal()];
        if (reader.kind(i) == JsonReader.Kind.INTEGER) {
            long value = reader.integer(i);
            if (value >= least && value <= most) {
                return value;
            }
        }
        malformed(name.jsonName(), "expected an integer from " + least + " to " + most);
        return least;
    }

    private long micros(JsonField name, long absent) {
        return has(name) ? integer(name, 0, MAX_MICROS) * 1_000 : absent;
    }

    private boolean bool(JsonField name, boolean absent) {
        if (!has(name)) {
            return absent;
        }
        int i = index[name.ordinal()];
        if (reader.kind(i) != JsonReader.Kind.BOOLEAN) {
            malformed(name.jsonName(), "expected true or false");
            return absent;
        }
        return reader.bool(i);
    }

    /** The place of a word among those allowed, 0 where the field is absent; the first {@code offered} are offered. */
    private int choice(JsonField name, String[] words, int offered) {
        if (!has(name)) {
            return 0;
        }
        int i = index[name.ordinal()];
        if (reader.kind(i) == JsonReader.Kind.STRING) {
            for (int choice = 0; choice < words.length; choice++) {
                if (JsonWords.isWord(words[choice], reader.bytes(), reader.textStart(i), reader.textEnd(i))) {
                    if (choice >= offered) {
                        unsupported(name.jsonName());
                        return 0;
                    }
                    return choice;
                }
            }
        }
        malformed(name.jsonName(), "expected one of " + String.join(", ", words));
        return 0;
    }

    private void refuse(JsonField name) {
        if (has(name)) {
            unsupported(name.jsonName());
        }
    }

    private void refuseOtherThan(JsonField name, String word) {
        if (!has(name)) {
            return;
        }
        int i = index[name.ordinal()];
        if (reader.kind(i) != JsonReader.Kind.STRING) {
            malformed(name.jsonName(), "expected a string");
        } else if (!JsonWords.isWord(word, reader.bytes(), reader.textStart(i), reader.textEnd(i))) {
            unsupported(name.jsonName());
        }
    }

    private boolean enter(JsonField name, boolean mayBeArray) {
        int i = index[name.ordinal()];
        JsonReader.Kind kind = reader.kind(i);
        if (kind == JsonReader.Kind.OBJECT || (mayBeArray && kind == JsonReader.Kind.ARRAY)) {
            nested.readMember(reader, i);
            return true;
        }
        malformed(name.jsonName(), mayBeArray ? "expected a list of pairs, or an object" : "expected an object");
        return false;
    }

    /** The first finding counts. */
    private void malformed(String name, String expected) {
        if (field == null) {
            field = name;
            this.expected = expected;
        }
    }

    private void unsupported(String name) {
        if (field == null) {
            field = name;
            expected = "not supported";
            isUnsupported = true;
        }
    }
}
