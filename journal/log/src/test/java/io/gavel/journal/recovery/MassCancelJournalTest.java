package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CXL-1 at its largest: the ring, the journal and its readers take it in transactions like all others. */
class MassCancelJournalTest {
    private static final int ORDERS = VeryManyOrders.COUNT;
    private static final long LEVELS = 500;

    @TempDir
    Path directory;

    @Test
    void aMassCancelOfVeryManyOrdersIsTransactionsOfLegalSize() {
        new VeryManyOrders(directory).happen(Reader::new, MassCancelJournalTest::cancelAll, (market, reader) -> {
            assertEquals(0, market.openOrders());
            assertEquals(ORDERS, reader.canceled);
            assertEquals(ORDERS, reader.massCanceled, "and it is said how many, once, at the end");
        });
    }

    private static void cancelAll(VeryManyOrders market) {
        market.list(true, RiskMode.FULL, terms -> {});
        for (int i = 1; i <= ORDERS; i++) {
            Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
            long price = side == Side.BUY ? 1 + i % LEVELS : 1_000 + i % LEVELS;
            String id = "order-" + i;
            market.offer(command -> command.newOrder(
                    VeryManyOrders.ALICE, VeryManyOrders.ACME, OrderTerms.resting(side, 1, price), id));
        }
        market.offer(command -> command.massCancel(VeryManyOrders.ALICE, 0, null, CancelReason.MASS));
    }

    private static final class Reader extends VeryManyOrders.Reader {
        private final OrderCanceledDecoder canceledEvent = new OrderCanceledDecoder();
        private final MassCanceledDecoder massCanceledEvent = new MassCanceledDecoder();

        private int canceled;
        private int massCanceled;
        private long lastOrderId;

        @Override
        void onEvent(Transaction told) {
            if (told.eventTemplateId() == OrderCanceledDecoder.TEMPLATE_ID) {
                canceledEvent.wrap(told.buffer(), told.eventOffset(), told.eventBlockLength(), told.eventVersion());
                assertTrue(canceledEvent.orderId() > lastOrderId, "in order of entry");
                assertEquals(0, massCanceled, "before the end is told");
                lastOrderId = canceledEvent.orderId();
                canceled++;
            } else if (told.eventTemplateId() == MassCanceledDecoder.TEMPLATE_ID) {
                massCanceledEvent.wrap(told.buffer(), told.eventOffset(), told.eventBlockLength(), told.eventVersion());
                assertEquals(0, massCanceled, "once");
                massCanceled = massCanceledEvent.count();
            }
        }
    }
}
