package io.gavel.perf.journal;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.Replayer;
import io.gavel.perf.Folder;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import io.gavel.perf.Turns;
import io.gavel.perf.chart.BarChart;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Reads a journal back: raw, verified, polled, and decided again beside the engine alone. */
final class Reading {
    private static final String RAW = "raw read";
    private static final String VERIFY = "verify";
    private static final String POLL = "reader";
    private static final String ENGINE = "engine alone";
    private static final String REPLAY = "replay";
    private static final int WINDOW_BYTES = 256 << 10;

    private final Report report;
    private final Settings settings;

    Reading(Report report, Settings settings) {
        this.report = report;
        this.settings = settings;
    }

    void run() throws IOException {
        for (int batch : new int[] {settings.batch(), settings.fullBatch()}) {
            try (Folder folder = new Folder(settings.parent())) {
                run(folder.path("journal"), batch);
            }
        }
    }

    private void run(Path directory, int batch) throws IOException {
        Commands commands = new Commands();
        RecordedJournal.write(
                directory, settings.flow(), settings.transactions(), batch, JournalConfig.defaults(), commands);
        long transactions = JournalVerifier.verify(directory).report().lastSeq();
        List<Path> files = files(directory);
        report.line(
                "%nread back: %,d transactions of %s, %d an excerpt, %.0f MiB in %d files; %d rounds",
                transactions, settings.flowName(), batch, bytes(files) / 1048576.0, files.size(), settings.rounds());
        Turns warm = new Turns()
                .add(RAW, () -> raw(files, transactions))
                .add(VERIFY, () -> verify(directory, transactions))
                .add(POLL, () -> poll(directory, transactions));
        warm.warmUp().warmUp().run(settings.rounds());
        print("warm", batch, warm, RAW);
        Turns decided = new Turns().add(ENGINE, commands::decide).add(REPLAY, () -> replay(directory, transactions));
        decided.warmUp().run(settings.rounds());
        print("replay", batch, decided, ENGINE);
        if (PageCache.canForget()) {
            Turns cold = new Turns()
                    .add(RAW, () -> forgetting(files, () -> raw(files, transactions)))
                    .add(VERIFY, () -> forgetting(files, () -> verify(directory, transactions)));
            cold.warmUp().run(settings.rounds());
            print("cold", batch, cold, RAW);
        } else {
            report.line("  cold: left out, as nothing here drops a file from the page cache");
        }
    }

    private static Stretch raw(List<Path> files, long transactions) throws IOException {
        ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
        Stretch.Start start = Stretch.start();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (channel.read(window.clear()) > 0) {
                    // the yardstick is reading alone
                }
            }
        }
        return start.end(transactions);
    }

    private static Stretch verify(Path directory, long transactions) {
        Stretch.Start start = Stretch.start();
        check(JournalVerifier.verify(directory), transactions);
        return start.end(transactions);
    }

    private static Stretch replay(Path directory, long transactions) {
        Replayer replayer = new Replayer(new Market(MarketConfig.defaults()));
        Stretch.Start start = Stretch.start();
        check(JournalVerifier.verify(directory, (TransactionListener) replayer), transactions);
        return start.end(transactions);
    }

    private static Stretch poll(Path directory, long transactions) {
        Transaction transaction = new Transaction();
        long seen = 0;
        Stretch.Start start = Stretch.start();
        try (JournalReader reader = JournalReader.open(directory)) {
            while (reader.poll(transaction)) {
                seen++;
            }
        }
        if (seen != transactions) {
            throw new IllegalStateException("expected transactions=" + transactions + ", seen=" + seen);
        }
        return start.end(transactions);
    }

    private static Stretch forgetting(List<Path> files, Turns.Measurement measurement) throws IOException {
        PageCache.forget(files);
        return measurement.run();
    }

    private static void check(JournalVerifier.Verification verification, long transactions) {
        if (verification.status() != JournalVerifier.Status.WHOLE
                || verification.report().lastSeq() != transactions) {
            throw new IllegalStateException("expected transactions=" + transactions + ", found=" + verification);
        }
    }

    private void print(String state, int batch, Turns turns, String yardstick) throws IOException {
        BarChart chart =
                new BarChart("Read back, " + state + ", " + batch + " an excerpt", "million transactions a second");
        for (String name : turns.names()) {
            Spread rate = turns.perSecond(name);
            report.line(
                    "  %-6s %-14s %7.2f M/s (%.2f to %.2f), processor %5.1f ns; speed against %s %.2f, by processor %.2f",
                    state,
                    name,
                    rate.median() / 1e6,
                    rate.least() / 1e6,
                    rate.most() / 1e6,
                    turns.processorNsPerUnit(name).median(),
                    yardstick,
                    turns.speedRatio(name, yardstick).median(),
                    turns.processorSpeedRatio(name, yardstick).median());
            chart.add(name, rate.median() / 1e6, rate.least() / 1e6, rate.most() / 1e6);
        }
        report.chart("read-" + state + "-" + batch, chart.svg());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> path.toString().endsWith(".cq4")).sorted().toList();
        }
    }

    private static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
