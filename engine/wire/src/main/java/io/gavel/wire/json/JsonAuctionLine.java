package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
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
        if (auction.proxy() == BooleanType.FALSE) {
            out.field("proxy", false);
        }
        micros("opensAt", auction.opensAtNs(), out);
        micros("closesAt", auction.closesAtNs(), out);
        micros("durationUs", auction.durationNs(), out);
        softClose(out);
        increments(decimals, out);
        out.field("auction", auction.name());
    }

    private void softClose(JsonWriter out) {
        if (auction.softCloseWindowNs() == ABSENT) {
            return;
        }
        out.name("softClose").beginObject();
        micros("windowUs", auction.softCloseWindowNs(), out);
        micros("extensionUs", auction.softCloseExtensionNs(), out);
        micros("capUs", auction.softCloseCapNs(), out);
        if (auction.softCloseAnchor() != ExtensionAnchor.BID) {
            out.field("anchor", auction.softCloseAnchor().name().toLowerCase(Locale.ROOT));
        }
        if (auction.softCloseTrigger() != ExtensionTrigger.PRICE) {
            out.field("trigger", auction.softCloseTrigger().name().toLowerCase(Locale.ROOT));
        }
        out.endObject();
    }

    private void increments(int decimals, JsonWriter out) {
        long percentMicros = auction.incrementPercentMicros();
        CreateAuctionDecoder.IncrementsDecoder bands = auction.increments();
        out.name("increments");
        if (percentMicros != ABSENT) {
            out.beginObject()
                    .name("percent")
                    .decimal(percentMicros, PERCENT_DECIMALS)
                    .endObject();
            return;
        }
        out.beginArray();
        while (bands.hasNext()) {
            bands.next();
            out.beginArray();
            if (bands.below() == ABSENT) {
                out.nullValue();
            } else {
                price(bands.below(), decimals, out);
            }
            price(bands.step(), decimals, out);
            out.endArray();
        }
        out.endArray();
    }

    /** An amount without a name; a number where its decimals are not known. */
    private static void price(long amount, int decimals, JsonWriter out) {
        if (decimals < 0) {
            out.value(amount);
        } else {
            out.decimal(amount, decimals);
        }
    }

    private static void micros(String field, long ns, JsonWriter out) {
        if (ns != ABSENT) {
            out.field(field, EventFields.micros(ns));
        }
    }
}
