package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A market that was brought to where its journal ends, and the journal ready for what it decides next.
 *
 * <p>The way back: lock, load the newest good snapshot, verify every record, decide every command behind the snapshot
 * again and compare, only then start a new generation; complete a command that was cut; say {@code RECOVERED} if there
 * was anything before. Nothing is changed in the folder before the replay has succeeded.
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
     * Opens a journal, or makes one, and brings a market to its end: from the newest good snapshot, which it finds itself,
     * or from the first transaction.
     *
     * @param limits of the market
     * @param clockNs says what time it is, in ns since the epoch, for the {@code RECOVERED} record
     * @param listener comes back with the market
     * @throws io.gavel.journal.UnfitFileSystem if what the level promises can't be kept where the folder lies
     * @throws JournalLocked if somebody else writes it
     * @throws JournalDamaged if it cannot be trusted, or ends before what a good snapshot of it knows
     * @throws ReplayDiverged if the market decides differently
     */
    public static JournaledMarket open(
            Path directory,
            JournalConfig config,
            MarketConfig limits,
            LongSupplier clockNs,
            RecoveryListener listener) {
        ChronicleJournal.checkFolder(directory, config);
        return open(new Restorer(directory, limits, listener), config, clockNs);
    }

    /**
     * Opens a journal and decides all of it again, without a look at snapshots: slower, and proves more.
     *
     * @param market new
     * @param listener is told every transaction of the journal, first the recorded, then those that were appended here,
     *     each when it is durable
     */
    public static JournaledMarket open(
            Path directory, JournalConfig config, Market market, LongSupplier clockNs, TransactionListener listener) {
        ChronicleJournal.checkFolder(directory, config);
        return open(new Restorer(directory, market, listener), config, clockNs);
    }

    private static JournaledMarket open(Restorer restorer, JournalConfig config, LongSupplier clockNs) {
        long startNs = System.nanoTime();
        try (restorer) {
            restorer.restore();
            ChronicleJournal journal = restorer.begin(config);
            try {
                restorer.removeUnfinishedSnapshots();
                int completed = complete(journal, restorer.replayer(), restorer.listener());
                journal.tellAll();
                if (!restorer.isNew()) {
                    appendRecovered(journal, restorer.market(), clockNs, restorer.listener());
                }
                Recovery recovery = restorer.recovery(completed, System.nanoTime() - startNs);
                return new JournaledMarket(restorer.market(), journal, recovery);
            } catch (RuntimeException | Error e) {
                CloseHelper.quietClose(journal);
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
