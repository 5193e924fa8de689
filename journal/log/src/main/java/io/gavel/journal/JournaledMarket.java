package io.gavel.journal;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * A market that was brought to where its journal ends, and the journal ready for what it decides next.
 *
 * <p>The way back: lock, verify every record, decide every command again and compare, only then start a new generation;
 * complete a command that was cut; say {@code RECOVERED} if there was anything before. Nothing is changed in the folder
 * before the replay has succeeded.
 */
public final class JournaledMarket implements AutoCloseable {
    private final Market market;
    private final ChronicleJournal journal;
    private final Recovery recovery;

    private JournaledMarket(Market market, ChronicleJournal journal, Recovery recovery) {
        this.market = market;
        this.journal = journal;
        this.recovery = recovery;
    }

    /**
     * Opens a journal, or makes one, and brings a market to its end.
     *
     * @param market new, or as a snapshot of this journal left it
     * @param clockNs says what time it is, in ns since the epoch, for the {@code RECOVERED} record
     * @param listener is told every transaction of the journal, first the recorded, then those that were appended here,
     *     each when it is durable
     * @throws JournalLocked if somebody else writes it
     * @throws JournalDamaged if it cannot be trusted
     * @throws ReplayDiverged if the market decides differently
     */
    public static JournaledMarket open(
            Path directory, JournalConfig config, Market market, LongSupplier clockNs, TransactionListener listener) {
        long startNs = System.nanoTime();
        try (JournalOpening opening = JournalOpening.of(directory)) {
            Replayer replayer = new Replayer(market);
            replay(opening, replayer, listener);
            ChronicleJournal journal = opening.begin(config, FileSync.FORCE, Generation.Zeros.PLAIN);
            try {
                int completed = complete(journal, replayer, listener);
                journal.tellAll();
                if (!opening.isNew()) {
                    appendRecovered(journal, market, clockNs, listener);
                }
                Recovery recovery =
                        new Recovery(opening.report(), replayer.replayed(), completed, System.nanoTime() - startNs);
                return new JournaledMarket(market, journal, recovery);
            } catch (RuntimeException e) {
                journal.close();
                throw e;
            }
        }
    }

    public Market market() {
        return market;
    }

    public ChronicleJournal journal() {
        return journal;
    }

    public Recovery recovery() {
        return recovery;
    }

    /** Closes the journal cleanly. */
    @Override
    public void close() {
        journal.close();
    }

    private static void replay(JournalOpening opening, Replayer replayer, TransactionListener listener) {
        if (opening.isNew()) {
            return;
        }
        try (JournalScan scan = new JournalScan(opening.directory(), JournalCursor.NO_LIMIT)) {
            scan.run(opening.report().lastSeq(), transaction -> {
                replayer.onTransaction(transaction);
                listener.onTransaction(transaction.rewind());
            });
        }
    }

    /** Appends what the last recorded command still lacks. */
    private static int complete(ChronicleJournal journal, Replayer replayer, TransactionListener listener) {
        int count = replayer.pendingCount();
        if (count > 0) {
            append(
                    journal,
                    replayer.pendingBuffer(),
                    replayer.pendingOffset(),
                    replayer.pendingLength(),
                    count,
                    listener);
        }
        return count;
    }

    private static void appendRecovered(
            ChronicleJournal journal, Market market, LongSupplier clockNs, TransactionListener listener) {
        long lastNs = market.lastTimeNs();
        CommandWriter command = new CommandWriter();
        command.recovered(lastNs, Math.max(lastNs, clockNs.getAsLong()));
        TransactionBuffer out = new TransactionBuffer(2 * command.length());
        market.onCommand(command.buffer(), 0, command.length(), lastNs, out);
        append(journal, out.buffer(), 0, out.length(), out.count(), listener);
    }

    private static void append(
            ChronicleJournal journal,
            DirectBuffer buffer,
            int offset,
            int length,
            int count,
            TransactionListener listener) {
        long firstSeq = journal.lastSeq() + 1;
        journal.append(buffer, offset, length, firstSeq, count);
        Transaction transaction = new Transaction();
        int next = offset;
        for (int i = 0; i < count; i++) {
            listener.onTransaction(transaction.wrap(buffer, next, firstSeq + i));
            next += transaction.length();
        }
    }
}
