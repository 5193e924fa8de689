package io.gavel.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by Netty's decoder: the frame that a client would read. */
class TextFrameTest {
    private final EmbeddedChannel client =
            new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(false)
                    .maxFramePayloadLength(1 << 20)
                    .build()));

    @ParameterizedTest
    @ValueSource(ints = {2, 125, 126, 127, 65_535, 65_536, 100_000})
    void textOfEveryLengthIsOneFrame(int length) {
        String json = "{" + " ".repeat(length - 2) + "}";
        assertEquals(json, read(json, null));
    }

    @Test
    void tailReplacesTheClosingBrace() {
        assertEquals(
                "{\"type\":\"pong\",\"ref\":\"a\\\"\\\\b\"}",
                read("{\"type\":\"pong\"}", JsonTail.of("ref", "a\"\\b")));
    }

    @Test
    void tailCountsInTheLength() {
        String json = "{\"x\":\"" + "y".repeat(117) + "\"}";
        assertEquals(125, json.length());
        assertEquals(json.substring(0, 124) + ",\"room\":\"book:A\"}", read(json, JsonTail.of("room", "book:A")));
    }

    private String read(String json, byte[] tail) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        client.writeInbound(TextFrame.of(ByteBufAllocator.DEFAULT, bytes, bytes.length, tail));
        TextWebSocketFrame frame = client.readInbound();
        String text = frame.text();
        frame.release();
        assertNull(client.readInbound());
        return text;
    }
}
