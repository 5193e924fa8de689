package io.gavel.engine.obvious;

import io.gavel.engine.market.Market;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads what a market has out of its snapshot: open orders in the order of their queues, then balances. */
final class StateFacts {
    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final OrderRecordDecoder order = new OrderRecordDecoder();
    private final BalanceRecordDecoder balance = new BalanceRecordDecoder();
    private final byte[] text = new byte[64];

    void read(Market market, Told told) {
        Told balances = new Told();
        market.writeSnapshot((buffer, offset, length) -> {
            frame.wrap(buffer, offset);
            int body = offset + Transaction.EVENT_FRAME_LENGTH;
            if (frame.templateId() == OrderRecordDecoder.TEMPLATE_ID) {
                order.wrap(buffer, body, frame.blockLength(), frame.version());
                told.tell(
                        Fact.OPEN,
                        order.instrumentId(),
                        order.orderId(),
                        order.accountId(),
                        Ids.number(text, order.getClOrdId(text, 0, text.length)),
                        order.side().value(),
                        order.qtyLots(),
                        order.leavesLots());
            } else if (frame.templateId() == BalanceRecordDecoder.TEMPLATE_ID) {
                balance.wrap(buffer, body, frame.blockLength(), frame.version());
                balances.tell(
                        Fact.OWNED, balance.accountId(), balance.assetId(), balance.totalMinor(), balance.heldMinor());
            }
        });
        told.append(balances);
    }

    /** The new market, with all that the other one has. */
    Market restored(Market market, Market restored) {
        List<byte[]> records = new ArrayList<>();
        market.writeSnapshot((buffer, offset, length) -> {
            byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            records.add(record);
        });
        restored.readSnapshot(sink -> {
            for (byte[] record : records) {
                sink.onRecord(new UnsafeBuffer(record), 0, record.length);
            }
        });
        return restored;
    }
}
