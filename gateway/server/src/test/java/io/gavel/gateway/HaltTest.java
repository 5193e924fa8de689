package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A failing journal stops the engine: nothing of that batch is told, everything later is refused, operators see why. */
@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class HaltTest {
    private final GatedJournal journal = new GatedJournal();
    private final TestExchange exchange;

    HaltTest(Layout layout) {
        exchange = TestExchange.start(TestExchange.config(layout), journal)
                .furnish()
                .auction("lamp");
        // The halt is meant here: its stack trace would only alarm who reads the build's output.
        log().setLevel(Level.OFF);
    }

    @AfterEach
    void stop() {
        exchange.close();
        log().setLevel(null);
    }

    @Test
    void haltIsToldAndEverythingLaterRefused() {
        try (WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient carol = exchange.connect(TestExchange.CAROL).join("auction:lamp")) {
            journal.breakDown();
            String told = alice.ask(bid("1"));
            assertEquals("error", WsClient.type(told));
            assertEquals("HALTED", field(told, "name"));
            assertEquals("HALTED", field(carol.next(), "name"));

            String refused = alice.ask(bid("2"));
            assertEquals("bidRejected", WsClient.type(refused));
            assertEquals("1002", field(refused, "code"));
            assertEquals("HALTED", field(alice.ask("{\"type\":\"auction?\",\"auction\":\"lamp\"}"), "name"));
            assertEquals("pong", WsClient.type(carol.ask("{\"type\":\"ping\"}")));
        }
    }

    @Test
    void requestThatWaitsIsAnsweredUnavailable() {
        journal.breakDown();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = exchange.post(TestExchange.ALICE, bid("1"));
            assertEquals(503, answer.statusCode());
            assertEquals("HALTED", field(answer.body(), "name"));
        }
    }

    @Test
    void readinessSaysWhyAndLifeGoesOn() {
        journal.breakDown();
        exchange.post(TestExchange.ALICE, bid("1"));
        HttpResponse<String> ready = exchange.get(null, "/readyz");
        assertEquals(503, ready.statusCode());
        assertEquals("halted", field(ready.body(), "status"));
        assertTrue(ready.body().contains("the disk is gone"), ready.body());
        assertEquals(200, exchange.get(null, "/livez").statusCode());
        assertTrue(exchange.get(null, "/metrics").body().contains("gavel_halted 1"));
    }

    @Test
    void journalThatCannotBeClosedIsToldAndThePortIsFreeAllTheSame() {
        journal.jam();
        GavelServer server = exchange.server();
        int port = server.port();
        IllegalStateException told = assertThrows(IllegalStateException.class, server::close);
        assertEquals("the disk is full", told.getMessage());
        TestExchange.start(TestExchange.config(Layout.INLINE).withPort(port)).close();
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(GavelServer.class);
    }

    private static String bid(String clOrdId) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"2.00\"}";
    }
}
