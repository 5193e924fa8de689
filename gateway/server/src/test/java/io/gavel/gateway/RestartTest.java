package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalLocked;
import io.gavel.journal.recovery.Recovery;
import io.gavel.journal.snapshot.ReplicaConfig;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    void restartedServerBeginsFromItsSnapshotAndKnowsTheSame() throws Exception {
        ServerConfig config = TestExchange.config(Layout.INLINE).withData(data).withReplica(ReplicaConfig.defaults());
        List<String> questions = List.of(
                "{\"type\":\"auction?\",\"auction\":\"lamp\"}",
                "{\"type\":\"balance?\",\"asset\":\"USD\"}",
                "{\"type\":\"book?\",\"instrument\":\"ACME\"}",
                "{\"type\":\"order?\",\"clOrdId\":\"filled\"}",
                "{\"type\":\"order?\",\"clOrdId\":\"open\"}");
        List<String> answers = new ArrayList<>();
        long snapshotSeq;
        try (TestExchange exchange = TestExchange.start(config).furnish().auction("lamp");
                WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB);
                WsClient carol = exchange.connect(TestExchange.CAROL)) {
            alice.ask(order("filled", "sell", "5.00"));
            bob.ask(order("1", "buy", "5.00"));
            alice.ask(order("open", "sell", "6.00"));
            alice.ask(bid("1", "7.00"));
            bob.ask(bid("2", "9.00"));
            SnapshotFile snapshot = exchange.server().replica().snapshot().get(30, TimeUnit.SECONDS);
            snapshotSeq = snapshot.header().seq();
            carol.ask(bid("1", "20.00"));
            try (WsClient asking = exchange.connect(TestExchange.ALICE)) {
                for (String question : questions) {
                    answers.add(withoutPlace(asking.ask(question)));
                }
            }
        }
        try (TestExchange exchange = TestExchange.start(config);
                WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB)) {
            Recovery recovery = exchange.server().journaled().recovery();
            assertEquals(snapshotSeq, recovery.snapshot().header().seq());
            assertEquals(recovery.found().lastSeq() - snapshotSeq, recovery.replayed());
            for (int i = 0; i < questions.size(); i++) {
                assertEquals(answers.get(i), withoutPlace(alice.ask(questions.get(i))));
            }
            assertTrue(answers.get(0).contains("bidder-3"), answers.get(0));
            assertTrue(answers.get(3).contains("filled"), answers.get(3));
            assertEquals("true", field(alice.ask(bid("1", "7.00")), "duplicate"));
            assertEquals("bidAccepted", WsClient.type(bob.ask(bid("3", "30.00"))));
            try (WsClient asking = exchange.connect(TestExchange.ALICE)) {
                assertTrue(asking.ask(questions.get(0)).contains("bidder-2"), "a number never changes");
            }
            String ready = exchange.get(null, "/readyz").body();
            assertTrue(ready.contains("\"snapshots\":{\"status\":\"ok\"}"), ready);
            String metrics = exchange.get(null, "/metrics").body();
            assertTrue(metrics.contains("gavel_replica_alarm 0"), metrics);
        }
    }

    @Test
    void levelDiskWorksTheSame() {
        ServerConfig config = TestExchange.config(Layout.COMPACT).withData(data).withDurability(Durability.DISK);
        try (TestExchange exchange = TestExchange.start(config).furnish().auction("lamp");
                WsClient alice = exchange.connect()) {
            assertEquals("disk", field(alice.ask("{\"type\":\"login\",\"key\":\"alice-key\"}"), "level"));
            String accepted = alice.ask(bid("1", "7.00"));
            assertEquals("bidAccepted", WsClient.type(accepted));
            assertEquals("disk", field(accepted, "level"));
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

    private static String order(String clOrdId, String side, String price) {
        return "{\"type\":\"newOrder\",\"clOrdId\":\"" + clOrdId + "\",\"instrument\":\"ACME\",\"side\":\"" + side
                + "\",\"price\":\"" + price + "\",\"qty\":\"1\"}";
    }

    /** Without what says when it was asked. */
    private static String withoutPlace(String answer) {
        return answer.replaceAll("\"(seq|at)\":\\d+,?", "");
    }

    private static String bid(String clOrdId, String amount) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + amount
                + "\"}";
    }
}
