package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.desk.EngineDoor;
import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.LoopDesk;
import io.gavel.gateway.http.HttpInitializer;
import io.gavel.gateway.ops.Health;
import io.gavel.gateway.ops.Metrics;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.gateway.ws.WsAdapter;
import io.gavel.wire.Directory;
import io.gavel.wire.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapters without an engine behind them: while it starts, and when its ring is always full. */
class StartingTest {
    private final FrontDesk desk = new FrontDesk(
            Limits.defaults(),
            ApiKeys.of(Map.of("k", "*:admin", "alice-key", "alice:bid")),
            new Directory(),
            new Health(),
            new Metrics("test"),
            null);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    StartingTest() {
        LoopDesk loopDesk = new LoopDesk(desk, channel.eventLoop());
        channel.pipeline().addLast(new HttpInitializer(desk, loop -> loopDesk));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void probesAreAnsweredAndCommandsAreNotTaken() {
        assertStartsWith("HTTP/1.1 200", exchange("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"));
        String ready = exchange("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
        assertStartsWith("HTTP/1.1 503", ready);
        assertTrue(ready.contains("\"status\":\"starting\""), ready);
        String refused = exchange(post("{\"type\":\"createAccount\",\"account\":\"a\"}"));
        assertStartsWith("HTTP/1.1 503", refused);
        assertTrue(refused.contains("NOT_READY"), refused);
        assertTrue(refused.contains("retry-after: 1"), refused);
    }

    @Test
    void bidderWhoseAccountIsNotReplayedYetIsToldToTryAgain() {
        String bid = "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"7.00\"}";
        String refused = exchange(post(bid).replace("Bearer k", "Bearer alice-key"));
        assertStartsWith("HTTP/1.1 503", refused);
        assertTrue(refused.contains("NOT_READY"), refused);
    }

    @Test
    void fullRingIsBusy() {
        desk.open(new FullDoor(), Durability.MEMORY);
        desk.health().ready();
        String refused = exchange(post("{\"type\":\"createAccount\",\"account\":\"a\",\"ref\":\"7\"}"));
        assertStartsWith("HTTP/1.1 503", refused);
        assertTrue(
                refused.endsWith("\"code\":1001,\"name\":\"BUSY\",\"message\":\"the engine is busy, try again\","
                        + "\"ref\":\"7\"}"),
                refused);
    }

    @Test
    void requestThatComesInPiecesIsOneRequest() {
        String request = post("{\"type\":\"createAccount\",\"account\":\"a\"}");
        for (int i = 0; i < request.length() - 1; i++) {
            assertEquals("", exchange(request.substring(i, i + 1)));
        }
        assertStartsWith("HTTP/1.1 503", exchange(request.substring(request.length() - 1)));
    }

    @Test
    void bodyThatIsTooLargeIsAnsweredBehindTheRequestsBeforeIt() {
        String answers = exchange("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" + post(" ".repeat(16 * 1024 + 1)));
        assertStartsWith("HTTP/1.1 200", answers);
        assertTrue(answers.contains("HTTP/1.1 413"), answers);
        assertTrue(answers.contains("TOO_LARGE"), answers);
        assertEquals(false, channel.isOpen());
    }

    @Test
    void headersThatAreTooLargeEndTheConnection() {
        String answer = exchange("GET /livez HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9_000) + "\r\n\r\n");
        assertStartsWith("HTTP/1.1 431", answer);
        assertEquals(false, channel.isOpen());
    }

    @Test
    void whoDoesNotTakeItsAnswersIsNotRead() {
        assertEquals(
                desk.limits().maxOutboundBytesPerConnection(), channel.config().getWriteBufferHighWaterMark());
        assertReadOnlyWhileWritable();
        exchange("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertTrue(channel.pipeline().get(WsAdapter.class) != null);
        assertReadOnlyWhileWritable();
    }

    private void assertReadOnlyWhileWritable() {
        assertTrue(channel.config().isAutoRead());
        setWritable(false);
        assertFalse(channel.config().isAutoRead());
        setWritable(true);
        assertTrue(channel.config().isAutoRead());
    }

    private void setWritable(boolean isWritable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, isWritable);
        channel.runPendingTasks();
    }

    private static void assertStartsWith(String start, String text) {
        assertTrue(text.startsWith(start), text);
    }

    private static String post(String body) {
        return "POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    /** Writes bytes and returns all that came back. */
    private String exchange(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        ByteBuf out = channel.readOutbound();
        while (out != null) {
            answer.append(out.toString(StandardCharsets.UTF_8));
            out.release();
            out = channel.readOutbound();
        }
        return answer.toString();
    }

    private static final class FullDoor implements EngineDoor {
        @Override
        public boolean offerCommand(
                long sessionId, long correlationId, long timeNs, DirectBuffer command, int offset, int length) {
            return false;
        }

        @Override
        public boolean offerQuestion(long sessionId, long correlationId) {
            return false;
        }

        @Override
        public boolean offerTime(long sessionId, long correlationId, long timeNs) {
            return false;
        }

        @Override
        public boolean isHalted() {
            return false;
        }
    }
}
