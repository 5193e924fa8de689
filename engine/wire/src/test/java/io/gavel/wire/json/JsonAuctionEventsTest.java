package io.gavel.wire.json;

import static io.gavel.wire.json.KnownWorld.ALICE;
import static io.gavel.wire.json.KnownWorld.BOB;
import static io.gavel.wire.json.KnownWorld.BONDS;
import static io.gavel.wire.json.KnownWorld.EVENING;
import static io.gavel.wire.json.KnownWorld.SUE;
import static io.gavel.wire.json.KnownWorld.TULIPS;
import static io.gavel.wire.json.KnownWorld.VASE;
import static io.gavel.wire.json.RecordedTransaction.ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AppliedEncoder;
import io.gavel.wire.log.AuctionAwardedEncoder;
import io.gavel.wire.log.AuctionEndedEncoder;
import io.gavel.wire.log.BidReleasedEncoder;
import io.gavel.wire.log.BidRetractedEncoder;
import io.gavel.wire.log.ClockStateEncoder;
import io.gavel.wire.log.RoundBidEncoder;
import io.gavel.wire.log.RoundEndedEncoder;
import io.gavel.wire.log.SaleCanceledEncoder;
import io.gavel.wire.log.SealedStateEncoder;
import io.gavel.wire.log.SecondChanceOfferedEncoder;
import io.gavel.wire.log.SessionExtendedEncoder;
import io.gavel.wire.log.SessionStateEncoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.ReleaseReason;
import io.gavel.wire.types.SessionPhase;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The events that not every auction has, in the forms of the neutral door. */
final class JsonAuctionEventsTest {
    private static final long AT_NS = 5_000_999;
    private static final String SEALED_BID =
            "{\"type\":\"placeBid\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"auction\":\"bonds\",\"amount\":\"95\"}";

    private final Directory directory = KnownWorld.directory();
    private final Aliases aliases = new Aliases();
    private final JsonEvents events = new JsonEvents(directory, aliases);
    private final JsonWriter out = new JsonWriter();

    @Test
    void aHiddenBidIsAnsweredWithTheEndOnly() {
        RecordedTransaction bid = sealed(of(SEALED_BID).bidAccepted(), BONDS, 60_000);
        assertFull(bid, 0, "bidAccepted", "'auction':'bonds','account':'bob','clOrdId':'b1','endsAt':60");
        assertPublic(bid, 1, "auctionState", "'auction':'bonds','endsAt':60");
        aliases.onTransaction(bid.done());
        assertEquals(Aliases.NONE, aliases.get(BONDS, BOB), "nobody learns that somebody bid");
    }

    @Test
    void whoWonWhatIsListedAtTheEnd() {
        RecordedTransaction close = timeReached();
        released(close, BONDS, SUE, 900, ReleaseReason.LOST);
        awarded(close, BONDS, ALICE, 6, 9_700);
        awarded(close, BONDS, BOB, 4, 9_700);
        ended(close, BONDS, 10, 2);
        aliases.onTransaction(close.done());
        assertFull(
                close,
                3,
                "auctionClosed",
                "'auction':'bonds','outcome':'sold','price':'97.00','awarded':2,"
                        + "'awards':[['alice','6','97.00'],['bob','4','97.00']]");
        assertPublic(
                close,
                3,
                "auctionClosed",
                "'auction':'bonds','outcome':'sold','price':'97.00','awarded':2,"
                        + "'awards':[['bidder-1','6','97.00'],['bidder-2','4','97.00']]");
        assertPublic(close, 1, "auctionAwarded", "'auction':'bonds','account':'bidder-1','qty':'6','price':'97.00'");
        assertPrivate(close, 0, SUE);
    }

    @Test
    void awardsOfEarlierTransactionsAreListedToo() {
        RecordedTransaction first = timeReached();
        awarded(first, BONDS, ALICE, 6, 9_700);
        RecordedTransaction second = RecordedTransaction.continuation(10, AT_NS, 9, 0);
        awarded(second, BONDS, BOB, 4, 9_700);
        ended(second, BONDS, 10, 2);
        events.begin(first.done());
        assertTrue(end(second).contains("[[\"alice\",\"6\",\"97.00\"],[\"bob\",\"4\",\"97.00\"]]"));
        assertTrue(end(second).contains("[[\"alice\",\"6\",\"97.00\"],[\"bob\""), "also when it is told again");
    }

    @Test
    void awardsThatAreNotAllKnownAreCountedOnly() {
        RecordedTransaction second = RecordedTransaction.continuation(10, AT_NS, 9, 0);
        awarded(second, BONDS, BOB, 4, 9_700);
        ended(second, BONDS, 10, 2);
        assertTrue(end(second).endsWith("\"awarded\":2}"));
    }

    private String end(RecordedTransaction recorded) {
        Transaction transaction = recorded.done();
        events.begin(transaction);
        transaction.nextEvent();
        transaction.nextEvent();
        out.clear();
        events.writeFull(transaction, out);
        return out.toString();
    }

    @Test
    void moneyOfAnAwardIsShownToWhoseItIs() {
        RecordedTransaction close = timeReached();
        awarded(close, VASE, ALICE, 3, 10_000);
        String plain = "'auction':'vase','account':'alice','qty':'3','price':'100.00','hammer':'100.00'";
        assertFull(close, 0, "auctionAwarded", plain + ",'premium':'12.00','commission':'5.00'");
        assertOwn(close, 0, ALICE, "auctionAwarded", plain + ",'premium':'12.00'");
        aliases.onTransaction(close.done());
        assertOwn(
                close,
                0,
                SUE,
                "auctionAwarded",
                "'auction':'vase','account':'bidder-1','qty':'3','price':'100.00','hammer':'100.00','commission':'5.00'");
        assertOwners(close, 0, ALICE, SUE);
    }

    @Test
    void aClockShowsWhatTakesTheLot() {
        RecordedTransaction step = timeReached();
        new ClockStateEncoder()
                .wrap(step.buffer(), step.body())
                .auctionId(TULIPS)
                .priceMinor(850)
                .remainingQty(3)
                .nextAtNs(7_000)
                .endsAtNs(ABSENT)
                .bids(0)
                .leaderAccountId(0);
        step.event(ClockStateEncoder.TEMPLATE_ID, ClockStateEncoder.BLOCK_LENGTH);
        assertPublic(
                step,
                0,
                "auctionState",
                "'auction':'tulips','price':'8.50','minNext':'8.50','bids':0,'remaining':'3','nextAt':7");
    }

    @Test
    void aRetractionTellsThePriceThatIsLeft() {
        RecordedTransaction retract =
                of("{\"type\":\"retractBid\",\"account\":\"bob\",\"clOrdId\":\"r1\",\"auction\":\"vase\"}");
        new BidRetractedEncoder()
                .wrap(retract.buffer(), retract.body())
                .auctionId(VASE)
                .accountId(0)
                .bids(2)
                .releasedMinor(500);
        retract.event(BidRetractedEncoder.TEMPLATE_ID, BidRetractedEncoder.BLOCK_LENGTH);
        released(retract, VASE, ALICE, 0, ReleaseReason.UNCOVERED);
        retract.auctionState(VASE, ALICE, 300, 400, ABSENT, 1, true);
        assertOwn(
                retract,
                0,
                BOB,
                "bidRetracted",
                "'auction':'vase','account':'bob','clOrdId':'r1','price':'3.00','bids':2,'released':'5.00'");
        assertPrivate(retract, 0, BOB);
        assertOwn(
                retract,
                1,
                ALICE,
                "bidReleased",
                "'auction':'vase','account':'alice','released':'0.00','reason':'uncovered'");
    }

    @Test
    void aSaleCanBeTakenBackWithoutAReason() {
        RecordedTransaction cancel =
                of("{\"type\":\"cancelSale\",\"account\":\"sue\",\"clOrdId\":\"c1\",\"auction\":\"vase\"}");
        new SaleCanceledEncoder()
                .wrap(cancel.buffer(), cancel.body())
                .auctionId(VASE)
                .winnerAccountId(BOB)
                .hammerMinor(500)
                .premiumMinor(0)
                .commissionMinor(0)
                .reason(AuctionCancelReason.NULL_VAL)
                .payerAccountId(BOB)
                .payeeAccountId(ALICE);
        cancel.event(SaleCanceledEncoder.TEMPLATE_ID, SaleCanceledEncoder.BLOCK_LENGTH);
        events.writeFull(at(cancel, 0), out);
        assertFalse(out.toString().contains("reason"), out.toString());
    }

    @Test
    void thePriceOfAnOfferIsToldToTheBidderOnly() {
        RecordedTransaction offer = of(
                "{\"type\":\"offerSecondChance\",\"account\":\"sue\",\"clOrdId\":\"o1\",\"auction\":\"vase\",\"bidder\":\"bob\"}");
        new SecondChanceOfferedEncoder()
                .wrap(offer.buffer(), offer.body())
                .auctionId(VASE)
                .accountId(BOB)
                .priceMinor(700)
                .premiumMinor(84)
                .expiresAtNs(9_000);
        offer.event(SecondChanceOfferedEncoder.TEMPLATE_ID, SecondChanceOfferedEncoder.BLOCK_LENGTH);
        assertOwn(
                offer,
                0,
                BOB,
                "secondChanceOffered",
                "'auction':'vase','account':'bob','price':'7.00','premium':'0.84','expiresAt':9");
        assertOwn(
                offer, 0, SUE, "secondChanceOffered", "'auction':'vase','account':'bob','clOrdId':'o1','expiresAt':9");
        assertPrivate(offer, 0, BOB, SUE);
    }

    @Test
    void roundsAreToldWhenTheyEnd() {
        RecordedTransaction round = timeReached();
        new RoundBidEncoder()
                .wrap(round.buffer(), round.body())
                .auctionId(VASE)
                .accountId(BOB)
                .priceMinor(700);
        round.event(RoundBidEncoder.TEMPLATE_ID, RoundBidEncoder.BLOCK_LENGTH);
        new RoundEndedEncoder()
                .wrap(round.buffer(), round.body())
                .auctionId(VASE)
                .round(1)
                .turnAccountId(BOB)
                .leaderAccountId(BOB)
                .priceMinor(700)
                .endsAtNs(8_000);
        round.event(RoundEndedEncoder.TEMPLATE_ID, RoundEndedEncoder.BLOCK_LENGTH);
        aliases.onTransaction(round.done());
        assertPublic(round, 0, "roundBid", "'auction':'vase','account':'bidder-1','price':'7.00'");
        assertPublic(
                round,
                1,
                "roundEnded",
                "'auction':'vase','round':1,'turn':'bidder-1','leader':'bidder-1','price':'7.00','endsAt':8");
    }

    @Test
    void sessionsHaveNames() {
        RecordedTransaction open = timeReached();
        new SessionStateEncoder()
                .wrap(open.buffer(), open.body())
                .sessionId(EVENING)
                .phase(SessionPhase.OPEN)
                .opensAtNs(5_000)
                .closesAtNs(ABSENT);
        open.event(SessionStateEncoder.TEMPLATE_ID, SessionStateEncoder.BLOCK_LENGTH);
        new SessionExtendedEncoder()
                .wrap(open.buffer(), open.body())
                .sessionId(EVENING)
                .auctionId(VASE)
                .shiftNs(90_000);
        open.event(SessionExtendedEncoder.TEMPLATE_ID, SessionExtendedEncoder.BLOCK_LENGTH);
        assertPublic(open, 0, "sessionState", "'session':'evening','state':'open','opensAt':5");
        assertPublic(open, 1, "sessionExtended", "'session':'evening','auction':'vase','shiftUs':90");
        RecordedTransaction create = of("{\"type\":\"createSession\",\"session\":\"s\",\"mode\":\"timed\"}")
                .created(EntityKind.SESSION, 2);
        assertFull(create, 0, "created", "'kind':'session','id':'s'");
    }

    @Test
    void whatWasSetIsNamedWithAllThatItsCommandNames() {
        assertApplied("setBidder','account':'sue','auction':'vase','bidder':'bob", ",'standing':'blocked'");
        assertApplied("setBidder','session':'evening','bidder':'bob", ",'standing':'admitted'");
        assertApplied("scheduleSession','session':'evening", ",'opensAt':7");
        assertApplied("setBidLimits','account':'bob','asset':'USD", ",'maxBid':'9.00'");
        assertApplied("setAccountLimits','account':'bob','asset':'USD", ",'maxOpenNotional':'9.00'");
        assertApplied("setAccountLimits','account':'bob", ",'maxOpenOrders':3");
        assertApplied("setPriceBand','instrument':'BTC-USD", ",'collar':'5'");
    }

    /** All that the command names is in its event, what it sets is not. */
    private void assertApplied(String named, String rest) {
        RecordedTransaction set = of(("{'type':'" + named + "'" + rest + "}").replace('\'', '"'))
                .event(AppliedEncoder.TEMPLATE_ID, AppliedEncoder.BLOCK_LENGTH);
        assertFull(set, 0, "applied", "'command':'" + named + "'");
    }

    private RecordedTransaction of(String json) {
        return RecordedTransaction.of(9, AT_NS, directory, json);
    }

    private static RecordedTransaction timeReached() {
        return RecordedTransaction.timeReached(9, AT_NS);
    }

    private static RecordedTransaction sealed(RecordedTransaction into, int auctionId, long endsAtNs) {
        new SealedStateEncoder()
                .wrap(into.buffer(), into.body())
                .auctionId(auctionId)
                .endsAtNs(endsAtNs);
        return into.event(SealedStateEncoder.TEMPLATE_ID, SealedStateEncoder.BLOCK_LENGTH);
    }

    private static void released(
            RecordedTransaction into, int auctionId, int account, long released, ReleaseReason reason) {
        new BidReleasedEncoder()
                .wrap(into.buffer(), into.body())
                .auctionId(auctionId)
                .accountId(account)
                .releasedMinor(released)
                .reason(reason);
        into.event(BidReleasedEncoder.TEMPLATE_ID, BidReleasedEncoder.BLOCK_LENGTH);
    }

    private static void awarded(RecordedTransaction into, int auctionId, int account, long qty, long price) {
        new AuctionAwardedEncoder()
                .wrap(into.buffer(), into.body())
                .auctionId(auctionId)
                .accountId(account)
                .qty(qty)
                .priceMinor(price)
                .hammerMinor(price)
                .premiumMinor(1_200)
                .commissionMinor(500)
                .releasedMinor(price + 1_200)
                .payerAccountId(account)
                .payeeAccountId(SUE);
        into.event(AuctionAwardedEncoder.TEMPLATE_ID, AuctionAwardedEncoder.BLOCK_LENGTH);
    }

    private static void ended(RecordedTransaction into, int auctionId, long qty, int awards) {
        new AuctionEndedEncoder()
                .wrap(into.buffer(), into.body())
                .auctionId(auctionId)
                .winnerAccountId(0)
                .priceMinor(9_700)
                .qty(qty)
                .awards(awards)
                .outcome(AuctionOutcome.SOLD);
        into.event(AuctionEndedEncoder.TEMPLATE_ID, AuctionEndedEncoder.BLOCK_LENGTH);
    }

    private Transaction at(RecordedTransaction recorded, int index) {
        Transaction transaction = recorded.done();
        events.begin(transaction);
        for (int i = 0; i <= index; i++) {
            assertTrue(transaction.nextEvent());
        }
        out.clear();
        return transaction;
    }

    private void assertFull(RecordedTransaction recorded, int index, String type, String fields) {
        events.writeFull(at(recorded, index), out);
        assertWritten(index, type, fields);
    }

    private void assertPublic(RecordedTransaction recorded, int index, String type, String fields) {
        assertTrue(events.writePublic(at(recorded, index), out));
        assertWritten(index, type, fields);
    }

    private void assertOwn(RecordedTransaction recorded, int index, int account, String type, String fields) {
        events.writeOwn(at(recorded, index), account, out);
        assertWritten(index, type, fields);
    }

    private void assertPrivate(RecordedTransaction recorded, int index, int... owners) {
        assertFalse(events.writePublic(at(recorded, index), out));
        assertOwners(recorded, index, owners);
    }

    private void assertOwners(RecordedTransaction recorded, int index, int... owners) {
        int[] found = new int[JsonEvents.MOST_OWNERS];
        int count = events.owners(at(recorded, index), found);
        assertEquals(Arrays.toString(owners), Arrays.toString(Arrays.copyOf(found, count)));
    }

    private void assertWritten(int index, String type, String fields) {
        String expected = "{'type':'" + type + "','seq':9,'idx':" + index + ",'at':5000," + fields + "}";
        assertEquals(expected.replace('\'', '"'), out.toString());
    }
}
