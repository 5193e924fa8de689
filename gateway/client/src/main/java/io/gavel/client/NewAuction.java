package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An auction to create: start with its format, such as {@link #english}, then say what differs from the defaults. The
 * meaning of each part, and which format has it, is in docs/PROTOCOL.md and docs/RULES.md; the server refuses what does
 * not go together. English, hybrid and discriminatory auctions need increments: {@link #step}, {@link #stepBelow},
 * {@link #percent} or {@link #table}. Amounts are those of the asset, times microseconds. Not for sharing between threads
 * while it is being filled in.
 */
public final class NewAuction {
    private final String format;
    private final String auction;
    private final String asset;
    private final BigDecimal start;
    private final Bands increments = new Bands();
    private final Bands premium = new Bands();
    private final Bands commission = new Bands();
    private final List<Consumer<JsonWriter>> extras = new ArrayList<>();
    private String table;
    private long qty = 1;
    private Consumer<JsonWriter> percent;
    private BigDecimal reserve;
    private BigDecimal buyNow;
    private String buyNowPolicy;
    private boolean hasProxy = true;
    private String seller;
    private long opensAtUs = Event.NO_TIME;
    private long closesAtUs = Event.NO_TIME;
    private long durationUs = Event.NO_TIME;
    private long windowUs = Event.NO_TIME;
    private long extensionUs;
    private long capUs = Event.NO_TIME;
    private String anchor = "bid";
    private String trigger = "price";
    private boolean movesGroup;

    private NewAuction(String format, String auction, String asset, BigDecimal start) {
        this.format = format;
        this.auction = auction;
        this.asset = asset;
        this.start = start;
    }

    /** An auction by rising bids in {@code asset}, the first at {@code start} or above. */
    public static NewAuction english(String auction, String asset, BigDecimal start) {
        return new NewAuction("english", auction, asset, start);
    }

    /** A clock falls from {@code start} by {@code step} each {@code intervalUs}, to {@code floor} at the lowest. */
    public static NewAuction dutch(
            String auction, String asset, BigDecimal start, BigDecimal floor, BigDecimal step, long intervalUs) {
        return new NewAuction("dutch", auction, asset, start)
                .with("floor", floor)
                .clock(step, intervalUs);
    }

    /** Hidden bids of {@code start} or more; the highest pays what it bid. */
    public static NewAuction sealed(String auction, String asset, BigDecimal start) {
        return new NewAuction("sealed", auction, asset, start);
    }

    /** Hidden bids of {@code start} or more; the highest pays the second price. */
    public static NewAuction vickrey(String auction, String asset, BigDecimal start) {
        return new NewAuction("vickrey", auction, asset, start);
    }

    /** Hidden bids for units of a lot of {@code qty}; all pay the stop-out price. */
    public static NewAuction uniform(String auction, String asset, BigDecimal start, long qty) {
        return new NewAuction("uniform", auction, asset, start).qty(qty);
    }

    /** Open bids for units of a lot of {@code qty}; each winner pays the own price. */
    public static NewAuction discriminatory(String auction, String asset, BigDecimal start, long qty) {
        return new NewAuction("discriminatory", auction, asset, start).qty(qty);
    }

    /** Suppliers bid {@code start} or less, then go down by {@code step} at least, in rounds of {@code roundUs}. */
    public static NewAuction reverse(
            String auction, String asset, BigDecimal start, BigDecimal step, int rounds, long roundUs) {
        return new NewAuction("reverse", auction, asset, start)
                .with("step", step)
                .rounds(rounds, "roundUs", roundUs);
    }

    /** The same one after the other, the highest first, each for {@code turnUs} in each round. */
    public static NewAuction reverseInTurns(
            String auction, String asset, BigDecimal start, BigDecimal step, int rounds, long turnUs) {
        return new NewAuction("reverse", auction, asset, start)
                .with("step", step)
                .rounds(rounds, "turnUs", turnUs);
    }

    /** English until its end; then a clock falls to the best bid from {@code clockAdd} above it. */
    public static NewAuction hybrid(
            String auction, String asset, BigDecimal start, BigDecimal clockAdd, BigDecimal step, long intervalUs) {
        return new NewAuction("hybrid", auction, asset, start)
                .with("clockAdd", clockAdd)
                .clock(step, intervalUs);
    }

    /** Raises by the steps of a venue's table: "EBAY", "TRADE_ME" or "MAXSOLD". */
    public NewAuction table(String name) {
        table = name;
        return this;
    }

    /** What the buyer pays on top of the price, in percent; of what is above the parts before, if there are any. */
    public NewAuction premium(BigDecimal percent) {
        premium.rest(percent);
        return this;
    }

    /** What the buyer pays on top of the part of the price below {@code below}; call in rising order, {@link #premium} last. */
    public NewAuction premiumBelow(BigDecimal below, BigDecimal percent) {
        premium.below(below, percent);
        return this;
    }

    /** What the seller pays of the price, in percent; of what is above the parts before, if there are any. */
    public NewAuction commission(BigDecimal percent) {
        commission.rest(percent);
        return this;
    }

    /** What the seller pays of the part of the price below {@code below}; call in rising order, {@link #commission} last. */
    public NewAuction commissionBelow(BigDecimal below, BigDecimal percent) {
        commission.below(below, percent);
        return this;
    }

    /** A Dutch clock rises by {@code amount} when units are taken. */
    public NewAuction restartUp(BigDecimal amount) {
        return with("restartUp", amount);
    }

    /** Below the reserve the price follows the second bid, not the first maximum (RES-1). */
    public NewAuction reserveFollowsSecond() {
        return with(json -> json.field("reservePolicy", "followsSecond"));
    }

    /** An end that came due while the engine was away, with all of the soft close's window, comes {@code graceUs} after it. */
    public NewAuction outage(long graceUs) {
        return with(json ->
                json.name("outage").beginObject().field("graceUs", graceUs).endObject());
    }

    /** The same with a window of its own. */
    public NewAuction outage(long graceUs, long windowUs) {
        return with(json -> json.name("outage")
                .beginObject()
                .field("graceUs", graceUs)
                .field("windowUs", windowUs)
                .endObject());
    }

    /** The highest bid of a uniform auction, at which bids without an amount are held. */
    public NewAuction ceiling(BigDecimal ceiling) {
        return with("ceiling", ceiling);
    }

    /** A lot of a session, behind those that it has. */
    public NewAuction session(String session) {
        return with(json -> json.field("session", session));
    }

    /** A lot of a session, in this place. */
    public NewAuction session(String session, int lot) {
        return session(session).with(json -> json.field("lot", lot));
    }

    /** What kind of thing it is, 1 to 32 printable ASCII characters. */
    public NewAuction category(String category) {
        return with(json -> json.field("category", category));
    }

    /** Only who was admitted may bid. */
    public NewAuction admittedOnly() {
        return with(json -> json.field("bidders", "admitted"));
    }

    /** The leader may lower the own maximum, down to the price. */
    public NewAuction withLowering() {
        return with(json -> json.field("lowering", true));
    }

    /** Bids from earlier than {@code freeUs} before the end can be retracted, later ones {@code withinUs} after they were placed. */
    public NewAuction retraction(long freeUs, long withinUs) {
        return with(json -> json.name("retraction")
                .beginObject()
                .field("freeUs", freeUs)
                .field("withinUs", withinUs)
                .endObject());
    }

    /** So long after the close the lot can be offered to who lost, {@code items} times in all. */
    public NewAuction secondChance(long windowUs, int items) {
        return with(json -> json.name("secondChance")
                .beginObject()
                .field("windowUs", windowUs)
                .field("items", items)
                .endObject());
    }

    /** Raises by at least {@code step} while the price is below {@code below}; call in rising order, {@link #step} last. */
    public NewAuction stepBelow(BigDecimal below, BigDecimal step) {
        increments.below(below, step);
        return this;
    }

    /** Raises by at least {@code step}, at any price above the bands before. */
    public NewAuction step(BigDecimal step) {
        increments.rest(step);
        return this;
    }

    /** Raises by at least that many percent, rounded up to the asset's smallest unit. */
    public NewAuction percent(BigDecimal percent) {
        this.percent = json -> json.field("percent", percent.toPlainString());
        return this;
    }

    /**
     * Raises by at least that many percent, and by {@code floor} at least.
     *
     * @param rounding to the asset's smallest unit, "up" or "down"
     */
    public NewAuction percent(BigDecimal percent, BigDecimal floor, String rounding) {
        this.percent = json -> json.field("percent", percent.toPlainString())
                .field("floor", floor.toPlainString())
                .field("rounding", rounding);
        return this;
    }

    /** How many pieces are sold together, for one price; 1 by default. */
    public NewAuction qty(long qty) {
        this.qty = qty;
        return this;
    }

    /** The hidden price below which it does not sell. */
    public NewAuction reserve(BigDecimal reserve) {
        this.reserve = reserve;
        return this;
    }

    /** A price that buys at once, for as long as the policy lets it stand (a name of BIN-1). */
    public NewAuction buyNow(BigDecimal buyNow, String policy) {
        this.buyNow = buyNow;
        this.buyNowPolicy = policy;
        return this;
    }

    /** A bid is the price, not the bidder's maximum. */
    public NewAuction withoutProxy() {
        hasProxy = false;
        return this;
    }

    /** The account that is paid; the house where none is named. */
    public NewAuction seller(String seller) {
        this.seller = seller;
        return this;
    }

    /** When bidding starts, microseconds since the epoch; at once where it is not said. */
    public NewAuction opensAtUs(long opensAtUs) {
        this.opensAtUs = opensAtUs;
        return this;
    }

    /** When it ends, microseconds since the epoch. */
    public NewAuction closesAtUs(long closesAtUs) {
        this.closesAtUs = closesAtUs;
        return this;
    }

    /** It ends that many microseconds after the first bid. */
    public NewAuction durationUs(long durationUs) {
        this.durationUs = durationUs;
        return this;
    }

    /** A bid that changes price or leader in the last {@code windowUs} moves the end to {@code extensionUs} after it. */
    public NewAuction softClose(long windowUs, long extensionUs) {
        this.windowUs = windowUs;
        this.extensionUs = extensionUs;
        return this;
    }

    /** No extension goes further than that behind the scheduled end. */
    public NewAuction softCloseCapUs(long capUs) {
        this.capUs = capUs;
        return this;
    }

    /** Extensions count from the end, not from the bid. */
    public NewAuction extendFromTheEnd() {
        anchor = "end";
        return this;
    }

    /** What extends: "price" (price or leader changes), "bid" (any accepted bid) or "leader". */
    public NewAuction extendOn(String trigger) {
        this.trigger = trigger;
        return this;
    }

    /** A late bid moves the ends of all lots of the session, not of this one alone. */
    public NewAuction extendTheSession() {
        movesGroup = true;
        return this;
    }

    void writeTo(JsonWriter json) {
        json.field("auction", auction)
                .field("format", format)
                .field("asset", asset)
                .field("start", start.toPlainString());
        if (format.equals("english") || format.equals("hybrid")) {
            json.field("proxy", hasProxy);
        }
        if (qty != 1) {
            json.field("qty", Long.toString(qty));
        }
        optional(json, "reserve", reserve);
        optional(json, "buyNow", buyNow);
        if (buyNowPolicy != null) {
            json.field("buyNowPolicy", buyNowPolicy);
        }
        if (seller != null) {
            json.field("seller", seller);
        }
        optional(json, "opensAt", opensAtUs);
        optional(json, "closesAt", closesAtUs);
        optional(json, "durationUs", durationUs);
        writeIncrements(json);
        writeSoftClose(json);
        premium.writeTo(json, "premium");
        commission.writeTo(json, "commission");
        extras.forEach(extra -> extra.accept(json));
    }

    private NewAuction rounds(int count, String unit, long us) {
        return with(json -> json.name("rounds")
                .beginObject()
                .field("count", count)
                .field(unit, us)
                .endObject());
    }

    private NewAuction clock(BigDecimal step, long intervalUs) {
        return with("step", step).with(json -> json.field("intervalUs", intervalUs));
    }

    private NewAuction with(String name, BigDecimal value) {
        return with(json -> json.field(name, value.toPlainString()));
    }

    private NewAuction with(Consumer<JsonWriter> field) {
        extras.add(field);
        return this;
    }

    private void writeIncrements(JsonWriter json) {
        if (table != null) {
            json.field("increments", table);
        } else if (percent != null) {
            json.name("increments").beginObject();
            percent.accept(json);
            json.endObject();
        } else {
            increments.writeTo(json, "increments");
        }
    }

    private void writeSoftClose(JsonWriter json) {
        if (windowUs == Event.NO_TIME) {
            return;
        }
        json.name("softClose")
                .beginObject()
                .field("windowUs", windowUs)
                .field("extensionUs", extensionUs)
                .field("anchor", anchor)
                .field("trigger", trigger);
        optional(json, "capUs", capUs);
        if (movesGroup) {
            json.field("scope", "group");
        }
        json.endObject();
    }

    private static void optional(JsonWriter json, String name, BigDecimal value) {
        if (value != null) {
            json.field(name, value.toPlainString());
        }
    }

    private static void optional(JsonWriter json, String name, long value) {
        if (value != Event.NO_TIME) {
            json.field(name, value);
        }
    }
}
