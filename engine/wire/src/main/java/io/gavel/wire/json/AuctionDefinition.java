package io.gavel.wire.json;

import io.gavel.wire.CommandForms;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;

/** An auction to be created, with its soft close and its increments. */
final class AuctionDefinition {
    private static final String[] FORMATS = {"english", "dutch", "sealed", "vickrey", "reverse", "multiUnit"};
    private static final String[] BUY_NOW_POLICIES = {
        "UNTIL_FIRST_BID", "UNTIL_RESERVE_MET", "UNTIL_PRICE_EXCEEDS", "BID_AT_OR_ABOVE_BUYS"
    };
    private static final String[] ANCHORS = {"bid", "end"};
    private static final String[] TRIGGERS = {"price", "bid", "leader"};
    private static final String[] SOFT_CLOSE_FIELDS = {"windowUs", "extensionUs", "capUs", "anchor", "trigger"};
    private static final long DUTCH_ONLY = JsonField.bits(JsonField.FLOOR, JsonField.STEP, JsonField.INTERVAL_US);

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final JsonReader nested = new JsonReader();
    private final JsonReader pair = new JsonReader();
    private final CreateAuctionEncoder encoder = new CreateAuctionEncoder();

    AuctionDefinition(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    void createAuction() {
        checkFormat();
        Directory.Asset asset = names.asset(JsonField.ASSET);
        int decimals = names.decimals(asset);
        slot.head(0);
        CommandForms.plainAuction(encoder, slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .format(AuctionFormat.ENGLISH)
                .assetId(JsonNames.id(asset))
                .sellerAccountId(names.seller())
                .qty(fields.decimal(JsonField.QTY, 0, 1))
                .start(fields.decimal(JsonField.START, decimals))
                .reserve(fields.decimal(JsonField.RESERVE, decimals, CreateAuctionEncoder.reserveNullValue()))
                .buyNow(fields.decimal(JsonField.BUY_NOW, decimals, CreateAuctionEncoder.buyNowNullValue()))
                .buyNowPolicy(buyNowPolicy())
                .proxy(fields.bool(JsonField.PROXY, true) ? BooleanType.TRUE : BooleanType.FALSE)
                .opensAtNs(fields.nanos(JsonField.OPENS_AT, CreateAuctionEncoder.opensAtNsNullValue()))
                .closesAtNs(fields.nanos(JsonField.CLOSES_AT, CreateAuctionEncoder.closesAtNsNullValue()))
                .durationNs(fields.nanos(JsonField.DURATION_US, CreateAuctionEncoder.durationNsNullValue()));
        softClose();
        increments(decimals);
        if (fields.isSound() && fields.text(JsonField.AUCTION)) {
            encoder.putName(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(encoder.limit());
        }
    }

    private void checkFormat() {
        fields.choice(JsonField.FORMAT, FORMATS, 1);
        long dutch = fields.present() & DUTCH_ONLY;
        if (dutch != 0) {
            fields.malformed(JsonField.first(dutch).jsonName(), "expected for format dutch only");
        }
        if (!fields.has(JsonField.INCREMENTS)) {
            fields.malformed("increments", "expected for format english");
        }
    }

    private BuyNowPolicy buyNowPolicy() {
        int choice = fields.choice(JsonField.BUY_NOW_POLICY, BUY_NOW_POLICIES, BUY_NOW_POLICIES.length);
        return BuyNowPolicy.get((short) (choice + 1));
    }

    private void softClose() {
        long windowNs = CreateAuctionEncoder.softCloseWindowNsNullValue();
        long extensionNs = CreateAuctionEncoder.softCloseExtensionNsNullValue();
        long capNs = CreateAuctionEncoder.softCloseCapNsNullValue();
        int anchor = 0;
        int trigger = 0;
        if (fields.has(JsonField.SOFT_CLOSE) && fields.enter(JsonField.SOFT_CLOSE, false, nested)) {
            windowNs = nestedNanos("windowUs", windowNs);
            extensionNs = nestedNanos("extensionUs", extensionNs);
            capNs = nestedNanos("capUs", capNs);
            anchor = nestedChoice("anchor", ANCHORS);
            trigger = nestedChoice("trigger", TRIGGERS);
            checkSoftClose();
        }
        encoder.softCloseWindowNs(windowNs)
                .softCloseExtensionNs(extensionNs)
                .softCloseCapNs(capNs)
                .softCloseAnchor(anchor == 1 ? ExtensionAnchor.END : ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.get((short) (trigger + 1)));
    }

    private void checkSoftClose() {
        if (!nested.has("windowUs") || !nested.has("extensionUs")) {
            String missing = nested.has("windowUs") ? "extensionUs" : "windowUs";
            fields.malformed("softClose." + missing, "expected this field in softClose");
        }
        int known = 0;
        for (String name : SOFT_CLOSE_FIELDS) {
            known += nested.has(name) ? 1 : 0;
        }
        if (known < nested.count()) {
            fields.malformed("softClose", "expected windowUs, extensionUs, anchor, trigger and capUs only");
        }
    }

    private long nestedNanos(String name, long absent) {
        int i = nested.find(name);
        if (i < 0) {
            return absent;
        }
        if (nested.kind(i) == JsonReader.Kind.INTEGER) {
            long micros = nested.integer(i);
            if (micros >= 0 && micros <= JsonFields.MAX_MICROS) {
                return micros * 1_000;
            }
        }
        fields.malformed("softClose." + name, "expected microseconds, an integer from 0 to " + JsonFields.MAX_MICROS);
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
        fields.malformed("softClose." + name, "expected one of " + String.join(", ", words));
        return 0;
    }

    /** The table or the percentage; the group is written in any case, as the name lies behind it. */
    private void increments(int decimals) {
        long percentMicros = CreateAuctionEncoder.incrementPercentMicrosNullValue();
        int bands = 0;
        if (fields.isSound() && fields.enter(JsonField.INCREMENTS, true, nested)) {
            if (nested.isArray()) {
                bands = bands();
            } else {
                percentMicros = percentMicros();
            }
        }
        encoder.incrementPercentMicros(percentMicros);
        CreateAuctionEncoder.IncrementsEncoder group = encoder.incrementsCount(bands);
        long below = 0;
        for (int i = 0; i < bands && fields.isSound(); i++) {
            below = band(group.next(), i, i == bands - 1, decimals, below);
        }
    }

    private int bands() {
        int bands = nested.count();
        if (bands == 0 || bands > JsonCommands.MAX_INCREMENTS) {
            fields.malformed("increments", "expected 1 to " + JsonCommands.MAX_INCREMENTS + " pairs");
            return 0;
        }
        return bands;
    }

    private long percentMicros() {
        int i = nested.find("percent");
        if (i < 0 || nested.count() != 1) {
            fields.malformed("increments", "expected a list of pairs, or an object with percent only");
            return 0;
        }
        long micros = fields.decimal(nested, i, "increments.percent", JsonFields.PERCENT_DECIMALS);
        if (micros <= 0) {
            fields.malformed("increments.percent", "expected a percentage above zero");
        }
        return micros;
    }

    /** Writes one band; returns its {@code below}, which the next one's must exceed. */
    private long band(
            CreateAuctionEncoder.IncrementsEncoder band, int i, boolean isLast, int decimals, long belowBefore) {
        if (nested.kind(i) != JsonReader.Kind.ARRAY
                || pair.readMember(nested, i).count() != 2) {
            fields.malformed("increments", "expected pairs of below and step");
            return 0;
        }
        boolean isOpen = pair.kind(0) == JsonReader.Kind.NULL;
        if (isOpen != isLast) {
            fields.malformed("increments", "expected below to be null in the last pair, and only there");
            return 0;
        }
        long below = isOpen ? belowBefore : fields.decimal(pair, 0, "increments", decimals);
        long step = fields.decimal(pair, 1, "increments", decimals);
        if (!isOpen && below <= belowBefore) {
            fields.malformed("increments", "expected each below to be above the one before, and above zero");
        }
        if (step <= 0) {
            fields.malformed("increments", "expected steps above zero");
        }
        band.below(isOpen ? CreateAuctionEncoder.IncrementsEncoder.belowNullValue() : below)
                .step(step);
        return below;
    }
}
