package io.gavel.engine.market.state;

import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;

/**
 * What never changes about an instrument.
 *
 * @param tick smallest price step, in units of 10^-priceDecimals
 * @param lot smallest quantity step, in units of 10^-qtyDecimals
 * @param minQty {@link Instrument#NO_LIMIT}: none; like {@code maxQty} in quantity units
 * @param minNotional smallest units of the quote asset; {@link Instrument#NO_LIMIT}: none; like {@code maxNotional}
 * @param movesMoney whether orders are held for and trades settle (risk full)
 * @param uncross how a call finds its price
 * @param selfTrade what an order does that says nothing of it
 * @param makerFeePercentMicros of a trade's notional, in millionths of a percent; below zero: a rebate
 */
public record InstrumentTerms(
        int baseAssetId,
        int quoteAssetId,
        int priceDecimals,
        int qtyDecimals,
        long tick,
        long lot,
        long minQty,
        long maxQty,
        long minNotional,
        long maxNotional,
        boolean movesMoney,
        UncrossProfile uncross,
        SelfTrade selfTrade,
        long makerFeePercentMicros,
        long takerFeePercentMicros) {}
