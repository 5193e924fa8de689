package io.gavel.journal;

import io.gavel.wire.Durability;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that appends until it is killed; says on standard output what it was promised. */
final class KilledWriter {
    private static final int BURST = 50;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private KilledWriter() {}

    public static void main(String[] args) throws IOException {
        JournalConfig config = JournalConfig.small()
                .withLevel(Durability.valueOf(args[1]))
                .withGenerationBytes(Integer.parseInt(args[3]));
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]));
        Sample sample = new Sample();
        try (ChronicleJournal journal = ChronicleJournal.open(Path.of(args[0]), config);
                DataOutputStream acks = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
            acks.writeLong(journal.lastSeq());
            for (int appends = 1; true; appends++) {
                if (appends % BURST == 0) {
                    // Or a reader that checks every byte never catches up on a quiet machine.
                    LockSupport.parkNanos(PAUSE_NS);
                }
                sample.append(journal, journal.lastSeq() + 1, 1 + random.nextInt(300));
                acks.writeLong(journal.durableSeq());
            }
        }
    }
}
