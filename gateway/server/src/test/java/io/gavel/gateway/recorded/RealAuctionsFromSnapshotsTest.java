package io.gavel.gateway.recorded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Real auctions, put aside and taken up again: the same decisions to the byte, the same state, the same endings. */
@DisplayName("a restart at any line changes nothing: real auctions end as they did")
final class RealAuctionsFromSnapshotsTest {
    private static final int LINES_BETWEEN_SNAPSHOTS = 1_000;

    @Test
    void ebayGoesOnInANewMarketAtEveryThousandthLine() {
        goesOnInANewMarket(EbaySet.read(), LINES_BETWEEN_SNAPSHOTS);
    }

    @Test
    void ebayIsPlayedToTheEndFromEverySnapshot() {
        isPlayedToTheEnd(EbaySet.read(), LINES_BETWEEN_SNAPSHOTS);
    }

    @Test
    void theChainGoesOnInANewMarketAtEveryLine() {
        goesOnInANewMarket(ChainSet.read(), 1);
    }

    @Test
    void theChainIsPlayedToTheEndFromASnapshotAtEveryLine() {
        isPlayedToTheEnd(ChainSet.read(), 1);
    }

    /** One run, which changes its market after so many lines each. */
    private static void goesOnInANewMarket(AuctionSet set, int every) {
        LineMarket straight = play(new LineMarket(), set.lines());
        assertEquals(List.of(), set.differences(straight.endings().all()));

        LineMarket market = new LineMarket();
        ByteArrayOutputStream decided = new ByteArrayOutputStream();
        Endings endings = new Endings();
        int snapshots = 0;
        for (int i = 0; i < set.lines().size(); i++) {
            market.run(set.lines().get(i));
            if ((i + 1) % every == 0) {
                decided.writeBytes(market.decided());
                endings.addAll(market.endings());
                market = market.fromSnapshot();
                snapshots++;
            }
        }
        decided.writeBytes(market.decided());
        endings.addAll(market.endings());
        assertEquals(set.lines().size() / every, snapshots);
        assertArrayEquals(straight.decided(), decided.toByteArray());
        assertEquals(List.of(), set.differences(endings.all()));
        assertAlike(straight, market, set);
    }

    /** One run for each snapshot, from there to the end. */
    private static void isPlayedToTheEnd(AuctionSet set, int every) {
        LineMarket straight = new LineMarket();
        List<LineMarket> restarted = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        for (int i = 0; i < set.lines().size(); i++) {
            straight.run(set.lines().get(i));
            if ((i + 1) % every == 0) {
                restarted.add(straight.fromSnapshot());
                from.add(straight.decided().length);
            }
        }
        assertTrue(restarted.size() > 1, "expected snapshots");
        byte[] decided = straight.decided();
        for (int i = 0; i < restarted.size(); i++) {
            LineMarket market = play(
                    restarted.get(i),
                    set.lines().subList((i + 1) * every, set.lines().size()));
            assertArrayEquals(Arrays.copyOfRange(decided, from.get(i), decided.length), market.decided());
            assertAlike(straight, market, set);
        }
    }

    private static LineMarket play(LineMarket market, List<AuctionSet.Line> lines) {
        lines.forEach(market::run);
        return market;
    }

    /** The same state, and the same answers from the views. */
    private static void assertAlike(LineMarket straight, LineMarket other, AuctionSet set) {
        assertEquals(straight.stateHash(), other.stateHash());
        for (String auction : set.endings().keySet()) {
            String question = "{\"type\":\"auction?\",\"auction\":\"" + auction + "\"}";
            assertEquals(straight.answer(question), other.answer(question));
        }
    }
}
