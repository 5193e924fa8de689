package io.gavel.engine.market.state;

import io.gavel.engine.account.Fees;
import io.gavel.engine.account.Ledger;

/** When price bands, reference and collar of an instrument make sense together. */
public final class PriceBands {
    private static final long ABSENT = Instrument.NO_LIMIT;

    private PriceBands() {}

    /** Prices in price units, each above zero and on the tick, or absent; the reference is below 2^62 ticks. */
    public static boolean areSound(long tick, long low, long high, long reference, long collarPercentMicros) {
        return isPriceOrAbsent(low, tick)
                && isPriceOrAbsent(high, tick)
                && isPriceOrAbsent(reference, tick)
                && reference / tick < Ledger.LIMIT
                && (low == ABSENT || high == ABSENT || low <= high)
                && (collarPercentMicros == ABSENT || (collarPercentMicros > 0 && collarPercentMicros <= Fees.WHOLE));
    }

    private static boolean isPriceOrAbsent(long price, long tick) {
        return price == ABSENT || (price > 0 && price % tick == 0);
    }
}
