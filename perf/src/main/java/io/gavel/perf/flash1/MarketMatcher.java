package io.gavel.perf.flash1;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.log.TradedDecoder;
import org.agrona.DirectBuffer;

/**
 * The whole engine: every message is one command of bytes, decided with accounts, remembered ids and events, and with
 * money where the workload has it. A modify, which keeps its id, is a replace that names the next version of
 * it, as clients of a market name every order anew. Commands are made before, and events are read only where reports are asked for. Commands behind
 * the one at hand are looked at ahead, as the pipeline does it within a batch.
 */
final class MarketMatcher implements Matcher {
    private static final int CLEAR_AT = 60 * 1024;

    private final TransactionBuffer out = new TransactionBuffer(1 << 17);
    private final Transaction transaction = new Transaction();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();
    private final byte[] makerId = new byte[Long.BYTES];

    private Market market;
    private MarketCommands commands;

    @Override
    public void prepare(Workload workload) {
        commands = MarketCommands.of(workload);
        market = new Market(MarketConfig.defaults().withRoomForOrders(workload.room()));
        commands.setUp(command -> {
            market.onCommand(command.buffer(), 0, command.length(), 0, out);
            out.clear();
        });
    }

    @Override
    public long bytesOutsideHeap() {
        return market.usedBytes();
    }

    @Override
    public void run(Workload workload, int from, int to, ReportStream reports) {
        out.clear();
        if (reports == null) {
            decide(commands.first(from), commands.first(to));
            return;
        }
        for (int i = from; i < to; i++) {
            decide(commands.first(i), commands.first(i + 1));
            report(workload, i, reports);
            out.clear();
        }
    }

    private void decide(int from, int to) {
        DirectBuffer buffer = commands.buffer();
        int[] offsets = commands.offsets();
        for (int first = from; first < to; first += Market.MOST_AHEAD) {
            int end = Math.min(to, first + Market.MOST_AHEAD);
            lookAhead(buffer, first, end);
            int offset = offsets[first];
            for (int behind = first + 1; behind <= end; behind++) {
                int next = offsets[behind];
                market.onCommand(buffer, offset, next - offset, 1, out);
                offset = next;
            }
            if (out.length() > CLEAR_AT) {
                out.clear();
            }
        }
    }

    private void lookAhead(DirectBuffer buffer, int from, int to) {
        if (to - from == 1 || !market.looksAhead()) {
            return;
        }
        for (int command = from; command < to; command++) {
            market.expect(buffer, commands.offset(command), commands.length(command));
        }
        market.lookAhead();
    }

    private void report(Workload workload, int i, ReportStream reports) {
        int offset = 0;
        for (int t = 0; t < out.count(); t++, offset += transaction.length()) {
            transaction.wrap(out.buffer(), offset, out.firstSeq() + t);
            boolean isOnlyHalf = workload.type(i) == Workload.MODIFY && t == 0 && out.count() > 1;
            while (transaction.nextEvent()) {
                if (!isOnlyHalf) {
                    report(workload, i, transaction.eventTemplateId(), reports);
                }
            }
        }
    }

    private void report(Workload workload, int i, int template, ReportStream reports) {
        long seq = workload.seq(i);
        switch (template) {
            case OrderAcceptedDecoder.TEMPLATE_ID, OrderReplacedDecoder.TEMPLATE_ID ->
                reports.taken(
                        workload.type(i) == Workload.NEW ? ReportStream.ACK : ReportStream.MODIFY_ACK,
                        seq,
                        workload.sideValue(i),
                        workload.id(i),
                        workload.price(i),
                        workload.qty(i));
            case TradedDecoder.TEMPLATE_ID -> {
                traded.wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion());
                long price = traded.priceTicks();
                long qty = traded.qtyLots();
                traded.getMakerClOrdId(makerId, 0, makerId.length);
                reports.traded(seq, price, qty, commands.id(makerId), workload.id(i));
            }
            case OrderCanceledDecoder.TEMPLATE_ID -> {
                canceled.wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion());
                int side = canceled.side() == io.gavel.wire.types.Side.BUY ? Workload.BUY : Workload.SELL;
                reports.canceled(seq, side, workload.id(i), canceled.priceTicks());
            }
            case RefusedDecoder.TEMPLATE_ID ->
                reports.rejected(
                        workload.type(i) == Workload.CANCEL ? ReportStream.CANCEL_REJECT : ReportStream.MODIFY_REJECT,
                        seq,
                        workload.id(i));
            default -> throw new IllegalStateException("expected events of orders, template=" + template);
        }
    }
}
