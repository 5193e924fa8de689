package io.gavel.client;

import io.gavel.wire.Durability;
import io.gavel.wire.json.JsonException;
import io.gavel.wire.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what the server says. One thread. Throws {@link JsonException} for what no server of ours would say. */
final class MessageReader {
    /**
     * One message.
     *
     * @param ref what it answers; null: nothing that was asked
     * @param room the room that it comes from; null: none
     */
    record Received(String ref, String room, Message message) {}

    private static final Durability[] LEVELS = Durability.values();

    private final JsonReader json = new JsonReader();
    private final JsonReader list = new JsonReader();
    private final JsonReader element = new JsonReader();

    Received read(byte[] text) {
        json.read(text, 0, text.length);
        return new Received(text("ref"), text("room"), message(text("type"), text));
    }

    private Message message(String type, byte[] text) {
        return switch (type == null ? "" : type) {
            case "bidAccepted" ->
                new BidAccepted(
                        seq(),
                        at(),
                        text("auction"),
                        text("account"),
                        text("clOrdId"),
                        decimal("price"),
                        text("leader"),
                        decimal("minNext"),
                        time("endsAt"),
                        text("alias"),
                        duplicate(),
                        level());
            case "orderAccepted" ->
                new OrderAccepted(
                        seq(),
                        at(),
                        text("account"),
                        text("clOrdId"),
                        text("orderId"),
                        text("instrument"),
                        side("side"),
                        decimal("qty"),
                        decimal("price"),
                        duplicate(),
                        level());
            case "orderCanceled" ->
                new OrderCanceled(
                        seq(),
                        at(),
                        text("account"),
                        text("clOrdId"),
                        text("orderId"),
                        text("instrument"),
                        decimal("qty"),
                        text("reason"),
                        level());
            case "orderReplaced" ->
                new OrderReplaced(
                        seq(),
                        at(),
                        text("account"),
                        text("clOrdId"),
                        text("origClOrdId"),
                        text("orderId"),
                        text("instrument"),
                        decimal("price"),
                        decimal("qty"),
                        decimal("leaves"),
                        duplicate(),
                        level());
            case "orderTriggered" ->
                new OrderTriggered(
                        seq(),
                        at(),
                        text("account"),
                        text("clOrdId"),
                        text("orderId"),
                        text("instrument"),
                        decimal("price"),
                        decimal("qty"));
            case "prevented" ->
                new Prevented(
                        seq(),
                        at(),
                        text("account"),
                        text("instrument"),
                        decimal("price"),
                        decimal("qty"),
                        text("mode"),
                        text("makerClOrdId"),
                        text("makerOrderId"),
                        text("takerClOrdId"),
                        text("takerOrderId"));
            case "massCanceled" ->
                new MassCanceled(
                        seq(),
                        at(),
                        text("account"),
                        text("instrument"),
                        side("side"),
                        json.integer("count", 0),
                        text("reason"),
                        level());
            case "cancelAllAfterSet" -> new CancelAllAfterSet(seq(), at(), text("account"), time("expiresAt"), level());
            case "phaseChanged" -> new PhaseChanged(seq(), at(), text("instrument"), text("phase"), level());
            case "indicative" ->
                new Indicative(
                        seq(),
                        at(),
                        text("instrument"),
                        decimal("price"),
                        decimal("qty"),
                        decimal("surplus"),
                        side("surplusSide"));
            case "uncrossed" ->
                new Uncrossed(
                        seq(),
                        at(),
                        text("instrument"),
                        decimal("price"),
                        decimal("qty"),
                        decimal("surplus"),
                        side("surplusSide"),
                        level());
            case "trade" ->
                new Trade(
                        seq(),
                        at(),
                        text("instrument"),
                        text("tradeId"),
                        decimal("price"),
                        decimal("qty"),
                        text("aggressor"),
                        party("buy"),
                        party("sell"));
            case "outbid" -> new Outbid(seq(), at(), text("auction"), text("account"), decimal("price"));
            case "bought" ->
                new Bought(
                        seq(),
                        at(),
                        text("auction"),
                        text("account"),
                        text("clOrdId"),
                        decimal("price"),
                        duplicate(),
                        level());
            case "balance" ->
                new Balance(
                        seq(),
                        at(),
                        text("account"),
                        text("asset"),
                        decimal("total"),
                        decimal("held"),
                        decimal("available"),
                        duplicate(),
                        level());
            case "created" -> new Created(seq(), at(), text("kind"), text("id"), level());
            case "book" -> new Book(seq(), at(), text("instrument"), levels("bids"), levels("asks"));
            case "order" ->
                new Order(
                        seq(),
                        at(),
                        text("account"),
                        text("clOrdId"),
                        text("orderId"),
                        text("instrument"),
                        side("side"),
                        text("state"),
                        decimal("price"),
                        decimal("stopPx"),
                        decimal("qty"),
                        decimal("leaves"),
                        decimal("filled"));
            case "auction", "auctionState", "auctionOpened", "auctionExtended", "auctionClosed" -> auction(type);
            case "bidRetracted",
                    "bidHeld",
                    "bidReleased",
                    "auctionAwarded",
                    "auctionRebuilt",
                    "secondChanceOffered",
                    "secondChanceEnded",
                    "saleCanceled" -> sale(type);
            case "roundBid", "roundEnded", "sessionState", "sessionExtended", "session" -> course(type);
            case "applied" ->
                new Applied(
                        seq(),
                        at(),
                        text("command"),
                        text("account"),
                        text("instrument"),
                        text("auction"),
                        text("session"),
                        text("bidder"),
                        text("asset"),
                        level());
            case "accountBlocked" ->
                new AccountBlocked(seq(), at(), text("account"), json.bool("blocked", false), level());
            case "ruleSetChanged" -> new RuleSetChanged(seq(), at(), json.integer("ruleSet", 0));
            case "loggedIn" -> new LoggedIn(seq());
            case "joined" -> new Joined(seq(), text("room"));
            case "left" -> new Left(seq(), text("room"));
            case "time" -> new TimeReached(seq(), at());
            case "orderRejected", "cancelRejected", "replaceRejected", "bidRejected", "rejected", "error" -> refused();
            default -> new Other(seq(), type, new String(text, StandardCharsets.UTF_8), level());
        };
    }

    /** Where an auction stands, from its opening to its end. */
    private Message auction(String type) {
        return switch (type) {
            case "auction" ->
                new Auction(
                        seq(),
                        at(),
                        text("auction"),
                        text("state"),
                        decimal("price"),
                        text("leader"),
                        decimal("minNext"),
                        time("endsAt"),
                        json.integer("bids", 0),
                        json.bool("reserveMet", false),
                        time("opensAt"),
                        units("remaining"),
                        time("nextAt"),
                        json.integer("round", 0),
                        text("turn"));
            case "auctionState" ->
                new AuctionState(
                        seq(),
                        at(),
                        text("auction"),
                        decimal("price"),
                        text("leader"),
                        decimal("minNext"),
                        time("endsAt"),
                        json.integer("bids", 0),
                        json.bool("reserveMet", false),
                        units("remaining"),
                        time("nextAt"));
            case "auctionOpened" -> new AuctionOpened(seq(), at(), text("auction"), time("endsAt"), decimal("minNext"));
            case "auctionExtended" -> new AuctionExtended(seq(), at(), text("auction"), time("endsAt"));
            default ->
                new AuctionClosed(
                        seq(),
                        at(),
                        text("auction"),
                        text("outcome"),
                        decimal("price"),
                        text("winner"),
                        text("reason"),
                        json.integer("awarded", 0),
                        awards(),
                        duplicate(),
                        level());
        };
    }

    /** What becomes of bids and sales. */
    private Message sale(String type) {
        return switch (type) {
            case "bidRetracted" ->
                new BidRetracted(
                        seq(),
                        at(),
                        text("auction"),
                        text("account"),
                        text("clOrdId"),
                        decimal("price"),
                        json.integer("bids", 0),
                        decimal("released"),
                        duplicate(),
                        level());
            case "bidHeld" -> new BidHeld(seq(), at(), text("auction"), text("account"), decimal("held"));
            case "bidReleased" ->
                new BidReleased(seq(), at(), text("auction"), text("account"), decimal("released"), text("reason"));
            case "auctionAwarded" ->
                new AuctionAwarded(
                        seq(),
                        at(),
                        text("auction"),
                        text("account"),
                        units("qty"),
                        decimal("price"),
                        decimal("hammer"),
                        decimal("premium"),
                        decimal("commission"),
                        level());
            case "auctionRebuilt" -> new AuctionRebuilt(seq(), at(), text("auction"), json.integer("bids", 0));
            case "secondChanceOffered" ->
                new SecondChanceOffered(
                        seq(),
                        at(),
                        text("auction"),
                        text("account"),
                        text("clOrdId"),
                        decimal("price"),
                        decimal("premium"),
                        time("expiresAt"),
                        duplicate(),
                        level());
            case "secondChanceEnded" ->
                new SecondChanceEnded(
                        seq(),
                        at(),
                        text("auction"),
                        text("account"),
                        text("clOrdId"),
                        text("outcome"),
                        duplicate(),
                        level());
            default ->
                new SaleCanceled(
                        seq(),
                        at(),
                        text("auction"),
                        text("winner"),
                        text("clOrdId"),
                        decimal("hammer"),
                        decimal("premium"),
                        decimal("commission"),
                        text("reason"),
                        duplicate(),
                        level());
        };
    }

    /** How rounds and sessions go on. */
    private Message course(String type) {
        return switch (type) {
            case "roundBid" -> new RoundBid(seq(), at(), text("auction"), text("account"), decimal("price"));
            case "roundEnded" ->
                new RoundEnded(
                        seq(),
                        at(),
                        text("auction"),
                        json.integer("round", 0),
                        text("turn"),
                        text("leader"),
                        decimal("price"),
                        time("endsAt"));
            case "sessionState" ->
                new SessionState(seq(), at(), text("session"), text("state"), time("opensAt"), time("closesAt"));
            case "sessionExtended" ->
                new SessionExtended(seq(), at(), text("session"), text("auction"), json.integer("shiftUs", 0));
            default ->
                new AuctionSession(
                        seq(),
                        at(),
                        text("session"),
                        text("state"),
                        time("previewAt"),
                        time("opensAt"),
                        time("closesAt"),
                        json.integer("shiftUs", 0),
                        lots());
        };
    }

    private Refused refused() {
        int bound = json.find("bound");
        return new Refused(
                seq(),
                text("account"),
                text("clOrdId"),
                (int) json.integer("code", 0),
                text("name"),
                text("message"),
                bound < 0
                        ? null
                        : json.kind(bound) == JsonReader.Kind.INTEGER
                                ? Long.toString(json.integer(bound))
                                : json.string(bound),
                decimal("minNext"),
                duplicate(),
                level());
    }

    private List<Book.Level> levels(String name) {
        return list(
                name,
                () -> new Book.Level(
                        new BigDecimal(element.string(0)), new BigDecimal(element.string(1)), element.integer(2)));
    }

    private List<AuctionClosed.Award> awards() {
        return list(
                "awards",
                () -> new AuctionClosed.Award(
                        isNull(0) ? null : element.string(0),
                        Long.parseLong(element.string(1)),
                        new BigDecimal(element.string(2))));
    }

    private List<AuctionSession.Lot> lots() {
        return list(
                "lots",
                () -> new AuctionSession.Lot(
                        element.integer(0),
                        element.string(1),
                        isNull(2) ? null : element.string(2),
                        element.string(3),
                        isNull(4) ? Event.NO_TIME : element.integer(4)));
    }

    /** Of each element that a member has, what is made of {@link #element}; none where there is no such member. */
    private <T> List<T> list(String name, Supplier<T> made) {
        List<T> all = new ArrayList<>();
        int index = json.find(name);
        if (index >= 0) {
            list.readMember(json, index);
            for (int i = 0; i < list.count(); i++) {
                element.readMember(list, i);
                all.add(made.get());
            }
        }
        return List.copyOf(all);
    }

    private boolean isNull(int index) {
        return element.kind(index) == JsonReader.Kind.NULL;
    }

    private Trade.Party party(String side) {
        String account = text(side + "Account");
        return account == null ? null : new Trade.Party(account, text(side + "ClOrdId"), text(side + "OrderId"));
    }

    private Side side(String name) {
        String word = text(name);
        return word == null ? null : Side.of(word);
    }

    private long seq() {
        return json.integer("seq", 0);
    }

    private long at() {
        return time("at");
    }

    private boolean duplicate() {
        return json.bool("duplicate", false);
    }

    /** A word that this release does not know is none. */
    private Durability level() {
        String word = text("level");
        for (Durability level : LEVELS) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        return null;
    }

    private long time(String name) {
        return json.integer(name, Event.NO_TIME);
    }

    /** A whole number in quotes; 0 where there is none. */
    private long units(String name) {
        return Long.parseLong(json.string(name, "0"));
    }

    private String text(String name) {
        return json.string(name, null);
    }

    private BigDecimal decimal(String name) {
        String text = text(name);
        return text == null ? null : new BigDecimal(text);
    }
}
