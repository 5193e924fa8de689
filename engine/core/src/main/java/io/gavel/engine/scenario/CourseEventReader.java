package io.gavel.engine.scenario;

import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import java.math.BigDecimal;
import java.util.Locale;

/** Says in phrases how sessions and rounds go on. */
final class CourseEventReader {
    private final Names names;
    private final EventDecoders decoders;

    CourseEventReader(Names names, EventDecoders decoders) {
        this.names = names;
        this.decoders = decoders;
    }

    /** The phrase of the current event; null where it is none of these. */
    PhraseBuilder phrase(EventType type, Transaction at) {
        return switch (type) {
            case SESSION_STATE -> session(decoders.sessionState(at));
            case SESSION_EXTENDED -> extended(decoders.sessionExtended(at));
            case ROUND_BID -> offer(decoders.roundBid(at));
            case ROUND_ENDED -> round(decoders.roundEnded(at));
            default -> null;
        };
    }

    private PhraseBuilder session(SessionStateDecoder session) {
        PhraseBuilder phrase = new PhraseBuilder(Kind.SESSION)
                .say("session")
                .field(Field.SESSION, names.sessionName(session.sessionId()))
                .say("is")
                .field(Field.PHASE, session.phase().name().toLowerCase(Locale.ROOT));
        time(phrase, ", opens at", Field.OPENS, session.opensAtNs());
        time(phrase, ", closes", Field.ENDS, session.closesAtNs());
        return phrase;
    }

    private PhraseBuilder extended(SessionExtendedDecoder extended) {
        return new PhraseBuilder(Kind.SHIFTED)
                .say("session")
                .field(Field.SESSION, names.sessionName(extended.sessionId()))
                .say("shifts")
                .field(Field.SHIFT, TimeText.text(extended.shiftNs()))
                .say("by")
                .field(Field.AUCTION, auctionOrNobody(extended.auctionId()));
    }

    private String auctionOrNobody(int auctionId) {
        return auctionId == 0 ? names.accountName(Names.NOBODY) : names.auctionName(auctionId);
    }

    private PhraseBuilder offer(RoundBidDecoder bid) {
        return new PhraseBuilder(Kind.OFFER)
                .field(Field.ACCOUNT, names.accountName(bid.accountId()))
                .say("offers")
                .field(Field.PRICE, names.auctionAmount(bid.auctionId(), bid.priceMinor()))
                .say("on")
                .field(Field.AUCTION, names.auctionName(bid.auctionId()));
    }

    private PhraseBuilder round(RoundEndedDecoder round) {
        int auctionId = round.auctionId();
        PhraseBuilder phrase = new PhraseBuilder(Kind.ROUND)
                .field(Field.AUCTION, names.auctionName(auctionId))
                .say("round")
                .field(Field.ROUND, BigDecimal.valueOf(round.round()))
                .say(", turn")
                .field(Field.TURN, names.accountName(round.turnAccountId()));
        if (round.priceMinor() == RoundEndedDecoder.priceMinorNullValue()) {
            phrase.silent(Field.PRICE, "none");
        } else {
            phrase.say(", price").field(Field.PRICE, names.auctionAmount(auctionId, round.priceMinor()));
        }
        phrase.say("by").field(Field.LEADER, names.accountName(round.leaderAccountId()));
        time(phrase, ", ends", Field.ENDS, round.endsAtNs());
        return phrase;
    }

    private static void time(PhraseBuilder phrase, String words, String field, long timeNs) {
        if (timeNs == SessionStateDecoder.opensAtNsNullValue()) {
            phrase.silent(field, EventReader.NEVER);
        } else {
            phrase.say(words).field(field, TimeText.text(timeNs));
        }
    }
}
