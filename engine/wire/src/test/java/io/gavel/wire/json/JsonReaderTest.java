package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
    private final JsonReader reader = new JsonReader();

    @Test
    void membersAreFoundByNameWithTheirKinds() {
        read("{\"s\":\"text\", \"i\":-12,\"d\":1.5,\"t\":true,\"n\":null,\"o\":{\"a\":1},\"l\":[1,2]}");
        assertEquals(7, reader.count());
        assertEquals("text", reader.string(reader.find("s")));
        assertEquals(-12, reader.integer("i", 0));
        assertEquals(JsonReader.Kind.NUMBER, reader.kind(reader.find("d")));
        assertTrue(reader.bool("t", false));
        assertEquals(JsonReader.Kind.NULL, reader.kind(reader.find("n")));
        assertEquals("absent", reader.string("n", "absent"));
        assertEquals("absent", reader.string("x", "absent"));
        assertTrue(reader.has("o"));
        assertFalse(reader.has("a"));
        assertEquals(JsonReader.Kind.ARRAY, reader.kind(6));
        assertEquals("l", reader.name(6));
    }

    @Test
    void anArrayOfArraysIsReadByFurtherReaders() {
        read("{\"increments\":[[\"1.00\",\"0.05\"],[null,\"1.00\"]]}");
        JsonReader bands = new JsonReader().readMember(reader, 0);
        JsonReader band = new JsonReader().readMember(bands, 1);
        assertTrue(bands.isArray());
        assertEquals(2, bands.count());
        assertEquals(JsonReader.Kind.NULL, band.kind(0));
        assertEquals("1.00", band.string(1));
    }

    @Test
    void anArrayMayHaveMoreElementsThanAnObjectFields() {
        StringBuilder text = new StringBuilder("{\"l\":[{\"a\":0,\"b\":0}");
        for (int i = 1; i < 1000; i++) {
            text.append(",{\"a\":").append(i).append(",\"b\":0}");
        }
        read(text.append("]}").toString());
        JsonReader list = new JsonReader().readMember(reader, 0);
        assertEquals(1000, list.count());
        assertEquals(999, new JsonReader().readMember(list, 999).integer("a", -1));
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-9223372036854775808", "0", "-0"})
    void integersReachTheEndsOfALong(String number) {
        read("{\"i\":" + number + "}");
        assertEquals(Long.parseLong(number), reader.integer(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "99999999999999999999"})
    void aLargerIntegerIsRefusedWhereItIsAskedFor(String number) {
        read("{\"i\":" + number + "}");
        assertEquals(
                "i", assertThrows(JsonException.class, () -> reader.integer(0)).field());
    }

    @Test
    void escapesBecomeTheirCharacters() {
        read("{\"a\\u0062\":\"q\\\"b\\\\s\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00 é😀\"}");
        assertEquals("q\"b\\s/\b\f\n\r\té😀 é😀", reader.string("ab", ""));
    }

    @Test
    void aStringIsCopiedAsUtf8IfItFits() {
        read("{\"a\":\"plain\",\"b\":\"\\u0041\\u00e9\"}");
        byte[] into = new byte[5];
        assertEquals(5, reader.copyString(0, into));
        assertArrayEquals("plain".getBytes(StandardCharsets.UTF_8), into);
        assertEquals(3, reader.copyString(1, into));
        assertEquals(-1, reader.copyString(0, new byte[4]));
        assertEquals(-1, reader.copyString(1, new byte[2]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"a\"",
                "[]",
                "[{}]",
                "{",
                "}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[}",
                "{\"a\":tru}",
                "{\"a\":nul",
                "{\"a\":True}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":0x10}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1},",
                "{/**/}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "\uFEFF{}"
            })
    void whatIsNotOneObjectOfJsonIsRefused(String text) {
        assertThrows(JsonException.class, () -> read(text));
        assertEquals(0, reader.count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800x", "\\ud800\\n", "\\ud800\\ud800", "\\ude00\\ud83d"})
    void aLoneSurrogateIsRefused(String text) {
        JsonException e = assertThrows(JsonException.class, () -> read("{\"name\":\"" + text + "\"}"));
        assertTrue(e.expected().contains("lone surrogate"), e.expected());
        assertEquals("name", e.field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C0AF",
                "C1BF",
                "C2",
                "C241",
                "E08080",
                "E09FBF",
                "E28C",
                "EDA080",
                "EDBFBF",
                "F0808080",
                "F08FBFBF",
                "F4908080",
                "F5808080",
                "FF",
                "FE",
                "F09F98"
            })
    void badUtf8IsRefused(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] head = "{\"name\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(head, head.length + bad.length + 2);
        System.arraycopy(bad, 0, text, head.length, bad.length);
        text[text.length - 2] = '"';
        text[text.length - 1] = '}';
        JsonException e = assertThrows(JsonException.class, () -> reader.read(text, 0, text.length));
        assertTrue(e.expected().startsWith("expected valid UTF-8"), e.expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\t", "\r", "\u001f"})
    void aControlCharacterInAStringIsRefused(String control) {
        JsonException e = assertThrows(JsonException.class, () -> read("{\"a\":\"x" + control + "\"}"));
        assertTrue(e.expected().contains("control character"), e.expected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"\\u0061\":3}",
                "{\"\\u0061\":1,\"\\u0061\":2}",
                "{\"o\":{\"x\":1,\"x\":2}}",
                "{\"l\":[{\"x\":1},{\"x\":1,\"y\":2,\"x\":3}]}"
            })
    void aNameTwiceInAnObjectIsRefused(String text) {
        JsonException e = assertThrows(JsonException.class, () -> read(text));
        assertTrue(e.expected().startsWith("expected each field once"), e.expected());
    }

    @Test
    void aNameMayComeAgainInAnotherObject() {
        read("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":1}]}");
        assertEquals(2, reader.count());
    }

    @Test
    void eightLevelsAreReadAndNineRefused() {
        read("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}");
        JsonException e =
                assertThrows(JsonException.class, () -> read("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}"));
        assertTrue(e.expected().contains("8 levels"), e.expected());
        String bomb = "{\"a\":" + "[".repeat(60_000);
        assertThrows(JsonException.class, () -> read(bomb));
    }

    @Test
    void sixtyFourFieldsAreReadAndMoreRefused() {
        StringBuilder text = new StringBuilder("{\"f0\":0");
        for (int i = 1; i < JsonReader.MAX_FIELDS; i++) {
            text.append(",\"f").append(i).append("\":0");
        }
        read(text + "}");
        assertEquals(64, reader.count());
        assertThrows(JsonException.class, () -> read(text + ",\"more\":0}"));
    }

    @Test
    void anErrorNamesTheFieldAndThePlace() {
        JsonException e = assertThrows(JsonException.class, () -> read("{\"a\":1,\"deep\":{\"x\":[1,?]}}"));
        assertEquals("deep", e.field());
        assertEquals("expected a value at byte 22", e.expected());
        assertTrue(e.getMessage().contains("field=deep"));
    }

    @Test
    void theTextIsReadInItsBoundsOnly() {
        byte[] text = "xx{\"a\":1}yy".getBytes(StandardCharsets.US_ASCII);
        assertEquals(1, reader.read(text, 2, text.length - 4).integer("a", 0));
    }

    private void read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.read(bytes, 0, bytes.length);
    }
}
