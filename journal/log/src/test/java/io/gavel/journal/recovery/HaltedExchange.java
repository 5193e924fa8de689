package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.engine.ring.Publisher;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.TransactionListener;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Durability;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * A pipeline over a journal in a process of its own, which halts the JVM when it comes to one stage for the nth time. It
 * pays in deposits with ids that count up, some at a time, and tells on standard output what was told to it: the id and
 * the sequence of its first decision, eight bytes each.
 */
final class HaltedExchange implements Publisher {
    static final int HALTED = 77;
    static final int AT_ONCE = 7;
    static final int ACCOUNT = SystemAccount.FIRST_USER;

    private static final int ASSET = 1;
    private static final long SETTING_UP = -1;
    private static final long SESSION = 1;

    /** Where the process dies. */
    enum Stage {
        /** Before the first command of a batch is decided. */
        DECIDE,
        /** All of the batch is decided, nothing is written. */
        BEFORE_APPEND,
        /** All of it is durable, nobody was told. */
        BEFORE_TELLING,
        /** The first of the batch was told, the second not. */
        BETWEEN_TELLINGS,
        /** All of it was told. */
        AFTER_TELLING
    }

    private final Stage stage;
    private final DataOutputStream told = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    private final Transaction transaction = new Transaction();
    private final DuplicateAnsweredDecoder duplicate = new DuplicateAnsweredDecoder();
    private int left;
    private int toldOfBatch;

    private HaltedExchange(Stage stage, int left) {
        this.stage = stage;
        this.left = left;
    }

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        JournalConfig config = JournalConfig.small()
                .withLevel(Durability.valueOf(args[1]))
                .withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);
        HaltedExchange exchange = new HaltedExchange(Stage.valueOf(args[2]), Integer.parseInt(args[3]));
        exchange.run(directory, config, Long.parseLong(args[4]));
    }

    private void run(Path directory, JournalConfig config, long firstId) {
        Market market = new Market(MarketConfig.defaults());
        try (JournaledMarket journaled =
                JournaledMarket.open(directory, config, market, System::nanoTime, TransactionListener.NONE)) {
            boolean isNew = market.lastSeq() == 0;
            Pipeline pipeline = new Pipeline(
                    PipelineConfig.inline().withOnHalt((reason, problem) -> {
                        throw new AssertionError(reason, problem);
                    }),
                    market,
                    new Watched(journaled.journal()),
                    this,
                    () -> {
                        haltAt(Stage.DECIDE);
                        return System.nanoTime();
                    });
            if (isNew) {
                setUp(pipeline);
            }
            for (long id = firstId; true; id += AT_ONCE) {
                for (int i = 0; i < AT_ONCE; i++) {
                    deposit(pipeline, id + i);
                }
                pipeline.drain();
            }
        }
    }

    private static void setUp(Pipeline pipeline) {
        CommandWriter command = new CommandWriter();
        command.createAsset("USD", 2);
        offer(pipeline, command, SETTING_UP);
        command.createAccount("payer", false);
        offer(pipeline, command, SETTING_UP);
        pipeline.drain();
    }

    private static void deposit(Pipeline pipeline, long id) {
        CommandWriter command = new CommandWriter();
        command.deposit(ACCOUNT, ASSET, 1, Long.toString(id));
        offer(pipeline, command, id);
    }

    private static void offer(Pipeline pipeline, CommandWriter command, long id) {
        if (!pipeline.offerCommand(SESSION, id, Pipeline.NO_TIME, command.buffer(), 0, command.length())) {
            throw new AssertionError("expected a free slot");
        }
    }

    @Override
    public void onTransactions(
            long sessionId, long correlationId, DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        haltAt(toldOfBatch == 0 ? Stage.BEFORE_TELLING : Stage.BETWEEN_TELLINGS);
        toldOfBatch++;
        if (correlationId == SETTING_UP) {
            return;
        }
        transaction.wrap(buffer, offset, firstSeq);
        if (!transaction.nextEvent()) {
            throw new AssertionError("expected an answer, seq=" + firstSeq);
        }
        long decidedSeq = firstSeq;
        if (transaction.eventTemplateId() == DuplicateAnsweredDecoder.TEMPLATE_ID) {
            decidedSeq = duplicate
                    .wrap(buffer, transaction.eventOffset(), transaction.eventBlockLength(), transaction.eventVersion())
                    .originalSeq();
        }
        try {
            told.writeLong(correlationId);
            told.writeLong(decidedSeq);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {}

    @Override
    public void onTime(long sessionId, long correlationId, long timeNs) {}

    @Override
    public void onBatchEnd(long durableSeq) {
        haltAt(Stage.AFTER_TELLING);
        toldOfBatch = 0;
    }

    private void haltAt(Stage reached) {
        if (reached == stage && --left == 0) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    /** The journal, and the stages on both sides of an append. */
    private final class Watched implements Journal {
        private final Journal journal;

        Watched(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
            haltAt(Stage.BEFORE_APPEND);
            journal.append(buffer, offset, length, firstSeq, count);
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
