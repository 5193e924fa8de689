package io.gavel.journal.tool;

import io.gavel.engine.market.Market;
import io.gavel.engine.view.ViewState;
import io.gavel.wire.Directory;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.types.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Answers about a market at the point at which it stands, as the protocol gives them about the present: books and
 * auctions in the very same JSON, and accounts with all that they have, owe and wait for. One thread.
 */
public final class StateThen {
    private static final int OPEN_PHASE = 2;

    private record Order(
            int accountId,
            int instrumentId,
            long orderId,
            String clOrdId,
            boolean isSell,
            long priceTicks,
            long qtyLots,
            long leavesLots) {}

    private record Lead(int accountId, String auction) {}

    private final ViewState views;
    private final JsonCommands questions;
    private final List<Order> orders = new ArrayList<>();
    private final List<Lead> leads = new ArrayList<>();
    private final long seq;
    private final long timeNs;

    /** @param views led to where the market is */
    StateThen(Market market, ViewState views) {
        this.views = views;
        questions = new JsonCommands(views.directory(), true);
        seq = market.lastSeq();
        timeNs = market.lastTimeNs();
        market.writeSnapshot(this::onRecord);
    }

    /** Sequence of the last transaction. */
    public long seq() {
        return seq;
    }

    /** Engine time of the last transaction. */
    public long timeNs() {
        return timeNs;
    }

    /** Names of all that was known then. */
    public Directory directory() {
        return views.directory();
    }

    /** The answer to {@code book?}; null where there is no such instrument. */
    public JsonWriter book(String instrument, int depth) {
        return ask(new JsonWriter()
                .beginObject()
                .field("type", "book?")
                .field("instrument", instrument)
                .field("depth", depth)
                .endObject());
    }

    /** The answer to {@code auction?}, with every account by name; null where there is no such auction. */
    public JsonWriter auction(String auction) {
        return ask(new JsonWriter()
                .beginObject()
                .field("type", "auction?")
                .field("auction", auction)
                .endObject());
    }

    /** Balances, open orders, and auctions that it leads; null where there is no such account. */
    public JsonWriter account(String name) {
        Directory.Account account = directory().account(name);
        if (account == null) {
            return null;
        }
        JsonWriter out = new JsonWriter()
                .beginObject()
                .field("type", "account")
                .field("seq", seq)
                .field("at", Math.floorDiv(timeNs, 1_000L))
                .field("account", name);
        out.name("balances").beginArray();
        for (Directory.Asset asset : directory().assets()) {
            JsonWriter question = new JsonWriter()
                    .beginObject()
                    .field("type", "balance?")
                    .field("account", name)
                    .field("asset", asset.name())
                    .endObject();
            answer(question, out);
        }
        out.endArray().name("orders").beginArray();
        orders.stream().filter(order -> order.accountId == account.id()).forEach(order -> write(order, out));
        out.endArray().name("leads").beginArray();
        leads.stream().filter(lead -> lead.accountId == account.id()).forEach(lead -> out.value(lead.auction));
        return out.endArray().endObject();
    }

    private JsonWriter ask(JsonWriter question) {
        JsonWriter answer = new JsonWriter();
        return answer(question, answer) ? answer : null;
    }

    /** Whether there is an answer. */
    private boolean answer(JsonWriter question, JsonWriter answer) {
        byte[] text = question.toString().getBytes(StandardCharsets.UTF_8);
        JsonCommands.Outcome outcome = questions.decode(text, 0, text.length, 0, true);
        if (outcome != JsonCommands.Outcome.QUERY) {
            throw new IllegalArgumentException(questions.expected() + ", field=" + questions.field());
        }
        return views.views().answerInFull(questions.query(), timeNs, answer) == null;
    }

    private void write(Order order, JsonWriter out) {
        Directory.Instrument instrument = directory().instrument(order.instrumentId);
        out.beginObject()
                .field("instrument", instrument.name())
                .field("clOrdId", order.clOrdId)
                .name("orderId")
                .quoted(order.orderId)
                .field("side", order.isSell ? "sell" : "buy")
                .name("price")
                .decimal(order.priceTicks * instrument.tick(), instrument.priceDecimals())
                .name("qty")
                .decimal(order.qtyLots * instrument.lot(), instrument.qtyDecimals())
                .name("leaves")
                .decimal(order.leavesLots * instrument.lot(), instrument.qtyDecimals())
                .endObject();
    }

    private void onRecord(DirectBuffer buffer, int offset, int length) {
        EventFrameDecoder frame = new EventFrameDecoder().wrap(buffer, offset);
        int body = offset + EventFrameDecoder.ENCODED_LENGTH;
        if (frame.templateId() == OrderRecordDecoder.TEMPLATE_ID) {
            OrderRecordDecoder order =
                    new OrderRecordDecoder().wrap(buffer, body, frame.blockLength(), frame.version());
            orders.add(new Order(
                    order.accountId(),
                    order.instrumentId(),
                    order.orderId(),
                    order.clOrdId(),
                    order.side() == Side.SELL,
                    order.priceTicks(),
                    order.qtyLots(),
                    order.leavesLots()));
        } else if (frame.templateId() == AuctionStateRecordDecoder.TEMPLATE_ID) {
            AuctionStateRecordDecoder auction =
                    new AuctionStateRecordDecoder().wrap(buffer, body, frame.blockLength(), frame.version());
            if (auction.phase() == OPEN_PHASE && auction.leaderAccountId() != 0) {
                leads.add(new Lead(
                        auction.leaderAccountId(),
                        directory().auction(auction.auctionId()).name()));
            }
        }
    }
}
