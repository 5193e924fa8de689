package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a market has forgotten is part of its state: where room for client order ids is short, one that was restored from a
 * snapshot a moment ago answers like one that never stopped, byte for byte, whether it knows an id still or not.
 */
final class ShortMemoryTest {
    private static final int COMMANDS = 3_000;

    private final CommandBytes bytes = new CommandBytes();
    private final TransactionBuffer expected = new TransactionBuffer(64 * 1024);
    private final TransactionBuffer came = new TransactionBuffer(64 * 1024);
    private final Transaction transaction = new Transaction();
    private int repeated;

    @ParameterizedTest
    @CsvSource({"1, 8", "4, 24", "3, 1000", "1000, 40"})
    void aRestoredMarketKnowsAndForgetsTheSameIds(int idsPerAccount, int idsInAll) {
        MarketConfig config =
                new MarketConfig(1_000, 1_000, 1_000, 1_000, Comparison.MAX_OPEN_ORDERS, idsPerAccount, idsInAll);
        play(RandomCommands.history(idsInAll, COMMANDS), config);
        assertTrue(repeated >= 10, "answers were repeated: " + repeated);
    }

    private void play(List<Command> history, MarketConfig config) {
        Market stays = new Market(config);
        Market restarts = new Market(config);
        for (int i = 0; i < history.size(); i++) {
            if (i % 15 == 0) {
                Market restored = new Market(config);
                restored.readSnapshot(restarts::writeSnapshot);
                restarts = restored;
            }
            Command command = history.get(i);
            boolean isTime = command.kind == Command.Kind.PASS_TIME || command.kind == Command.Kind.LOOK;
            if (!isTime) {
                bytes.write(command);
            }
            decide(stays, isTime, command.atNs, expected);
            decide(restarts, isTime, command.atNs, came);
            assertArrayEquals(told(expected), told(came), "command " + i + ": " + command);
        }
        assertEquals(stays.stateHash(), restarts.stateHash());
        restarts.verify();
    }

    private void decide(Market market, boolean isTime, long atNs, TransactionBuffer out) {
        out.clear();
        if (isTime) {
            market.onTime(atNs, out);
        } else {
            market.onCommand(bytes.buffer(), 0, bytes.length(), atNs, out);
        }
    }

    /** All that was told; counts the answers that were given again. */
    private byte[] told(TransactionBuffer out) {
        int offset = 0;
        for (int i = 0; i < out.count(); i++) {
            transaction.wrap(out.buffer(), offset, out.firstSeq() + i);
            while (transaction.nextEvent()) {
                repeated += transaction.eventTemplateId() == DuplicateAnsweredDecoder.TEMPLATE_ID ? 1 : 0;
            }
            offset += transaction.length();
        }
        byte[] told = new byte[out.length()];
        out.buffer().getBytes(0, told);
        return told;
    }
}
