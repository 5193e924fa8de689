package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;
import java.math.BigDecimal;

/**
 * What {@code coal: book of coal in usd, tick 0.5, lot 1, min 1, max 100, phase call, collar 5%} says, clause by clause.
 *
 * <p>A price has as many decimals as the tick is written with, a quantity as many as the lot.
 */
final class InstrumentTerms {
    private final String name;
    private final Directory.Asset base;
    private final Directory.Asset quote;
    private BigDecimal tick = BigDecimal.ONE;
    private BigDecimal lot = BigDecimal.ONE;
    private BigDecimal minQty;
    private BigDecimal maxQty;
    private BigDecimal minNotional;
    private BigDecimal maxNotional;
    private Phase phase = Phase.NULL_VAL;
    private UncrossProfile uncross = UncrossProfile.NULL_VAL;
    private SelfTrade selfTrade = SelfTrade.NULL_VAL;
    private BigDecimal bandLow;
    private BigDecimal bandHigh;
    private BigDecimal reference;
    private long collarPercentMicros = CreateInstrumentEncoder.collarPercentMicrosNullValue();
    private long makerFeePercentMicros = CreateInstrumentEncoder.makerFeePercentMicrosNullValue();
    private long takerFeePercentMicros = CreateInstrumentEncoder.takerFeePercentMicrosNullValue();
    private RiskMode risk = RiskMode.FULL;

    private InstrumentTerms(String name, Directory.Asset base, Directory.Asset quote) {
        this.name = name;
        this.base = base;
        this.quote = quote;
    }

    /** Reads what stands behind {@code NAME: book}. */
    static InstrumentTerms parse(Names names, String name, Words words) {
        words.expect("of");
        Directory.Asset base = names.asset(words.word("the asset traded"));
        words.expect("in");
        InstrumentTerms terms = new InstrumentTerms(name, base, names.asset(words.word("the asset paid with")));
        while (words.take(",")) {
            terms.clause(words);
        }
        words.end();
        return terms;
    }

    private void clause(Words words) {
        switch (words.word("a clause of an instrument")) {
            case "tick" -> tick = words.number("a tick");
            case "lot" -> lot = words.number("a lot");
            case "min" -> min(words);
            case "max" -> max(words);
            case "risk" -> risk(words);
            case "phase" -> phase = VenueActions.phase(words);
            case "uncross" -> uncross = UncrossProfile.valueOf(words.word("a profile"));
            case "stp" -> selfTrade = OrderActions.selfTrade(words);
            case "band" -> {
                bandLow = words.number("a lowest price");
                words.expect("to");
                bandHigh = words.number("a highest price");
            }
            case "reference" -> reference = words.number("a price");
            case "collar" -> collarPercentMicros = VenueActions.percentMicros(words);
            case "maker" -> {
                words.expect("fee");
                makerFeePercentMicros = VenueActions.percentMicros(words);
            }
            case "taker" -> {
                words.expect("fee");
                takerFeePercentMicros = VenueActions.percentMicros(words);
            }
            default -> throw words.unexpected("another clause than the one before this");
        }
    }

    private void min(Words words) {
        if (words.take("notional")) {
            minNotional = words.number("a smallest notional");
        } else {
            minQty = words.number("a smallest quantity");
        }
    }

    private void max(Words words) {
        if (words.take("notional")) {
            maxNotional = words.number("a largest notional");
        } else {
            maxQty = words.number("a largest quantity");
        }
    }

    private void risk(Words words) {
        words.expect("none");
        risk = RiskMode.NONE;
    }

    /** Writes the command's body. */
    void encode(CreateInstrumentEncoder encoder) {
        int priceDecimals = Math.max(0, tick.scale());
        int qtyDecimals = Math.max(0, lot.scale());
        encoder.baseAssetId(base.id())
                .quoteAssetId(quote.id())
                .risk(risk)
                .priceDecimals((short) priceDecimals)
                .qtyDecimals((short) qtyDecimals)
                .tick(Amounts.units(tick, priceDecimals))
                .lot(Amounts.units(lot, qtyDecimals))
                .minQty(optional(minQty, qtyDecimals))
                .maxQty(optional(maxQty, qtyDecimals))
                .maxNotional(optional(maxNotional, quote.decimals()))
                .minNotional(optional(minNotional, quote.decimals()))
                .phase(phase)
                .uncross(uncross)
                .selfTrade(selfTrade)
                .bandLow(optional(bandLow, priceDecimals))
                .bandHigh(optional(bandHigh, priceDecimals))
                .referencePrice(optional(reference, priceDecimals))
                .collarPercentMicros(collarPercentMicros)
                .makerFeePercentMicros(makerFeePercentMicros)
                .takerFeePercentMicros(takerFeePercentMicros)
                .name(name);
    }

    private static long optional(BigDecimal number, int decimals) {
        return number == null ? CreateInstrumentEncoder.minQtyNullValue() : Amounts.units(number, decimals);
    }
}
