package io.gavel.gateway.cli;

import io.gavel.journal.JournalDamaged;
import io.gavel.settlement.Settlement;
import io.gavel.settlement.SettlementConfig;
import io.gavel.settlement.SettlementStatus;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkException;
import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code gavel settle}: settles a journal into its database until it is told to stop.
 *
 * <p>{@code serve} runs it as a child process with {@code --until-stdin-closes --progress}: it ends with its parent
 * however that ends, and tells on standard output how far it is, one JSON object a line, at most one a second.
 */
@Command(
        name = "settle",
        description = "Settle a journal into its database, until stopped.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or told to stop",
            "2:a wrong option",
            "3:there is no journal, or the database cannot be used",
            "130:stopped by Ctrl-C, cleanly",
            "143:stopped by SIGTERM, cleanly"
        })
public final class SettleCommand implements Callable<Integer> {
    /** As whom the journal knows the settlement of a data folder. */
    static final String READER = "settlement";

    private static final long STEP_MS = 100;
    private static final long PROGRESS_NS = 1_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--once", description = "Settle what is durable now, then exit.")
    private boolean once;

    @Option(names = "--until-stdin-closes", description = "Exit when standard input ends: for a parent process.")
    private boolean untilStdinCloses;

    @Option(names = "--progress", description = "Tell how far it is on standard output, as JSON lines.")
    private boolean progress;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final JsonWriter json = new JsonWriter();
    private SettlementStatus told;
    private long toldNs;

    @Override
    public Integer call() {
        Settlement settlement = open();
        Thread hook = new Thread(settlement::close, "gavel-settle-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        if (untilStdinCloses) {
            watchStandardInput();
        }
        settlement.start();
        try (AutoCloseable door = openDoor(settlement)) {
            return watch(settlement);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            settlement.close();
            unhook(hook);
        }
    }

    private Settlement open() {
        try {
            return Settlement.open(
                    data.journal(), data.database(), SettlementConfig.defaults().withReader(READER));
        } catch (SinkException | JournalDamaged e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    /** Settling matters more than telling: without a door only {@code db status} has to wait until we have ended. */
    private AutoCloseable openDoor(Settlement settlement) {
        try {
            return StatusDoor.open(data.database(), () -> status(settlement));
        } catch (IOException | UnsupportedOperationException e) {
            spec.commandLine().getErr().println("gavel settle: no answers to db status: " + e.getMessage());
            return () -> {};
        }
    }

    private DatabaseStatus status(Settlement settlement) {
        DuckDbReport report = DuckDbReport.readBesides(
                data.database(), SettlementConfig.defaults().duckDb());
        long durableSeq = settlement.status().durableSeq();
        return new DatabaseStatus(data.database(), report.journalId(), durableSeq, report);
    }

    private int watch(Settlement settlement) {
        boolean isDone = false;
        while (!isDone && !isStopped()) {
            isDone = once && settlement.flush(Duration.ofMillis(STEP_MS));
            SettlementStatus status = settlement.status();
            tell(status, isDone);
            if (status.state() == SettlementStatus.State.HALTED) {
                throw Failure.environment("settlement has halted: " + status.reason(), null);
            }
        }
        tell(settlement.status(), true);
        return ExitCode.OK;
    }

    private boolean isStopped() {
        try {
            return stop.await(once ? 0 : STEP_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void tell(SettlementStatus status, boolean atOnce) {
        long nowNs = System.nanoTime();
        boolean isDue = told == null || atOnce || nowNs - toldNs >= PROGRESS_NS;
        if (!progress || !isDue || status.equals(told)) {
            return;
        }
        told = status;
        toldNs = nowNs;
        PrintWriter out = spec.commandLine().getOut();
        out.println(line(json, status));
        out.flush();
    }

    static String line(JsonWriter json, SettlementStatus status) {
        return json.clear()
                .beginObject()
                .field("state", status.state().name())
                .field("settledSeq", status.settledSeq())
                .field("durableSeq", status.durableSeq())
                .field("lag", status.lag())
                .field("batches", status.batches())
                .field("rows", status.rows())
                .field("reason", status.reason())
                .endObject()
                .toString();
    }

    private void watchStandardInput() {
        Thread watcher = new Thread(
                () -> {
                    drain(System.in);
                    stop.countDown();
                },
                "gavel-settle-parent");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A parent that cannot be heard any more is gone.
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook with it.
        }
    }
}
