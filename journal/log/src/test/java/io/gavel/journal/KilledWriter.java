package io.gavel.journal;

import io.gavel.wire.Durability;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A process that appends until it is killed; says on standard output what it was promised. */
final class KilledWriter {
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
            while (true) {
                sample.append(journal, journal.lastSeq() + 1, 1 + random.nextInt(300));
                acks.writeLong(journal.durableSeq());
            }
        }
    }
}
