package io.gavel.journal.tool;

import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import java.nio.file.Path;

/**
 * Follows a journal and stops at the events that a filter accepts, with the names that they need.
 *
 * <p>Reads from the journal's first transaction on, wherever the filter begins: names are learnt on the way. What the
 * filter does not accept costs a look at its command's kind and at the filter. One thread.
 */
public final class FilteredReader implements AutoCloseable {
    private final JournalReader reader;
    private final EventFilter filter;
    private final Directory directory;
    private final EventConcerns event;
    private final Transaction transaction = new Transaction();
    private boolean isWithin;

    private FilteredReader(JournalReader reader, Directory names, EventFilter filter) {
        this.reader = reader;
        this.filter = filter;
        directory = names;
        event = new EventConcerns(names);
    }

    /** @throws JournalDamaged where there is no journal */
    public static FilteredReader open(Path directory, EventFilter filter) {
        return new FilteredReader(JournalReader.open(directory), KnownNames.of(directory), filter);
    }

    /**
     * Moves to the next durable event that the filter accepts.
     *
     * @return false: there is none yet
     * @throws JournalDamaged where the journal cannot be trusted any more
     */
    public boolean next() {
        while (!nextWithin()) {
            if (!reader.poll(transaction)) {
                return false;
            }
            begin();
        }
        return true;
    }

    /**
     * The same, waiting for what is written meanwhile.
     *
     * @param timeoutNs how long to look and wait at most
     * @return false: none was found in time; the search goes on with the next call
     */
    public boolean next(long timeoutNs) {
        long startNs = System.nanoTime();
        while (!nextWithin()) {
            long leftNs = timeoutNs - (System.nanoTime() - startNs);
            if (leftNs <= 0 || !reader.poll(transaction, leftNs)) {
                return false;
            }
            begin();
        }
        return true;
    }

    /** The transaction, which stands at the event; valid until the next call. */
    public Transaction transaction() {
        return transaction;
    }

    /** Whom and what the event concerns. */
    public EventConcerns event() {
        return event;
    }

    /** Names that the journal has given so far. */
    public Directory directory() {
        return directory;
    }

    /** The last sequence that may be read at this moment. */
    public long durableSeq() {
        return reader.durableSeq();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void begin() {
        isWithin = true;
        directory.onTransaction(transaction);
        event.begin(transaction);
    }

    private boolean nextWithin() {
        while (isWithin && transaction.nextEvent()) {
            if (filter.accepts(event.atEvent())) {
                return true;
            }
        }
        isWithin = false;
        return false;
    }
}
