package io.gavel.engine.view.marketdata;

import io.gavel.wire.Directory;
import io.gavel.wire.json.JsonWriter;

/** Writes market data as JSON lines, as docs/PROTOCOL.md describes them. One thread. */
public final class MarketDataJson implements MarketDataSink {
    private final Directory directory;
    private final JsonWriter out;
    private long seq;
    private long timeNs;

    /** @param out takes a line for each message */
    public MarketDataJson(Directory directory, JsonWriter out) {
        this.directory = directory;
        this.out = out;
    }

    @Override
    public void command(long seq, long timeNs) {
        this.seq = seq;
        this.timeNs = timeNs;
    }

    @Override
    public void top(int instrumentId, long number, PriceLevel bid, PriceLevel ask, long lastTicks, long lastLots) {
        Directory.Instrument instrument = begin("l1", instrumentId, number);
        quote("bid", bid, instrument);
        quote("ask", ask, instrument);
        if (lastTicks != MarketDataFeed.NO_PRICE) {
            out.name("last").beginArray();
            price(lastTicks, instrument);
            qty(lastLots, instrument);
            out.endArray();
        }
        end();
    }

    @Override
    public void level(int instrumentId, long number, boolean isSell, PriceLevel level) {
        Directory.Instrument instrument = begin("l2", instrumentId, number);
        out.field("side", isSell ? "sell" : "buy").name("price");
        price(level.priceTicks(), instrument);
        out.field("qty", level.qtyText(instrument)).field("orders", level.orders());
        end();
    }

    @Override
    public void order(
            int instrumentId,
            long number,
            OrderAction action,
            long orderId,
            boolean isSell,
            long priceTicks,
            long lots) {
        Directory.Instrument instrument = begin("l3", instrumentId, number);
        out.field("action", action.jsonName()).name("orderId").quoted(orderId);
        out.field("side", isSell ? "sell" : "buy").name("price");
        price(priceTicks, instrument);
        out.name("qty");
        qty(lots, instrument);
        end();
    }

    @Override
    public void checksum(int instrumentId, long number, long checksum) {
        begin("checksum", instrumentId, number);
        out.field("checksum", checksum);
        end();
    }

    private Directory.Instrument begin(String type, int instrumentId, long number) {
        Directory.Instrument instrument = directory.instrument(instrumentId);
        out.beginObject().field("type", type).field("seq", seq).field("at", Math.floorDiv(timeNs, 1_000L));
        out.field("instrument", instrument.name()).field("number", number);
        return instrument;
    }

    private void quote(String name, PriceLevel level, Directory.Instrument instrument) {
        if (level != null) {
            out.name(name).beginArray();
            price(level.priceTicks(), instrument);
            out.value(level.qtyText(instrument)).value(level.orders()).endArray();
        }
    }

    private void price(long ticks, Directory.Instrument instrument) {
        out.decimal(ticks * instrument.tick(), instrument.priceDecimals());
    }

    private void qty(long lots, Directory.Instrument instrument) {
        out.decimal(lots * instrument.lot(), instrument.qtyDecimals());
    }

    private void end() {
        out.endObject().newLine();
    }
}
