package io.gavel.engine.market;

import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.orders.Indicatives;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.PriceBands;
import io.gavel.engine.market.state.TickTable;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.SetPriceBandDecoder;
import io.gavel.wire.sbe.SetTickTableDecoder;

/** Decides what the venue sets for an instrument: bands, collar and price steps. Orders that rest stay as they are. */
final class VenueDesk {
    private final Listings listings;
    private final Indicatives indicatives;
    private final Facts facts;

    VenueDesk(Listings listings, Indicatives indicatives, Facts facts) {
        this.listings = listings;
        this.indicatives = indicatives;
        this.facts = facts;
    }

    void setPriceBand(SetPriceBandDecoder command) {
        Instrument instrument = listings.instrument(command.instrumentId());
        if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
            return;
        }
        long tick = instrument.tick();
        if (!PriceBands.areSound(
                tick, command.low(), command.high(), command.referencePrice(), command.collarPercentMicros())) {
            facts.refused(Refusal.BAD_DEFINITION);
            return;
        }
        instrument.band(
                ListingDesk.ticks(command.low(), tick),
                ListingDesk.ticks(command.high(), tick),
                ListingDesk.ticks(command.referencePrice(), tick),
                command.collarPercentMicros());
        facts.applied();
        indicatives.termsChanged(instrument);
    }

    void setTickTable(SetTickTableDecoder command) {
        Instrument instrument = listings.instrument(command.instrumentId());
        if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
            return;
        }
        TickTable table = table(command, instrument.tick());
        if (table == null) {
            facts.refused(Refusal.BAD_DEFINITION);
            return;
        }
        instrument.tickTable(table);
        facts.applied();
    }

    /** The table of a command, in ticks, or null where it contradicts itself. */
    private static TickTable table(SetTickTableDecoder command, long tick) {
        SetTickTableDecoder.BandsDecoder bands = command.bands();
        int count = bands.count();
        long[] belows = new long[count];
        long[] steps = new long[count];
        boolean isSound = count > 0 && count <= TickTable.MAX_BANDS;
        for (int i = 0; i < count; i++) {
            bands.next();
            boolean isOpen = bands.below() == SetTickTableDecoder.BandsDecoder.belowNullValue();
            belows[i] = isOpen ? TickTable.UNBOUNDED : bands.below() / tick;
            steps[i] = bands.tick() / tick;
            isSound &= isOpen == (i == count - 1);
            isSound &= isOpen || (bands.below() > 0 && bands.below() % tick == 0);
            isSound &= bands.tick() > 0 && bands.tick() % tick == 0;
            isSound &= i == 0 || belows[i] > belows[i - 1];
        }
        return isSound ? new TickTable(belows, steps) : null;
    }
}
