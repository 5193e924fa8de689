package io.gavel.journal.snapshot;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.tool.RandomExchange;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.UUID;

/** A market in service that is never restarted: what any way back must arrive at. Writes snapshots of itself. */
public final class LiveExchange implements AutoCloseable {
    private final Path directory;
    private final ChronicleJournal journal;
    private final RandomExchange exchange;
    private final ViewState state = new ViewState();
    private final JournalReader reader;
    private final Transaction transaction = new Transaction();

    public LiveExchange(Path directory, long seed, int batch) {
        this(directory, seed, batch, JournalConfig.small());
    }

    public LiveExchange(Path directory, long seed, int batch, JournalConfig config) {
        this.directory = directory;
        journal = ChronicleJournal.open(directory, config);
        exchange = new RandomExchange(seed, journal, batch);
        reader = JournalReader.open(directory);
    }

    /** Decides that many commands more, after listing what is traded if it is the first time. */
    public LiveExchange run(int commands) {
        if (exchange.market().lastSeq() == 0) {
            exchange.open();
        }
        exchange.run(commands);
        while (reader.poll(transaction)) {
            state.onTransaction(transaction);
        }
        return this;
    }

    /** Writes a snapshot of what is now. */
    public SnapshotFile snapshot() {
        return snapshot(header());
    }

    /** Writes a snapshot that says of itself what the test wants. */
    public SnapshotFile snapshot(SnapshotHeader header) {
        return snapshotInto(directory, header);
    }

    /** Writes what would be one of now, into the folder of another journal. */
    public SnapshotFile snapshotInto(Path other, SnapshotHeader header) {
        return SnapshotStore.of(other)
                .write(
                        header,
                        sink -> {
                            market().writeSnapshot(sink);
                            state.writeSnapshot(sink);
                        },
                        "test",
                        Pace.FLAT_OUT);
    }

    public SnapshotHeader header() {
        JournalPosition position = reader.position();
        return new SnapshotHeader(
                journalId(),
                position.seq(),
                position.chain(),
                position.generation(),
                market().lastTimeNs(),
                market().ruleSet(),
                "test");
    }

    /** Decides what an opening appends, without journaling it: nothing may follow. */
    public LiveExchange recoveredAt(long nowNs) {
        CommandWriter command = new CommandWriter();
        command.recovered(market().lastTimeNs(), nowNs);
        TransactionBuffer out = new TransactionBuffer(4_096);
        market().onCommand(command.buffer(), 0, command.length(), market().lastTimeNs(), out);
        state.onTransaction(transaction.wrap(out.buffer(), 0, out.firstSeq()));
        return this;
    }

    public UUID journalId() {
        return journal.journalId();
    }

    public Market market() {
        return exchange.market();
    }

    public ViewState state() {
        return state;
    }

    public ChronicleJournal journal() {
        return journal;
    }

    public static SnapshotFile verified(Path file) {
        return SnapshotFile.verify(file, ScanProgress.NONE);
    }

    @Override
    public void close() {
        reader.close();
        journal.close();
    }
}
