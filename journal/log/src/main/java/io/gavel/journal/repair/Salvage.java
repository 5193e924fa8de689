package io.gavel.journal.repair;

import io.gavel.journal.DamagedJournal;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalBounds;
import io.gavel.journal.RawRecords;
import io.gavel.journal.RawRecords.Found;
import io.gavel.journal.RawRecords.Kind;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.agrona.collections.Long2LongHashMap;

/**
 * Reads whatever in a journal's files is a record by its own checksum, also behind holes, and says of each transaction how
 * far it can be trusted. Changes nothing; takes no lock. One thread.
 */
public final class Salvage {
    private static final long NONE = -1;
    private static final String GENERATIONS = "generations";
    private static final String QUEUE_SUFFIX = ".cq4";

    /** How far a transaction can be trusted, best first. */
    public enum Trust {
        /** Every record from the first one that the journal keeps on leads to it. */
        GOOD,
        /** It follows the record before it, but something before that is missing. */
        CHAINED,
        /** As it was written, but what it follows is missing. */
        LOOSE,
        /** The same bytes were found before. */
        REPEATED,
        /** Its sequence was found before, with other bytes. */
        CONFLICTING
    }

    /** Receives what is found, in the order in which it stands in the files. */
    public interface Listener {
        void onFile(Path file, long bytes) throws IOException;

        /** Sequences that were not found where they belong, or not at the end although somebody knows of them. */
        void onGap(long fromSeq, long toSeq) throws IOException;

        /**
         * Sequences that are not there because they were dropped.
         *
         * @param isNoted whether the journal still says so; otherwise some of them may be lost
         */
        void onDropped(long fromSeq, long toSeq, boolean isNoted) throws IOException;

        /** @param transaction borrowed for the call */
        void onTransaction(Transaction transaction, Trust trust, long position) throws IOException;

        /** A record is as it was written, and what is in it are no transactions of this release. */
        void onUnreadable(long firstSeq, long count, long position) throws IOException;
    }

    private final JournalBounds bounds;
    private final Listener listener;
    private final Transaction transaction = new Transaction();
    private final Long2LongHashMap crcOf = new Long2LongHashMap(NONE);

    private UUID journalId;
    private long chain;
    /** Behind the last record to which all before it led. */
    private long goodChain;

    private long nextSeq;
    private IOException failure;

    /** @param bounds null: a part of a journal, of which nobody says where it begins and ends */
    private Salvage(JournalBounds bounds, Listener listener) {
        this.bounds = bounds;
        this.listener = listener;
        nextSeq = bounds == null ? NONE : 1;
        goodChain = bounds == null ? NONE : bounds.chainBefore();
    }

    /** The files that {@link #read} would read: of a journal's folder, of any folder with queue files in it, or one file. */
    public static List<Path> files(Path source) throws IOException {
        Path generations = source.resolve(GENERATIONS);
        List<Path> files = new ArrayList<>();
        collect(Files.isDirectory(generations) ? generations : source, files);
        return files;
    }

    /**
     * Reads a journal's folder, any folder with queue files in it, or one file.
     *
     * @return how many files there were
     */
    public static int read(Path source, Listener listener) throws IOException {
        boolean isJournal = Files.isDirectory(source.resolve(GENERATIONS)) && !RepairFolder.isOne(source);
        // Before the files: of a journal that is being written nobody knows of more than they hold.
        Salvage salvage = new Salvage(isJournal ? JournalBounds.of(source) : null, listener);
        List<Path> files = files(source);
        for (Path file : files) {
            listener.onFile(file, Files.size(file));
            RawRecords.scan(file, salvage::onRecord);
            if (salvage.failure != null) {
                throw salvage.failure;
            }
        }
        salvage.end();
        return files.size();
    }

    private static void collect(Path path, List<Path> into) throws IOException {
        if (Files.isRegularFile(path)) {
            if (path.getFileName().toString().endsWith(QUEUE_SUFFIX)) {
                into.add(path);
            }
            return;
        }
        for (Path entry : DamagedJournal.list(path)) {
            collect(entry, into);
        }
    }

    private void onRecord(Found record) {
        if (failure != null) {
            return;
        }
        boolean isGood = bounds != null && bounds.isNoted() && record.follows(goodChain);
        boolean follows = isGood || record.follows(chain);
        chain = record.chain();
        goodChain = isGood ? chain : goodChain;
        try {
            if (record.kind() == Kind.BATCH) {
                onBatch(record, isGood ? Trust.GOOD : follows ? Trust.CHAINED : Trust.LOOSE);
            } else if (record.kind() == Kind.GENERATION_OPENED && journalId == null) {
                journalId = GivenUp.journalId(record);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void onBatch(Found record, Trust trust) throws IOException {
        if (!areTransactions(record)) {
            listener.onUnreadable(record.firstSeq(), record.count(), record.position());
            return;
        }
        long earlier = crcOf.get(record.firstSeq());
        Trust known = trust;
        if (earlier != NONE && trust != Trust.GOOD) {
            known = earlier == (record.bodyCrc() & 0xFFFF_FFFFL) ? Trust.REPEATED : Trust.CONFLICTING;
        } else {
            crcOf.put(record.firstSeq(), record.bodyCrc() & 0xFFFF_FFFFL);
            passOver(record.firstSeq() - 1);
            nextSeq = Math.max(nextSeq, record.firstSeq() + record.count());
        }
        int offset = record.bodyOffset();
        for (int i = 0; i < record.count(); i++) {
            transaction.wrap(record.body(), offset, record.firstSeq() + i);
            listener.onTransaction(transaction, known, record.position());
            offset += transaction.length();
        }
    }

    /** What is known to have been there, and was not found behind the last one. */
    private void end() throws IOException {
        if (bounds == null) {
            return;
        }
        long knownSeq = 0;
        for (EndWitness witness : bounds.witnesses()) {
            boolean isOfThis = witness.journalId() == null
                    || journalId == null
                    || witness.journalId().equals(journalId);
            knownSeq = isOfThis ? Math.max(knownSeq, witness.seq()) : knownSeq;
        }
        passOver(knownSeq);
    }

    /** Says of everything from the next sequence on, up to this one, that it is not there. */
    private void passOver(long toSeq) throws IOException {
        if (nextSeq == NONE) {
            return;
        }
        long droppedSeq = bounds == null ? 0 : Math.min(toSeq, bounds.droppedSeq());
        if (nextSeq <= droppedSeq) {
            listener.onDropped(nextSeq, droppedSeq, bounds.isNoted());
        }
        long missingSeq = Math.max(nextSeq, droppedSeq + 1);
        if (missingSeq <= toSeq) {
            listener.onGap(missingSeq, toSeq);
        }
    }

    private boolean areTransactions(Found record) {
        int least = Transaction.HEAD_LENGTH + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        int offset = record.bodyOffset();
        int end = offset + record.bodyLength();
        for (long i = 0; i < record.count(); i++) {
            if (end - offset < least) {
                return false;
            }
            int length = transaction.wrap(record.body(), offset, 0).length();
            if (length < least
                    || length > end - offset
                    || Transaction.HEAD_LENGTH + transaction.commandLength() > length) {
                return false;
            }
            offset += length;
        }
        return offset == end && record.firstSeq() > 0;
    }
}
