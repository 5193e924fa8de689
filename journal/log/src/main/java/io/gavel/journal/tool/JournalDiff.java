package io.gavel.journal.tool;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.Difference;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How two journals differ, transaction by transaction: commands, times and events, byte for byte. How they are kept (ids,
 * generations, levels, excerpts) is told and is no difference. Where one of them has dropped its beginning, both are
 * compared from where it begins.
 *
 * @param fromSeq the first sequence that was compared: 1, unless one of them begins later
 * @param first the first transaction that both have and that differs, {@code recorded} standing for the one journal and
 *     {@code decided} for the other; null where there is none
 * @param same transactions that both have alike
 * @param different that both have, and not alike, or that only one has given up
 */
public record JournalDiff(Side one, Side other, long fromSeq, Difference first, long same, long different) {
    /**
     * One of the two.
     *
     * @param verification what it was found to be; its valid prefix was compared
     */
    public record Side(Path directory, Verification verification) {
        public JournalReport report() {
            return verification.report();
        }
    }

    /** Whether both hold the same transactions, as far as each can be trusted and still has them. */
    public boolean isSame() {
        return different == 0 && one.report().lastSeq() == other.report().lastSeq();
    }

    /**
     * Compares the valid prefixes, each as far as it is durable now; streams.
     *
     * @param progress of verifying them, one after the other
     * @throws JournalDamaged where nothing of one of them can be read
     */
    public static JournalDiff of(Path one, Path other, ScanProgress progress) {
        Side first = side(one, progress);
        Side second = side(other, progress);
        boolean isFirstLater = first.report().firstSeq() > second.report().firstSeq();
        Side later = isFirstLater ? first : second;
        long fromSeq = later.report().firstSeq();
        Directory names = KnownNames.of(later.directory());
        try (Reading a = new Reading(first, fromSeq);
                Reading b = new Reading(second, fromSeq)) {
            long same = 0;
            long different = 0;
            Difference found = null;
            while (a.next() && b.next()) {
                names.onTransaction(a.transaction);
                if (a.isLike(b)) {
                    same++;
                } else {
                    different++;
                    found = found == null ? Difference.between(a.transaction, b.transaction, names) : found;
                }
            }
            return new JournalDiff(first, second, fromSeq, found, same, different);
        }
    }

    private static Side side(Path directory, ScanProgress progress) {
        Verification verification = WitnessedVerifier.verify(directory, TransactionListener.NONE, progress);
        if (verification.report() == null) {
            throw verification.damage();
        }
        return new Side(directory, verification);
    }

    /** One journal being read. */
    private static final class Reading implements AutoCloseable {
        private final JournalReader reader;
        private final Transaction transaction = new Transaction();
        private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);

        Reading(Side side, long fromSeq) {
            reader = JournalReader.open(side.directory(), side.report());
            // Also where it begins there: a live writer may have dropped that meanwhile.
            reader.seek(fromSeq);
        }

        boolean next() {
            return reader.poll(transaction);
        }

        /** Whether the transactions that were read last are the same. */
        boolean isLike(Reading other) {
            return transaction.isSkipped() == other.transaction.isSkipped() && bytes().compareTo(other.bytes()) == 0;
        }

        private UnsafeBuffer bytes() {
            bytes.wrap(transaction.buffer(), transaction.offset(), transaction.length());
            return bytes;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
