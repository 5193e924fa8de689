package io.gavel.journal.sim;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.TransactionBuffer;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One process: comes back with its journal, decides, appends, tells, and is followed by a reader. Whatever it does is held
 * against a {@link History}; a law that is broken throws {@link SimulationFailed}, anything else comes from the journal.
 */
final class Exchange {
    static final MarketConfig MARKET = new MarketConfig(16, 64, 8, 128, 4096, 8192, 32768);

    private final SimMachine machine;
    private final Path directory;
    private final JournalConfig config;
    private final History history;
    private final TransactionBuffer out = new TransactionBuffer(1 << 12);
    private final Transaction transaction = new Transaction();

    private Opened opened;
    private JournalReader reader;

    private Exchange(SimMachine machine, Path directory, JournalConfig config, History history) {
        this.machine = machine;
        this.directory = directory;
        this.config = config;
        this.history = history;
    }

    /** Comes back; what it finds has to agree with the history, which goes on from there. */
    static Exchange open(SimMachine machine, Path directory, JournalConfig config, Opened.Way way, History history) {
        Exchange exchange = new Exchange(machine, directory, config, history);
        List<byte[]> recovered = new ArrayList<>();
        history.attempt(machine.clockNs());
        exchange.opened = way.open(directory, config, new Market(MARKET), machine::clockNs, told -> {
            byte[] bytes = new byte[told.length()];
            told.buffer().getBytes(told.offset(), bytes);
            recovered.add(bytes);
        });
        history.recover(recovered, exchange.isOnDisk());
        exchange.checkState();
        return exchange;
    }

    /** Decides, appends, and only then counts it as told. */
    void append(List<Call> calls) {
        List<Long> lastSeqs = new ArrayList<>();
        for (Call call : calls) {
            History.decide(opened.market(), call, out);
            lastSeqs.add(opened.market().lastSeq());
        }
        try {
            if (out.count() > 0) {
                history.decided(calls, lastSeqs, out);
                opened.journal().append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
                history.told(isOnDisk());
            }
        } finally {
            out.clear();
        }
    }

    /** Asks again what was answered before; it has to be answered alike. */
    void ask(List<Call> again) {
        for (Call call : again) {
            append(List.of(call));
            history.checkAnsweredAgain(call);
        }
    }

    /** Lets the reader go on, or begins one. */
    void read(long fromSeq, int most) {
        if (reader == null) {
            reader = JournalReader.open(directory);
            reader.seek(fromSeq);
        }
        for (int left = most; left > 0 && reader.poll(transaction); left--) {
            history.checkRead(transaction);
        }
    }

    void stepBackground() {
        machine.stepBackground();
    }

    /** Reads everything once more. */
    void readAll() {
        try (JournalReader all = JournalReader.open(directory)) {
            while (all.poll(transaction)) {
                history.checkRead(transaction);
            }
            if (all.nextSeq() != history.lastSeq() + 1) {
                throw new SimulationFailed(
                        "readers to see everything", "next=" + all.nextSeq() + ", last=" + history.lastSeq());
            }
        }
    }

    /** As a process does that ends, or that has failed. */
    void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } finally {
            opened.journal().close();
        }
    }

    /** What a journal that was closed has to be. */
    void checkWhole() {
        Verification verification = JournalVerifier.verify(directory);
        if (verification.status() != JournalVerifier.Status.WHOLE
                || verification.report().lastSeq() != history.lastSeq()
                || !verification.report().isClosedCleanly()) {
            throw new SimulationFailed("a journal that is whole in the end", String.valueOf(verification));
        }
    }

    /** The recovered market against one that never knew of the journal, and the laws. */
    private void checkState() {
        Market market = opened.market();
        market.verify();
        Market expected = new Market(MARKET);
        history.replayInto(expected);
        if (expected.stateHash() != market.stateHash()) {
            throw new SimulationFailed("the state that the commands lead to", "lastSeq=" + market.lastSeq());
        }
        if (opened.journal().durableSeq() != history.lastSeq()) {
            throw new SimulationFailed(
                    "all that was recovered to be told",
                    "durableSeq=" + opened.journal().durableSeq() + ", lastSeq=" + history.lastSeq());
        }
    }

    private boolean isOnDisk() {
        return config.level() == Durability.DISK;
    }
}
