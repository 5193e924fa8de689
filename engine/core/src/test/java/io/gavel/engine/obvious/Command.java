package io.gavel.engine.obvious;

import java.util.Arrays;

/** A command in plain fields; what a kind does not use is left as it is. Prices and quantities are the wire's, not ticks and lots. */
final class Command implements Cloneable {
    static final long NONE = Told.NONE;

    enum Kind {
        CREATE_ASSET,
        CREATE_ACCOUNT,
        CREATE_INSTRUMENT,
        DEPOSIT,
        WITHDRAW,
        NEW_ORDER,
        CANCEL_ORDER,
        REPLACE_ORDER,
        MASS_CANCEL,
        CANCEL_ALL_AFTER,
        SET_BAND,
        SET_LIMITS,
        SET_TICKS,
        SET_PHASE,
        UNCROSS,
        BLOCK,
        CREATE_AUCTION,
        CREATE_SESSION,
        SCHEDULE_SESSION,
        PLACE_BID,
        BUY_NOW,
        RETRACT_BID,
        CANCEL_AUCTION,
        CLOSE_AUCTION,
        OFFER_SECOND_CHANCE,
        ANSWER_OFFER,
        CANCEL_SALE,
        SET_BIDDER,
        SET_BID_LIMITS,
        RECOVERED,
        PASS_TIME,
        /** Nothing for an exchange: here all that both have is compared, and a new market takes over from a snapshot. */
        LOOK
    }

    /** The numbers of the wire, said once more. */
    enum Type {
        NULL,
        MARKET,
        LIMIT,
        STOP,
        STOP_LIMIT,
        MARKET_TO_LIMIT
    }

    enum Tif {
        DAY(0),
        GTC(1),
        IOC(3),
        FOK(4),
        GTD(6),
        AUCTION(11),
        NULL(255);

        final int code;

        Tif(int code) {
            this.code = code;
        }
    }

    enum Post {
        NO,
        REJECT,
        SLIDE
    }

    enum Stp {
        NONE,
        CANCEL_NEWEST,
        CANCEL_OLDEST,
        CANCEL_BOTH,
        DECREMENT
    }

    enum Phase {
        NULL,
        PRE_OPEN,
        CALL,
        CONTINUOUS,
        HALT,
        CLOSED,
        DELISTED
    }

    enum Profile {
        NULL,
        XETRA,
        EURONEXT,
        ASX,
        NASDAQ,
        IEX,
        KRX,
        MIDRANGE
    }

    enum Reason {
        NULL,
        USER,
        MASS,
        IOC,
        FOK,
        MARKET,
        UNCROSS,
        EXPIRED,
        PHASE,
        STP,
        DISCONNECT,
        DEADMAN,
        ADMIN,
        COLLAR,
        MIN_QTY
    }

    /** What is thought of a bidder. */
    enum Standing {
        NULL,
        NONE,
        ADMITTED,
        BLOCKED
    }

    final Kind kind;
    final int account;
    long atNs;
    int instrument;
    /** Stands for a client order id; see {@link Ids}. */
    int id;
    /** The order that a replacement is of. */
    int origId;
    /** 1 buy, 2 sell, 0 none. */
    int side;

    Type type = Type.LIMIT;
    Tif tif = Tif.GTC;
    /** Null: the field is absent. */
    Post post;
    /** Null: the field is absent. */
    Stp stp;

    long qty = NONE;
    long price = NONE;
    long stopPx = NONE;
    long displayQty = NONE;
    long minQty = NONE;
    long expireAtNs = NONE;

    /** Asset of money, of a limit. */
    int asset;

    long amount;
    long timeoutNs;
    Reason reason = Reason.MASS;
    boolean flag;

    /** Of an instrument. */
    int base;

    int quote;
    int priceDecimals;
    int qtyDecimals;
    int decimals;
    long tick;
    long lot;
    long maxQty = NONE;
    long minNotional = NONE;
    long maxNotional = NONE;
    Phase phase = Phase.NULL;
    Profile profile = Profile.NULL;
    long bandLow = NONE;
    long bandHigh = NONE;
    long reference = NONE;
    long collar = NONE;
    long makerFee = NONE;
    long takerFee = NONE;
    /** Of an account; of the first command of a history: of the market, where it is not as many as in most. */
    long maxOpenOrders = NONE;

    long maxOpenNotional = NONE;
    /** Below, tick: the last below {@link #NONE}. */
    long[][] ticks = {};

    /** Of an auction that is created. */
    Terms terms;

    int auction;
    int session;
    /** Whether an administrator sends it. */
    boolean isAdmin;
    /** Whom it is about, where that is not who sends it. */
    int bidder;

    Standing standing = Standing.NULL;
    /** The number of a reason on the wire; 0: not said. */
    int cause;

    long maxBid = NONE;
    long maxExposure = NONE;
    /** Of an offer. */
    long expiresIn = NONE;

    /** Of a session. */
    boolean isSequential;

    long previewAt = NONE;
    long opensAt = NONE;
    long closesAt = NONE;
    long stagger = NONE;
    long lotDuration = NONE;

    Command(Kind kind, int account, long atNs) {
        this.kind = kind;
        this.account = account;
        this.atNs = atNs;
    }

    /** Whether it makes something that later commands count on. */
    boolean creates() {
        return switch (kind) {
            case CREATE_ASSET, CREATE_ACCOUNT, CREATE_INSTRUMENT, CREATE_AUCTION, CREATE_SESSION -> true;
            default -> false;
        };
    }

    /** The same about another auction. */
    Command about(int otherAuction) {
        try {
            Command command = (Command) clone();
            command.auction = otherAuction;
            return command;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether an order asks for more than a plain one. */
    boolean hasConditions() {
        return stopPx != NONE
                || displayQty != NONE
                || minQty != NONE
                || expireAtNs != NONE
                || post != null
                || stp != null;
    }

    /** Whether the same id with this body would be the same command. */
    boolean hasBodyOf(Command other) {
        return kind == other.kind
                && instrument == other.instrument
                && origId == other.origId
                && side == other.side
                && type == other.type
                && tif == other.tif
                && post == other.post
                && stp == other.stp
                && qty == other.qty
                && price == other.price
                && stopPx == other.stopPx
                && displayQty == other.displayQty
                && minQty == other.minQty
                && expireAtNs == other.expireAtNs
                && asset == other.asset
                && amount == other.amount
                && auction == other.auction
                && bidder == other.bidder
                && cause == other.cause
                && flag == other.flag
                && expiresIn == other.expiresIn;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.name()).append(" at=").append(atNs);
        text.append(" account=").append(account);
        add(text, "instrument", instrument, 0);
        add(text, "id", id, 0);
        add(text, "origId", origId, 0);
        add(text, "side", side, 0);
        if (kind == Kind.NEW_ORDER) {
            text.append(' ').append(type).append(' ').append(tif);
            text.append(post == null ? "" : " post=" + post).append(stp == null ? "" : " stp=" + stp);
        }
        add(text, "qty", qty, NONE);
        add(text, "price", price, NONE);
        add(text, "stopPx", stopPx, NONE);
        add(text, "display", displayQty, NONE);
        add(text, "minQty", minQty, NONE);
        add(text, "expireAt", expireAtNs, NONE);
        add(text, "asset", asset, 0);
        add(text, "amount", amount, 0);
        add(text, "timeout", timeoutNs, 0);
        text.append(flag ? " flag" : "");
        text.append(phase == Phase.NULL ? "" : " phase=" + phase).append(profile == Profile.NULL ? "" : " " + profile);
        text.append(kind == Kind.MASS_CANCEL ? " reason=" + reason : "");
        if (kind == Kind.CREATE_INSTRUMENT) {
            text.append(" base=").append(base).append(" quote=").append(quote);
            text.append(" decimals=").append(priceDecimals).append('/').append(qtyDecimals);
            text.append(" tick=")
                    .append(tick)
                    .append(" lot=")
                    .append(lot)
                    .append(" stp=")
                    .append(stp);
        }
        add(text, "maxQty", maxQty, NONE);
        add(text, "minNotional", minNotional, NONE);
        add(text, "maxNotional", maxNotional, NONE);
        add(text, "low", bandLow, NONE);
        add(text, "high", bandHigh, NONE);
        add(text, "reference", reference, NONE);
        add(text, "collar", collar, NONE);
        add(text, "makerFee", makerFee, NONE);
        add(text, "takerFee", takerFee, NONE);
        add(text, "maxOpenOrders", maxOpenOrders, NONE);
        add(text, "maxOpenNotional", maxOpenNotional, NONE);
        text.append(terms == null ? "" : " " + terms);
        add(text, "auction", auction, 0);
        add(text, "session", session, 0);
        text.append(isAdmin ? " admin" : "");
        add(text, "bidder", bidder, 0);
        text.append(standing == Standing.NULL ? "" : " " + standing);
        add(text, "cause", cause, 0);
        add(text, "maxBid", maxBid, NONE);
        add(text, "maxExposure", maxExposure, NONE);
        add(text, "expiresIn", expiresIn, NONE);
        text.append(isSequential ? " sequential" : "");
        add(text, "previewAt", previewAt, NONE);
        add(text, "opensAt", opensAt, NONE);
        add(text, "closesAt", closesAt, NONE);
        add(text, "stagger", stagger, NONE);
        add(text, "lotDuration", lotDuration, NONE);
        text.append(ticks.length == 0 ? "" : " ticks=" + Arrays.deepToString(ticks));
        return text.toString();
    }

    private static void add(StringBuilder text, String name, long value, long absent) {
        if (value != absent) {
            text.append(' ').append(name).append('=').append(value);
        }
    }
}
