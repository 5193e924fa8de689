package io.gavel.perf.load;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.perf.Options;
import io.gavel.perf.Report;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.PlaceBidEncoder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Service times of bids in the market, bytes in, events out, on one thread: on one lot that everybody wants, on many open
 * lots with a soft close at random, and of many lots that close at one instant.
 *
 * <p>Bids come in batches, as the ring hands them over, and are looked at ahead as the pipeline does it; and they come
 * alone. Of two batches one is timed as a whole, so that what looking ahead costs is in a figure and the clock is not, and
 * one bid by bid.
 */
public final class AuctionReport {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long START = 100;
    private static final long BEGIN_NS = 1_000_000_000L;
    private static final long END_NS = 1_000_000_000_000_000L;
    private static final int CLEAR_AT = 60 * 1024;
    private static final int BATCH = 512;
    /** Bytes between the beginnings of two commands of a batch. */
    private static final int STRIDE = 128;

    private static final long LONGEST_NS = 10_000_000_000L;

    private final String kind;
    private final Options options;
    private final Report report;

    private final UserCommand command = new UserCommand();
    private final ClOrdIds ids = new ClOrdIds();
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private final TransactionBuffer out = new TransactionBuffer(1 << 17);
    private final SplittableRandom random = new SplittableRandom(1);
    private final UnsafeBuffer batch = new UnsafeBuffer(new byte[BATCH * STRIDE]);
    private final int[] lengths = new int[BATCH];
    private Market market;
    private long[] amounts;
    private long bids;

    /**
     * @param arguments {@code hot}, {@code wide} or {@code storm}, then options
     * @throws IllegalArgumentException where they are none
     */
    public AuctionReport(List<String> arguments, PrintStream to, String machine) throws IOException {
        kind = arguments.isEmpty() ? "" : arguments.get(0);
        if (!List.of("hot", "wide", "storm").contains(kind)) {
            throw new IllegalArgumentException("expected hot, wide, storm or rowlock, argument=" + kind);
        }
        options = Options.of(arguments.subList(1, arguments.size()), "auctions", "bids", "rounds", "report");
        report = new Report(to, "auctions-" + kind, options.text("report", ""));
        report.line("%s", machine);
    }

    /** Measures and reports. */
    public void run() throws IOException {
        try (report) {
            int rounds = (int) options.number("rounds", 5);
            if (kind.equals("storm")) {
                int auctions = (int) options.number("auctions", 10_000);
                report.line("%,d lots with a bid each close at one instant", auctions);
                for (int round = 1; round <= rounds; round++) {
                    storm(auctions, round);
                }
            } else {
                int auctions = kind.equals("hot") ? 1 : (int) options.number("auctions", 100_000);
                int perRound = (int) options.number("bids", 2_000_000);
                report.line("%,d open lots with a soft close, %,d bids a round, each leads", auctions, perRound);
                open(auctions);
                alone(perRound);
                inBatches(perRound);
                for (int round = 1; round <= rounds; round++) {
                    report.line("  round %d: alone, %s", round, alone(perRound));
                    report.line("  round %d: in batches, %s", round, inBatches(perRound));
                }
            }
        }
    }

    private void open(int auctions) {
        market = new Market(MarketConfig.defaults());
        amounts = new long[auctions];
        bids = 0;
        Setup.run(
                writer -> decide(writer.buffer(), 0, writer.length()),
                writer -> writer.createAuction(auction -> BidFlow.auction(auction, "lot0", END_NS)));
        CommandWriter writer = new CommandWriter();
        for (int i = 1; i < auctions; i++) {
            String name = "lot" + i;
            writer.createAuction(auction -> BidFlow.auction(auction, name, END_NS));
            decide(writer.buffer(), 0, writer.length());
        }
    }

    /** Reading the clock is a part of each time. */
    private String alone(int count) {
        Histogram times = new Histogram(LONGEST_NS, 3);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i++) {
            int length = nextBid(random.nextInt(amounts.length));
            long before = System.nanoTime();
            decide(command.buffer(), 0, length);
            times.recordValue(System.nanoTime() - before);
        }
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        return text(times, allocated, count);
    }

    private String inBatches(int count) {
        Histogram times = new Histogram(LONGEST_NS, 3);
        Histogram wholes = new Histogram(LONGEST_NS, 3);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i += 2 * BATCH) {
            makeBatch();
            long before = System.nanoTime();
            decideBatch(null);
            wholes.recordValue((System.nanoTime() - before) / BATCH);
            makeBatch();
            decideBatch(times);
        }
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        return String.format(
                Locale.ROOT,
                "%s; looking ahead included, median of batches %d ns",
                text(times, allocated, count),
                wholes.getValueAtPercentile(50));
    }

    private static String text(Histogram times, long allocated, int count) {
        return String.format(
                Locale.ROOT,
                "median %d ns, 99 %% %,d ns, 99.99 %% %,d ns, most %,d ns, %.3f bytes a bid",
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(99),
                times.getValueAtPercentile(99.99),
                times.getMaxValue(),
                (double) allocated / count);
    }

    private void makeBatch() {
        for (int i = 0; i < BATCH; i++) {
            lengths[i] = nextBid(random.nextInt(amounts.length));
            batch.putBytes(i * STRIDE, command.buffer(), 0, lengths[i]);
        }
    }

    /** @param times of bids, the clock included; null: they are not timed */
    private void decideBatch(Histogram times) {
        for (int i = 0; i < BATCH; i++) {
            if (i % Market.MOST_AHEAD == 0) {
                lookAhead(i, Math.min(BATCH, i + Market.MOST_AHEAD));
            }
            if (times == null) {
                decide(batch, i * STRIDE, lengths[i]);
            } else {
                long before = System.nanoTime();
                decide(batch, i * STRIDE, lengths[i]);
                times.recordValue(System.nanoTime() - before);
            }
        }
    }

    private void lookAhead(int from, int to) {
        for (int i = from; i < to; i++) {
            market.expect(batch, i * STRIDE, lengths[i]);
        }
        market.lookAhead();
    }

    private void storm(int auctions, int round) {
        open(auctions);
        for (int i = 0; i < auctions; i++) {
            decide(command.buffer(), 0, nextBid(i));
        }
        out.clear();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        market.onTime(END_NS, out);
        long elapsedNs = System.nanoTime() - before;
        report.line(
                "  round %d: %.2f ms, %,d ns a lot, %,d transactions, %.1f bytes a lot",
                round,
                elapsedNs / 1e6,
                elapsedNs / auctions,
                out.count(),
                (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / auctions);
        out.clear();
    }

    /** Each bidder in turn, two above what the lot's last one bid. */
    private int nextBid(int lot) {
        long bid = bids++;
        long raised = amounts[lot];
        amounts[lot] = raised + 2;
        int account = SystemAccount.FIRST_USER + (int) (bid % CommandFlow.ACCOUNTS);
        return placeBid.wrapAndApplyHeader(command.buffer(), command.head(account), command.header())
                .auctionId(lot + 1)
                .qty(0)
                .amount(START + raised)
                .putClOrdId(ids.of(bid), 0, ClOrdIds.LENGTH)
                .limit();
    }

    private void decide(DirectBuffer buffer, int offset, int length) {
        market.onCommand(buffer, offset, length, BEGIN_NS, out);
        if (out.length() > CLEAR_AT) {
            out.clear();
        }
    }
}
