package io.gavel.perf.load;

import io.gavel.client.Answer;
import io.gavel.client.ClientThreads;
import io.gavel.client.GavelClient;
import io.gavel.client.NewAuction;
import io.gavel.gateway.GavelServer;
import io.gavel.gateway.Layout;
import io.gavel.gateway.ServerConfig;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Bids on one hot auction through the SDK, JSON and a WebSocket over loopback, every answer durable. Server and clients
 * share one process and its cores. Open loop: a bid is due at its time whether or not the ones before were answered.
 */
public final class WebSocketRun implements AutoCloseable {
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final int MOST_UNANSWERED = 256;
    private static final BigDecimal RICH = new BigDecimal("10000000000.00");

    private final GavelServer server;
    private final ClientThreads threads = ClientThreads.of(1);
    private final List<GavelClient> bidders = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private long bids;

    /** @param data folder of a new server, made if it does not exist */
    public WebSocketRun(int connections, Durability durability, Layout layout, Path data) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("admin", "*:admin");
        for (int i = 0; i < connections; i++) {
            keys.put("key-" + i, "bidder-" + i + ":read,bid");
        }
        server = GavelServer.start(ServerConfig.defaults()
                .withPort(0)
                .withData(data)
                .withDurability(durability)
                .withLayout(layout)
                .withKeys(ApiKeys.of(keys)));
        URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/ws");
        try (GavelClient admin = GavelClient.connect(uri, "admin")) {
            must(admin.createAsset("USD", 2).join());
            for (int i = 0; i < connections; i++) {
                must(admin.createAccount("bidder-" + i).join());
                must(admin.deposit("bidder-" + i, "USD", RICH, "rich").join());
            }
            must(admin.createAuction(
                            NewAuction.english("lamp", "USD", BigDecimal.ONE).step(new BigDecimal("0.01")))
                    .join());
        }
        for (int i = 0; i < connections; i++) {
            bidders.add(GavelClient.to(uri, "key-" + i)
                    .threads(threads)
                    .maxUnanswered(MOST_UNANSWERED)
                    .connect());
        }
    }

    /** Bids at a fixed rate, latency from the intended send time to the answer. */
    public Histogram openLoop(long perSecond, long durationNs) {
        Histogram latency = new ConcurrentHistogram(LONGEST_NS, 3);
        int most = MOST_UNANSWERED * bidders.size();
        Semaphore unanswered = new Semaphore(most);
        long start = System.nanoTime();
        long total = perSecond * durationNs / 1_000_000_000L;
        for (long sent = 0; sent < total; sent++) {
            long intended = start + sent * 1_000_000_000L / perSecond;
            for (long wait = intended - System.nanoTime(); wait > 0; wait = intended - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            unanswered.acquireUninterruptibly();
            bid().whenComplete((answer, problem) -> {
                latency.recordValue(Math.min(LONGEST_NS, System.nanoTime() - intended));
                if (problem != null) {
                    failed.incrementAndGet();
                } else if (answer.isRefused()) {
                    refused.incrementAndGet();
                }
                unanswered.release();
            });
        }
        unanswered.acquireUninterruptibly(most);
        return latency;
    }

    /** Bids that were refused, as another bidder's came first. */
    public long refused() {
        return refused.get();
    }

    /** Bids without an answer. */
    public long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        bidders.forEach(GavelClient::close);
        threads.close();
        server.close();
    }

    private CompletableFuture<Answer> bid() {
        long bid = bids++;
        GavelClient bidder = bidders.get((int) (bid % bidders.size()));
        return bidder.placeBid("lamp", "bid-" + bid, BigDecimal.valueOf(200 + 2 * bid, 2));
    }

    private static void must(Answer answer) {
        if (answer.isRefused()) {
            throw new IllegalStateException("expected what must exist to be created, answer=" + answer);
        }
    }
}
