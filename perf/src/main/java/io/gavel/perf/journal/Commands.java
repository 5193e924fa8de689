package io.gavel.perf.journal;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.perf.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands with their times in memory: what the engine alone decides, for who wants to know its own speed. */
final class Commands {
    private static final int CHUNK_BYTES = 16 << 20;
    private static final int MOST_IN_CHUNK = CHUNK_BYTES / 32;
    private static final int CLEAR_AT_BYTES = 60 << 10;

    private final List<Chunk> chunks = new ArrayList<>();
    private long count;

    /** A stretch of commands; looking ahead stops at its end. */
    private static final class Chunk {
        private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[CHUNK_BYTES]);
        private final int[] ends = new int[MOST_IN_CHUNK];
        private final long[] timesNs = new long[MOST_IN_CHUNK];
        private int count;

        private int start(int index) {
            return index == 0 ? 0 : ends[index - 1];
        }

        private boolean isFull(int length) {
            return count == MOST_IN_CHUNK || start(count) + length > CHUNK_BYTES;
        }
    }

    void add(DirectBuffer command, int offset, int length, long timeNs) {
        if (chunks.isEmpty() || chunks.get(chunks.size() - 1).isFull(length)) {
            chunks.add(new Chunk());
        }
        Chunk chunk = chunks.get(chunks.size() - 1);
        int start = chunk.start(chunk.count);
        chunk.bytes.putBytes(start, command, offset, length);
        chunk.ends[chunk.count] = start + length;
        chunk.timesNs[chunk.count++] = timeNs;
        count++;
    }

    /** Decides all of them in a new market, as the ring does: looking ahead, into a buffer cleared when it is full. */
    Stretch decide() {
        Market market = new Market(MarketConfig.defaults());
        TransactionBuffer out = new TransactionBuffer(4 * CLEAR_AT_BYTES);
        Stretch.Start start = Stretch.start();
        for (Chunk chunk : chunks) {
            decide(chunk, market, out);
        }
        return start.end(count);
    }

    private void decide(Chunk chunk, Market market, TransactionBuffer out) {
        UnsafeBuffer bytes = chunk.bytes;
        for (int i = 0; i < chunk.count; i++) {
            if (i % Market.MOST_AHEAD == 0) {
                lookAhead(chunk, i, market);
            }
            int start = chunk.start(i);
            market.onCommand(bytes, start, chunk.ends[i] - start, chunk.timesNs[i], out);
            if (out.length() >= CLEAR_AT_BYTES) {
                out.clear();
            }
        }
    }

    private static void lookAhead(Chunk chunk, int from, Market market) {
        int to = Math.min(chunk.count, from + Market.MOST_AHEAD);
        for (int i = from; i < to; i++) {
            market.expect(chunk.bytes, chunk.start(i), chunk.ends[i] - chunk.start(i));
        }
        market.lookAhead();
    }
}
