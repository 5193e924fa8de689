package io.gavel.wire.json;

import io.gavel.wire.Decimal;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.UncrossProfile;

/** Assets, accounts and instruments to be created. */
final class ListingCommands {
    private static final String[] RISKS = {"full", "none"};
    static final String[] UNCROSSES = {"XETRA", "EURONEXT", "ASX", "NASDAQ", "IEX", "KRX", "MIDRANGE"};

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final PriceBandField bandField;
    private final CreateAssetEncoder createAsset = new CreateAssetEncoder();
    private final CreateAccountEncoder createAccount = new CreateAccountEncoder();
    private final CreateInstrumentEncoder createInstrument = new CreateInstrumentEncoder();

    ListingCommands(JsonFields fields, JsonNames names, CommandSlot slot, PriceBandField bandField) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
        this.bandField = bandField;
    }

    void createAsset() {
        slot.head(0);
        createAsset
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .decimals((short) fields.integer(JsonField.DECIMALS, 0, Decimal.MAX_DECIMALS));
        if (fields.text(JsonField.ASSET)) {
            createAsset.putName(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(createAsset.limit());
        }
    }

    void createAccount() {
        slot.head(0);
        createAccount.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header());
        createAccount.flags().clear().unlimitedCredit(fields.bool(JsonField.UNLIMITED_CREDIT, false));
        if (fields.text(JsonField.ACCOUNT)) {
            createAccount.putName(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(createAccount.limit());
        }
    }

    /** The decimals that tick and lot are written with are those of the instrument's prices and quantities. */
    void createInstrument() {
        Directory.Asset base = names.asset(JsonField.BASE);
        Directory.Asset quote = names.asset(JsonField.QUOTE);
        int priceDecimals = fields.writtenDecimals(JsonField.TICK);
        int qtyDecimals = fields.writtenDecimals(JsonField.LOT);
        bandField.read(priceDecimals);
        slot.head(0);
        createInstrument
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .baseAssetId(JsonNames.id(base))
                .quoteAssetId(JsonNames.id(quote))
                .risk(fields.choice(JsonField.RISK, RISKS) == 1 ? RiskMode.NONE : RiskMode.FULL)
                .priceDecimals((short) priceDecimals)
                .qtyDecimals((short) qtyDecimals)
                .tick(fields.decimal(JsonField.TICK, priceDecimals))
                .lot(fields.decimal(JsonField.LOT, qtyDecimals))
                .minQty(fields.decimal(JsonField.MIN_QTY, qtyDecimals, CreateInstrumentEncoder.minQtyNullValue()))
                .maxQty(fields.decimal(JsonField.MAX_QTY, qtyDecimals, CreateInstrumentEncoder.maxQtyNullValue()))
                .maxNotional(fields.decimal(
                        JsonField.MAX_NOTIONAL, names.decimals(quote), CreateInstrumentEncoder.maxNotionalNullValue()))
                .minNotional(fields.decimal(
                        JsonField.MIN_NOTIONAL, names.decimals(quote), CreateInstrumentEncoder.minNotionalNullValue()))
                .phase(fields.has(JsonField.PHASE) ? VenueCommands.phase(fields) : Phase.NULL_VAL)
                .uncross(uncross())
                .selfTrade(OrderCommands.selfTrade(fields))
                .bandLow(bandField.low())
                .bandHigh(bandField.high())
                .referencePrice(fields.decimal(
                        JsonField.REFERENCE_PRICE, priceDecimals, CreateInstrumentEncoder.referencePriceNullValue()))
                .collarPercentMicros(fields.percentMicros(JsonField.COLLAR))
                .makerFeePercentMicros(fields.percentMicros(JsonField.MAKER_FEE))
                .takerFeePercentMicros(fields.percentMicros(JsonField.TAKER_FEE));
        if (fields.text(JsonField.INSTRUMENT)) {
            createInstrument.putName(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(createInstrument.limit());
        }
    }

    private UncrossProfile uncross() {
        return fields.has(JsonField.UNCROSS)
                ? UncrossProfile.get((short) (1 + fields.choice(JsonField.UNCROSS, UNCROSSES)))
                : UncrossProfile.NULL_VAL;
    }
}
