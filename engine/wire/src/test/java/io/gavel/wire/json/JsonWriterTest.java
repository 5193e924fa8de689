package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {
    private final JsonWriter writer = new JsonWriter(1);

    @Test
    void commasComeByThemselves() {
        writer.beginObject()
                .field("a", 1)
                .field("b", "x")
                .name("c")
                .beginArray()
                .value(1)
                .beginArray()
                .endArray()
                .beginArray()
                .value(2)
                .value(3)
                .endArray()
                .nullValue()
                .endArray()
                .field("d", true)
                .endObject()
                .newLine()
                .beginObject()
                .endObject();
        assertEquals("{\"a\":1,\"b\":\"x\",\"c\":[1,[],[2,3],null],\"d\":true}\n{}", writer.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9, 10, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
    void everyLongIsWrittenAsItIs(long number) {
        writer.beginArray().value(number).quoted(number).prefixed("n", number).endArray();
        assertEquals("[" + number + ",\"" + number + "\",\"n" + number + "\"]", writer.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 2, 0.00",
        "5, 2, 0.05",
        "-5, 2, -0.05",
        "10025, 2, 100.25",
        "-10025, 2, -100.25",
        "7, 0, 7",
        "1, 18, 0.000000000000000001",
        "-4611686018427387903, 18, -4.611686018427387903",
        "9223372036854775807, 4, 922337203685477.5807"
    })
    void aDecimalHasExactlyItsDecimals(long unscaled, int decimals, String expected) {
        writer.decimal(unscaled, decimals);
        assertEquals('"' + expected + '"', writer.toString());
    }

    @Test
    void whatJsonCannotHoldIsEscaped() {
        writer.value("q\"b\\s\n\u0001é😀\ud800x");
        assertEquals("\"q\\\"b\\\\s\\u000a\\u0001é😀\ufffdx\"", writer.toString());
        byte[] text = "a\"\\ z".getBytes(StandardCharsets.US_ASCII);
        writer.clear().ascii(text, 0, text.length);
        assertEquals("\"a\\\"\\\\ z\"", writer.toString());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        String text = "q\"b\\s\n\u0001é😀/";
        writer.beginObject().field("text", text).endObject();
        JsonReader reader = new JsonReader().read(writer.array(), 0, writer.length());
        assertEquals(text, reader.string("text", ""));
    }
}
