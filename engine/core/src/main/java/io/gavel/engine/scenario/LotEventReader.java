package io.gavel.engine.scenario;

import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;
import io.gavel.wire.log.SecondChanceOfferedDecoder;
import java.math.BigDecimal;
import java.util.Locale;

/** Says in phrases what happened to lots beside bids: retractions, second chances, sales that were taken back. */
final class LotEventReader {
    private final Names names;
    private final EventDecoders decoders;

    LotEventReader(Names names, EventDecoders decoders) {
        this.names = names;
        this.decoders = decoders;
    }

    /** The phrase of the current event; null where it is none of these. */
    PhraseBuilder phrase(EventType type, Transaction at) {
        return switch (type) {
            case BID_RETRACTED -> retracted(decoders.bidRetracted(at));
            case AUCTION_REBUILT ->
                new PhraseBuilder(Kind.REBUILT)
                        .field(
                                Field.AUCTION,
                                names.auctionName(decoders.auctionRebuilt(at).auctionId()))
                        .say("rebuilt,")
                        .field(
                                Field.BIDS,
                                BigDecimal.valueOf(decoders.auctionRebuilt(at).bids()))
                        .say("bids");
            case SECOND_CHANCE_OFFERED -> offered(decoders.secondChanceOffered(at));
            case SECOND_CHANCE_ENDED -> offerEnded(decoders.secondChanceEnded(at));
            case SALE_CANCELED -> saleCanceled(decoders.saleCanceled(at));
            default -> null;
        };
    }

    private PhraseBuilder retracted(BidRetractedDecoder retracted) {
        return new PhraseBuilder(Kind.RETRACTED)
                .field(Field.ACCOUNT, names.accountName(retracted.accountId()))
                .say("retracted")
                .field(Field.COUNT, BigDecimal.valueOf(retracted.bids()))
                .say(", frees")
                .field(Field.FREED, names.auctionAmount(retracted.auctionId(), retracted.releasedMinor()));
    }

    private PhraseBuilder offered(SecondChanceOfferedDecoder offered) {
        return new PhraseBuilder(Kind.OFFERED)
                .field(Field.AUCTION, names.auctionName(offered.auctionId()))
                .say("offered to")
                .field(Field.ACCOUNT, names.accountName(offered.accountId()))
                .say("for")
                .field(Field.PRICE, names.auctionAmount(offered.auctionId(), offered.priceMinor()))
                .say(", premium")
                .field(Field.PREMIUM, names.auctionAmount(offered.auctionId(), offered.premiumMinor()))
                .say(", until")
                .field(Field.ENDS, TimeText.text(offered.expiresAtNs()));
    }

    private PhraseBuilder offerEnded(SecondChanceEndedDecoder ended) {
        return new PhraseBuilder(Kind.OFFER_ENDED)
                .field(Field.AUCTION, names.auctionName(ended.auctionId()))
                .field(Field.OUTCOME, ended.outcome().name().toLowerCase(Locale.ROOT))
                .say("by")
                .field(Field.ACCOUNT, names.accountName(ended.accountId()));
    }

    private PhraseBuilder saleCanceled(SaleCanceledDecoder canceled) {
        int auctionId = canceled.auctionId();
        return new PhraseBuilder(Kind.TAKEN_BACK)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("back from")
                .field(Field.ACCOUNT, names.accountName(canceled.winnerAccountId()))
                .say(", hammer")
                .field(Field.HAMMER, names.auctionAmount(auctionId, canceled.hammerMinor()))
                .say(", premium")
                .field(Field.PREMIUM, names.auctionAmount(auctionId, canceled.premiumMinor()))
                .say(", commission")
                .field(Field.COMMISSION, names.auctionAmount(auctionId, canceled.commissionMinor()));
    }
}
