package io.gavel.journal;

import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.wire.CommandType;
import io.gavel.wire.Durability;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a journal is made of, counted in one verified pass.
 *
 * @param verification whether it is whole; the counts are those of its valid prefix
 * @param generations from the first on, without those that never got a record
 * @param firstTimeNs engine time of the first transaction, 0 if there is none
 * @param commands how many transactions of each command, by its JSON name
 * @param events how many of each event, by its JSON name
 */
public record JournalStat(
        Verification verification,
        List<Generation> generations,
        long firstTimeNs,
        SortedMap<String, Long> commands,
        SortedMap<String, Long> events) {

    /**
     * One generation.
     *
     * @param firstSeq sequence of its first transaction, or of the next one if it has none
     * @param createdNs wall clock
     * @param fileBytes apparent size of its file, which may be sparse
     */
    public record Generation(long number, Durability level, long firstSeq, long createdNs, long fileBytes) {}

    /** Counts; never throws for damage. */
    public static JournalStat of(Path directory) {
        Census census = new Census();
        Verification verification = JournalVerifier.verify(directory, census);
        return new JournalStat(
                verification, generations(directory), census.firstTimeNs, census.commands(), census.events());
    }

    private static List<Generation> generations(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        List<Generation> all = new ArrayList<>();
        if (!journal.exists()) {
            return all;
        }
        try {
            long last = journal.lastGeneration();
            for (long number = 1; number <= last; number++) {
                try (JournalCursor cursor = JournalCursor.atGeneration(number, journal)) {
                    if (cursor != null) {
                        all.add(new Generation(
                                number,
                                cursor.level(),
                                cursor.nextSeq(),
                                cursor.createdNs(),
                                Files.size(cursor.file())));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JournalDamaged damage) {
            // The verification names it; what was good so far is listed.
            return all;
        }
        return all;
    }

    /** Counts by template id; names come last. */
    private static final class Census implements TransactionListener {
        private static final int TEMPLATES = 1 << 16;

        private final long[] counts = new long[TEMPLATES];
        private final long[] eventCounts = new long[TEMPLATES];
        private long firstTimeNs;

        @Override
        public void onTransaction(Transaction transaction) {
            if (transaction.seq() == 1) {
                firstTimeNs = transaction.timeNs();
            }
            counts[transaction.commandTemplateId()]++;
            while (transaction.nextEvent()) {
                eventCounts[transaction.eventTemplateId()]++;
            }
        }

        SortedMap<String, Long> commands() {
            SortedMap<String, Long> named = new TreeMap<>();
            for (int id = 0; id < TEMPLATES; id++) {
                if (counts[id] > 0) {
                    CommandType type = CommandType.of(id);
                    named.put(type == null ? "command " + id : type.jsonName(), counts[id]);
                }
            }
            return named;
        }

        SortedMap<String, Long> events() {
            SortedMap<String, Long> named = new TreeMap<>();
            for (int id = 0; id < TEMPLATES; id++) {
                if (eventCounts[id] > 0) {
                    EventType type = EventType.of(id);
                    named.put(type == null ? "event " + id : type.jsonName(), eventCounts[id]);
                }
            }
            return named;
        }
    }
}
