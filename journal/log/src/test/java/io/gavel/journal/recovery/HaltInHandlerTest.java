package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalReader;
import io.gavel.journal.recovery.HaltedExchange.Stage;
import io.gavel.testing.ChildJvm;
import io.gavel.testing.ToldFile;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that halts within deciding, journaling or telling keeps what it told, and does what it repeats once. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HaltInHandlerTest {
    private static final int ROUNDS = Integer.getInteger("gavel.halt.rounds", 1);

    @TempDir
    Path directory;

    @TempDir
    Path outside;

    private final Map<Long, Long> told = new TreeMap<>();
    private int runs;

    @Test
    void whereverItHaltsWhatWasToldStandsOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (Stage stage : Stage.values()) {
                Durability level = (round + stage.ordinal()) % 2 == 0 ? Durability.PROCESS : Durability.DISK;
                long before = decisions().size();
                long firstId = firstUntold();
                int nth = 40 + 13 * round;
                runUntilHalted(stage, level, nth, firstId);
                long decided = decisions().size();
                assertTrue(decided > before, "it came further, stage=" + stage);
                assertEquals(
                        untoldBehind(stage, nth), decided - told.size(), "carried out and not told, stage=" + stage);
            }
        }
        Map<Long, Long> decided = decisions();
        told.forEach((id, seq) -> assertEquals(decided.get(id), seq, "told where it was decided, id=" + id));
    }

    /** How many of a batch are durable when the process dies there, and were not told. */
    private static int untoldBehind(Stage stage, int nth) {
        return switch (stage) {
            case DECIDE, BEFORE_APPEND, AFTER_TELLING -> 0;
            case BEFORE_TELLING -> HaltedExchange.AT_ONCE;
            case BETWEEN_TELLINGS -> HaltedExchange.AT_ONCE - 1 - (nth - 1) % (HaltedExchange.AT_ONCE - 1);
        };
    }

    private long firstUntold() {
        long id = 0;
        while (told.containsKey(id)) {
            id++;
        }
        return id;
    }

    private void runUntilHalted(Stage stage, Durability level, int nth, long firstId) throws Exception {
        ToldFile answers = new ToldFile(outside.resolve("told-" + runs++));
        Process exchange = new ProcessBuilder(ChildJvm.command(
                        HaltedExchange.class,
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                        directory.toString(),
                        level.name(),
                        stage.name(),
                        Integer.toString(nth),
                        Long.toString(firstId)))
                .redirectOutput(answers.path().toFile())
                .redirectError(outside.resolve("errors").toFile())
                .start();
        try {
            assertTrue(exchange.waitFor(60, TimeUnit.SECONDS), "the process is gone");
        } finally {
            exchange.destroyForcibly();
        }
        assertEquals(HaltedExchange.HALTED, exchange.exitValue(), "stage=" + stage);
        assertEquals(0, answers.count() % 2, "ids with their sequences");
        for (long i = 1; i < answers.count(); i += 2) {
            long id = answers.at(i);
            long seq = answers.at(i + 1);
            Long before = told.putIfAbsent(id, seq);
            assertTrue(before == null || before == seq, "answered alike, id=" + id);
        }
    }

    /** Id to the sequence at which it was decided anew; fails if one was decided twice. */
    private Map<Long, Long> decisions() {
        Map<Long, Long> decisions = new TreeMap<>();
        if (!directory.resolve("durable").toFile().exists()) {
            return decisions;
        }
        Transaction transaction = new Transaction();
        DepositDecoder deposit = new DepositDecoder();
        try (JournalReader reader = JournalReader.open(directory)) {
            while (reader.poll(transaction)) {
                boolean isDuplicate = transaction.nextEvent()
                        && transaction.eventTemplateId() == DuplicateAnsweredDecoder.TEMPLATE_ID;
                if (transaction.commandTemplateId() == DepositDecoder.TEMPLATE_ID && !isDuplicate) {
                    deposit.wrap(
                            transaction.buffer(),
                            transaction.commandBodyOffset(),
                            transaction.commandBlockLength(),
                            transaction.commandVersion());
                    long id = Long.parseLong(deposit.clOrdId());
                    assertEquals(null, decisions.put(id, transaction.seq()), "decided once, id=" + id);
                }
            }
        }
        return decisions;
    }
}
