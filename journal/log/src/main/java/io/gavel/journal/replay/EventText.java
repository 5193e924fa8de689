package io.gavel.journal.replay;

import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.AppliedDecoder;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionRebuiltDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.CancelAllAfterSetDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.IndicativeDecoder;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.RuleSetChangedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;
import io.gavel.wire.log.SecondChanceOfferedDecoder;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** The fields of an event by their names in the log schema, all of them: JSON leaves out what no client may see. */
final class EventText {
    private static final String OPTIONAL_ABSENT = Long.toString(Long.MIN_VALUE);

    private EventText() {}

    /**
     * The fields of the current event, in the schema's order.
     *
     * @throws RuntimeException where its bytes are not those of an event
     */
    static Map<String, String> fields(Transaction at) {
        Map<String, String> fields = new LinkedHashMap<>();
        String text = text(at);
        int from = text.indexOf("):") + 2;
        while (from < text.length()) {
            int equals = text.indexOf('=', from);
            // Text is quoted and may itself contain a bar; where another follows, it is a client order id too.
            boolean isText = text.charAt(equals + 1) == '\'';
            int bar = isText ? secondText(text, equals) : text.indexOf('|', equals);
            int to = bar < 0 ? text.length() : bar;
            String value = text.substring(equals + 1, to);
            fields.put(text.substring(from, equals), value.equals(OPTIONAL_ABSENT) ? "absent" : value);
            from = to + 1;
        }
        return fields;
    }

    /** Where the bar is in front of the second client order id; -1: none follows. */
    private static int secondText(String text, int from) {
        return Math.max(text.indexOf("|sellClOrdId='", from), text.indexOf("|takerClOrdId='", from));
    }

    /** As the generated decoders print themselves: name, header in brackets, colon, fields with bars between. */
    private static String text(Transaction at) {
        DirectBuffer buffer = at.buffer();
        int offset = at.eventOffset();
        int block = at.eventBlockLength();
        int version = at.eventVersion();
        return switch (EventType.of(at.eventTemplateId())) {
            case ORDER_ACCEPTED ->
                new OrderAcceptedDecoder().wrap(buffer, offset, block, version).toString();
            case REFUSED ->
                new RefusedDecoder().wrap(buffer, offset, block, version).toString();
            case TRADED ->
                new TradedDecoder().wrap(buffer, offset, block, version).toString();
            case ORDER_CANCELED ->
                new OrderCanceledDecoder().wrap(buffer, offset, block, version).toString();
            case ORDER_ENTERED ->
                new OrderEnteredDecoder().wrap(buffer, offset, block, version).toString();
            case ORDER_REPLACED ->
                new OrderReplacedDecoder().wrap(buffer, offset, block, version).toString();
            case ORDER_TRIGGERED ->
                new OrderTriggeredDecoder().wrap(buffer, offset, block, version).toString();
            case CROSS_TRADED ->
                new CrossTradedDecoder().wrap(buffer, offset, block, version).toString();
            case MATCH_PREVENTED ->
                new MatchPreventedDecoder().wrap(buffer, offset, block, version).toString();
            case MASS_CANCELED ->
                new MassCanceledDecoder().wrap(buffer, offset, block, version).toString();
            case CANCEL_ALL_AFTER_SET ->
                new CancelAllAfterSetDecoder()
                        .wrap(buffer, offset, block, version)
                        .toString();
            case ACCOUNT_BLOCKED ->
                new AccountBlockedDecoder().wrap(buffer, offset, block, version).toString();
            case APPLIED ->
                new AppliedDecoder().wrap(buffer, offset, block, version).toString();
            case PHASE_CHANGED ->
                new PhaseChangedDecoder().wrap(buffer, offset, block, version).toString();
            case INDICATIVE ->
                new IndicativeDecoder().wrap(buffer, offset, block, version).toString();
            case UNCROSSED ->
                new UncrossedDecoder().wrap(buffer, offset, block, version).toString();
            case BID_ACCEPTED ->
                new BidAcceptedDecoder().wrap(buffer, offset, block, version).toString();
            case OUTBID ->
                new OutbidDecoder().wrap(buffer, offset, block, version).toString();
            case BOUGHT ->
                new BoughtDecoder().wrap(buffer, offset, block, version).toString();
            case BALANCE_CHANGED ->
                new BalanceChangedDecoder().wrap(buffer, offset, block, version).toString();
            case DUPLICATE_ANSWERED ->
                new DuplicateAnsweredDecoder()
                        .wrap(buffer, offset, block, version)
                        .toString();
            case CREATED ->
                new CreatedDecoder().wrap(buffer, offset, block, version).toString();
            case RULE_SET_CHANGED ->
                new RuleSetChangedDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_STATE ->
                new AuctionStateDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_OPENED ->
                new AuctionOpenedDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_CLOSED ->
                new AuctionClosedDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_EXTENDED ->
                new AuctionExtendedDecoder()
                        .wrap(buffer, offset, block, version)
                        .toString();
            case BID_RELEASED ->
                new BidReleasedDecoder().wrap(buffer, offset, block, version).toString();
            case BID_RETRACTED ->
                new BidRetractedDecoder().wrap(buffer, offset, block, version).toString();
            case BID_HELD ->
                new BidHeldDecoder().wrap(buffer, offset, block, version).toString();
            case SECOND_CHANCE_OFFERED ->
                new SecondChanceOfferedDecoder()
                        .wrap(buffer, offset, block, version)
                        .toString();
            case SECOND_CHANCE_ENDED ->
                new SecondChanceEndedDecoder()
                        .wrap(buffer, offset, block, version)
                        .toString();
            case SALE_CANCELED ->
                new SaleCanceledDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_AWARDED ->
                new AuctionAwardedDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_ENDED ->
                new AuctionEndedDecoder().wrap(buffer, offset, block, version).toString();
            case SEALED_STATE ->
                new SealedStateDecoder().wrap(buffer, offset, block, version).toString();
            case AUCTION_REBUILT ->
                new AuctionRebuiltDecoder().wrap(buffer, offset, block, version).toString();
            case ROUND_BID ->
                new RoundBidDecoder().wrap(buffer, offset, block, version).toString();
            case ROUND_ENDED ->
                new RoundEndedDecoder().wrap(buffer, offset, block, version).toString();
            case CLOCK_STATE ->
                new ClockStateDecoder().wrap(buffer, offset, block, version).toString();
            case SESSION_STATE ->
                new SessionStateDecoder().wrap(buffer, offset, block, version).toString();
            case SESSION_EXTENDED ->
                new SessionExtendedDecoder()
                        .wrap(buffer, offset, block, version)
                        .toString();
        };
    }
}
