package io.gavel.journal.repair;

import io.gavel.engine.ring.Journal;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.NamedReader;
import io.gavel.journal.snapshot.Pace;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.journal.tool.RandomExchange;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The journal of a market with what is kept beside its records: snapshots, a named reader and, where its beginning was
 * dropped, the note of that. As a kill left it.
 *
 * @param firstSeq that is kept
 * @param states what the market was behind each append
 * @param newer a snapshot of this journal's that was written when the journal had gone on
 */
record KeptImage(JournalImage image, long firstSeq, Map<Long, Long> states, String newerPath, byte[] newer) {
    static final String READER = "audit";

    private static final int SESSIONS = 5;
    private static final int COMMANDS = 25;
    private static final int BATCH = 5;

    /**
     * Writes one.
     *
     * @param folder that is not there yet
     * @param isDropped whether only what the newest two snapshots need is left
     */
    static KeptImage write(Path folder, long seed, boolean isDropped) throws IOException {
        Path live = folder.resolve("live");
        Path killed = folder.resolve("killed");
        Appended appended = new Appended();
        RandomExchange exchange = new RandomExchange(seed, appended, BATCH);
        appended.exchange = exchange;
        for (int session = 0; session < SESSIONS; session++) {
            try (ChronicleJournal journal = ChronicleJournal.open(live, JournalConfig.small())) {
                appended.journal = journal;
                if (session == 0) {
                    exchange.open();
                }
                exchange.run(COMMANDS);
                SnapshotFile snapshot = session == 0 || session == SESSIONS - 1 ? null : snapshot(live, exchange);
                exchange.run(COMMANDS);
                if (session == 2) {
                    NamedReader.register(live, READER).advance(live, position(snapshot.header()));
                }
                if (session == SESSIONS - 1) {
                    drop(live, isDropped);
                    JournalFiles.copy(live, killed);
                    return of(killed, live, appended, exchange);
                }
            }
        }
        throw new AssertionError("expected a last session");
    }

    /** Snapshots by their paths, newest first. */
    List<String> snapshots() {
        return image.files().keySet().stream()
                .filter(path -> path.startsWith("snapshots/"))
                .sorted((one, two) -> two.compareTo(one))
                .toList();
    }

    boolean isDropped() {
        return firstSeq > 1;
    }

    private static KeptImage of(Path killed, Path live, Appended appended, RandomExchange exchange) throws IOException {
        List<byte[]> written = List.copyOf(appended.written);
        Map<Long, Long> states = Map.copyOf(appended.states);
        exchange.run(COMMANDS);
        Path newer = snapshot(live, exchange).file();
        JournalImage image = JournalImage.of("kept " + killed.getParent().getFileName(), killed, written, false);
        return new KeptImage(
                image,
                JournalRetention.firstSeq(killed),
                states,
                live.relativize(newer).toString(),
                Files.readAllBytes(newer));
    }

    /** Three snapshots become two. */
    private static void drop(Path live, boolean isDropped) throws IOException {
        if (isDropped) {
            List<Path> snapshots = SnapshotStore.of(live).list();
            JournalRetention.dropBefore(live, SnapshotStore.seq(snapshots.get(1)));
            Files.delete(snapshots.get(2));
        }
    }

    private static SnapshotFile snapshot(Path live, RandomExchange exchange) {
        JournalPosition position;
        try (JournalReader reader = JournalReader.open(live)) {
            reader.seek(exchange.market().lastSeq());
            if (!reader.poll(new Transaction())) {
                throw new AssertionError("expected the last transaction to be durable");
            }
            position = reader.position();
            SnapshotHeader header = new SnapshotHeader(
                    reader.journalId(),
                    position.seq(),
                    position.chain(),
                    position.generation(),
                    exchange.market().lastTimeNs(),
                    exchange.market().ruleSet(),
                    "test");
            return SnapshotStore.of(live).write(header, exchange.market()::writeSnapshot, "test", Pace.FLAT_OUT);
        }
    }

    private static JournalPosition position(SnapshotHeader header) {
        return new JournalPosition(header.seq(), header.chain(), header.generation());
    }

    /** Remembers what goes into a journal. */
    private static final class Appended implements Journal {
        private final List<byte[]> written = new ArrayList<>();
        private final Map<Long, Long> states = new HashMap<>();
        private final Transaction transaction = new Transaction();
        private ChronicleJournal journal;
        private RandomExchange exchange;

        @Override
        public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
            journal.append(buffer, offset, length, firstSeq, count);
            int next = offset;
            for (int i = 0; i < count; i++) {
                byte[] bytes =
                        new byte[transaction.wrap(buffer, next, firstSeq + i).length()];
                buffer.getBytes(next, bytes);
                written.add(bytes);
                next += bytes.length;
            }
            states.put(firstSeq + count - 1, exchange.market().stateHash());
        }

        @Override
        public long durableSeq() {
            return journal.durableSeq();
        }

        @Override
        public Durability level() {
            return journal.level();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
