package io.gavel.wire.json;

import static io.gavel.wire.json.KnownWorld.ALICE;
import static io.gavel.wire.json.KnownWorld.BOB;
import static io.gavel.wire.json.KnownWorld.LAMP;
import static io.gavel.wire.json.KnownWorld.VASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import org.junit.jupiter.api.Test;

final class AliasesTest {
    private final Directory directory = KnownWorld.directory();
    private final Aliases aliases = new Aliases();

    @Test
    void biddersAreNumberedByTheirFirstAcceptedBidInEachAuction() {
        bid("bob", "lamp");
        bid("alice", "lamp");
        bid("bob", "lamp");
        bid("alice", "vase");
        assertEquals(1, aliases.get(LAMP, BOB));
        assertEquals(2, aliases.get(LAMP, ALICE));
        assertEquals(1, aliases.get(VASE, ALICE));
        assertEquals(Aliases.NONE, aliases.get(VASE, BOB));
    }

    @Test
    void aRefusedBidGivesNoNumber() {
        aliases.onTransaction(
                placeBid("bob", "lamp").refused(Refusal.BID_TOO_LOW, 1).done());
        bid("alice", "lamp");
        assertEquals(Aliases.NONE, aliases.get(LAMP, BOB));
        assertEquals(1, aliases.get(LAMP, ALICE));
    }

    @Test
    void whoBuysNowHasANumberToo() {
        bid("alice", "vase");
        aliases.onTransaction(RecordedTransaction.of(
                        1,
                        0,
                        directory,
                        "{\"type\":\"buyNow\",\"account\":\"bob\",\"clOrdId\":\"1\",\"auction\":\"vase\"}")
                .bought(900)
                .done());
        assertEquals(2, aliases.get(VASE, BOB));
    }

    private void bid(String account, String auction) {
        aliases.onTransaction(placeBid(account, auction).bidAccepted().done());
    }

    private RecordedTransaction placeBid(String account, String auction) {
        return RecordedTransaction.of(
                1,
                0,
                directory,
                "{\"type\":\"placeBid\",\"account\":\"" + account + "\",\"clOrdId\":\"1\",\"auction\":\"" + auction
                        + "\",\"amount\":\"7.00\"}");
    }
}
