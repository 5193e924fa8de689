package io.gavel.perf.rowlock;

import io.gavel.client.Answer;
import io.gavel.client.GavelClient;
import io.gavel.client.NewAuction;
import io.gavel.gateway.GavelServer;
import io.gavel.gateway.Layout;
import io.gavel.gateway.ServerConfig;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.perf.Stretch;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The auction end to end: JSON over WebSockets on loopback to a server with level disk and layout inline, so each answer
 * is told after its sync. One client thread serves all connections; server and client share the process and its cores.
 * Up to {@value #MAX_CONNECTIONS} bids in flight are one a connection; more share {@value #SHARED_CONNECTIONS}.
 */
final class GatewayLot implements HotLot {
    static final int MAX_CONNECTIONS = 32;
    static final int SHARED_CONNECTIONS = 8;
    static final String LOT = "lamp";

    private static final BigDecimal RICH = new BigDecimal("10000000000.00");
    private static final long TIMEOUT_MS = 30_000;

    private final Path journal;
    private final GavelServer server;
    private final Selector selector;
    private final List<GatewayBidder> bidders = new ArrayList<>();
    private final Map<Integer, Long> placed = new HashMap<>();
    private final Map<Integer, Long> refused = new HashMap<>();
    private long bids;

    /** @param data folder of a new server */
    GatewayLot(Path data) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("admin", "*:admin");
        for (int i = 0; i < MAX_CONNECTIONS; i++) {
            keys.put(
                    GatewayBidder.key(i),
                    GatewayBidder.account(i, 0) + "," + GatewayBidder.account(i, 1) + ":read,bid");
        }
        ServerConfig config = ServerConfig.defaults()
                .withPort(0)
                .withData(data)
                .withDurability(Durability.DISK)
                .withLayout(Layout.INLINE)
                .withKeys(ApiKeys.of(keys));
        journal = config.journal();
        server = GavelServer.start(config);
        selector = Selector.open();
        try {
            setUp();
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
                bidders.add(new GatewayBidder(i, server.port(), selector));
            }
        } catch (IOException | RuntimeException problem) {
            close();
            throw problem;
        }
    }

    /** Of all bids with so many in flight, the part that came behind a higher one: answered and synced, but not counted. */
    double overtaken(int inFlight) {
        return refused.getOrDefault(inFlight, 0L) / (double) placed.getOrDefault(inFlight, 1L);
    }

    @Override
    public Stretch bid(int inFlight, long durationNs, Histogram answers) throws IOException {
        int connections = inFlight <= MAX_CONNECTIONS ? inFlight : SHARED_CONNECTIONS;
        List<GatewayBidder> busy = bidders.subList(0, connections);
        int each = inFlight / connections;
        long acceptedBefore = accepted();
        long bidsBefore = bids;
        Stretch.Start start = Stretch.start();
        long deadlineNs = start.atNs() + durationNs;
        for (GatewayBidder bidder : busy) {
            fill(bidder, each);
        }
        for (int unanswered = unanswered(busy); unanswered > 0; unanswered = unanswered(busy)) {
            await(answers);
            if (System.nanoTime() - deadlineNs < 0) {
                for (GatewayBidder bidder : busy) {
                    fill(bidder, each);
                }
            }
        }
        long taken = accepted() - acceptedBefore;
        Stretch stretch = start.end(taken);
        placed.merge(inFlight, bids - bidsBefore, Long::sum);
        refused.merge(inFlight, bids - bidsBefore - taken, Long::sum);
        return stretch;
    }

    @Override
    public void verify() throws IOException {
        StoredBids.verify(journal, accepted());
    }

    @Override
    public void close() throws IOException {
        for (GatewayBidder bidder : bidders) {
            bidder.close();
        }
        selector.close();
        server.close();
    }

    private long accepted() {
        return bidders.stream().mapToLong(GatewayBidder::accepted).sum();
    }

    private void fill(GatewayBidder bidder, int each) throws IOException {
        while (bidder.unanswered() < each) {
            bidder.add(bids++);
        }
        bidder.send();
    }

    private void await(Histogram answers) throws IOException {
        if (selector.select(TIMEOUT_MS) == 0) {
            throw new IOException("expected answers within ms=" + TIMEOUT_MS);
        }
        for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ready.remove()) {
            ((GatewayBidder) ready.next().attachment()).read(answers);
        }
    }

    private static int unanswered(List<GatewayBidder> busy) {
        int sum = 0;
        for (GatewayBidder bidder : busy) {
            sum += bidder.unanswered();
        }
        return sum;
    }

    private void setUp() throws IOException {
        URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/ws");
        try (GavelClient admin = GavelClient.connect(uri, "admin")) {
            must(admin.createAsset("USD", 2).join());
            for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
                String account = GatewayBidder.account(i / 2, i % 2);
                must(admin.createAccount(account).join());
                must(admin.deposit(account, "USD", RICH, "rich").join());
            }
            must(admin.createAuction(
                            NewAuction.english(LOT, "USD", BigDecimal.ONE).step(new BigDecimal("0.01")))
                    .join());
        }
    }

    private static void must(Answer answer) {
        if (answer.isRefused()) {
            throw new IllegalStateException("expected what must exist to be created, answer=" + answer);
        }
    }
}
