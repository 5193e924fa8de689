package io.gavel.engine.scenario;

import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import java.math.BigDecimal;
import java.util.Locale;

/** Says in phrases what happened in auctions where there are awards, hidden bids or a clock. */
final class AuctionEventReader {
    private final Names names;
    private final EventDecoders decoders;

    AuctionEventReader(Names names, EventDecoders decoders) {
        this.names = names;
        this.decoders = decoders;
    }

    /** The phrase of the current event; null where it is none of these. */
    PhraseBuilder phrase(EventType type, Transaction at) {
        return switch (type) {
            case BID_HELD -> held(decoders.bidHeld(at));
            case BID_RELEASED -> released(decoders.bidReleased(at));
            case AUCTION_AWARDED -> awarded(decoders.auctionAwarded(at));
            case AUCTION_ENDED -> ended(decoders.auctionEnded(at));
            case CLOCK_STATE -> clock(decoders.clockState(at));
            default -> null;
        };
    }

    private PhraseBuilder held(BidHeldDecoder held) {
        return new PhraseBuilder(Kind.HELD)
                .field(Field.ACCOUNT, names.accountName(held.accountId()))
                .say("covers")
                .field(Field.HOLD, names.auctionAmount(held.auctionId(), held.heldMinor()))
                .silent(Field.AUCTION, names.auctionName(held.auctionId()));
    }

    private PhraseBuilder released(BidReleasedDecoder released) {
        return new PhraseBuilder(Kind.FREED)
                .field(Field.ACCOUNT, names.accountName(released.accountId()))
                .say("freed")
                .field(Field.FREED, names.auctionAmount(released.auctionId(), released.releasedMinor()))
                .field(Field.REASON, released.reason().name().toLowerCase(Locale.ROOT))
                .silent(Field.AUCTION, names.auctionName(released.auctionId()));
    }

    private PhraseBuilder awarded(AuctionAwardedDecoder awarded) {
        int auctionId = awarded.auctionId();
        return new PhraseBuilder(Kind.AWARDED)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("awards")
                .field(Field.QTY, BigDecimal.valueOf(awarded.qty()))
                .say("to")
                .field(Field.WINNER, names.accountName(awarded.accountId()))
                .say("at")
                .field(Field.PRICE, names.auctionAmount(auctionId, awarded.priceMinor()))
                .say(", hammer")
                .field(Field.HAMMER, names.auctionAmount(auctionId, awarded.hammerMinor()))
                .say(", premium")
                .field(Field.PREMIUM, names.auctionAmount(auctionId, awarded.premiumMinor()))
                .say(", commission")
                .field(Field.COMMISSION, names.auctionAmount(auctionId, awarded.commissionMinor()))
                .say(", frees")
                .field(Field.FREED, names.auctionAmount(auctionId, awarded.releasedMinor()));
    }

    private PhraseBuilder ended(AuctionEndedDecoder ended) {
        int auctionId = ended.auctionId();
        PhraseBuilder phrase = new PhraseBuilder(Kind.ENDED)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("ended")
                .field(Field.OUTCOME, ended.outcome().name().toLowerCase(Locale.ROOT))
                .say(",")
                .field(Field.QTY, BigDecimal.valueOf(ended.qty()))
                .say("units");
        if (ended.priceMinor() == AuctionEndedDecoder.priceMinorNullValue()) {
            phrase.silent(Field.PRICE, "none");
        } else {
            phrase.say(", at").field(Field.PRICE, names.auctionAmount(auctionId, ended.priceMinor()));
        }
        return phrase.say(",")
                .field(Field.COUNT, BigDecimal.valueOf(ended.awards()))
                .say("awards")
                .silent(Field.WINNER, names.accountName(ended.winnerAccountId()));
    }

    private PhraseBuilder clock(ClockStateDecoder clock) {
        int auctionId = clock.auctionId();
        PhraseBuilder phrase = new PhraseBuilder(Kind.CLOCK)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("shows")
                .field(Field.PRICE, names.auctionAmount(auctionId, clock.priceMinor()))
                .say(",")
                .field(Field.LEFT, BigDecimal.valueOf(clock.remainingQty()))
                .say("left, falls")
                .field(Field.NEXT, TimeText.text(clock.nextAtNs()))
                .say(",")
                .field(Field.BIDS, BigDecimal.valueOf(clock.bids()))
                .say("bids");
        return EventReader.ends(phrase, clock.endsAtNs());
    }
}
