package io.gavel.perf.rowlock;

import io.gavel.engine.ring.Layout;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.Stretch;
import io.gavel.perf.load.BidFlow;
import io.gavel.perf.load.PipelineRun;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** The auction in process, without a network: ring, decision, journal at level disk, answer. */
final class PipelineLot implements HotLot {
    private final Path journal;
    private final PipelineRun run;
    private long accepted;

    /** @param journal folder of a new journal */
    PipelineLot(Path journal) {
        this.journal = journal;
        run = new PipelineRun(new BidFlow(), Layout.INLINE, Durability.DISK, journal, JournalConfig.defaults());
    }

    @Override
    public Stretch bid(int inFlight, long durationNs, Histogram answers) {
        PipelineRun.Result result = run.closedLoop(inFlight, durationNs, answers);
        accepted += result.commands();
        return new Stretch(result.commands(), result.elapsedNs(), result.processorNs());
    }

    @Override
    public void verify() throws IOException {
        StoredBids.verify(journal, accepted);
    }

    @Override
    public void close() {
        run.close();
    }
}
