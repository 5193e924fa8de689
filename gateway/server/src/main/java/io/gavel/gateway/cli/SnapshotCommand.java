package io.gavel.gateway.cli;

import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotTaker;
import io.gavel.wire.json.JsonWriter;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gavel snapshot}: takes one now. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = "Takes a snapshot of a journal now, beside a server that writes it or while nobody does: leads a"
                + " market of its own from the newest good one to the end, compares every decision, and writes where it"
                + " is.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is in place; also if nothing happened since the newest one",
            "1:the market decides differently from what is recorded; nothing was written",
            "2:a wrong option",
            "3:there is no journal, it cannot be trusted or has nothing in it, or the disk does not do what is needed"
        })
final class SnapshotCommand implements Callable<Integer> {
    @Mixin
    private JournalFolder folder;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long startNs = System.nanoTime();
        try (TransactionBar bar = new TransactionBar()) {
            SnapshotFile taken = SnapshotTaker.take(
                    folder.path(),
                    MarketConfig.defaults(),
                    Version.current(),
                    bad -> spec.commandLine().getErr().println("gavel snapshot: not used: " + bad.getMessage()),
                    bar);
            print(taken, System.nanoTime() - startNs);
            return ExitCode.OK;
        } catch (ReplayDiverged e) {
            spec.commandLine().getErr().println("gavel snapshot: " + e.getMessage());
            return ExitCode.FINDING;
        } catch (JournalDamaged | IllegalStateException e) {
            throw Failure.environment(e.getMessage(), e);
        }
    }

    private void print(SnapshotFile taken, long tookNs) {
        long tookMs = TimeUnit.NANOSECONDS.toMillis(tookNs);
        String hash = HexFormat.of().toHexDigits(taken.stateHash());
        if (json) {
            folder.out()
                    .println(new JsonWriter()
                            .beginObject()
                            .field("file", taken.file().toString())
                            .field("seq", taken.header().seq())
                            .field("stateHash", hash)
                            .field("bytes", taken.bytes())
                            .field("tookMs", tookMs)
                            .endObject());
        } else {
            JournalFolder.line(folder.out(), "file", taken.file().toString());
            JournalFolder.line(folder.out(), "seq", Long.toString(taken.header().seq()));
            JournalFolder.line(folder.out(), "state hash", hash);
            JournalFolder.line(folder.out(), "bytes", Long.toString(taken.bytes()));
            JournalFolder.line(folder.out(), "took", tookMs + " ms");
        }
        folder.out().flush();
    }

    /** How many transactions were decided again; only where somebody watches. */
    private static final class TransactionBar implements ScanProgress, AutoCloseable {
        private Progress bar;

        @Override
        public void onBytes(long done, long total) {
            if (bar == null) {
                bar = Progress.of("replaying", total);
            }
            bar.at(Math.min(done, total));
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
