package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.BlockAccountEncoder;
import io.gavel.wire.sbe.SetAccountLimitsEncoder;
import io.gavel.wire.sbe.SetPhaseEncoder;
import io.gavel.wire.sbe.SetPriceBandEncoder;
import io.gavel.wire.sbe.SetTickTableEncoder;
import io.gavel.wire.sbe.UncrossEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.Phase;

/** What the venue does to its books and accounts: phases, the uncross, bands, ticks, limits, the kill switch. */
final class VenueCommands {
    /** Of {@code setPhase}; the first is an instrument's where none is said. */
    static final String[] PHASES = {"continuous", "preOpen", "call", "halt", "closed", "delisted"};

    private static final Phase[] BY_WORD = {
        Phase.CONTINUOUS, Phase.PRE_OPEN, Phase.CALL, Phase.HALT, Phase.CLOSED, Phase.DELISTED
    };

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final PriceBandField bandField;
    private final SetPhaseEncoder setPhase = new SetPhaseEncoder();
    private final UncrossEncoder uncross = new UncrossEncoder();
    private final SetPriceBandEncoder setPriceBand = new SetPriceBandEncoder();
    private final SetAccountLimitsEncoder setAccountLimits = new SetAccountLimitsEncoder();
    private final SetTickTableEncoder setTickTable = new SetTickTableEncoder();
    private final BlockAccountEncoder blockAccount = new BlockAccountEncoder();
    private final JsonReader nested = new JsonReader();
    private final JsonReader pair = new JsonReader();

    VenueCommands(JsonFields fields, JsonNames names, CommandSlot slot, PriceBandField bandField) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
        this.bandField = bandField;
    }

    static Phase phase(JsonFields fields) {
        return BY_WORD[fields.choice(JsonField.PHASE, PHASES)];
    }

    void setPhase() {
        Directory.Instrument instrument = names.instrument();
        slot.head(0);
        setPhase.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument))
                .phase(phase(fields));
        slot.end(setPhase.limit());
    }

    void uncross() {
        Directory.Instrument instrument = names.instrument();
        slot.head(0);
        uncross.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument))
                .referencePrice(price(JsonField.REFERENCE_PRICE, instrument));
        slot.end(uncross.limit());
    }

    void setPriceBand() {
        Directory.Instrument instrument = names.instrument();
        int decimals = JsonNames.priceDecimals(instrument);
        bandField.read(decimals);
        slot.head(0);
        setPriceBand
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument))
                .low(bandField.low())
                .high(bandField.high())
                .referencePrice(price(JsonField.REFERENCE_PRICE, instrument))
                .collarPercentMicros(fields.percentMicros(JsonField.COLLAR));
        slot.end(setPriceBand.limit());
    }

    void setAccountLimits() {
        boolean hasOrders = fields.has(JsonField.MAX_OPEN_ORDERS);
        boolean hasNotional = fields.has(JsonField.MAX_OPEN_NOTIONAL);
        if (hasNotional != fields.has(JsonField.ASSET)) {
            String missing = hasNotional ? "asset" : "maxOpenNotional";
            fields.malformed(missing, "expected this field in setAccountLimits: a notional counts in an asset");
        }
        Directory.Asset asset = hasNotional && fields.has(JsonField.ASSET) ? names.asset(JsonField.ASSET) : null;
        slot.head(names.account());
        setAccountLimits
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .maxOpenOrders(
                        hasOrders
                                ? fields.integer(JsonField.MAX_OPEN_ORDERS, 0, Integer.MAX_VALUE)
                                : SetAccountLimitsEncoder.maxOpenOrdersNullValue())
                .assetId(hasNotional ? JsonNames.idOrUnknown(asset) : 0)
                .maxOpenNotional(fields.decimal(
                        JsonField.MAX_OPEN_NOTIONAL,
                        names.decimals(asset),
                        SetAccountLimitsEncoder.maxOpenNotionalNullValue()));
        slot.end(setAccountLimits.limit());
    }

    void setTickTable() {
        Directory.Instrument instrument = names.instrument();
        int decimals = JsonNames.priceDecimals(instrument);
        slot.head(0);
        setTickTable
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument));
        int bands = fields.enter(JsonField.TICKS, true, nested) && nested.isArray() ? nested.count() : 0;
        if (bands == 0 || bands > JsonCommands.MAX_INCREMENTS) {
            fields.malformed("ticks", "expected 1 to " + JsonCommands.MAX_INCREMENTS + " pairs of below and tick");
            return;
        }
        SetTickTableEncoder.BandsEncoder group = setTickTable.bandsCount(bands);
        for (int i = 0; i < bands && fields.isSound(); i++) {
            band(group.next(), i, decimals);
        }
        slot.end(setTickTable.limit());
    }

    void blockAccount() {
        slot.head(names.account());
        blockAccount
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .blocked(fields.bool(JsonField.BLOCKED, true) ? BooleanType.TRUE : BooleanType.FALSE);
        slot.end(blockAccount.limit());
    }

    private void band(SetTickTableEncoder.BandsEncoder band, int i, int decimals) {
        if (nested.kind(i) != JsonReader.Kind.ARRAY
                || pair.readMember(nested, i).count() != 2) {
            fields.malformed("ticks", "expected pairs of below and tick");
            return;
        }
        boolean isOpen = pair.kind(0) == JsonReader.Kind.NULL;
        band.below(
                        isOpen
                                ? SetTickTableEncoder.BandsEncoder.belowNullValue()
                                : fields.decimal(pair, 0, "ticks", decimals))
                .tick(fields.decimal(pair, 1, "ticks", decimals));
    }

    private long price(JsonField name, Directory.Instrument instrument) {
        int decimals = JsonNames.priceDecimals(instrument);
        return fields.decimal(name, decimals, UncrossEncoder.referencePriceNullValue());
    }
}
