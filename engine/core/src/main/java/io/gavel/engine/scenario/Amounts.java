package io.gavel.engine.scenario;

import java.math.BigDecimal;

/** Decimal numbers as people write them, and whole numbers of smallest units as the engine counts them. */
final class Amounts {
    private Amounts() {}

    /** Smallest units of a number; refuses one with more decimals than there are. */
    static long units(BigDecimal number, int decimals) {
        try {
            return number.movePointRight(decimals).longValueExact();
        } catch (ArithmeticException e) {
            throw new ScenarioException(
                    "expected a number that fits 64 bits with at most " + decimals + " decimals, number=" + number);
        }
    }

    static BigDecimal number(long units, int decimals) {
        return BigDecimal.valueOf(units, decimals);
    }

    static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
