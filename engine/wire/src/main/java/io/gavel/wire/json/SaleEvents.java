package io.gavel.wire.json;

import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;
import io.gavel.wire.log.SecondChanceOfferedDecoder;
import io.gavel.wire.types.OfferOutcome;
import io.gavel.wire.types.ReleaseReason;

/** What becomes of bids and sales: holds, retractions, awards, second chances. Money is shown to whose it is. */
final class SaleEvents {
    private static final String[] RELEASES = {"lost", "canceled", "uncovered", "replaced"};
    private static final String[] OUTCOMES = {"accepted", "declined", "expired"};

    private final EventFields fields;
    private final JsonCommandView command;

    SaleEvents(EventFields fields, JsonCommandView command) {
        this.fields = fields;
        this.command = command;
    }

    /** Whose bids are retracted. */
    int bidderOf(BidRetractedDecoder retracted) {
        return retracted.accountId() == 0 ? command.accountId() : retracted.accountId();
    }

    void released(BidReleasedDecoder released) {
        auctionAndAccount(released.auctionId(), released.accountId());
        amount("released", released.auctionId(), released.releasedMinor());
        fields.out().field("reason", reason(released.reason()));
    }

    void held(BidHeldDecoder held) {
        auctionAndAccount(held.auctionId(), held.accountId());
        amount("held", held.auctionId(), held.heldMinor());
    }

    /** @param state the auction's when the bids are gone; null: none is told */
    void retracted(BidRetractedDecoder retracted, AuctionStateDecoder state) {
        int auctionId = retracted.auctionId();
        int bidder = bidderOf(retracted);
        auctionAndAccount(auctionId, bidder);
        senderClOrdId();
        if (state != null) {
            amount("price", auctionId, state.priceMinor());
        }
        fields.out().field("bids", retracted.bids());
        if (fields.sees(bidder)) {
            amount("released", auctionId, retracted.releasedMinor());
        }
    }

    /** The answer that a retraction got before. */
    void retractedAgain(long bids) {
        fields.auction(command.entityId());
        fields.commandAccount();
        fields.commandClOrdId();
        fields.out().field("bids", bids);
    }

    /** Who offers learns that it is done, the bidder at what. */
    void offered(SecondChanceOfferedDecoder offered) {
        int auctionId = offered.auctionId();
        auctionAndAccount(auctionId, offered.accountId());
        senderClOrdId();
        if (fields.sees(offered.accountId())) {
            amount("price", auctionId, offered.priceMinor());
            amount("premium", auctionId, offered.premiumMinor());
        }
        fields.out().field("expiresAt", EventFields.micros(offered.expiresAtNs()));
    }

    /** The answer that an offer got before: to who made it. */
    void offeredAgain(long expiresAtNs) {
        fields.auction(command.entityId());
        senderClOrdId();
        fields.out().field("expiresAt", EventFields.micros(expiresAtNs));
    }

    void offerEnded(SecondChanceEndedDecoder ended) {
        auctionAndAccount(ended.auctionId(), ended.accountId());
        senderClOrdId();
        fields.out().field("outcome", OUTCOMES[ended.outcome().value() - 1]);
    }

    /** The answer that an answer to an offer got before. */
    void offerEndedAgain(long outcome) {
        fields.auction(command.entityId());
        fields.commandAccount();
        fields.commandClOrdId();
        if (OfferOutcome.get((short) outcome) != OfferOutcome.NULL_VAL) {
            fields.out().field("outcome", OUTCOMES[(int) outcome - 1]);
        }
    }

    void awarded(AuctionAwardedDecoder awarded) {
        int auctionId = awarded.auctionId();
        fields.auction(auctionId);
        fields.bidder("account", auctionId, awarded.accountId());
        fields.out().field("qty", Long.toString(awarded.qty()));
        amount("price", auctionId, awarded.priceMinor());
        money(
                auctionId,
                awarded.payerAccountId(),
                awarded.payeeAccountId(),
                awarded.hammerMinor(),
                awarded.premiumMinor(),
                awarded.commissionMinor());
    }

    void canceled(SaleCanceledDecoder canceled) {
        int auctionId = canceled.auctionId();
        fields.auction(auctionId);
        fields.bidder("winner", auctionId, canceled.winnerAccountId());
        senderClOrdId();
        money(
                auctionId,
                canceled.payerAccountId(),
                canceled.payeeAccountId(),
                canceled.hammerMinor(),
                canceled.premiumMinor(),
                canceled.commissionMinor());
        AuctionEvents.reason(fields.out(), canceled.reason());
    }

    /** The answer that the cancel of a sale got before. */
    void canceledAgain() {
        fields.auction(command.entityId());
        senderClOrdId();
    }

    /** What changes hands is for the two whose money it is; the premium is what one pays on top, the commission the other. */
    private void money(int auctionId, int payer, int payee, long hammer, long premium, long commission) {
        boolean seesPaying = fields.sees(payer);
        boolean seesPaid = fields.sees(payee);
        if (seesPaying || seesPaid) {
            amount("hammer", auctionId, hammer);
        }
        if (seesPaying) {
            amount("premium", auctionId, premium);
        }
        if (seesPaid) {
            amount("commission", auctionId, commission);
        }
    }

    private void auctionAndAccount(int auctionId, int accountId) {
        fields.auction(auctionId);
        fields.account(accountId);
    }

    /** Who sent the command knows what it is called. */
    private void senderClOrdId() {
        if (fields.sees(command.accountId())) {
            fields.commandClOrdId();
        }
    }

    private void amount(String name, int auctionId, long minor) {
        fields.amount(name, fields.auctionDecimals(auctionId), minor);
    }

    private static String reason(ReleaseReason reason) {
        return RELEASES[reason.value() - 1];
    }
}
