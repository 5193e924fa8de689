package io.gavel.settlement;

import io.gavel.settlement.duckdb.DuckDbConfig;
import io.gavel.settlement.duckdb.DuckDbSink;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.testing.ChildJvm;
import io.gavel.testing.ToldFile;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settles in a process of its own, which dies between load and commit of a batch, or when somebody kills it. */
final class KilledSettlement {
    static final int HALTED = 99;

    private static final SettlementConfig CONFIG =
            SettlementConfig.defaults().withCaps(400, 4L << 20, Duration.ofMillis(1));

    private KilledSettlement() {}

    /** Dies in the {@code haltAt}th batch, 0: never; tells what comes next after every commit, and ends when all is settled. */
    static Process start(Path journalFolder, Path file, int haltAt, ToldFile told) throws IOException {
        List<String> command = ChildJvm.command(
                KilledSettlement.class,
                List.of("-XX:TieredStopAtLevel=1"),
                journalFolder.toString(),
                file.toString(),
                Integer.toString(haltAt));
        return new ProcessBuilder(command)
                .redirectOutput(told.path().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) {
        int haltAt = Integer.parseInt(args[2]);
        DuckDbSink sink = new DuckDbSink(Path.of(args[1]), DuckDbConfig.defaults());
        try (Settlement settlement = Settlement.connected(
                JournalSource.open(Path.of(args[0]), "settlement"), new Dying(sink, haltAt), CONFIG)) {
            settlement.start();
            if (!settlement.flush(Duration.ofSeconds(60))) {
                throw new AssertionError(settlement.status());
            }
        }
    }

    private static final class Dying extends RelayingSink {
        private final int haltAt;
        private final DataOutputStream told = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        private int batches;

        Dying(DuckDbSink sink, int haltAt) {
            super(sink);
            this.haltAt = haltAt;
        }

        @Override
        public void commit(RowBatch batch) {
            if (++batches == haltAt) {
                Runtime.getRuntime().halt(HALTED);
            }
            super.commit(batch);
            try {
                told.writeLong(batch.nextSeq());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
