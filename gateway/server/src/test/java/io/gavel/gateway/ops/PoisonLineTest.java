package io.gavel.gateway.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.ring.PoisonCommand;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Directory;
import org.junit.jupiter.api.Test;

class PoisonLineTest {
    private static final IllegalStateException BUG = new IllegalStateException("broken law");

    private final CommandWriter command = new CommandWriter();

    @Test
    void theWholeCommandIsShown() {
        command.placeBid(16, 3, 700, 0, "b1");
        PoisonCommand poison = new PoisonCommand(command.buffer(), 0, command.length(), 12, 5_000, BUG);
        assertEquals(
                "{\"type\":\"placeBid\",\"at\":5,\"accountId\":16,\"auctionId\":3,\"amountMinor\":700,"
                        + "\"clOrdId\":\"b1\"}",
                PoisonLine.of(poison, new Directory()));
        assertEquals(
                "expected to decide placeBid, seq=12, accountId=16, clOrdId=b1, timeNs=5000: "
                        + "java.lang.IllegalStateException: broken law",
                poison.getMessage());
        assertEquals("expected to decide placeBid, seq=12", poison.what());
    }

    @Test
    void whatIsNoCommandIsShownByItsBytes() {
        command.deposit(16, 1, 5, "d1");
        PoisonCommand cut = new PoisonCommand(command.buffer(), 0, 20, 12, 5_000, BUG);
        assertEquals("1000000001000000" + "0c00c20001000300" + "01000000", PoisonLine.of(cut, new Directory()));
    }
}
