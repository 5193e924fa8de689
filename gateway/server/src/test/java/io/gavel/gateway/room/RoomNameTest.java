package io.gavel.gateway.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"auction:lamp", "book:BTC/USD", "auction:a:b", "book: "})
    void nameIsReadAndWrittenTheSame(String text) {
        assertEquals(text, RoomName.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lamp", "auction:", "book", "Book:X", " auction:lamp"})
    void otherTextIsNone(String text) {
        assertNull(RoomName.parse(text));
    }

    @Test
    void queryAsksForItsState() {
        assertEquals(
                "{\"type\":\"auction?\",\"auction\":\"la\\\"mp\"}",
                new String(RoomName.parse("auction:la\"mp").query(), StandardCharsets.UTF_8));
    }
}
