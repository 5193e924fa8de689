package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.ring.Journal;
import io.gavel.gateway.recorded.AuctionSet;
import io.gavel.gateway.recorded.ChainSet;
import io.gavel.gateway.recorded.EbaySet;
import io.gavel.gateway.recorded.Endings;
import io.gavel.gateway.recorded.LineMarket;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.snapshot.ReplicaConfig;
import io.gavel.wire.Durability;
import io.gavel.wire.log.RecoveredDecoder;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real auctions through a server, as clients play them: every bidder has a key, time is the recording's, and how an
 * auction ended is what its room was told, the winner being who was told that alias as the own one. What the server
 * journals is, byte for byte, what a market alone decides.
 */
@DisplayName("real auctions end as they did, through the gateway")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class RealAuctionsGatewayTest {
    private static final String WATCHER = "watcher-key";
    private static final int HTTP_AUCTIONS = Integer.getInteger("gavel.recorded.auctions", 60);
    private static final int LINES_BETWEEN_SNAPSHOTS = 1_000;

    @Test
    void ebayOverHttp() {
        AuctionSet set = EbaySet.first(HTTP_AUCTIONS);
        KeptTransactions journal = new KeptTransactions();
        Endings endings = new Endings();
        try (TestExchange exchange = TestExchange.start(config(set, Layout.INLINE), journal);
                WsClient admin = exchange.connect(TestExchange.ADMIN);
                WsClient watcher = exchange.connect(WATCHER)) {
            for (AuctionSet.Line line : set.lines()) {
                if (isTime(line)) {
                    admin.send(line.json()).next("time");
                } else {
                    String key = line.bidder() == null ? TestExchange.ADMIN : keyOf(line.bidder());
                    HttpResponse<String> answer = exchange.post(key, line.json());
                    assertTrue(answer.statusCode() == 200 || answer.statusCode() == 409, answer.body());
                    endings.hearAnswer(answer.body());
                }
                if (isAuction(line)) {
                    join(watcher, line, endings);
                }
            }
            watcher.heard().forEach(endings::hear);
        }
        assertEquals(List.of(), set.differences(endings.all()));
        assertArrayEquals(alone(set), journal.bytes());
    }

    @Test
    void theChainWithEveryBidderAtAWebSocket() {
        AuctionSet set = ChainSet.read();
        KeptTransactions journal = new KeptTransactions();
        Endings endings = new Endings();
        try (TestExchange exchange = TestExchange.start(config(set, Layout.INLINE), journal);
                WsClient admin = exchange.connect(TestExchange.ADMIN);
                WsClient watcher = exchange.connect(WATCHER)) {
            Map<String, WsClient> bidders = new LinkedHashMap<>();
            for (AuctionSet.Line line : set.lines()) {
                if (line.bidder() == null) {
                    admin.ask(line.json());
                } else {
                    WsClient bidder = bidders.computeIfAbsent(line.bidder(), name -> exchange.connect(keyOf(name)));
                    endings.hear(bidder.send(line.json()).next("bidAccepted"));
                }
                if (isAuction(line)) {
                    join(watcher, line, endings);
                }
            }
            watcher.heard().forEach(endings::hear);
            bidders.values().forEach(WsClient::close);
        }
        assertEquals(List.of(), set.differences(endings.all()));
        assertEquals(ChainSet.endsAtUs(), endings.endedAtUs());
        assertArrayEquals(alone(set), journal.bytes());
    }

    /** One connection for all, which does not wait for answers; the server restarts from a snapshot now and then. */
    @Test
    void ebayOverAWebSocketFromASnapshotAtEveryThousandthLine(@TempDir Path data) throws Exception {
        AuctionSet set = EbaySet.read();
        ServerConfig config = config(set, Layout.COMPACT).withData(data).withReplica(ReplicaConfig.defaults());
        Endings endings = new Endings();
        String running = null;
        for (int from = 0; from < set.lines().size(); from += LINES_BETWEEN_SNAPSHOTS) {
            int to = Math.min(set.lines().size(), from + LINES_BETWEEN_SNAPSHOTS);
            try (TestExchange exchange = TestExchange.start(config);
                    WsClient desk = exchange.connect(TestExchange.ADMIN)) {
                if (from > 0) {
                    assertNotNull(exchange.server().journaled().recovery().snapshot());
                    assertEquals(0, exchange.server().journaled().recovery().replayed());
                    desk.send(running);
                }
                for (AuctionSet.Line line : set.lines().subList(from, to)) {
                    desk.send(line.json());
                    if (isAuction(line)) {
                        running = joining(line);
                        desk.send(running);
                    }
                }
                desk.heard().forEach(endings::hear);
                exchange.server().replica().snapshot().get(30, TimeUnit.SECONDS);
            }
        }
        assertEquals(List.of(), set.differences(endings.all()));
        LineMarket alone = new LineMarket();
        set.lines().forEach(line -> alone.run(line, true));
        assertArrayEquals(alone.decided(), decided(DataFolder.journal(data)));
    }

    private static void join(WsClient watcher, AuctionSet.Line auction, Endings endings) {
        watcher.send(joining(auction));
        String message = watcher.next();
        while (!"joined".equals(WsClient.type(message))) {
            endings.hear(message);
            message = watcher.next();
        }
    }

    private static String joining(AuctionSet.Line auction) {
        return "{\"type\":\"join\",\"room\":\"auction:" + WsClient.field(auction.json(), "auction") + "\"}";
    }

    private static boolean isAuction(AuctionSet.Line line) {
        return line.json().startsWith("{\"type\":\"createAuction\"");
    }

    private static boolean isTime(AuctionSet.Line line) {
        return line.json().startsWith("{\"type\":\"time\"");
    }

    /** What a market without a gateway decides of the same commands. */
    private static byte[] alone(AuctionSet set) {
        LineMarket market = new LineMarket();
        set.lines().forEach(market::run);
        return market.decided();
    }

    /** All transactions of a journal but those that say that the server came back. */
    private static byte[] decided(Path journal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JournalVerifier.verify(journal, transaction -> {
            if (transaction.commandTemplateId() != RecoveredDecoder.TEMPLATE_ID) {
                add(transaction.buffer(), transaction.offset(), transaction.length(), bytes);
            }
        });
        return bytes.toByteArray();
    }

    private static void add(DirectBuffer buffer, int offset, int length, ByteArrayOutputStream to) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        to.writeBytes(bytes);
    }

    private static ServerConfig config(AuctionSet set, Layout layout) {
        Map<String, String> keys = new HashMap<>();
        keys.put(TestExchange.ADMIN, "*:admin");
        keys.put(WATCHER, "nobody:read");
        set.bidders().forEach(bidder -> keys.put(keyOf(bidder), bidder + ":read,bid"));
        return ServerConfig.defaults()
                .withPort(0)
                .withLayout(layout)
                .withManualClock(new ManualClock(0))
                .withLimits(Limits.defaults().withMaxRoomsPerConnection(EbaySet.AUCTIONS))
                .withKeys(ApiKeys.of(keys));
    }

    private static String keyOf(String bidder) {
        return "key-of-" + bidder;
    }

    /** A journal in memory. */
    private static final class KeptTransactions implements Journal {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private volatile long durableSeq;

        @Override
        public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
            add(buffer, offset, length, kept);
            durableSeq = firstSeq + count - 1;
        }

        @Override
        public long durableSeq() {
            return durableSeq;
        }

        @Override
        public Durability level() {
            return Durability.MEMORY;
        }

        @Override
        public void close() {
            // It stays readable.
        }

        /** All transactions; once the server is closed. */
        byte[] bytes() {
            return kept.toByteArray();
        }
    }
}
