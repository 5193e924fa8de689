package io.gavel.perf.journal;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.load.CommandFlow;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** A journal of a flow's commands, decided in batches and closed cleanly: what reading is measured on. */
final class RecordedJournal {
    private static final long FIRST_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 1_000;
    private static final int MOST_BYTES = 60 << 10;

    private final ChronicleJournal journal;
    private final Commands commands;
    private final int batch;
    private final Market market = new Market(MarketConfig.defaults());
    private final TransactionBuffer decided = new TransactionBuffer(4 * MOST_BYTES);
    private long timeNs = FIRST_NS;

    private RecordedJournal(ChronicleJournal journal, Commands commands, int batch) {
        this.journal = journal;
        this.commands = commands;
        this.batch = batch;
    }

    /**
     * Writes one.
     *
     * @param count commands, what the flow needs first not included
     * @param batch commands an append
     * @param commands is told each command; null: nobody
     */
    static void write(Path directory, CommandFlow flow, int count, int batch, JournalConfig config, Commands commands) {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, config)) {
            RecordedJournal recorded = new RecordedJournal(journal, commands, batch);
            flow.setUp(command -> recorded.decide(command.buffer(), command.length()));
            for (int i = 0; i < count; i++) {
                recorded.decide(flow.buffer(), flow.next());
            }
            recorded.append();
        }
    }

    private void decide(DirectBuffer command, int length) {
        timeNs += STEP_NS;
        if (commands != null) {
            commands.add(command, 0, length, timeNs);
        }
        market.onCommand(command, 0, length, timeNs, decided);
        if (decided.count() >= batch || decided.length() >= MOST_BYTES) {
            append();
        }
    }

    private void append() {
        if (decided.count() > 0) {
            journal.append(decided.buffer(), 0, decided.length(), decided.firstSeq(), decided.count());
            decided.clear();
        }
    }
}
