package io.gavel.engine.view.marketdata;

import io.gavel.engine.view.BookSide;
import io.gavel.wire.Decimal;
import io.gavel.wire.Directory;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A price with what the book shows there.
 *
 * @param lots below {@link Decimal#LIMIT}
 * @param limits how many times {@link Decimal#LIMIT} there is beyond that: above 0 only where no money is moved
 * @param orders 0: there is no such level any more
 */
public record PriceLevel(long priceTicks, long lots, int limits, int orders) {
    static PriceLevel of(BookSide side, int level) {
        return new PriceLevel(side.priceTicks(level), side.qtyLots(level), side.limits(level), side.orders(level));
    }

    static PriceLevel best(BookSide side) {
        return side.count() == 0 ? null : of(side, 0);
    }

    /** The price as messages write it. */
    String priceText(Directory.Instrument instrument) {
        return BigDecimal.valueOf(priceTicks * instrument.tick(), instrument.priceDecimals())
                .toPlainString();
    }

    /** The quantity as messages write it. */
    String qtyText(Directory.Instrument instrument) {
        BigInteger exact = BigInteger.valueOf(Decimal.LIMIT)
                .multiply(BigInteger.valueOf(limits))
                .add(BigInteger.valueOf(lots))
                .multiply(BigInteger.valueOf(instrument.lot()));
        return new BigDecimal(exact, instrument.qtyDecimals()).toPlainString();
    }
}
