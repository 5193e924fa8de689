package io.gavel.perf.journal;

import io.gavel.gateway.GavelServer;
import io.gavel.gateway.Layout;
import io.gavel.gateway.ServerConfig;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.perf.Folder;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import io.gavel.perf.Turns;
import io.gavel.perf.chart.BarChart;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One bid at a time over a WebSocket at level disk, from the send to its answer, beside the two things that it cannot do
 * without: a round trip to a server that sends back what comes, and a sync of as many bytes. Both apart, and one behind the
 * other: who waits for an answer that takes as long as a sync has gone to sleep, and waking up is a part of it.
 */
final class SingleBid {
    private static final int BIDS = 50;
    private static final int WARM_UPS = 15;
    private static final String BID = "bid, level disk";
    private static final String BID_PROCESS = "bid, level process";
    private static final String ECHO = "echo";
    private static final String SYNC = "raw sync";
    private static final String SYNCING_ECHO = "echo behind a raw sync";

    private final Report report;
    private final Settings settings;
    private long bids;

    SingleBid(Report report, Settings settings) {
        this.report = report;
        this.settings = settings;
    }

    void run() throws IOException {
        report.line(
                "%none bid at a time over a WebSocket: medians of %d in a stretch, %d rounds, layout inline",
                BIDS, settings.rounds());
        Recording recording = settings.recording();
        try (Folder folder = new Folder(settings.parent());
                GavelServer disk = server(folder, Durability.DISK);
                GavelServer process = server(folder, Durability.PROCESS);
                Wire bidder = bidder(disk);
                Wire processBidder = bidder(process);
                RawFileJournal raw = raw(folder, "raw");
                RawFileJournal rawBehind = raw(folder, "raw-behind");
                Echo echo = new Echo(Echo.Work.NONE);
                Echo syncingEcho = syncing(recording.into(rawBehind));
                Wire echoed = new Wire(echo.port());
                Wire synced = new Wire(syncingEcho.port())) {
            Recording.Feed feed = recording.into(raw);
            byte[] frame = Wire.frame(nextBid());
            Turns turns = new Turns()
                    .add(BID, () -> stretch(() -> bid(bidder)))
                    .add(BID_PROCESS, () -> stretch(() -> bid(processBidder)))
                    .add(ECHO, () -> stretch(() -> echoed.echo(frame)))
                    .add(SYNC, () -> stretch(() -> feed.append(1)))
                    .add(SYNCING_ECHO, () -> stretch(() -> synced.echo(frame)));
            // A stretch is short, and the compiler wants thousands.
            for (int i = 0; i < settings.rounds() * WARM_UPS; i++) {
                turns.warmUp();
            }
            turns.run(settings.rounds());
            print(turns);
        }
    }

    private RawFileJournal raw(Folder folder, String name) throws IOException {
        return RawFileJournal.prepared(folder.path(name), Durability.DISK, settings.generationBytes());
    }

    private static Echo syncing(Recording.Feed feed) {
        return new Echo(() -> feed.append(1));
    }

    /** One exchange. */
    @FunctionalInterface
    private interface Exchange {
        void run() throws IOException;
    }

    /** The stretch is one exchange: the middle one of several. */
    private static Stretch stretch(Exchange exchange) throws IOException {
        long[] elapsedNs = new long[BIDS];
        for (int i = 0; i < BIDS; i++) {
            long start = System.nanoTime();
            exchange.run();
            elapsedNs[i] = System.nanoTime() - start;
        }
        Arrays.sort(elapsedNs);
        return new Stretch(1, elapsedNs[BIDS / 2], 0);
    }

    private void bid(Wire bidder) throws IOException {
        String answer = bidder.ask(nextBid());
        if (!answer.startsWith("{\"type\":\"bidAccepted\"")) {
            throw new IOException("expected an accepted bid, answer=" + answer);
        }
    }

    private String nextBid() {
        long bid = bids++;
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + bid + "\",\"auction\":\"lamp\",\"amount\":\"" + (2 + bid)
                + ".00\"}";
    }

    private GavelServer server(Folder folder, Durability level) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("admin", "*:admin");
        keys.put("bidder", "bidder:read,bid");
        return GavelServer.start(ServerConfig.defaults()
                .withPort(0)
                .withData(folder.path(level.name()))
                .withDurability(level)
                .withLayout(Layout.INLINE)
                .withKeys(ApiKeys.of(keys)));
    }

    private static Wire bidder(GavelServer server) throws IOException {
        try (Wire admin = new Wire(server.port()).upgrade()) {
            admin.ask("{\"type\":\"login\",\"key\":\"admin\"}");
            for (String command : new String[] {
                "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}",
                "{\"type\":\"createAccount\",\"account\":\"bidder\"}",
                "{\"type\":\"deposit\",\"clOrdId\":\"deposit\",\"account\":\"bidder\",\"asset\":\"USD\",\"amount\":\"1000000000.00\"}",
                "{\"type\":\"createAuction\",\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\",\"increments\":[[null,\"0.01\"]]}"
            }) {
                String answer = admin.ask(command);
                if (answer.contains("\"code\"")) {
                    throw new IOException("expected what must exist to be created, answer=" + answer);
                }
            }
        }
        Wire bidder = new Wire(server.port()).upgrade();
        bidder.ask("{\"type\":\"login\",\"key\":\"bidder\"}");
        return bidder;
    }

    private void print(Turns turns) throws IOException {
        BarChart chart = new BarChart("One bid at a time", "us");
        for (String name : turns.names()) {
            Spread elapsed = turns.elapsedNsPerUnit(name);
            report.line(
                    "  %-22s %5.0f us (%.0f to %.0f)",
                    name, elapsed.median() / 1e3, elapsed.least() / 1e3, elapsed.most() / 1e3);
            chart.add(name, elapsed.median() / 1e3, elapsed.least() / 1e3, elapsed.most() / 1e3);
        }
        double parts = turns.elapsedNsPerUnit(ECHO).median()
                + turns.elapsedNsPerUnit(SYNC).median();
        report.line(
                "  bid at disk against echo behind a raw sync: %.2f (against both measured apart: %.2f); at process against echo:"
                        + " %.2f",
                turns.timeRatio(BID, SYNCING_ECHO).median(),
                turns.elapsedNsPerUnit(BID).median() / parts,
                turns.timeRatio(BID_PROCESS, ECHO).median());
        report.chart("bid", chart.svg());
    }
}
