package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.wire.CommandType;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStatTest {
    @TempDir
    Path directory;

    @Test
    void countsAreThoseOfReadingOneByOne() {
        RandomExchange exchange;
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            exchange = new RandomExchange(21, journal, 7).open();
            exchange.run(1_500);
        }
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            exchange.continueIn(journal);
            exchange.run(1_500);
        }
        JournalStat stat = JournalStat.of(directory);
        assertEquals(Status.WHOLE, stat.verification().status());
        assertEquals(2, stat.generations().size());
        assertEquals(1, stat.generations().get(0).firstSeq());

        Map<String, Long> commands = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        Map<String, Long> events = new TreeMap<>();
        List<Long> gaps = new ArrayList<>();
        long transactions = 0;
        long length = 0;
        long largest = 0;
        long began = 0;
        long lastNs = 0;
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                String command = CommandType.of(transaction.commandTemplateId()).jsonName();
                commands.merge(command, 1L, Long::sum);
                bytes.merge(command, (long) transaction.length(), Long::sum);
                while (transaction.nextEvent()) {
                    events.merge(EventType.of(transaction.eventTemplateId()).jsonName(), 1L, Long::sum);
                }
                if (transactions > 0 && transaction.timeNs() > lastNs) {
                    gaps.add(transaction.timeNs() - lastNs);
                }
                lastNs = transaction.timeNs();
                transactions++;
                began += transaction.isContinuation() ? 0 : 1;
                length += transaction.length();
                largest = Math.max(largest, transaction.length());
            }
        }
        assertTrue(commands.containsKey("continuation"), commands::toString);
        assertEquals(commands, counts(stat.commands()));
        assertEquals(events, counts(stat.events()));
        for (JournalStat.Kind kind : stat.commands()) {
            assertEquals(bytes.get(kind.name()), kind.bytes(), kind.name());
        }
        gaps.sort(Collections.reverseOrder());
        assertEquals(
                gaps.subList(0, 5),
                stat.gaps().stream().map(JournalStat.Gap::lengthNs).toList());
        assertEquals(transactions, stat.transactionBytes().count());
        assertEquals(length, stat.transactionBytes().sum());
        assertEquals(largest, stat.transactionBytes().max());
        assertEquals(length, stat.excerptBytes().sum());
        assertEquals(transactions, stat.excerptTransactions().sum());
        long counted = 0;
        for (int i = 0; i < stat.rate().size(); i++) {
            counted += stat.rate().count(i);
        }
        assertEquals(began, counted);
        assertEquals(9, stat.accounts().size());
        assertTrue(stat.accounts().get(0).name().startsWith("t"));
        assertEquals(2, stat.instruments().size());
        assertTrue(stat.auctions().get(0).commands() >= stat.auctions().get(9).commands());
    }

    @Test
    void aDistributionKeepsEveryValueInItsPowerOfTwo() {
        SplittableRandom random = new SplittableRandom(2);
        Distribution distribution = new Distribution();
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long value = random.nextLong(1L << random.nextInt(1, 40));
            values.add(value);
            distribution.add(value);
        }
        long in = 0;
        for (Distribution.Bucket bucket : distribution.buckets()) {
            assertEquals(
                    values.stream()
                            .filter(value -> value >= bucket.from() && value <= bucket.to())
                            .count(),
                    bucket.count());
            in += bucket.count();
        }
        assertEquals(values.size(), in);
        assertEquals(Collections.max(values), distribution.max());
        assertEquals(Collections.min(values), distribution.min());
        assertTrue(new Distribution().buckets().isEmpty());
    }

    @Test
    void timeBucketsCoverAnyStretchOfTimeAndLoseNothing() {
        SplittableRandom random = new SplittableRandom(4);
        for (long step : new long[] {1, 1_000, 50_000_000, 3_600_000_000_000L, 86_400_000_000_000L * 365}) {
            TimeBuckets buckets = new TimeBuckets();
            List<Long> times = new ArrayList<>();
            long timeNs = 1 + random.nextLong(1_000_000_000L);
            for (int i = 0; i < 100; i++) {
                times.add(timeNs);
                buckets.add(timeNs);
                timeNs += random.nextLong(step) + 1;
            }
            assertTrue(buckets.size() <= TimeBuckets.MOST);
            for (int i = 0; i < buckets.size(); i++) {
                long from = buckets.startNs() + i * buckets.widthNs();
                assertEquals(
                        times.stream()
                                .filter(time -> time >= from && time < from + buckets.widthNs())
                                .count(),
                        buckets.count(i));
            }
            assertEquals(times.get(0), buckets.startNs());
        }
    }

    private static Map<String, Long> counts(List<JournalStat.Kind> kinds) {
        Map<String, Long> counts = new TreeMap<>();
        kinds.forEach(kind -> counts.put(kind.name(), kind.count()));
        return counts;
    }
}
