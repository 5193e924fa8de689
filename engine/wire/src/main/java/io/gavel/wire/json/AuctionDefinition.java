package io.gavel.wire.json;

import io.gavel.wire.CommandForms;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ReservePolicy;

/**
 * An auction to be created.
 *
 * <p>English auctions of plain terms are written in version 1 of the wire, as they always were; defaults that somebody
 * wrote out are as good as absent. One thread.
 */
final class AuctionDefinition {
    static final String[] RESERVE_POLICIES = {"showsMaximum", "followsSecond"};
    static final String[] BIDDERS = {"everybody", "admitted"};
    private static final String[] BUY_NOW_POLICIES = {
        "UNTIL_FIRST_BID", "UNTIL_RESERVE_MET", "UNTIL_PRICE_EXCEEDS", "BID_AT_OR_ABOVE_BUYS"
    };
    private static final long ABSENT = EventFields.ABSENT;

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final SoftCloseField softClose;
    private final IncrementsField increments;
    private final FeeField premium;
    private final FeeField commission;
    private final AuctionPolicies policies;
    private final CreateAuctionEncoder encoder = new CreateAuctionEncoder();

    AuctionDefinition(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
        softClose = new SoftCloseField(fields);
        increments = new IncrementsField(fields);
        premium = new FeeField(fields, JsonField.PREMIUM);
        commission = new FeeField(fields, JsonField.COMMISSION);
        policies = new AuctionPolicies(fields);
    }

    void createAuction() {
        AuctionKind kind = AuctionKind.read(fields);
        Directory.Asset asset = names.asset(JsonField.ASSET);
        int decimals = names.decimals(asset);
        softClose.read();
        increments.read(decimals);
        slot.head(0);
        if (kind.isPlain(fields) && !softClose.movesGroup() && increments.isPlain()) {
            CommandForms.plainAuction(encoder, slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header());
            basics(kind, asset, decimals);
            increments.writeTable(encoder);
            name();
        } else {
            CommandForms.withoutExtras(
                    encoder.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header()));
            basics(kind, asset, decimals);
            extras(decimals);
            increments.writeTable(encoder);
            premium(premium.read(decimals));
            commission(commission.read(decimals));
            name();
            category();
        }
        if (fields.isSound()) {
            slot.end(encoder.limit());
        }
    }

    private void basics(AuctionKind kind, Directory.Asset asset, int decimals) {
        boolean isProxy = fields.bool(JsonField.PROXY, kind.takesMaxima());
        if (isProxy && !kind.takesMaxima()) {
            fields.malformed("proxy", "expected false for format " + kind.word());
        }
        encoder.format(kind.format())
                .assetId(JsonNames.id(asset))
                .sellerAccountId(names.seller())
                .qty(fields.decimal(JsonField.QTY, 0, 1))
                .start(fields.decimal(JsonField.START, decimals))
                .reserve(fields.decimal(JsonField.RESERVE, decimals, ABSENT))
                .buyNow(fields.decimal(JsonField.BUY_NOW, decimals, ABSENT))
                .buyNowPolicy(buyNowPolicy())
                .proxy(isProxy ? BooleanType.TRUE : BooleanType.FALSE)
                .opensAtNs(fields.nanos(JsonField.OPENS_AT, ABSENT))
                .closesAtNs(fields.nanos(JsonField.CLOSES_AT, ABSENT))
                .durationNs(fields.nanos(JsonField.DURATION_US, ABSENT));
        softClose.write(encoder);
        increments.writePercentage(encoder);
    }

    private void extras(int decimals) {
        boolean followsSecond = fields.choice(JsonField.RESERVE_POLICY, RESERVE_POLICIES) == 1;
        boolean isClosed = fields.choice(JsonField.BIDDERS, BIDDERS) == 1;
        softClose.writeScope(encoder);
        increments.writeFloorAndRounding(encoder);
        encoder.reservePolicy(followsSecond ? ReservePolicy.FOLLOWS_SECOND : ReservePolicy.NULL_VAL)
                .lowering(fields.bool(JsonField.LOWERING, false) ? BooleanType.TRUE : BooleanType.NULL_VAL)
                .bidders(isClosed ? BidderRule.ADMITTED : BidderRule.NULL_VAL)
                .floor(fields.decimal(JsonField.FLOOR, decimals, ABSENT))
                .step(fields.decimal(JsonField.STEP, decimals, ABSENT))
                .intervalNs(fields.nanos(JsonField.INTERVAL_US, ABSENT))
                .restartUp(fields.decimal(JsonField.RESTART_UP, decimals, ABSENT))
                .clockAdd(fields.decimal(JsonField.CLOCK_ADD, decimals, ABSENT))
                .ceiling(fields.decimal(JsonField.CEILING, decimals, ABSENT));
        policies.write(encoder);
        if (fields.has(JsonField.SESSION)) {
            encoder.sessionId(JsonNames.idOrUnknown(names.session()));
        }
        if (fields.has(JsonField.LOT)) {
            encoder.lot((int) fields.integer(JsonField.LOT, 1, Integer.MAX_VALUE));
        }
    }

    private BuyNowPolicy buyNowPolicy() {
        int choice = fields.choice(JsonField.BUY_NOW_POLICY, BUY_NOW_POLICIES);
        return BuyNowPolicy.get((short) (choice + 1));
    }

    private void premium(BandTable tiers) {
        CreateAuctionEncoder.PremiumEncoder group = encoder.premiumCount(tiers.count());
        for (int i = 0; i < tiers.count(); i++) {
            group.next().below(tiers.below(i)).percentMicros(tiers.value(i));
        }
    }

    private void commission(BandTable tiers) {
        CreateAuctionEncoder.CommissionEncoder group = encoder.commissionCount(tiers.count());
        for (int i = 0; i < tiers.count(); i++) {
            group.next().below(tiers.below(i)).percentMicros(tiers.value(i));
        }
    }

    private void name() {
        if (fields.text(JsonField.AUCTION)) {
            encoder.putName(fields.textBytes(), fields.textFrom(), fields.textLength());
        }
    }

    private void category() {
        if (fields.has(JsonField.CATEGORY) && fields.text(JsonField.CATEGORY)) {
            encoder.putCategory(fields.textBytes(), fields.textFrom(), fields.textLength());
        } else {
            encoder.putCategory(CommandSlot.NO_TEXT, 0, 0);
        }
    }
}
