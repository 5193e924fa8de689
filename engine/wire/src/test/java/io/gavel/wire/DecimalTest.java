package io.gavel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTest {
    @ParameterizedTest
    @CsvSource({
        "100.25, 2, 10025",
        "100.2, 2, 10020",
        "100, 2, 10000",
        "0, 2, 0",
        "0.00, 2, 0",
        "0.05, 2, 5",
        "-1.50, 2, -150",
        "-0.01, 2, -1",
        "7, 0, 7",
        "4611686018427387903, 0, 4611686018427387903",
        "-4611686018427387903, 0, -4611686018427387903",
        "4.611686018427387903, 18, 4611686018427387903",
        "0.000000000000000001, 18, 1",
    })
    void aDecimalStringIsScaledByTheDecimalsAllowed(String text, int decimals, long expected) {
        assertEquals(expected, Decimal.parse(text, decimals));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.",
                ".5",
                "+1",
                "1e3",
                "1E3",
                "-0",
                "-0.00",
                "01",
                "00",
                "-01.5",
                "1.2.3",
                "1,5",
                " 1",
                "1 ",
                "0x10",
                "NaN",
                "Infinity",
                "1_000",
                "--1",
                "1-",
                "١"
            })
    void whatIsNoDecimalStringIsMalformed(String text) {
        assertEquals(Decimal.MALFORMED, Decimal.parse(text, 2));
        assertTrue(Decimal.isError(Decimal.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({"1.001, 2", "1.000, 2", "1.0, 0", "0.0000000000000000001, 18"})
    void moreDecimalsThanAllowedAreRefusedEvenIfTheyAreZero(String text, int decimals) {
        assertEquals(Decimal.TOO_PRECISE, Decimal.parse(text, decimals));
        assertEquals("expected at most " + decimals + " decimals", Decimal.expected(Decimal.TOO_PRECISE, decimals));
    }

    @ParameterizedTest
    @CsvSource({
        "4611686018427387904, 0",
        "-4611686018427387904, 0",
        "46116860184273879.04, 2",
        "46116860184273880, 2",
        "9223372036854775807, 0",
        "9223372036854775808, 0",
        "18446744073709551616, 0",
        "99999999999999999999999999999999999999, 0",
        "5, 18",
    })
    void whatReachesTwoToTheSixtyTwoIsOutOfRange(String text, int decimals) {
        assertEquals(Decimal.OUT_OF_RANGE, Decimal.parse(text, decimals));
        assertTrue(Decimal.expected(Decimal.OUT_OF_RANGE, decimals).contains("2^62"));
    }

    @Test
    void aDecimalStringInTheMiddleOfOtherTextIsReadInItsBoundsOnly() {
        byte[] text = "912.345".getBytes(StandardCharsets.US_ASCII);
        assertEquals(1230, Decimal.parse(text, 1, 5, 2));
        assertEquals(1, Decimal.decimals(text, 1, 5));
    }

    @Test
    void whatIsWrittenIsReadBackForEveryNumberOfDecimals() {
        Random random = new Random(20261120);
        JsonWriter writer = new JsonWriter();
        for (int i = 0; i < 200_000; i++) {
            int decimals = random.nextInt(Decimal.MAX_DECIMALS + 1);
            long value = (random.nextLong() >> 2) >> random.nextInt(62);
            writer.clear().decimal(value, decimals);
            long read = Decimal.parse(writer.array(), 1, writer.length() - 1, decimals);
            if (read != value) {
                assertEquals(value, read, writer + " at " + decimals);
            }
        }
    }
}
