package io.gavel.journal;

import io.gavel.wire.Durability;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that says on standard output, with one system call each, when it begins an append and when that was
 * acknowledged: {@code append}, {@code ack HANDOVERS HASTY}.
 */
final class AuditedWriter {
    private static final int MOST_APPENDS = 3_000;
    private static final long PAUSE_NS = 500_000;

    private AuditedWriter() {}

    /** @param args folder, level, generationBytes, number of appends at least, number of prepared handovers at least */
    public static void main(String[] args) throws IOException {
        JournalConfig config = JournalConfig.small()
                .withLevel(Durability.valueOf(args[1]))
                .withGenerationBytes(Integer.parseInt(args[2]));
        int appends = Integer.parseInt(args[3]);
        int handovers = Integer.parseInt(args[4]);
        SplittableRandom random = new SplittableRandom(22);
        Sample sample = new Sample();
        try (ChronicleJournal journal = ChronicleJournal.open(Path.of(args[0]), config);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (int done = 0;
                    done < appends
                            || journal.space().handovers() - journal.space().hastyHandovers() < handovers;
                    done++) {
                if (done == MOST_APPENDS) {
                    throw new IllegalStateException("expected prepared handovers, " + journal.space());
                }
                append(journal, sample, 1 + random.nextInt(1_000), out);
                if (config.isPrepared()) {
                    // Slow enough for the next generation to be ready in time.
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }
    }

    private static void append(ChronicleJournal journal, Sample sample, int count, OutputStream out)
            throws IOException {
        say(out, "append");
        try {
            sample.append(journal, journal.lastSeq() + 1, count);
            say(
                    out,
                    "ack " + journal.space().handovers() + " " + journal.space().hastyHandovers());
        } catch (UncheckedIOException e) {
            say(out, "failed");
        } catch (IllegalStateException e) {
            say(out, "refused");
        }
    }

    private static void say(OutputStream out, String what) throws IOException {
        out.write((what + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
