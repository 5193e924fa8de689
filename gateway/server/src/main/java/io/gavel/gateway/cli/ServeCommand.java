package io.gavel.gateway.cli;

import io.gavel.gateway.DataFolder;
import io.gavel.gateway.GavelServer;
import io.gavel.gateway.Layout;
import io.gavel.gateway.Limits;
import io.gavel.gateway.ServerConfig;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.journal.HowMany;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFull;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.KnownBy;
import io.gavel.journal.SpaceFloors;
import io.gavel.journal.UnfitFileSystem;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.snapshot.ReplicaConfig;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gavel serve}: the exchange until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the exchange: HTTP and WebSocket on one port, journal and settlement in the data folder.",
        footer = {
            "",
            "Every option may also be set in the environment (GAVEL_PORT for --port) or in the file of --config"
                    + " (port = 7070); flags win, then the environment. What is in force is printed with its origin.",
            "SIGTERM stops it cleanly: nothing new is taken, what was begun is finished and told."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "2:a wrong option or setting",
            "3:the port, the data folder or the journal does not do what is needed",
            "130:stopped by Ctrl-C, cleanly",
            "143:stopped by SIGTERM, cleanly"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int BYTES_PER_MIB = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (127.0.0.1).")
    private String host;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (7070); 0: any free one.")
    private Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (gavel-data), made if it does not exist.")
    private Path data;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "What an answer is worth: process (survives kill -9), disk (power loss), memory (nothing).")
    private String durability;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "Who drains the ring: inline (one event loop does all), compact (a thread), auto.")
    private String layout;

    @Option(names = "--ring-size", paramLabel = "N", description = "Slots of the ring, a power of two (8192).")
    private Integer ringSize;

    @Option(
            names = "--in-flight-per-account",
            paramLabel = "N",
            description = "Orders, replaces and bids of an account that may wait for their answer (4096).")
    private Integer inFlightPerAccount;

    @Option(
            names = "--generation-mib",
            paramLabel = "N",
            description = "Size of the journal's files in MiB, 1 to 1024 (256).")
    private Integer generationMib;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "API keys, one a line: key = accounts:roles. Without it one admin key is made and printed.")
    private Path keys;

    @Option(names = "--no-settle", arity = "0", description = "Without settlement into the embedded database.")
    private Boolean noSettle;

    @Option(
            names = "--snapshots",
            paramLabel = "on|off",
            description =
                    "Whether a second market follows the journal and writes snapshots (on). Takes its memory twice.")
    private String snapshots;

    @Option(names = "--snapshot-every", paramLabel = "N", description = "Transactions between two of them (2000000).")
    private Integer snapshotEvery;

    @Option(names = "--snapshot-pause", paramLabel = "S", description = "Least seconds between two of them (10).")
    private Integer snapshotPause;

    @Option(names = "--snapshots-kept", paramLabel = "N", description = "How many stay (3).")
    private Integer snapshotsKept;

    @Option(
            names = "--retain",
            paramLabel = "all|needed",
            description = "Which of the journal stays: all (default), or what snapshots, settlement and readers need.")
    private String retain;

    @Option(
            names = "--ballast-mib",
            paramLabel = "N",
            description = "Disk space kept back, freed when the server has to halt (64).")
    private Integer ballastMib;

    @Option(
            names = "--disk-floor-mib",
            paramLabel = "N",
            description = "With less free disk space only cancels are taken (256).")
    private Integer diskFloorMib;

    @Option(
            names = "--disk-halt-mib",
            paramLabel = "N",
            description = "With less free disk space the server halts (32).")
    private Integer diskHaltMib;

    @Option(
            names = "--allow-file-system",
            arity = "0",
            description = "Also where what the level promises can't be kept: a network, memory. For experiments.")
    private Boolean allowFileSystem;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, one a line: name = value.")
    private Path config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = settings();
        Path folder = Path.of(settings.value("data", data, "gavel-data"));
        boolean isWithoutSettlement = settings.bool("no-settle", noSettle, false);
        ServerConfig server = server(settings, folder);
        if (server.replica() != null && (!isWithoutSettlement || Files.exists(DataFolder.database(folder)))) {
            // It may start late, or not in this run: until it says how far it is, all stays.
            server = server.withReplica(server.replica().withReaders(List.of(SettleCommand.READER)));
        }
        String keyFile = settings.value("keys", keys, "");
        settings.refuseUnknown();
        refuseToForget(server, folder);
        String generatedKey = keyFile.isEmpty() ? randomKey() : null;
        server = server.withKeys(
                generatedKey == null ? readKeys(Path.of(keyFile)) : ApiKeys.of(Map.of(generatedKey, "*:admin")));
        settings.entries()
                .forEach(entry -> out.printf("%-22s %-24s %s%n", entry.name(), entry.value(), entry.origin()));
        out.flush();
        if (server.journalConfig().isAnyFileSystem() && server.durability() != Durability.MEMORY) {
            spec.commandLine()
                    .getErr()
                    .println("gavel serve: any file system is allowed: nobody looks whether what level "
                            + server.durability().word() + " promises can be kept there");
        }
        KnownBy known = JournalVerifier.knownBy(DataFolder.journal(folder));
        CountDownLatch stop = new CountDownLatch(1);
        try (GavelServer running = start(server);
                SettlementProcess settlement = isWithoutSettlement || server.durability() == Durability.MEMORY
                        ? null
                        : SettlementProcess.start(folder)) {
            if (settlement != null) {
                running.metrics()
                        .gauge(
                                "gavel_settlement_lag_events",
                                "Durable transactions that are not in the database yet.",
                                () -> Math.max(0, running.health().durableSeq() - settlement.settledSeq()));
            }
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                sayGoodbye(out, running, stopAndWait(running, settlement));
                                stop.countDown();
                            },
                            "gavel-stop"));
            announceMissing(known, running);
            // Who reads that it listens may stop it at once.
            announce(out, running, generatedKey);
            stop.await();
        }
        return ExitCode.OK;
    }

    private Settings settings() throws IOException {
        try {
            return Settings.of(System.getenv(), config);
        } catch (IOException e) {
            throw Failure.usage("expected a readable file, config=" + config + ": " + IoProblem.inWords(e));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        }
    }

    /** Without a journal of its own the server would start empty, beside one that knows better. */
    private static void refuseToForget(ServerConfig server, Path folder) {
        Path journal = DataFolder.journal(folder);
        if (server.durability() == Durability.MEMORY && Files.exists(journal)) {
            throw Failure.environment(
                    "expected a data folder without a journal, as it is neither read nor written with durability="
                            + "memory, journal=" + journal,
                    null);
        }
    }

    private ServerConfig server(Settings settings, Path folder) {
        ServerConfig defaults = ServerConfig.defaults();
        int chosenPort = settings.number("port", port, ServerConfig.DEFAULT_PORT);
        if (chosenPort < 0 || chosenPort > ServerConfig.MAX_PORT) {
            throw Failure.usage("expected a port of 0 to " + ServerConfig.MAX_PORT + ", port=" + chosenPort);
        }
        int slots = settings.number("ring-size", ringSize, defaults.ringSize());
        if (Integer.bitCount(slots) != 1 || slots < 2) {
            throw Failure.usage("expected a power of two, ring-size=" + slots);
        }
        return defaults.withHost(settings.value("host", host, defaults.host()))
                .withPort(chosenPort)
                .withDurability(settings.choice("durability", durability, Durability.PROCESS))
                .withLayout(settings.choice("layout", layout, Layout.AUTO))
                .withRingSize(slots)
                .withLimits(limits(settings, defaults.limits()))
                .withJournalConfig(journalConfig(settings))
                .withReplica(replicaConfig(settings))
                .withJournal(DataFolder.journal(folder));
    }

    private Limits limits(Settings settings, Limits defaults) {
        int inFlight = settings.number("in-flight-per-account", inFlightPerAccount, defaults.maxInFlightPerAccount());
        if (inFlight < 1) {
            throw Failure.usage("expected 1 or more, in-flight-per-account=" + inFlight);
        }
        return defaults.withMaxInFlightPerAccount(inFlight);
    }

    /** Null: no snapshots are taken. */
    private ReplicaConfig replicaConfig(Settings settings) {
        ReplicaConfig defaults = ReplicaConfig.defaults();
        boolean isOn = oneOf("snapshots", settings.value("snapshots", snapshots, "on"), "on", "off");
        int every = settings.number("snapshot-every", snapshotEvery, (int) ReplicaConfig.DEFAULT_EVERY);
        int pause = settings.number(
                "snapshot-pause", snapshotPause, (int) defaults.pause().toSeconds());
        int kept = settings.number("snapshots-kept", snapshotsKept, ReplicaConfig.DEFAULT_KEEP);
        boolean isAll = oneOf("retain", settings.value("retain", retain, "all"), "all", "needed");
        if (every < 1 || kept < 1 || pause < 0) {
            throw Failure.usage("expected 1 or more, and a pause of 0 or more, snapshot-every=" + every
                    + ", snapshots-kept=" + kept + ", snapshot-pause=" + pause);
        }
        if (!isAll && kept < ReplicaConfig.MIN_KEEP_TO_DROP) {
            throw Failure.usage("expected " + ReplicaConfig.MIN_KEEP_TO_DROP
                    + " or more where they replace a part of the journal, snapshots-kept=" + kept);
        }
        if (!isOn && !isAll) {
            throw Failure.usage("expected retain=all without snapshots, as they say what is needed, snapshots=off");
        }
        return isOn
                ? defaults.withEvery(every)
                        .withPause(Duration.ofSeconds(pause))
                        .withKeep(kept)
                        .withDropsJournal(!isAll)
                : null;
    }

    /** Whether it is the first of two words. */
    private static boolean oneOf(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw Failure.usage("expected " + first + " or " + second + ", " + name + "=" + value);
        }
        return value.equals(first);
    }

    private JournalConfig journalConfig(Settings settings) {
        JournalConfig defaults = JournalConfig.defaults();
        int generation = settings.number(
                "generation-mib", generationMib, JournalConfig.DEFAULT_GENERATION_BYTES / BYTES_PER_MIB);
        if (generation < 1 || generation > JournalConfig.MAX_GENERATION_BYTES / BYTES_PER_MIB) {
            throw Failure.usage("expected 1 to " + JournalConfig.MAX_GENERATION_BYTES / BYTES_PER_MIB
                    + ", generation-mib=" + generation);
        }
        return defaults.withGenerationBytes(generation * BYTES_PER_MIB)
                .withFloors(floors(settings))
                .withAnyFileSystem(settings.bool("allow-file-system", allowFileSystem, defaults.isAnyFileSystem()));
    }

    private SpaceFloors floors(Settings settings) {
        SpaceFloors defaults = SpaceFloors.ofServer();
        int ballast = settings.number("ballast-mib", ballastMib, (int) (defaults.ballastBytes() / BYTES_PER_MIB));
        int floor = settings.number("disk-floor-mib", diskFloorMib, (int) (defaults.cancelOnlyBytes() / BYTES_PER_MIB));
        int halt = settings.number("disk-halt-mib", diskHaltMib, (int) (defaults.haltBytes() / BYTES_PER_MIB));
        if (ballast < 0 || halt < 0 || floor < halt) {
            throw Failure.usage(
                    "expected 0 <= disk-halt-mib <= disk-floor-mib and a ballast of 0 or more, disk-halt-mib=" + halt
                            + ", disk-floor-mib=" + floor + ", ballast-mib=" + ballast);
        }
        return new SpaceFloors(
                (long) ballast * BYTES_PER_MIB, (long) floor * BYTES_PER_MIB, (long) halt * BYTES_PER_MIB);
    }

    private ApiKeys readKeys(Path file) {
        try {
            warnIfReadableByOthers(file);
            return ApiKeys.read(file);
        } catch (IOException e) {
            throw Failure.usage("expected a readable file, keys=" + file + ": " + IoProblem.inWords(e));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        }
    }

    private void warnIfReadableByOthers(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            spec.commandLine()
                    .getErr()
                    .println("gavel serve: everybody on this machine can read the keys, keys=" + file);
        }
    }

    private static GavelServer start(ServerConfig config) {
        try (StartBar bar = new StartBar()) {
            return GavelServer.start(config, bar);
        } catch (ReplayDiverged e) {
            throw Failure.environment(
                    e.getMessage() + "; another release may decide it as recorded, or gavel journal skip gives it up",
                    e);
        } catch (IOException | JournalLocked | JournalDamaged | JournalFull | UnfitFileSystem e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    /** Which files of the journal were gone: it started all the same, so its end is known. */
    private void announceMissing(KnownBy known, GavelServer server) {
        if (server.journaled() != null) {
            JournalFolder.missing(known, server.journaled().recovery().found(), true)
                    .forEach(file -> spec.commandLine().getErr().println("gavel serve: " + file));
        }
    }

    private static void announce(PrintWriter out, GavelServer server, String generatedKey) {
        if (generatedKey != null) {
            out.println("admin key    " + generatedKey + "   (made for this run; --keys FILE for lasting ones)");
        }
        if (server.journaled() != null) {
            var recovery = server.journaled().recovery();
            for (SnapshotBad bad : recovery.skipped()) {
                out.println("not used     snapshot " + bad.getMessage());
            }
            if (recovery.snapshot() != null) {
                out.printf(
                        "snapshot     seq %d, %d bytes, loaded in %d ms%n",
                        recovery.snapshot().header().seq(), recovery.snapshot().bytes(), recovery.loadNs() / 1_000_000);
            }
            out.printf(
                    "replayed     %s in %d ms%n",
                    HowMany.of(recovery.replayed(), "transaction"), recovery.durationNs() / 1_000_000);
            recovery.found().skipped().forEach(skip -> out.println("given up     " + JournalFolder.inWords(skip)));
            recovery.found()
                    .repairs()
                    .forEach(repair -> out.println("repaired     " + RecordedRepairs.inWords(repair)));
            if (recovery.found().tornBytes() > 0) {
                out.println("torn tail    " + recovery.found().tornBytes() + " bytes cut behind seq "
                        + recovery.found().lastSeq() + ": "
                        + recovery.found().tail().inWords());
            }
        }
        out.println("layout       " + server.layout());
        out.println("listening    " + server.address() + "   WebSocket "
                + server.address().replace("http", "ws") + "/ws");
        out.flush();
    }

    /** The JVM ends when its hooks do: wait here until the server has closed. Returns why it could not; null: it has. */
    private static Throwable stopAndWait(GavelServer server, SettlementProcess settlement) {
        try {
            server.close();
            return null;
        } catch (RuntimeException e) {
            return e;
        } finally {
            if (settlement != null) {
                settlement.close();
            }
        }
    }

    private static void sayGoodbye(PrintWriter out, GavelServer server, Throwable problem) {
        Durability level = server.journaled() == null
                ? Durability.MEMORY
                : server.journaled().journal().level();
        out.println(Farewell.of(server.lastSeq(), server.health(), level, problem));
        out.flush();
    }

    private static String randomKey() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
