package io.gavel.journal.tool;

import io.gavel.journal.GenerationFile;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.journal.replay.Difference;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How two journals differ, transaction by transaction: commands, times and events, byte for byte. How they are kept (ids,
 * generations, levels, excerpts) is told and is no difference.
 *
 * @param first the first transaction that both have and that differs, {@code recorded} standing for the one journal and
 *     {@code decided} for the other; null where there is none
 * @param same transactions that both have alike
 * @param different that both have, and not alike, or that only one has given up
 */
public record JournalDiff(Side one, Side other, Difference first, long same, long different) {
    /**
     * One of the two.
     *
     * @param lastSeq of what was compared or counted
     * @param lastTimeNs engine time of that; 0 where there is nothing
     * @param damage why it was read no further; null where it was read to its end
     */
    public record Side(
            Path directory,
            UUID journalId,
            int generations,
            String level,
            long lastSeq,
            long lastTimeNs,
            JournalDamaged damage) {}

    /** Whether both hold the same transactions, as far as each can be trusted. */
    public boolean isSame() {
        return different == 0 && one.lastSeq == other.lastSeq;
    }

    /** Compares, each as far as it is durable now; streams. Damage ends a side and is told. */
    public static JournalDiff of(Path one, Path other) {
        try (Reading a = new Reading(one);
                Reading b = new Reading(other)) {
            return compare(a, b);
        }
    }

    private static JournalDiff compare(Reading a, Reading b) {
        Directory names = new Directory();
        Difference first = null;
        long same = 0;
        long different = 0;
        boolean hasA = a.next();
        boolean hasB = b.next();
        while (hasA && hasB) {
            names.onTransaction(a.transaction);
            if (a.transaction.isSkipped() == b.transaction.isSkipped()
                    && a.bytes().compareTo(b.bytes()) == 0) {
                same++;
            } else {
                different++;
                first = first == null ? Difference.between(a.transaction, b.transaction, names) : first;
            }
            hasA = a.next();
            hasB = b.next();
        }
        while (hasA) {
            hasA = a.next();
        }
        while (hasB) {
            hasB = b.next();
        }
        return new JournalDiff(a.side(), b.side(), first, same, different);
    }

    /** One journal being read. */
    private static final class Reading implements AutoCloseable {
        private final Path directory;
        private final JournalReader reader;
        private final Transaction transaction = new Transaction();
        private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
        private long lastSeq;
        private long lastTimeNs;
        private JournalDamaged damage;

        Reading(Path directory) {
            this.directory = directory;
            reader = JournalReader.open(directory);
        }

        boolean next() {
            try {
                if (damage != null || !reader.poll(transaction)) {
                    return false;
                }
                lastSeq = transaction.seq();
                lastTimeNs = transaction.timeNs();
                return true;
            } catch (JournalDamaged e) {
                damage = e;
                return false;
            }
        }

        /** The transaction that was read last. */
        UnsafeBuffer bytes() {
            bytes.wrap(transaction.buffer(), transaction.offset(), transaction.length());
            return bytes;
        }

        Side side() {
            List<GenerationFile> generations = GenerationFile.list(directory);
            String level = generations.isEmpty()
                    ? ""
                    : generations.get(generations.size() - 1).level().word();
            return new Side(directory, reader.journalId(), generations.size(), level, lastSeq, lastTimeNs, damage);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
