package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.AuctionFormat;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Sealed bids that are replaced, units that are taken and clocks that fall leave no garbage. */
final class AuctionsAllocationTest {
    private static final int ANN = 16;
    private static final int BOB = 17;
    private static final int ID_LENGTH = 8;
    private static final int WARM_UP_ROUNDS = 4_000;
    private static final int ROUNDS = 4_000;
    private static final long INTERVAL_NS = 10;
    private static final long MANY = 1L << 30;
    private static final long PREMIUM_PERCENT_MICROS = 10_000_000;

    private final CommandWriter commands = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Market market = new Market(MarketConfig.defaults());
    private final List<UnsafeBuffer> round = new ArrayList<>();
    private long nextId = 10_000_000;
    private long nowNs = 1;

    @Test
    void bidsAllocateNothing() {
        commands.createAsset("usd", 2);
        decide();
        commands.createAccount("ann", true);
        decide();
        commands.createAccount("bob", true);
        decide();
        create(AuctionFormat.VICKREY, 1);
        create(AuctionFormat.UNIFORM, 100);
        create(AuctionFormat.DUTCH, MANY);
        add(ANN, 1, 200, 1);
        add(BOB, 1, 300, 1);
        add(ANN, 2, 200, 7);
        add(BOB, 2, 0, 90);
        add(ANN, 1, 250, 1);
        add(ANN, 3, MANY, 2);

        assertEquals(List.of(220, 326, 220, 326, 220, 326, 220, 326, 220, 326, 223, 324, 330), templates());
        play(WARM_UP_ROUNDS);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        play(ROUNDS);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < ROUNDS, "expected less than a byte a round, bytes=" + allocated);
        market.verify();
    }

    private List<Integer> templates() {
        List<Integer> templates = new ArrayList<>();
        for (UnsafeBuffer command : round) {
            name(command);
            out.clear();
            market.onCommand(command, 0, command.capacity(), nowNs, out);
            Transaction transaction = new Transaction().wrap(out.buffer(), 0, market.lastSeq());
            while (transaction.nextEvent()) {
                templates.add(transaction.eventTemplateId());
            }
        }
        return templates;
    }

    /** Each round the clock falls once; units that are taken let it rise again. */
    private void play(int rounds) {
        for (int i = 0; i < rounds; i++) {
            nowNs += INTERVAL_NS;
            for (int j = 0; j < round.size(); j++) {
                UnsafeBuffer command = round.get(j);
                name(command);
                out.clear();
                market.onCommand(command, 0, command.capacity(), nowNs, out);
            }
        }
    }

    /** The client order id is the end of the command: eight digits that count up. */
    private void name(UnsafeBuffer command) {
        long rest = nextId++;
        for (int at = command.capacity() - 1; at >= command.capacity() - ID_LENGTH; at--) {
            command.putByte(at, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private void add(int accountId, int auctionId, long amount, long qty) {
        commands.placeBid(accountId, auctionId, amount, qty, "00000000");
        UnsafeBuffer copy = new UnsafeBuffer(new byte[commands.length()]);
        copy.putBytes(0, commands.buffer(), 0, commands.length());
        round.add(copy);
    }

    private void create(AuctionFormat format, long qty) {
        boolean hasClock = format == AuctionFormat.DUTCH;
        commands.createAuctionOfAnyFormat(terms -> {
            NewAuctions.plain(terms, format, qty, 1L << 60);
            if (hasClock) {
                terms.floor(50).step(10).intervalNs(INTERVAL_NS).restartUp(10);
            } else if (format == AuctionFormat.UNIFORM) {
                terms.ceiling(1_000);
            }
            NewAuctions.end(terms, PREMIUM_PERCENT_MICROS, format.name());
        });
        decide();
    }

    private void decide() {
        out.clear();
        market.onCommand(commands.buffer(), 0, commands.length(), nowNs, out);
    }
}
