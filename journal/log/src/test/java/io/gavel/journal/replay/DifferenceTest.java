package io.gavel.journal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.CommandDesk;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.EventFrameEncoder;
import io.gavel.wire.log.TradedEncoder;
import io.gavel.wire.log.TransactionHeadEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The first difference of a replay is told in words. */
class DifferenceTest {
    private static final String DEPOSIT =
            "{'type':'deposit','at':7,'account':'john','asset':'USD','amount':'1.00','clOrdId':'d9'}";

    private final List<byte[]> recorded = new ArrayList<>();
    private final CommandDesk desk = new CommandDesk(new Market(MarketConfig.defaults()));

    @Test
    void aFieldOfAnEventIsNamedWithBothValues() {
        open();
        record(DEPOSIT);
        tamper((transaction, bytes) -> {
            transaction.nextEvent();
            new BalanceChangedEncoder().wrap(bytes, transaction.eventOffset()).totalMinor(123);
        });
        Difference difference = diverged().difference();
        assertEquals(CommandDesk.SETUP + 1, difference.seq());
        assertEquals("deposit", difference.command());
        assertEquals(DEPOSIT.replace('\'', '"'), difference.commandJson());
        assertEquals(0, difference.eventIndex());
        assertEquals("totalMinor", difference.field());
        assertEquals("123", difference.recorded().value());
        assertEquals("500100", difference.decided().value());
        assertEquals(
                "{\"type\":\"balance\",\"seq\":10,\"idx\":0,\"at\":7,\"account\":\"john\","
                        + "\"asset\":\"USD\",\"total\":\"1.23\",\"held\":\"0.00\",\"available\":\"1.23\"}",
                difference.recorded().json());
        assertTrue(difference.decided().json().contains("\"total\":\"5001.00\""), difference.toString());
        assertEquals(
                "seq=10, command=deposit, event=0, field=totalMinor, recorded=123, decided=500100",
                difference.inWords());
    }

    @Test
    void whatNoClientSeesIsNamedToo() {
        open();
        record("{'type':'newOrder','account':'john','clOrdId':'a|b','instrument':'BTC-USD','side':'sell',"
                + "'price':'1.00','qty':'1'}");
        record("{'type':'newOrder','account':'jane','clOrdId':'b','instrument':'BTC-USD','side':'buy',"
                + "'price':'1.05','qty':'1'}");
        tamper((transaction, bytes) -> {
            transaction.nextEvent();
            transaction.nextEvent();
            new TradedEncoder().wrap(bytes, transaction.eventOffset()).takerLimitTicks(104);
        });
        Difference difference = diverged().difference();
        assertEquals(1, difference.eventIndex());
        assertEquals("takerLimitTicks", difference.field());
        assertEquals("104", difference.recorded().value());
        assertEquals("105", difference.decided().value());
    }

    @Test
    void textWithBarsIsOneField() {
        open();
        record("{'type':'newOrder','account':'john','clOrdId':'a|b=c','instrument':'BTC-USD','side':'sell',"
                + "'price':'1.00','qty':'1'}");
        record("{'type':'newOrder','account':'jane','clOrdId':'b','instrument':'BTC-USD','side':'buy',"
                + "'price':'1.05','qty':'1'}");
        tamper((transaction, bytes) -> {
            transaction.nextEvent();
            transaction.nextEvent();
            int end = transaction.eventOffset() + transaction.eventFrameLength() - Transaction.EVENT_FRAME_LENGTH;
            bytes.putByte(end - 1, (byte) 'd');
        });
        Difference difference = diverged().difference();
        assertEquals("makerClOrdId", difference.field());
        assertEquals("'a|b=d'", difference.recorded().value());
        assertEquals("'a|b=c'", difference.decided().value());
    }

    @Test
    void anEventOfAnotherTypeIsNamed() {
        open();
        record(DEPOSIT);
        tamper((transaction, bytes) -> {
            transaction.nextEvent();
            new EventFrameEncoder()
                    .wrap(bytes, transaction.eventOffset() - Transaction.EVENT_FRAME_LENGTH)
                    .templateId(230 - 7);
        });
        Difference difference = diverged().difference();
        assertEquals("type", difference.field());
        assertEquals("bought", difference.recorded().value());
        assertEquals("balance", difference.decided().value());
    }

    @Test
    void aMissingEventIsNamed() {
        open();
        record(DEPOSIT);
        byte[] whole = recorded.remove(recorded.size() - 1);
        Transaction transaction = new Transaction().wrap(new UnsafeBuffer(whole), 0, 10);
        byte[] cut = new byte[Transaction.HEAD_LENGTH + transaction.commandLength()];
        System.arraycopy(whole, 0, cut, 0, cut.length);
        new TransactionHeadEncoder()
                .wrap(new UnsafeBuffer(cut), 0)
                .length(cut.length)
                .eventCount(0);
        recorded.add(cut);
        Difference difference = diverged().difference();
        assertEquals(0, difference.eventIndex());
        assertEquals("none", difference.recorded().value());
        assertEquals("", difference.recorded().json());
        assertEquals("balance", difference.decided().value());
    }

    @Test
    void aDeadlineThatIsNotRecordedIsNamed() {
        open();
        record("{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':5}");
        record(DEPOSIT);
        assertEquals(CommandDesk.SETUP + 3, recorded.size(), "the auction closed before the deposit");
        recorded.remove(recorded.size() - 2);
        Difference difference = diverged().difference();
        assertEquals("command", difference.field(), difference.toString());
        assertEquals("deposit", difference.recorded().value());
        assertEquals("timeReached", difference.decided().value());
        assertTrue(difference.decided().json().contains("auctionClosed"), difference.toString());
    }

    @Test
    void timeThatIsRecordedAndNotDueIsNamed() {
        open();
        record("{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':5}");
        desk.time(6_000);
        desk.forEach(this::record);
        // The auction is taken for a deposit: nothing is due any more.
        recorded.set(recorded.size() - 2, deposited());
        Difference difference = diverged().difference();
        assertEquals("timeReached", difference.command());
        assertEquals("transaction", difference.field());
        assertEquals("none", difference.decided().value());
        assertTrue(difference.recorded().json().contains("auctionClosed"), difference.toString());
    }

    @Test
    void anotherTimeIsNamed() {
        open();
        record(DEPOSIT);
        tamper((transaction, bytes) ->
                new TransactionHeadEncoder().wrap(bytes, 0).timeNs(-5));
        Difference difference = diverged().difference();
        assertEquals("timeNs", difference.field());
        assertEquals("-5", difference.recorded().value());
        assertEquals("0", difference.decided().value(), "time never goes back");
    }

    @Test
    void bytesThatAreNoEventAreShownAsTheyAre() {
        open();
        record(DEPOSIT);
        tamper((transaction, bytes) -> {
            transaction.nextEvent();
            new EventFrameEncoder()
                    .wrap(bytes, transaction.eventOffset() - Transaction.EVENT_FRAME_LENGTH)
                    .templateId(399);
        });
        Difference difference = diverged().difference();
        assertEquals("event 399", difference.recorded().value());
        assertTrue(difference.recorded().json().matches("[0-9a-f]+"), difference.toString());
    }

    @Test
    void aMarketThatThrowsIsADifferenceToo() {
        open();
        record("{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':5}");
        tamper((transaction, bytes) -> {
            int group = transaction.commandBodyOffset() + transaction.commandBlockLength();
            bytes.putByte(group + Short.BYTES, (byte) 200);
        });
        ReplayDiverged diverged = diverged();
        assertEquals(CommandDesk.SETUP + 1, diverged.seq());
        assertEquals("createAuction", diverged.difference().command());
        assertEquals("exception", diverged.difference().field());
        assertTrue(diverged.difference().decided().value().contains("IndexOutOfBounds"), diverged.getMessage());
        assertTrue(diverged.getCause() instanceof IndexOutOfBoundsException, "for the log");
        assertTrue(diverged.difference().commandJson().matches("[0-9a-f]+"), "it cannot be read: its bytes are shown");
    }

    @Test
    void equalTransactionsHaveNone() {
        open();
        record(DEPOSIT);
        Transaction one = transaction(recorded.size() - 1);
        assertNull(Difference.between(one, transaction(recorded.size() - 1), desk.names()));
    }

    private void open() {
        desk.openBooks(this::record);
    }

    private void record(String json) {
        desk.send(json);
        desk.forEach(this::record);
    }

    private byte[] deposited() {
        CommandDesk other = new CommandDesk(new Market(MarketConfig.defaults()));
        other.openBooks(transaction -> {});
        other.send(DEPOSIT.replace("'at':7,", ""));
        byte[] bytes = new byte[other.out().length()];
        other.out().buffer().getBytes(0, bytes);
        return bytes;
    }

    private void record(Transaction transaction) {
        byte[] bytes = new byte[transaction.length()];
        transaction.buffer().getBytes(transaction.offset(), bytes);
        recorded.add(bytes);
    }

    private void tamper(BiConsumer<Transaction, UnsafeBuffer> change) {
        UnsafeBuffer bytes = new UnsafeBuffer(recorded.get(recorded.size() - 1));
        change.accept(new Transaction().wrap(bytes, 0, recorded.size()), bytes);
    }

    private Transaction transaction(int index) {
        return new Transaction().wrap(new UnsafeBuffer(recorded.get(index)), 0, index + 1L);
    }

    private ReplayDiverged diverged() {
        Replayer replayer = new Replayer(new Market(MarketConfig.defaults()));
        return assertThrows(ReplayDiverged.class, () -> {
            for (int i = 0; i < recorded.size(); i++) {
                replayer.onTransaction(transaction(i));
            }
        });
    }
}
