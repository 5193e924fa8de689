package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import io.gavel.gateway.GavelServer;
import io.gavel.gateway.ManualClock;
import io.gavel.gateway.ServerConfig;
import io.gavel.settlement.Settlement;
import io.gavel.settlement.SettlementConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gavel demo}: real auctions through a real server, and whether they end as they did. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Replays sixteen real auctions through a real server, and says whether they end as they did.",
            "Every bidder is a WebSocket client; all is journaled and settled into the embedded database, which is then"
                    + " asked who won and whether the books balance. Needs nothing installed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all winners and prices are right, all is settled, the books balance",
            "1:something is WRONG",
            "2:a wrong option or bad input",
            "3:the port, the folder or the database does not do what is needed"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final String BUILT_IN_SOURCE = "Ethereum, October 2023, \"Cash\" by Steviep";
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on (default: any free one).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep journal and database in this new or empty folder.")
    private Path data;

    @Option(names = "--serve", description = "Keep the server up afterwards.")
    private boolean serve;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Option(
            names = "--auctions",
            paramLabel = "FILE",
            description = "Replay these instead; lines auction,name,reserve,winner,price and"
                    + " bid,seconds,auction,bidder,amount.")
    private Path auctions;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        if (port < 0 || port > ServerConfig.MAX_PORT) {
            throw Failure.usage("expected a port of 0 to " + ServerConfig.MAX_PORT + ", port=" + port);
        }
        RecordedAuctions recorded = auctions == null ? RecordedAuctions.builtIn() : readAuctions();
        Path folder = data == null ? Files.createTempDirectory("gavel-demo") : emptyFolder(data);
        Opened opened = new Opened(data == null ? folder : null);
        // Ctrl-C and SIGTERM, at any moment, leave neither a server nor a temporary folder behind.
        Thread hook = new Thread(opened::close, "gavel-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (opened) {
            DemoReport report = run(recorded, folder, opened);
            if (json) {
                report.printJson(spec.commandLine().getOut());
            } else {
                report.print(spec.commandLine().getOut());
            }
            if (serve) {
                new CountDownLatch(1).await();
            }
            return report.isRight() ? ExitCode.OK : ExitCode.FINDING;
        } finally {
            removeHook(hook);
        }
    }

    private DemoReport run(RecordedAuctions recorded, Path folder, Opened opened) throws IOException, SQLException {
        long startNs = System.nanoTime();
        ManualClock clock =
                new ManualClock(TimeUnit.SECONDS.toNanos(recorded.bids().get(0).atS()));
        GavelServer server = opened.server(ServerConfig.defaults()
                .withPort(port)
                .withData(folder)
                .withManualClock(clock)
                .withKeys(DemoReplay.keys(recorded)));
        DemoReplay.Result result = replay(recorded, clock, server, folder);
        if (!serve) {
            // What is read below is then what anybody finds afterwards: a journal that was closed.
            server.close();
        }
        DemoBooks books = DemoBooks.read(DataFolder.journal(folder), DataFolder.database(folder), DemoReplay.DECIMALS);
        if (serve) {
            opened.settlement(folder);
        }
        return new DemoReport(
                recorded,
                auctions == null ? BUILT_IN_SOURCE : auctions.toString(),
                result,
                books,
                data == null && !serve ? null : folder.toString(),
                serve ? server.address() : null,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    }

    private static DemoReplay.Result replay(
            RecordedAuctions recorded, ManualClock clock, GavelServer server, Path folder) throws IOException {
        URI address = URI.create(server.address().replace("http:", "ws:") + "/ws");
        try (Settlement settlement = Settlement.open(
                        DataFolder.journal(folder), DataFolder.database(folder), SettlementConfig.defaults());
                DemoReplay replay = DemoReplay.connect(recorded, clock, address);
                Progress progress = Progress.of("bids", recorded.bids().size())) {
            settlement.start();
            DemoReplay.Result result = replay.run(progress);
            if (!settlement.awaitSettled(result.lastSeq(), SETTLE_TIMEOUT)) {
                throw Failure.environment("expected all to be settled, status=" + settlement.status(), null);
            }
            return result;
        }
    }

    private RecordedAuctions readAuctions() {
        try {
            return RecordedAuctions.read(auctions);
        } catch (IOException e) {
            throw Failure.usage("expected a readable file, auctions=" + auctions + ": " + IoProblem.inWords(e));
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the hook runs, or has run.
            return;
        }
    }

    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw Failure.usage("expected a folder, data=" + folder);
            }
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw Failure.usage("expected a new or empty folder, data=" + folder);
                }
            }
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.environment(
                    "expected to be able to make the folder, data=" + folder + ": " + IoProblem.inWords(e), e);
        }
    }

    /** What has to be closed and removed, once, whoever comes first: the command or the end of the JVM. */
    private static final class Opened implements AutoCloseable {
        private final Path temporary;
        private GavelServer server;
        private Settlement settlement;
        private boolean isClosed;

        Opened(Path temporary) {
            this.temporary = temporary;
        }

        synchronized GavelServer server(ServerConfig config) throws IOException {
            server = GavelServer.start(config);
            return server;
        }

        /** Goes on settling what comes after the replay. */
        synchronized void settlement(Path folder) {
            settlement = Settlement.open(
                    DataFolder.journal(folder), DataFolder.database(folder), SettlementConfig.defaults());
            settlement.start();
        }

        @Override
        public synchronized void close() {
            if (isClosed) {
                return;
            }
            isClosed = true;
            if (settlement != null) {
                settlement.close();
            }
            if (server != null) {
                server.close();
            }
            if (temporary != null) {
                delete(temporary);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
