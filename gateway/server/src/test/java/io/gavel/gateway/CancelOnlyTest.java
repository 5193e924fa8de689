package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.SpaceFloors;
import io.gavel.testing.Mount;
import io.gavel.testing.Waiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the disk is nearly full, what makes something new is refused; before it is full, everything. */
@Timeout(90)
class CancelOnlyTest {
    private static final long MIB = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ORDER =
            "{\"type\":\"newOrder\",\"clOrdId\":\"%s\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"2.00\"}";

    @TempDir
    private Path folder;

    @Test
    void onlyCancelsTimeAndAdministratorsAreTakenWhenTheDiskIsNearlyFull() {
        ServerConfig full = TestExchange.config(Layout.INLINE)
                .withData(folder)
                .withJournalConfig(JournalConfig.defaults()
                        .withGenerationBytes(1 << 20)
                        .withFloors(new SpaceFloors(0, Long.MAX_VALUE / 2, 0)));
        try (TestExchange exchange = TestExchange.start(full).furnish().auction("lamp");
                WsClient alice = exchange.connect(TestExchange.ALICE)) {
            for (String command : new String[] {
                bid("1"), ORDER.formatted("2"), "{\"type\":\"buyNow\",\"clOrdId\":\"3\",\"auction\":\"lamp\"}"
            }) {
                assertEquals("CANCEL_ONLY", field(alice.ask(command), "name"), command);
                HttpResponse<String> answer = exchange.post(TestExchange.ALICE, command);
                assertEquals(503, answer.statusCode());
                assertEquals("CANCEL_ONLY", field(answer.body(), "name"));
                assertTrue(answer.headers().firstValue("retry-after").isPresent());
            }
            String cancel = "{\"type\":\"cancelOrder\",\"instrument\":\"BTC-USD\",\"clOrdId\":\"2\"}";
            assertEquals("UNKNOWN_INSTRUMENT", field(alice.ask(cancel), "name"), "the engine was asked");
            String cancelAuction = "{\"type\":\"cancelAuction\",\"clOrdId\":\"4\",\"auction\":\"lamp\"}";
            assertEquals("NOT_ALLOWED", field(alice.ask(cancelAuction), "name"), "the engine was asked");
            assertEquals("auction", WsClient.type(alice.ask("{\"type\":\"auction?\",\"auction\":\"lamp\"}")));
            HttpResponse<String> ready = exchange.get(null, "/readyz");
            assertEquals(200, ready.statusCode());
            assertTrue(
                    ready.body().contains("\"disk\":{\"status\":\"cancelOnly\",\"reason\":\"expected"), ready.body());
            String metrics = exchange.get(null, "/metrics").body();
            assertTrue(metrics.contains("\ngavel_cancel_only 1\n"), metrics);
            assertTrue(metrics.contains("name=\"CANCEL_ONLY\""), metrics);
        }
    }

    @Test
    void aStrangerAndAWrongRoleLearnNothingOfTheDisk() {
        ServerConfig full = TestExchange.config(Layout.INLINE)
                .withData(folder)
                .withJournalConfig(JournalConfig.small().withFloors(new SpaceFloors(0, Long.MAX_VALUE / 2, 0)));
        try (TestExchange exchange = TestExchange.start(full).furnish().auction("lamp")) {
            assertEquals("NOT_LOGGED_IN", field(exchange.post(null, bid("1")).body(), "name"));
            String another = bid("1").replace("{", "{\"account\":\"carol\",");
            assertEquals(
                    "NOT_YOUR_ACCOUNT",
                    field(exchange.post(TestExchange.ALICE, another).body(), "name"));
        }
    }

    @Test
    void itEndsByItselfAndBeforeTheDiskIsFullTheServerHaltsAndClosesCleanly() throws IOException {
        for (Layout layout : new Layout[] {Layout.INLINE, Layout.COMPACT}) {
            try (Mount disk = Mount.tmpfs(folder.resolve(layout.name()), 64 * MIB)) {
                fillAndFree(layout, disk);
            }
        }
    }

    private static void fillAndFree(Layout layout, Mount disk) throws IOException {
        Path other = disk.root().resolve("other");
        Path data = disk.root().resolve("data");
        ServerConfig config = TestExchange.config(layout)
                .withData(data)
                .withJournalConfig(JournalConfig.defaults()
                        .withGenerationBytes(1 << 20)
                        .withFloors(new SpaceFloors(4 * MIB, 32 * MIB, 8 * MIB)));
        try (TestExchange exchange = TestExchange.start(config).furnish().auction("lamp");
                WsClient alice = exchange.connect(TestExchange.ALICE)) {
            assertEquals("bidAccepted", WsClient.type(alice.ask(bid("1"))));
            await(exchange, "gavel_journal_ballast_bytes " + 4 * MIB);
            Files.write(other, new byte[(int) (32 * MIB)]);
            await(exchange, "gavel_cancel_only 1");
            assertEquals("CANCEL_ONLY", field(alice.ask(bid("2")), "name"));
            Files.delete(other);
            await(exchange, "gavel_cancel_only 0");
            assertEquals("bidAccepted", WsClient.type(alice.ask(bid("3"))));
            Files.write(other, new byte[(int) (53 * MIB)]);
            await(exchange, "gavel_halted 1");
            await(exchange, "gavel_journal_ballast_bytes 0");
            Waiting.until(LIMIT, () -> exchange.get(null, "/readyz").statusCode() == 503);
            String ready = exchange.get(null, "/readyz").body();
            assertTrue(ready.contains("halted after seq=") && ready.contains("haltBytes=" + 8 * MIB), ready);
            assertEquals(
                    "HALTED", field(exchange.post(TestExchange.ALICE, bid("4")).body(), "name"));
            assertEquals("HALTED", field(alice.next("error"), "name"), "told once, unasked");
        }
        JournalVerifier.Verification verification = JournalVerifier.verify(DataFolder.journal(data));
        assertEquals(JournalVerifier.Status.WHOLE, verification.status());
        assertTrue(verification.report().isClosedCleanly());
        Files.delete(other);
        try (TestExchange exchange = TestExchange.start(config);
                WsClient alice = exchange.connect(TestExchange.ALICE)) {
            assertEquals("true", field(alice.ask(bid("3")), "duplicate"), "what was accepted is there");
            assertEquals("bidAccepted", WsClient.type(alice.ask(bid("4"))));
        }
    }

    private static void await(TestExchange exchange, String line) {
        Waiting.until(
                LIMIT,
                () -> line + ", found " + exchange.get(null, "/metrics").body(),
                () -> exchange.get(null, "/metrics").body().contains("\n" + line + "\n"));
    }

    private static String bid(String clOrdId) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + clOrdId
                + "0.00\"}";
    }
}
