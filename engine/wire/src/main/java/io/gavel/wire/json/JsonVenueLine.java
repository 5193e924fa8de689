package io.gavel.wire.json;

import static io.gavel.wire.json.JsonCommandLines.amount;
import static io.gavel.wire.json.JsonCommandLines.decimals;
import static io.gavel.wire.json.JsonCommandLines.name;
import static io.gavel.wire.json.JsonCommandLines.optional;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.BlockAccountDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.sbe.SetAccountLimitsDecoder;
import io.gavel.wire.sbe.SetPhaseDecoder;
import io.gavel.wire.sbe.SetPriceBandDecoder;
import io.gavel.wire.sbe.SetTickTableDecoder;
import io.gavel.wire.sbe.UncrossDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;
import org.agrona.DirectBuffer;

/** The fields of what the venue defines and sets, as {@link VenueCommands} and {@link ListingCommands} read them. */
final class JsonVenueLine {
    private static final long ABSENT = EventFields.ABSENT;

    private final Directory directory;
    private JsonWriter out;

    JsonVenueLine(Directory directory) {
        this.directory = directory;
    }

    void write(CommandType type, DirectBuffer buffer, int body, int block, int version, JsonWriter out) {
        this.out = out;
        switch (type) {
            case CREATE_INSTRUMENT ->
                createInstrument(new CreateInstrumentDecoder().wrap(buffer, body, block, version));
            case SET_PHASE -> {
                SetPhaseDecoder set = new SetPhaseDecoder().wrap(buffer, body, block, version);
                instrument(set.instrumentId());
                phase(set.phase());
            }
            case UNCROSS -> {
                UncrossDecoder uncross = new UncrossDecoder().wrap(buffer, body, block, version);
                instrument(uncross.instrumentId());
                optional("referencePrice", priceDecimals(uncross.instrumentId()), uncross.referencePrice(), out);
            }
            case SET_PRICE_BAND -> setPriceBand(new SetPriceBandDecoder().wrap(buffer, body, block, version));
            case SET_TICK_TABLE -> setTickTable(new SetTickTableDecoder().wrap(buffer, body, block, version));
            case SET_ACCOUNT_LIMITS ->
                setAccountLimits(new SetAccountLimitsDecoder().wrap(buffer, body, block, version));
            case BLOCK_ACCOUNT -> {
                BlockAccountDecoder blocked = new BlockAccountDecoder().wrap(buffer, body, block, version);
                out.field("blocked", blocked.blocked() == BooleanType.TRUE);
            }
            default -> {
                // Nothing else is the venue's.
            }
        }
    }

    private void createInstrument(CreateInstrumentDecoder instrument) {
        Directory.Asset quote = directory.asset(instrument.quoteAssetId());
        int priceDecimals = instrument.priceDecimals();
        name("base", directory.asset(instrument.baseAssetId()), instrument.baseAssetId(), out);
        name("quote", quote, instrument.quoteAssetId(), out);
        amount("tick", priceDecimals, instrument.tick(), out);
        amount("lot", instrument.qtyDecimals(), instrument.lot(), out);
        if (instrument.risk() == RiskMode.NONE) {
            out.field("risk", "none");
        }
        optional("minQty", instrument.qtyDecimals(), instrument.minQty(), out);
        optional("maxQty", instrument.qtyDecimals(), instrument.maxQty(), out);
        optional("maxNotional", decimals(quote), instrument.maxNotional(), out);
        optional("minNotional", decimals(quote), instrument.minNotional(), out);
        if (instrument.phase() != Phase.NULL_VAL) {
            phase(instrument.phase());
        }
        if (instrument.uncross() != UncrossProfile.NULL_VAL) {
            out.field("uncross", ListingCommands.UNCROSSES[instrument.uncross().value() - 1]);
        }
        if (instrument.selfTrade() != SelfTrade.NULL_VAL) {
            out.field(
                    "selfTrade",
                    OrderCommands.SELF_TRADES[instrument.selfTrade().value()]);
        }
        band(priceDecimals, instrument.bandLow(), instrument.bandHigh());
        optional("referencePrice", priceDecimals, instrument.referencePrice(), out);
        percent("collar", instrument.collarPercentMicros());
        percent("makerFee", instrument.makerFeePercentMicros());
        percent("takerFee", instrument.takerFeePercentMicros());
        out.field("instrument", instrument.name());
    }

    private void setPriceBand(SetPriceBandDecoder set) {
        int decimals = priceDecimals(set.instrumentId());
        instrument(set.instrumentId());
        band(decimals, set.low(), set.high());
        optional("referencePrice", decimals, set.referencePrice(), out);
        percent("collar", set.collarPercentMicros());
    }

    private void setTickTable(SetTickTableDecoder set) {
        int decimals = priceDecimals(set.instrumentId());
        instrument(set.instrumentId());
        out.name("ticks").beginArray();
        for (SetTickTableDecoder.BandsDecoder band : set.bands()) {
            out.beginArray();
            if (band.below() == SetTickTableDecoder.BandsDecoder.belowNullValue()) {
                out.nullValue();
            } else {
                out.decimal(band.below(), decimals);
            }
            out.decimal(band.tick(), decimals).endArray();
        }
        out.endArray();
    }

    private void setAccountLimits(SetAccountLimitsDecoder set) {
        if (set.maxOpenOrders() != ABSENT) {
            out.field("maxOpenOrders", set.maxOpenOrders());
        }
        if (set.maxOpenNotional() != ABSENT) {
            Directory.Asset asset = directory.asset(set.assetId());
            name("asset", asset, set.assetId(), out);
            amount("maxOpenNotional", decimals(asset), set.maxOpenNotional(), out);
        }
    }

    private void phase(Phase phase) {
        out.field("phase", VenueEvents.phase(phase));
    }

    private void band(int decimals, long low, long high) {
        if (low != ABSENT || high != ABSENT) {
            out.name("priceBand").beginObject();
            optional("low", decimals, low, out);
            optional("high", decimals, high, out);
            out.endObject();
        }
    }

    private void percent(String field, long percentMicros) {
        optional(field, JsonFields.PERCENT_DECIMALS, percentMicros, out);
    }

    private int priceDecimals(int instrumentId) {
        return JsonCommandLines.priceDecimals(directory.instrument(instrumentId));
    }

    private void instrument(int id) {
        name("instrument", directory.instrument(id), id, out);
    }
}
