package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An English auction to create: start with {@link #english}, then say what differs from the defaults. The meaning of each
 * part is in docs/RULES.md. Needs increments: {@link #step}, {@link #stepBelow} or {@link #percent}. Not for sharing
 * between threads while it is being filled in.
 */
public final class NewAuction {
    private final String auction;
    private final String asset;
    private final BigDecimal start;
    private final List<String[]> increments = new ArrayList<>();
    private long qty = 1;
    private String percent;
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

    private NewAuction(String auction, String asset, BigDecimal start) {
        this.auction = auction;
        this.asset = asset;
        this.start = start;
    }

    /** An auction by rising bids in {@code asset}, the first at {@code start} or above. */
    public static NewAuction english(String auction, String asset, BigDecimal start) {
        return new NewAuction(auction, asset, start);
    }

    /** Raises by at least {@code step} while the price is below {@code below}; call in rising order, {@link #step} last. */
    public NewAuction stepBelow(BigDecimal below, BigDecimal step) {
        increments.add(new String[] {below.toPlainString(), step.toPlainString()});
        return this;
    }

    /** Raises by at least {@code step}, at any price above the bands before. */
    public NewAuction step(BigDecimal step) {
        increments.add(new String[] {null, step.toPlainString()});
        return this;
    }

    /** Raises by at least that many percent, rounded up to the asset's smallest unit. */
    public NewAuction percent(BigDecimal percent) {
        this.percent = percent.toPlainString();
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

    void writeTo(JsonWriter json) {
        json.field("auction", auction)
                .field("format", "english")
                .field("asset", asset)
                .field("start", start.toPlainString())
                .field("proxy", hasProxy);
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
    }

    private void writeIncrements(JsonWriter json) {
        if (percent != null) {
            json.name("increments").beginObject().field("percent", percent).endObject();
            return;
        }
        json.name("increments").beginArray();
        for (String[] band : increments) {
            json.beginArray();
            if (band[0] == null) {
                json.nullValue();
            } else {
                json.value(band[0]);
            }
            json.value(band[1]).endArray();
        }
        json.endArray();
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
