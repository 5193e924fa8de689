package io.gavel.gateway.recorded;

import io.gavel.wire.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers from the events of a door how auctions end. Winners that are told as aliases are who was told that alias as the own one. */
public final class Endings {
    private final Map<String, String> bidderOf = new LinkedHashMap<>();
    private final Map<String, AuctionSet.Ending> endings = new LinkedHashMap<>();
    private final Map<String, Long> endedAtUs = new LinkedHashMap<>();
    private int accepted;

    /** Takes in a message of any type: a line of a pipe, an answer, a notice. */
    public void hear(String message) {
        if (message.startsWith("{\"type\":\"auctionClosed\"")) {
            close(read(message));
        } else if (message.startsWith("{\"type\":\"bidAccepted\"")) {
            accept(read(message));
        }
    }

    /** Takes in the events of an HTTP answer. */
    public void hearAnswer(String body) {
        JsonReader answer = read(body);
        JsonReader events = new JsonReader().readMember(answer, answer.find("events"));
        for (int i = 0; i < events.count(); i++) {
            JsonReader event = new JsonReader().readMember(events, i);
            if (event.string("type", "").equals("bidAccepted")) {
                accept(event);
            }
        }
    }

    /** By auction, in the order in which they ended. */
    public Map<String, AuctionSet.Ending> all() {
        return endings;
    }

    /** When each auction was closed, microseconds of engine time. */
    public Map<String, Long> endedAtUs() {
        return endedAtUs;
    }

    /** How many bids were accepted. */
    public int accepted() {
        return accepted;
    }

    /** Takes over what another one heard later. */
    void addAll(Endings later) {
        endings.putAll(later.endings);
        endedAtUs.putAll(later.endedAtUs);
        accepted += later.accepted;
    }

    private void accept(JsonReader event) {
        accepted++;
        bidderOf.put(key(event, "alias"), event.string("account", ""));
    }

    private void close(JsonReader event) {
        boolean isSold = event.has("winner");
        endedAtUs.put(event.string("auction", ""), event.integer("at", 0));
        endings.put(
                event.string("auction", ""),
                isSold
                        ? new AuctionSet.Ending(
                                new BigDecimal(event.string("price", "")),
                                bidderOf.getOrDefault(key(event, "winner"), event.string("winner", "")))
                        : new AuctionSet.Ending(event.string("outcome", ""), ""));
    }

    private static String key(JsonReader event, String alias) {
        return event.string("auction", "") + " " + event.string(alias, "");
    }

    private static JsonReader read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new JsonReader().read(bytes, 0, bytes.length);
    }
}
