package io.gavel.gateway.cli;

import static io.gavel.gateway.cli.PromisedBidder.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.journal.JournalReader;
import io.gavel.testing.Waiting;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGSTOP under load: a pause and nothing else; what fell due in it happened at its own time. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServerFrozenTest {
    private static final Duration PAUSE = Duration.ofSeconds(Integer.getInteger("gavel.freeze.seconds", 5));
    private static final Duration VASE_STAYS_OPEN = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private ServerProcess server;

    @AfterEach
    void endTheServer() {
        server.close();
    }

    @Test
    void aPauseLosesNothingClosesWhatWasDueAndLetsNobodyElseIn() throws Exception {
        Launch launch = Launch.in(folder);
        server = launch.start();
        promises.furnish(server);
        promises.connectAndAskAgain(server);
        PromisedBidder alice = promises.bidders().get(0);
        long closesAtUs = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() + VASE_STAYS_OPEN.toMillis());
        Promises.command(server, Promises.auction("vase", closesAtUs));
        String leads = alice.ask(bid("in-time"), "in-time");
        assertEquals("bidAccepted", field(leads, "type"), leads);
        promises.load(500);

        server.freeze();
        long endNs = System.nanoTime() + PAUSE.toNanos();
        Map<String, String> before = FolderPrint.of(launch.data());
        assertSecondInstanceIsRefused(launch);
        assertSecondInstanceIsRefused(launch.withData(Files.createSymbolicLink(folder.resolve("link"), launch.data())));
        assertEquals(before, FolderPrint.of(launch.data()), "what was refused changed nothing");
        long answered = promises.answered();
        alice.tell(bid("too-late"), "too-late");
        Waiting.until(PAUSE.plusSeconds(30), () -> System.nanoTime() > endNs);
        assertEquals(answered, promises.answered(), "nothing is answered in the pause");
        server.thaw();

        promises.awaitAnswered(answered + 1_000);
        assertEquals("AUCTION_CLOSED", field(alice.answer("too-late"), "name"));
        assertEquals(200, Promises.get(server, "/readyz").statusCode());
        String vase = alice.ask("{\"type\":\"auction?\",\"auction\":\"vase\",\"ref\":\"v\"}", "v");
        assertEquals("closed", field(vase, "state"), vase);
        assertEquals("alice", field(vase, "leader"), vase);
        assertEquals(143, server.stop());
        promises.awaitEnd();
        assertEquals(closesAtUs * 1_000, closedAtNs(launch), "the vase was sold at its own time");

        server = launch.start();
        promises.connectAndAskAgain(server);
        promises.assertBookAndMoneyAreRight();
        promises.abort();
        server.kill();
        promises.assertKeptOnceIn(launch.journal());
    }

    private void assertSecondInstanceIsRefused(Launch launch) {
        ServerProcess second = launch.spawn();
        try {
            assertEquals(ExitCode.ENVIRONMENT, second.exitValue(), second::err);
            assertTrue(
                    second.err().contains("expected to be the only writer of the journal, held by another process"),
                    second::err);
            assertTrue(!second.err().contains("\tat "), second::err);
        } finally {
            second.close();
        }
    }

    private static String bid(String id) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + id + "\",\"auction\":\"vase\",\"amount\":\"5.00\",\"ref\":\""
                + id + "\"}";
    }

    /** Time of the only auction that was closed. */
    private static long closedAtNs(Launch launch) {
        Transaction transaction = new Transaction();
        try (JournalReader reader = JournalReader.open(launch.journal())) {
            while (reader.poll(transaction)) {
                while (transaction.nextEvent()) {
                    if (transaction.eventTemplateId() == AuctionClosedDecoder.TEMPLATE_ID) {
                        return transaction.timeNs();
                    }
                }
            }
        }
        throw new AssertionError("expected a closed auction");
    }
}
