package io.gavel.gateway;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.engine.ring.PoisonCommand;
import io.gavel.engine.view.ViewState;
import io.gavel.gateway.cli.Version;
import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.LoopDesk;
import io.gavel.gateway.http.HttpInitializer;
import io.gavel.gateway.ops.Health;
import io.gavel.gateway.ops.Metrics;
import io.gavel.gateway.ops.OutOfMemory;
import io.gavel.gateway.ops.PoisonLine;
import io.gavel.gateway.publish.JournalStamp;
import io.gavel.gateway.publish.NetworkPublisher;
import io.gavel.gateway.session.Outbox;
import io.gavel.gateway.session.Session;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.RecoveryThread;
import io.gavel.journal.snapshot.Replica;
import io.gavel.journal.snapshot.ReplicaStatus;
import io.gavel.wire.Durability;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running exchange: port, ring, engine, journal. For {@code gavel serve}, the demo, tests and embedders.
 *
 * <p>{@link #start} listens first, so that probes are answered while the journal is replayed, and returns when the
 * server is ready. {@link #close} takes nothing new, finishes what was begun, tells it and closes the journal cleanly.
 * Settlement is not part of it: it reads the journal from outside.
 */
public final class GavelServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GavelServer.class);
    private static final long TICK_MS = 2;
    private static final long GOODBYE_MS = 1_000;
    private static final long STOP_TIMEOUT_MS = 10_000;

    private final ServerConfig config;
    private final Layout layout;
    private final ViewState state = new ViewState();
    private final Health health = new Health();
    private final Metrics metrics = new Metrics(Version.current());
    private final FrontDesk desk;
    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final Map<EventLoop, LoopDesk> loopDesks = new HashMap<>();
    private Channel listener;
    private Pipeline pipeline;
    private volatile RingDoor door;
    private JournaledMarket journaled;
    private Market market;
    private Replica replica;
    private boolean isClosed;

    private GavelServer(ServerConfig config) {
        this.config = config;
        layout = config.layout().resolve(Runtime.getRuntime().availableProcessors());
        desk = new FrontDesk(config.limits(), config.keys(), state.directory(), health, metrics, config.clock());
        int count = layout == Layout.INLINE ? 1 : config.loops();
        group = new MultiThreadIoEventLoopGroup(
                count,
                new DefaultThreadFactory("gavel-loop"),
                GatheringIo.factory(NioIoHandler.newFactory(), this::hasWaiting));
        for (int i = 0; i < count; i++) {
            EventLoop loop = group.next();
            loops.add(loop);
            loopDesks.put(loop, new LoopDesk(desk, loop));
        }
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @throws IOException where the port is not free
     * @throws RuntimeException where the journal is locked, damaged or diverges; the port is free again
     */
    public static GavelServer start(ServerConfig config) throws IOException {
        return start(config, StartProgress.NONE);
    }

    /** As {@link #start(ServerConfig)}, and says on the way how far it has come. */
    public static GavelServer start(ServerConfig config, StartProgress progress) throws IOException {
        return start(config, null, progress);
    }

    /** As {@link #start(ServerConfig)}, with a journal of the caller's; null: what the configuration says. */
    static GavelServer start(ServerConfig config, Journal journal) throws IOException {
        return start(config, journal, StartProgress.NONE);
    }

    private static GavelServer start(ServerConfig config, Journal journal, StartProgress progress) throws IOException {
        GavelServer server = new GavelServer(config);
        try {
            server.listen();
            server.open(journal, progress);
            return server;
        } catch (IOException | RuntimeException | Error e) {
            OutOfMemory.check(e);
            server.abandon();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Where HTTP is spoken, such as {@code http://127.0.0.1:7070}. */
    public String address() {
        return "http://" + config.host() + ":" + port();
    }

    /** Who drains the ring, {@code AUTO} resolved. */
    public Layout layout() {
        return layout;
    }

    public Health health() {
        return health;
    }

    /** What the operator reads under {@code /metrics}. */
    public Metrics metrics() {
        return metrics;
    }

    /** What was found in the journal and replayed; null without a journal. */
    public JournaledMarket journaled() {
        return journaled;
    }

    /** The last sequence that was decided; to be asked when it is closed. */
    public long lastSeq() {
        return market.lastSeq();
    }

    /** Takes the snapshots; null if none are taken. */
    public Replica replica() {
        return replica;
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        health.stopping();
        listener.close().syncUninterruptibly();
        CloseHelper.quietClose(replica);
        cancelOnDisconnect();
        try {
            onDrainingThread(pipeline::close);
        } finally {
            sayGoodbye();
            stopLoops();
        }
    }

    /** Orders whose connection ends with the server are canceled while there still is an engine. */
    private void cancelOnDisconnect() {
        List<Session> sessions = List.copyOf(desk.sessions().all());
        CountDownLatch departed = new CountDownLatch(sessions.size());
        for (Session session : sessions) {
            EventLoop loop = session.channel().eventLoop();
            loop.execute(() -> loopDesks.get(loop).depart(session, departed::countDown));
        }
        try {
            departed.await(GOODBYE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes all connections, and gives peers a moment to answer: a loop that stops cuts them off. */
    private void sayGoodbye() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MS);
        List<Channel> channels = new ArrayList<>();
        for (Session session : desk.sessions().all()) {
            channels.add(session.channel());
            session.channel().eventLoop().execute(session::onStopping);
        }
        for (Channel channel : channels) {
            long leftNs = Math.max(0, deadlineNs - System.nanoTime());
            channel.closeFuture().awaitUninterruptibly(leftNs, TimeUnit.NANOSECONDS);
        }
    }

    /** Whether the calling loop is about to drain what it read. */
    private boolean hasWaiting() {
        RingDoor opened = door;
        return opened != null && opened.isQueued();
    }

    private void listen() throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new HttpInitializer(desk, loopDesks::get));
        var bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        if (bound.cause() instanceof UnresolvedAddressException) {
            throw new IOException("expected a host that has an address, host=" + config.host(), bound.cause());
        }
        if (!bound.isSuccess()) {
            throw new IOException(
                    "expected a free port, host=" + config.host() + ", port=" + config.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listener = bound.channel();
    }

    private void open(Journal given, StartProgress progress) {
        LongSupplier clock = config.clock() != null ? config.clock() : new MachineClock();
        Journal journal;
        JournalStamp stamp;
        if (given != null || config.journal() == null || config.durability() == Durability.MEMORY) {
            market = new Market(MarketConfig.defaults());
            journal = given != null ? given : Journal.none();
            health.hasJournal(given != null);
            stamp = new JournalStamp(UUID.randomUUID().toString(), journal.level(), 0, 0);
        } else {
            try (RecoveryThread views = new RecoveryThread(new Restart(state, health, progress))) {
                journaled = JournaledMarket.open(
                        config.journal(),
                        config.journalConfig().withLevel(config.durability()),
                        MarketConfig.defaults(),
                        clock,
                        views);
                views.finish();
            }
            market = journaled.market();
            journal = journaled.journal();
            stamp = new JournalStamp(
                    journaled.journal().journalId().toString(),
                    config.durability(),
                    market.lastSeq(),
                    market.lastTimeNs());
        }
        List<Outbox> outboxes =
                loops.stream().map(loop -> loopDesks.get(loop).outbox()).toList();
        NetworkPublisher publisher = new NetworkPublisher(desk, state.views(), state.aliases(), outboxes, stamp);
        PipelineConfig pipelineConfig = (layout == Layout.INLINE ? PipelineConfig.inline() : PipelineConfig.compact())
                .withRingSize(config.ringSize())
                .withOnHalt(this::onHalt);
        if (journaled != null && config.replica() != null) {
            replica = Replica.start(
                    config.journal(),
                    MarketConfig.defaults(),
                    config.replica().withEngineVersion(Version.current()),
                    new SnapshotWatch(health, journaled.journal()));
            health.snapshots("ok", "");
        }
        pipeline = new Pipeline(pipelineConfig, market, journal, publisher, clock);
        door = new RingDoor(pipeline, layout == Layout.INLINE ? loops.get(0) : null, config.clock());
        gauges();
        health.told(journal.durableSeq());
        health.ready();
        desk.open(door, journal.level());
        if (journaled != null) {
            SpaceGuard guard = new SpaceGuard(
                    journaled.journal()::spaceState,
                    () -> journaled.journal().space().reason(),
                    health,
                    door,
                    reason -> onHalt("halted after seq=" + health.durableSeq() + ": " + reason, null));
            guard.look();
            loops.get(0).scheduleAtFixedRate(guard::look, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        }
        loops.get(0).scheduleAtFixedRate(door::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void gauges() {
        metrics.gauge("gavel_ring_remaining_slots", "Free slots of the ring.", pipeline::remainingSlots);
        metrics.gauge("gavel_journal_durable_seq", "Last sequence that may be told.", health::durableSeq);
        metrics.gauge(
                "gavel_outbound_queue_bytes",
                "Bytes written to connections and not taken by their peers.",
                desk.sessions()::outboundBytes);
        if (journaled != null) {
            metrics.gauge(
                    "gavel_journal_unprepared_bytes",
                    "Bytes of the journal appended since the start where no page had been prepared.",
                    () -> journaled.journal().space().unpreparedBytes());
            metrics.gauge(
                    "gavel_journal_preparation_failed",
                    "1: the journal's next generation cannot be prepared; the log says why.",
                    () -> journaled.journal().space().failure() == null ? 0 : 1);
            metrics.gauge(
                    "gavel_journal_hasty_handovers",
                    "Handovers since the start to a generation that was not ready yet.",
                    () -> journaled.journal().space().hastyHandovers());
            metrics.gauge(
                    "gavel_journal_free_bytes",
                    "Free space on the journal's disk; 0 where nobody looks.",
                    () -> journaled.journal().space().freeBytes());
            metrics.gauge(
                    "gavel_journal_ballast_bytes",
                    "Space kept back on the journal's disk.",
                    () -> journaled.journal().space().ballastBytes());
            metrics.gauge(
                    "gavel_cancel_only",
                    "1: the disk is nearly full, what makes something new is refused.",
                    () -> health.isCancelOnly() ? 1 : 0);
        }
        if (replica != null) {
            metrics.gauge(
                    "gavel_replica_lag_events",
                    "Durable transactions that the replica has not decided again yet.",
                    () -> replica.status().lag());
            metrics.gauge(
                    "gavel_replica_alarm",
                    "1: the replica has stopped, as it decided otherwise than the engine in service, or could not go on.",
                    () -> isAlarmed(replica.status().state()) ? 1 : 0);
            metrics.gauge(
                    "gavel_snapshot_seq",
                    "Last sequence in the newest snapshot; 0: there is none.",
                    () -> replica.status().snapshotSeq());
        }
        metrics.gauge("gavel_halted", "1: the engine has halted.", () -> door.isHalted() ? 1 : 0);
    }

    private static boolean isAlarmed(ReplicaStatus.State state) {
        return state == ReplicaStatus.State.DIVERGED || state == ReplicaStatus.State.FAILED;
    }

    /** The draining thread: nothing of the batch was told, and nothing more will be. */
    private void onHalt(String reason, Throwable problem) {
        OutOfMemory.check(problem);
        if (problem instanceof PoisonCommand poison) {
            LOG.error(
                    "the engine has halted: {}, command={}", reason, PoisonLine.of(poison, state.directory()), problem);
            // Anybody may ask whether the server is ready: whose command it was is for the log.
            health.halted("halted after seq=" + health.durableSeq() + ": " + poison.what());
        } else {
            LOG.error("the engine has halted: {}", reason, problem);
            health.halted(reason);
        }
        for (Session session : desk.sessions().all()) {
            session.channel().eventLoop().execute(session::onHalted);
        }
    }

    private void onDrainingThread(Runnable task) {
        if (layout == Layout.COMPACT) {
            task.run();
            return;
        }
        Future<?> done = loops.get(0).submit(task);
        if (!done.awaitUninterruptibly(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("expected the ring drained and the journal closed within ms="
                    + STOP_TIMEOUT_MS + ", pending=" + pipeline.pending());
        }
        done.syncUninterruptibly();
    }

    private void abandon() {
        if (listener != null) {
            listener.close().syncUninterruptibly();
        }
        CloseHelper.quietClose(replica);
        try {
            if (journaled != null) {
                journaled.close();
            }
        } finally {
            stopLoops();
        }
    }

    private void stopLoops() {
        group.shutdownGracefully(50, STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_TIMEOUT_MS);
    }
}
