package io.gavel.journal.snapshot;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.journal.EndWitness;
import io.gavel.journal.ScanProgress;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.SnapshotTrailerDecoder;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * A snapshot whose every byte was found to be as it was written. What it holds is read from the file again whenever it is
 * asked for.
 *
 * @param bytes of the whole file
 * @param records in it, the file's own header included and its trailer not
 * @param stateHash of the market that it makes
 */
public record SnapshotFile(Path file, SnapshotHeader header, long bytes, long records, long stateHash) {
    /**
     * Reads all of it.
     *
     * @param progress told how many bytes were read
     * @throws SnapshotBad if it is not a snapshot as it was written
     */
    public static SnapshotFile verify(Path file, ScanProgress progress) {
        try (SnapshotInput in = SnapshotInput.open(file)) {
            return in.verify(progress);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Makes a market of it.
     *
     * @param market new; not to be used if this throws
     * @throws SnapshotBad if the market does not become what was written
     */
    public void load(Market market) {
        load(market, Pace.FLAT_OUT);
    }

    void load(Market market, Pace pace) {
        try {
            market.readSnapshot(sink -> forEachMarketRecord(sink, pace));
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SnapshotBad(SnapshotFlaw.BAD_STATE, "expected the state that was written: " + e, file, e);
        }
        if (market.lastSeq() != header.seq()
                || market.lastTimeNs() != header.timeNs()
                || market.ruleSet() != header.ruleSet()) {
            throw new SnapshotBad(
                    SnapshotFlaw.BAD_STATE,
                    "expected the state that the header names, lastSeq=" + market.lastSeq() + ", lastTimeNs="
                            + market.lastTimeNs() + ", ruleSet=" + market.ruleSet(),
                    file);
        }
    }

    /**
     * Hands out all records between the file's own header and trailer: the market's, then those of who stands outside.
     *
     * @throws SnapshotBad if the file is not what it was when it was verified
     */
    public void forEachRecord(SnapshotSink sink) {
        forEachRecord(sink, Pace.FLAT_OUT);
    }

    void forEachRecord(SnapshotSink sink, Pace pace) {
        try (SnapshotInput in = SnapshotInput.open(file)) {
            in.read(records, sink, pace);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** As one who knows how far its journal went: a snapshot is only written of what was durable. */
    public EndWitness witness() {
        return new EndWitness("snapshot", file, header.journalId(), header.seq());
    }

    private void forEachMarketRecord(SnapshotSink sink, Pace pace) {
        forEachRecord(new MarketRecords(sink), pace);
    }

    /** Hands on the market's records, which end with its trailer; what is behind it is of those who stand outside. */
    private static final class MarketRecords implements SnapshotSink {
        private final SnapshotSink sink;
        private final EventFrameDecoder frame = new EventFrameDecoder();
        private boolean isOver;

        MarketRecords(SnapshotSink sink) {
            this.sink = sink;
        }

        @Override
        public void onRecord(DirectBuffer buffer, int offset, int length) {
            if (!isOver) {
                sink.onRecord(buffer, offset, length);
                isOver = frame.wrap(buffer, offset).templateId() == SnapshotTrailerDecoder.TEMPLATE_ID;
            }
        }
    }

    private static SnapshotBad unreadable(Path file, IOException e) {
        return new SnapshotBad(SnapshotFlaw.UNREADABLE, "expected a file that can be read: " + e, file, e);
    }
}
