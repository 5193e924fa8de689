package io.gavel.journal.tool;

import io.gavel.journal.GenerationFile;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.tool.JournalStat.Busy;
import io.gavel.journal.tool.JournalStat.Gap;
import io.gavel.journal.tool.JournalStat.Kind;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Counts a journal's transactions by template and entity id; names come last. One thread. */
final class Census implements TransactionListener {
    private static final int TEMPLATES = 1 << 16;
    private static final int MOST_GAPS = 5;
    private static final int MOST_BUSY = 10;

    private final Directory directory;
    private final EventConcerns concerns;

    private final long[] commandCounts = new long[TEMPLATES];
    private final long[] commandTotals = new long[TEMPLATES];
    private final long[] eventCounts = new long[TEMPLATES];
    private final long[] eventTotals = new long[TEMPLATES];
    private final TimeBuckets rate = new TimeBuckets();
    private final PriorityQueue<Gap> gaps = new PriorityQueue<>(Comparator.comparingLong(Gap::lengthNs));
    private final Distribution excerptTransactions = new Distribution();
    private final Distribution excerptBytes = new Distribution();
    private final Distribution commandBytes = new Distribution();
    private final Distribution transactionBytes = new Distribution();
    private final ById accounts = new ById();
    private final ById instruments = new ById();
    private final ById auctions = new ById();

    private long firstTimeNs;
    private long lastTimeNs;
    private long lastSeq;

    /** @param names what is known before the first transaction */
    Census(Directory names) {
        directory = names;
        concerns = new EventConcerns(names);
    }

    @Override
    public void onExcerpt(int transactions, int bytes) {
        excerptTransactions.add(transactions);
        excerptBytes.add(bytes);
    }

    @Override
    public void onTransaction(Transaction transaction) {
        directory.onTransaction(transaction);
        concerns.begin(transaction);
        int template = transaction.commandTemplateId();
        commandCounts[template]++;
        commandTotals[template] += transaction.length();
        commandBytes.add(transaction.commandLength());
        transactionBytes.add(transaction.length());
        onTime(transaction);
        if (!transaction.isContinuation()) {
            countRate(transaction.timeNs());
            accounts.count(directory.account(transaction.accountId()));
            instruments.count(directory.instrument(concerns.commandInstrumentId()));
            auctions.count(directory.auction(concerns.commandAuctionId()));
        }
        transaction.rewind();
        while (transaction.nextEvent()) {
            eventCounts[transaction.eventTemplateId()]++;
            eventTotals[transaction.eventTemplateId()] += transaction.eventFrameLength();
        }
    }

    JournalStat stat(Verification verification, List<GenerationFile> generations) {
        return new JournalStat(
                verification,
                generations,
                firstTimeNs,
                kinds(commandCounts, commandTotals, "command", id -> {
                    CommandType type = CommandType.of(id);
                    return type == null ? null : type.jsonName();
                }),
                kinds(eventCounts, eventTotals, "event", id -> {
                    EventType type = EventType.of(id);
                    return type == null ? null : type.jsonName();
                }),
                rate,
                gaps.stream()
                        .sorted(Comparator.comparingLong(Gap::lengthNs)
                                .reversed()
                                .thenComparingLong(Gap::afterSeq))
                        .toList(),
                excerptTransactions,
                excerptBytes,
                commandBytes,
                transactionBytes,
                accounts.busiest(directory.accounts()),
                instruments.busiest(directory.instruments()),
                auctions.busiest(directory.auctions()));
    }

    /** What has no time yet (set up before the first one was told) would stretch the picture over decades. */
    private void countRate(long timeNs) {
        if (timeNs > 0) {
            rate.add(timeNs);
        }
    }

    private void onTime(Transaction transaction) {
        long timeNs = transaction.timeNs();
        if (lastSeq == 0) {
            firstTimeNs = timeNs;
        } else if (timeNs > lastTimeNs
                && (gaps.size() < MOST_GAPS || timeNs - lastTimeNs > gaps.peek().lengthNs())) {
            gaps.add(new Gap(lastSeq, lastTimeNs, timeNs - lastTimeNs));
            if (gaps.size() > MOST_GAPS) {
                gaps.remove();
            }
        }
        lastTimeNs = timeNs;
        lastSeq = transaction.seq();
    }

    private static List<Kind> kinds(long[] counts, long[] totals, String what, IntFunction<String> names) {
        // Several templates may have one name: trades of a command's own order, and of others.
        Map<String, Kind> kinds = new TreeMap<>();
        for (int id = 0; id < TEMPLATES; id++) {
            if (counts[id] > 0) {
                String name = names.apply(id);
                String known = name == null ? what + " " + id : name;
                Kind before = kinds.getOrDefault(known, new Kind(known, 0, 0));
                kinds.put(known, new Kind(known, before.count() + counts[id], before.bytes() + totals[id]));
            }
        }
        return List.copyOf(kinds.values());
    }

    /** Counts by id. */
    private static final class ById {
        private long[] counts = new long[64];

        /** @param entity null: nobody, or nobody who exists */
        void count(Directory.Entity entity) {
            if (entity == null) {
                return;
            }
            if (entity.id() >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(entity.id() + 1, 2 * counts.length));
            }
            counts[entity.id()]++;
        }

        List<Busy> busiest(List<? extends Directory.Entity> entities) {
            return entities.stream()
                    .filter(entity -> entity.id() < counts.length && counts[entity.id()] > 0)
                    .map(entity -> new Busy(entity.name(), counts[entity.id()]))
                    .sorted(Comparator.comparingLong(Busy::commands).reversed())
                    .limit(MOST_BUSY)
                    .toList();
        }
    }
}
