package io.gavel.journal.repair;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalOpening;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at a damaged journal through everything that reads journals, and compares with what was appended.
 *
 * <p>The law: what is read is what was appended, from the first transaction on, in order and byte for byte; it ends where
 * the journal ends, or at a named damage; and without one it holds all that was told.
 */
final class Judge {
    private final JournalImage damaged;
    private final JournalImage whole;
    private final Path folder;

    /** @param folder holds the files of {@code damaged} */
    Judge(JournalImage damaged, JournalImage whole, Path folder) {
        this.damaged = damaged;
        this.whole = whole;
        this.folder = folder;
    }

    /** What a case ended as. */
    enum Verdict {
        WHOLE,
        PREFIX,
        TORN_TAIL,
        NAMED_HALT
    }

    Verdict judge() {
        Prefix verified = new Prefix(whole.written());
        Verification verification = JournalVerifier.verify(folder, verified::onTransaction);
        long intactSeq = isStrangerNamed() ? 0 : intactSeq();
        check(verified.count() >= intactSeq, "the valid prefix is handed out", verified.count(), intactSeq);
        if (verification.report() != null) {
            check(verification.report().lastSeq() == verified.count(), "the report counts what was handed out", 0, 0);
        }
        JournalDamaged opening = open(verification);
        read(verification);
        if (verification.damage() != null) {
            check(opening.reason() == verification.damage().reason(), "verify names what an opening names", 0, 0);
            return Verdict.NAMED_HALT;
        }
        check(verified.count() >= toldSeq(), "what was told is there", verified.count(), toldSeq());
        if (verified.count() == whole.lastSeq()) {
            return Verdict.WHOLE;
        }
        return verification.status() == Status.TORN_TAIL ? Verdict.TORN_TAIL : Verdict.PREFIX;
    }

    /** Whose journal it is cannot be said then: nothing has to be handed out. */
    private boolean isStrangerNamed() {
        return !isUnharmed(JournalImage.COUNTER)
                && !isUnharmed(JournalImage.WATERMARK)
                && (isOther(JournalImage.COUNTER, 16, 32) || isOther(JournalImage.WATERMARK, 0, 2 * JournalImage.PAGE));
    }

    private boolean isUnharmed(String path) {
        return whole.has(path) && damaged.get(path) == whole.get(path);
    }

    private boolean isOther(String path, int start, int end) {
        byte[] is = damaged.get(path);
        byte[] was = whole.get(path);
        return is != null && is.length == was.length && !Arrays.equals(is, start, end, was, start, end);
    }

    /** What a server would do, up to its first append. */
    private JournalDamaged open(Verification verification) {
        try (JournalOpening opening = JournalOpening.lock(folder, List.of())) {
            Prefix opened = new Prefix(whole.written());
            opening.scan(0, opened::onTransaction, ScanProgress.NONE);
            check(verification.damage() == null, "an opening finds what verify finds", 0, 0);
            check(
                    opened.count() == verification.report().lastSeq(),
                    "an opening reads what verify reads",
                    opened.count(),
                    verification.report().lastSeq());
            return null;
        } catch (JournalDamaged damage) {
            check(verification.damage() != null, "verify finds what an opening finds: " + damage.getMessage(), 0, 0);
            return damage;
        }
    }

    /** What settlement would do. */
    private void read(Verification verification) {
        Transaction transaction = new Transaction();
        Prefix read = new Prefix(whole.written());
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.poll(transaction)) {
                read.onTransaction(transaction);
            }
            boolean isSilent = read.count() < Math.min(reader.durableSeq(), whole.lastSeq());
            check(!isSilent, "a reader gives all that is durable", read.count(), reader.durableSeq());
            boolean isCounterGood = damaged.get(JournalImage.COUNTER) == whole.get(JournalImage.COUNTER);
            check(
                    !isCounterGood || read.count() >= toldSeq(),
                    "a reader gives all that was told",
                    read.count(),
                    toldSeq());
        } catch (JournalDamaged named) {
            check(verification.damage() != null || !damaged.has(JournalImage.COUNTER), named.getMessage(), 0, 0);
        }
    }

    /** The last sequence that was told, as far as anything that nobody harmed still says so. */
    private long toldSeq() {
        boolean isCounterGood = damaged.get(JournalImage.COUNTER) == whole.get(JournalImage.COUNTER);
        boolean isWatermarkGood = damaged.get(JournalImage.WATERMARK) == whole.get(JournalImage.WATERMARK);
        return Math.max(isCounterGood ? whole.counterSeq() : 0, isWatermarkGood ? whole.watermarkSeq() : 0);
    }

    /** How far the files are byte for byte what they were, up to the end of a record. */
    private long intactSeq() {
        long seq = 0;
        for (int generation = 1; whole.has(JournalImage.queueFile(generation)); generation++) {
            String path = JournalImage.queueFile(generation);
            if (!damaged.has(path)
                    || damaged.files().keySet().stream()
                            .anyMatch(other -> !other.equals(path)
                                    && other.startsWith(path.substring(0, path.lastIndexOf('/')))
                                    && other.endsWith(".cq4"))) {
                return seq;
            }
            byte[] was = whole.get(path);
            byte[] is = damaged.get(path);
            int same = was == is ? -1 : Arrays.mismatch(was, is);
            for (JournalImage.Place place : JournalImage.places(was)) {
                if (same != -1 && place.end() > same) {
                    return seq;
                }
                if (place.kind() == 1) {
                    seq = place.firstSeq() + place.count() - 1;
                }
            }
            if (same != -1) {
                return seq;
            }
        }
        return seq;
    }

    static void check(boolean holds, String law, long is, long expected) {
        if (!holds) {
            throw new AssertionError("expected that " + law + ", is=" + is + ", expected=" + expected);
        }
    }

    /** Compares each transaction with the one that was appended in its place. */
    static final class Prefix {
        private final List<byte[]> written;
        private final long firstSeq;
        private final byte[] read = new byte[Transaction.MAX_LENGTH];
        private int count;

        Prefix(List<byte[]> written) {
            this(written, 1);
        }

        /** @param firstSeq where a journal begins whose first transactions were dropped */
        Prefix(List<byte[]> written, long firstSeq) {
            this.written = written;
            this.firstSeq = firstSeq;
        }

        void onTransaction(Transaction transaction) {
            long next = firstSeq + count;
            check(transaction.seq() == next, "sequences follow each other", transaction.seq(), next);
            check(next <= written.size(), "nothing is invented", next, written.size());
            byte[] expected = written.get((int) next - 1);
            check(transaction.length() == expected.length, "lengths are as they were", transaction.seq(), 0);
            transaction.buffer().getBytes(transaction.offset(), read, 0, expected.length);
            boolean isSame = Arrays.equals(read, 0, expected.length, expected, 0, expected.length);
            check(isSame, "transactions are as they were", transaction.seq(), 0);
            count++;
        }

        long count() {
            return count;
        }

        long lastSeq() {
            return firstSeq + count - 1;
        }
    }
}
