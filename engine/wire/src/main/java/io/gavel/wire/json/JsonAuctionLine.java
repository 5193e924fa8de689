package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.ReservePolicy;
import io.gavel.wire.types.Rounding;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** The fields of the command that creates an auction, as {@link AuctionDefinition} reads them. One thread. */
final class JsonAuctionLine {
    private static final int PERCENT_DECIMALS = 6;
    private static final long ABSENT = EventFields.ABSENT;

    private final Directory directory;
    private final CreateAuctionDecoder auction = new CreateAuctionDecoder();

    JsonAuctionLine(Directory directory) {
        this.directory = directory;
    }

    /** Writes the fields into an open object. */
    void write(DirectBuffer buffer, int body, int blockLength, int version, JsonWriter out) {
        auction.wrap(buffer, body, blockLength, version);
        Directory.Asset asset = directory.asset(auction.assetId());
        int decimals = JsonCommandLines.decimals(asset);
        out.field("format", auction.format().name().toLowerCase(Locale.ROOT));
        JsonCommandLines.name("asset", asset, auction.assetId(), out);
        if (auction.sellerAccountId() != 0) {
            int sellerId = auction.sellerAccountId();
            JsonCommandLines.name("seller", directory.account(sellerId), sellerId, out);
        }
        if (auction.qty() != 1) {
            out.field("qty", Long.toString(auction.qty()));
        }
        JsonCommandLines.amount("start", decimals, auction.start(), out);
        JsonCommandLines.optional("reserve", decimals, auction.reserve(), out);
        JsonCommandLines.optional("buyNow", decimals, auction.buyNow(), out);
        if (auction.buyNowPolicy() != BuyNowPolicy.UNTIL_FIRST_BID) {
            out.field("buyNowPolicy", auction.buyNowPolicy().name());
        }
        if (auction.proxy() == BooleanType.FALSE && takesMaxima(auction.format())) {
            out.field("proxy", false);
        }
        JsonCommandLines.micros("opensAt", auction.opensAtNs(), out);
        JsonCommandLines.micros("closesAt", auction.closesAtNs(), out);
        JsonCommandLines.micros("durationUs", auction.durationNs(), out);
        softClose(out);
        extras(decimals, out);
        increments(decimals, out);
        premium(decimals, out);
        commission(decimals, out);
        out.field("auction", auction.name());
        String category = auction.category();
        if (!category.isEmpty()) {
            out.field("category", category);
        }
    }

    private void softClose(JsonWriter out) {
        if (auction.softCloseWindowNs() == ABSENT) {
            return;
        }
        out.name("softClose").beginObject();
        JsonCommandLines.micros("windowUs", auction.softCloseWindowNs(), out);
        JsonCommandLines.micros("extensionUs", auction.softCloseExtensionNs(), out);
        JsonCommandLines.micros("capUs", auction.softCloseCapNs(), out);
        if (auction.softCloseAnchor() != ExtensionAnchor.BID) {
            out.field("anchor", auction.softCloseAnchor().name().toLowerCase(Locale.ROOT));
        }
        if (auction.softCloseTrigger() != ExtensionTrigger.PRICE) {
            out.field("trigger", auction.softCloseTrigger().name().toLowerCase(Locale.ROOT));
        }
        if (auction.softCloseScope() == ExtensionScope.GROUP) {
            out.field("scope", "group");
        }
        out.endObject();
    }

    private void extras(int decimals, JsonWriter out) {
        if (auction.reservePolicy() == ReservePolicy.FOLLOWS_SECOND) {
            out.field("reservePolicy", AuctionDefinition.RESERVE_POLICIES[1]);
        }
        if (auction.lowering() == BooleanType.TRUE) {
            out.field("lowering", true);
        }
        if (auction.bidders() == BidderRule.ADMITTED) {
            out.field("bidders", AuctionDefinition.BIDDERS[1]);
        }
        JsonCommandLines.optional("floor", decimals, auction.floor(), out);
        JsonCommandLines.optional("step", decimals, auction.step(), out);
        JsonCommandLines.micros("intervalUs", auction.intervalNs(), out);
        JsonCommandLines.optional("restartUp", decimals, auction.restartUp(), out);
        JsonCommandLines.optional("clockAdd", decimals, auction.clockAdd(), out);
        JsonCommandLines.optional("ceiling", decimals, auction.ceiling(), out);
        policies(out);
        if (auction.sessionId() != CreateAuctionDecoder.sessionIdNullValue()) {
            JsonCommandLines.name("session", directory.session(auction.sessionId()), auction.sessionId(), out);
        }
        if (auction.lot() != CreateAuctionDecoder.lotNullValue()) {
            out.field("lot", auction.lot());
        }
    }

    private void policies(JsonWriter out) {
        if (auction.rounds() != CreateAuctionDecoder.roundsNullValue()) {
            out.name("rounds").beginObject().field("count", auction.rounds());
            JsonCommandLines.micros("roundUs", auction.roundNs(), out);
            JsonCommandLines.micros("turnUs", auction.turnNs(), out);
            out.endObject();
        }
        if (auction.outageGraceNs() != ABSENT) {
            out.name("outage").beginObject();
            JsonCommandLines.micros("graceUs", auction.outageGraceNs(), out);
            JsonCommandLines.micros("windowUs", auction.outageWindowNs(), out);
            out.endObject();
        }
        if (auction.retractFreeNs() != ABSENT) {
            out.name("retraction").beginObject();
            JsonCommandLines.micros("freeUs", auction.retractFreeNs(), out);
            JsonCommandLines.micros("withinUs", auction.retractWithinNs(), out);
            out.endObject();
        }
        if (auction.secondChanceNs() != ABSENT) {
            out.name("secondChance").beginObject();
            JsonCommandLines.micros("windowUs", auction.secondChanceNs(), out);
            if (auction.secondChanceItems() != CreateAuctionDecoder.secondChanceItemsNullValue()) {
                out.field("items", auction.secondChanceItems());
            }
            out.endObject();
        }
    }

    private void premium(int decimals, JsonWriter out) {
        CreateAuctionDecoder.PremiumDecoder tiers = auction.premium();
        if (tiers.count() > 0) {
            out.name("premium").beginArray();
            while (tiers.hasNext()) {
                tiers.next();
                tier(tiers.below(), tiers.percentMicros(), decimals, out);
            }
            out.endArray();
        }
    }

    private void commission(int decimals, JsonWriter out) {
        CreateAuctionDecoder.CommissionDecoder tiers = auction.commission();
        if (tiers.count() > 0) {
            out.name("commission").beginArray();
            while (tiers.hasNext()) {
                tiers.next();
                tier(tiers.below(), tiers.percentMicros(), decimals, out);
            }
            out.endArray();
        }
    }

    private static void tier(long below, long percentMicros, int decimals, JsonWriter out) {
        out.beginArray();
        bound(below, decimals, out);
        out.decimal(percentMicros, PERCENT_DECIMALS).endArray();
    }

    private void increments(int decimals, JsonWriter out) {
        long percentMicros = auction.incrementPercentMicros();
        CreateAuctionDecoder.IncrementsDecoder bands = auction.increments();
        if (percentMicros != ABSENT) {
            out.name("increments").beginObject().name("percent").decimal(percentMicros, PERCENT_DECIMALS);
            JsonCommandLines.optional("floor", decimals, auction.incrementFloor(), out);
            if (auction.incrementRounding() == Rounding.DOWN) {
                out.field("rounding", "down");
            }
            out.endObject();
            bands.forEachRemaining(band -> {});
            return;
        }
        if (bands.count() == 0) {
            return;
        }
        out.name("increments");
        out.beginArray();
        while (bands.hasNext()) {
            bands.next();
            out.beginArray();
            bound(bands.below(), decimals, out);
            price(bands.step(), decimals, out);
            out.endArray();
        }
        out.endArray();
    }

    /** Below what a band holds; null in the last. */
    private static void bound(long below, int decimals, JsonWriter out) {
        if (below == ABSENT) {
            out.nullValue();
        } else {
            price(below, decimals, out);
        }
    }

    private static boolean takesMaxima(AuctionFormat format) {
        return format == AuctionFormat.ENGLISH || format == AuctionFormat.HYBRID;
    }

    /** An amount without a name; a number where its decimals are not known. */
    private static void price(long amount, int decimals, JsonWriter out) {
        if (decimals < 0) {
            out.value(amount);
        } else {
            out.decimal(amount, decimals);
        }
    }
}
