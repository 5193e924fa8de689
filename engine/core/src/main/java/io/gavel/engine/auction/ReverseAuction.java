package io.gavel.engine.auction;

import io.gavel.engine.Check;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.types.BooleanType;

/**
 * One reverse auction: suppliers go down in rounds, and who offers least sells to who opened it.
 *
 * <p>First offers are collected, hidden; then in each round every supplier who has one may lower it, all at once or one
 * after the other. A stage is the collecting, a round, or a turn in it; what is offered in a stage is told when it ends.
 *
 * <p>Units: amounts in smallest units of the asset, times in ns since the epoch. Cost: a bid is O(1), a stage O(n log n)
 * in those who changed, a turn O(1) but for the first one of a round. Thread: the market's. Rules: docs/RULES.md REV.
 */
public final class ReverseAuction extends Auction {
    /** Receives offers. */
    @FunctionalInterface
    public interface OfferSink {
        void onOffer(int accountId, long amount);
    }

    private static final int[] NO_TURNS = {};

    /** What each offers; from the first round on what was offered when the round began. */
    private final SealedBids offers = new SealedBids();

    /** What was offered in this round instead. */
    private final SealedBids changes = new SealedBids();

    /** 0 while offers are collected; one more than there are when the last one has ended. */
    private int round;

    /** In a round with turns: slots of offers in the order of their turns. */
    private int[] turns = NO_TURNS;

    private int turn;

    /** What was told. */
    private int leaderAccountId;

    private long price = AuctionTerms.NO_AMOUNT;

    public ReverseAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
    }

    /** Who pays in the end, and has it held while it is open. */
    public int buyerAccountId() {
        return terms().sellerAccountId();
    }

    /** What is held of the buyer's: the highest price there can be, with its premium. */
    public long buyerHold() {
        return terms().holdFor(terms().start());
    }

    /** Who offered least, as far as it was told; 0: nobody. */
    public int leaderAccountId() {
        return leaderAccountId;
    }

    /** The lowest offer that was told, or {@link AuctionTerms#NO_AMOUNT}. */
    public long price() {
        return price;
    }

    /** The round that goes on; 0: none. */
    public int round() {
        return isDone() ? 0 : round;
    }

    /** Whether all rounds have ended. */
    public boolean isDone() {
        return round > terms().rounds().count();
    }

    /** Whose turn it is; 0: everybody's. */
    public int turnAccountId() {
        if (round == 0 || isDone() || !terms().rounds().hasTurns()) {
            return 0;
        }
        if (turns.length != offers.size()) {
            // A snapshot keeps the offers, from which the order follows.
            turns = byTurn();
        }
        return offers.accountId(turns[turn]);
    }

    /** Whether anybody offers anything. */
    public boolean hasOffers() {
        return offers.size() > 0;
    }

    /** Whether it is bought at the price that was told last. */
    public boolean isBought() {
        return leaderAccountId != 0 && (!terms().hasReserve() || price <= terms().reserve());
    }

    /** Why bids of the account are not taken in this stage, or null (REV-2, REV-4). */
    public Refusal refusalOf(int accountId) {
        if (round == 0) {
            return null;
        }
        if (offers.find(accountId) == SealedBids.NONE) {
            return Refusal.NOT_ADMITTED;
        }
        return turnAccountId() == 0 || turnAccountId() == accountId ? null : Refusal.NOT_YOUR_TURN;
    }

    /** The highest bid that is taken of the account, which is not refused altogether; 0: none. */
    public long highestOf(int accountId) {
        if (round == 0) {
            return terms().start();
        }
        long own = offers.amount(offers.find(accountId));
        return Math.max(0, own - terms().rounds().step());
    }

    /** Takes a bid that is not refused, in place of another of this stage (REV-1, REV-2). */
    public void bid(int accountId, long amount, long seq, long timeNs, long idHash) {
        stage().put(accountId, amount, terms().qty(), timeNs, seq, idHash);
        count(timeNs, false, false);
    }

    /** Whether the account has a bid of this stage; what was told stays. */
    public boolean hasBid(int accountId) {
        boolean isTold = round > 0 && refusalOf(accountId) != null;
        return !isTold && stage().find(accountId) != SealedBids.NONE;
    }

    /** Hash of the client order id of the account's bid of this stage. */
    public long idHashOf(int accountId) {
        return stage().idHash(stage().find(accountId));
    }

    /** Takes back the account's bid of this stage: its offer from before it stands again, if there was one. */
    public void retract(int accountId) {
        stage().remove(stage().find(accountId));
    }

    /** What this stage brings to light when it ends, least first, among equals earliest first (REV-3). */
    public void forEachNews(OfferSink sink) {
        SealedBids news = stage();
        int onTurn = turnAccountId();
        if (onTurn != 0) {
            int slot = news.find(onTurn);
            if (slot != SealedBids.NONE) {
                sink.onOffer(onTurn, news.amount(slot));
            }
            return;
        }
        for (int slot : byAmount(news)) {
            sink.onOffer(news.accountId(slot), news.amount(slot));
        }
    }

    /** The stage ends, and the next one begins, if there is one; somebody must offer something. */
    public void endStage() {
        forEachNews((accountId, amount) -> {
            if (leaderAccountId == 0 || amount < price) {
                leaderAccountId = accountId;
                price = amount;
            }
        });
        turn++;
        if (turn >= turns.length) {
            endRound();
        }
        if (!isDone()) {
            RoundTerms rounds = terms().rounds();
            endAt(Math.min(LIMIT, endsAtNs() + (rounds.hasTurns() ? rounds.turnNs() : rounds.roundNs())));
        }
    }

    /** The end of a stage, whenever something was decided before it. */
    @Override
    public long missedNs(long lastNs, long nowNs) {
        return fellDue(endsAtNs(), lastNs, nowNs) ? endsAtNs() : AuctionTerms.NEVER;
    }

    private void endRound() {
        for (int slot = 0; slot < changes.size(); slot++) {
            offers.put(
                    changes.accountId(slot),
                    changes.amount(slot),
                    changes.qty(slot),
                    changes.timeNs(slot),
                    changes.seq(slot),
                    changes.idHash(slot));
        }
        changes.clear();
        round++;
        turn = 0;
        turns = NO_TURNS;
    }

    /** REV-4: the highest first, the later one first among equals. */
    private int[] byTurn() {
        int[] order = byAmount(offers);
        for (int low = 0, high = order.length - 1; low < high; low++, high--) {
            int slot = order[low];
            order[low] = order[high];
            order[high] = slot;
        }
        return order;
    }

    private static int[] byAmount(SealedBids bids) {
        return SlotSort.sorted(
                SlotSort.first(bids.size()),
                (a, b) ->
                        bids.amount(a) == bids.amount(b) ? bids.seq(a) < bids.seq(b) : bids.amount(a) < bids.amount(b));
    }

    private SealedBids stage() {
        return round == 0 ? offers : changes;
    }

    @Override
    public void close() {
        super.close();
        forget();
    }

    @Override
    public void cancel() {
        super.cancel();
        forget();
    }

    private void forget() {
        offers.clear();
        changes.clear();
        turns = NO_TURNS;
    }

    @Override
    public void forEachHold(HoldSink sink) {
        if (phase() == Phase.OPEN) {
            sink.onHold(buyerAccountId(), buyerHold());
        }
    }

    @Override
    protected void saveFormat(AuctionStateRecordEncoder record) {
        record.leaderAccountId(leaderAccountId)
                .priceMinor(amountOrNull(price))
                .round(round)
                .turn(turn)
                .reserveMet(terms().hasReserve() ? BooleanType.FALSE : BooleanType.TRUE);
    }

    @Override
    protected void loadFormat(AuctionStateRecordDecoder record) {
        leaderAccountId = record.leaderAccountId();
        price = amountOrNone(record.priceMinor());
        round = record.round();
        turn = record.turn();
    }

    /** What was offered instead comes behind what it is for. */
    @Override
    public void saveBids(BidRecordEncoder record, Runnable written) {
        save(offers, false, record, written);
        save(changes, true, record, written);
    }

    private void save(SealedBids bids, boolean isChange, BidRecordEncoder record, Runnable written) {
        for (int slot : bids.byAcceptance()) {
            bids.save(slot, beginBid(record));
            if (isChange) {
                record.hiddenMinor(bids.amount(slot));
            }
            written.run();
        }
    }

    @Override
    public void loadBid(BidRecordDecoder record) {
        boolean isChange = record.hiddenMinor() != BidRecordDecoder.hiddenMinorNullValue();
        SealedBids bids = isChange ? changes : offers;
        bids.put(
                record.accountId(), record.amountMinor(), record.qty(), record.timeNs(), record.seq(), record.idHash());
    }

    @Override
    public void verify() {
        super.verify();
        Check.law(phase() == Phase.OPEN || !hasOffers(), "who is done is forgotten", 0, offers.size());
        for (int slot = 0; slot < changes.size(); slot++) {
            long own = offers.amount(offers.find(changes.accountId(slot)));
            Check.law(changes.amount(slot) < own, "suppliers go down", own, changes.amount(slot));
        }
    }
}
