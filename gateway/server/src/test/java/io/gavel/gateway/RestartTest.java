package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalLocked;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path data;

    @Test
    void restartedServerKnowsEverythingItTold() {
        ServerConfig config = TestExchange.config(Layout.INLINE).withData(data);
        String epoch;
        try (TestExchange exchange = TestExchange.start(config).furnish().auction("lamp");
                WsClient alice = exchange.connect()) {
            epoch = field(alice.ask("{\"type\":\"login\",\"key\":\"alice-key\"}"), "epoch");
            assertEquals("bidAccepted", WsClient.type(alice.ask(bid("1", "7.00"))));
        }
        try (TestExchange exchange = TestExchange.start(config);
                WsClient alice = exchange.connect();
                WsClient carol = exchange.connect(TestExchange.CAROL)) {
            String login = alice.ask("{\"type\":\"login\",\"key\":\"alice-key\"}");
            assertEquals(epoch, field(login, "epoch"));
            assertEquals("process", field(login, "level"));
            assertEquals("7.00", field(alice.ask("{\"type\":\"balance?\",\"asset\":\"USD\"}"), "held"));
            assertEquals("bidder-1", field(carol.ask("{\"type\":\"auction?\",\"auction\":\"lamp\"}"), "leader"));
            assertEquals("true", field(alice.ask(bid("1", "7.00")), "duplicate"));
            assertEquals("bidAccepted", WsClient.type(carol.ask(bid("1", "9.00"))));
        }
    }

    @Test
    void levelDiskWorksTheSame() {
        ServerConfig config = TestExchange.config(Layout.COMPACT).withData(data).withDurability(Durability.DISK);
        try (TestExchange exchange = TestExchange.start(config).furnish().auction("lamp");
                WsClient alice = exchange.connect()) {
            assertEquals("disk", field(alice.ask("{\"type\":\"login\",\"key\":\"alice-key\"}"), "level"));
            assertEquals("bidAccepted", WsClient.type(alice.ask(bid("1", "7.00"))));
        }
    }

    @Test
    void secondServerOnTheSameJournalIsRefusedAndItsPortFree() {
        ServerConfig config = TestExchange.config(Layout.INLINE).withData(data);
        try (TestExchange exchange = TestExchange.start(config)) {
            assertThrows(JournalLocked.class, () -> GavelServer.start(config));
            assertEquals(200, exchange.get(null, "/readyz").statusCode());
        }
    }

    @Test
    void failedStartLeavesTheJournalToTheNextOne() {
        ServerConfig config = TestExchange.config(Layout.INLINE).withData(data);
        assertThrows(IllegalArgumentException.class, () -> GavelServer.start(config.withRingSize(3)));
        TestExchange.start(config).close();
    }

    @Test
    void takenPortIsNamed() {
        try (TestExchange exchange = TestExchange.start(TestExchange.config(Layout.INLINE))) {
            int port = exchange.server().port();
            IOException refused = assertThrows(
                    IOException.class,
                    () -> GavelServer.start(TestExchange.config(Layout.INLINE).withPort(port)));
            assertTrue(refused.getMessage().contains("port=" + port), refused.getMessage());
        }
    }

    private static String bid(String clOrdId, String amount) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + amount
                + "\"}";
    }
}
