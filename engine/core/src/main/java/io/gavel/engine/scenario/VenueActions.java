package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.Directory;
import io.gavel.wire.types.Phase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the venue does: phases, the uncross, bands, price steps, limits of accounts, the kill switch. */
final class VenueActions {
    private static final int PERCENT_DECIMALS = 6;

    /** An asset that was never created, where 0 is none. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final Names names;
    private final CommandWriter writer;
    private final SessionActions sessions;
    private final BidderActions bidders;

    VenueActions(Names names, CommandWriter writer) {
        this.names = names;
        this.writer = writer;
        sessions = new SessionActions(names, writer);
        bidders = new BidderActions(names, writer);
    }

    /** Whether the word is one that an instrument does. */
    static boolean isInstrumentVerb(String verb) {
        return switch (verb) {
            case "goes", "uncrosses", "bands", "ticks" -> true;
            default -> false;
        };
    }

    /** Reads {@code coal/usd goes to call} and the like, the verb first. */
    void instrument(String name, Words words) {
        Directory.Instrument instrument = names.instrument(name);
        switch (words.word("a verb")) {
            case "goes" -> {
                words.expect("to");
                writer.setPhase(instrument.id(), phase(words));
            }
            case "uncrosses" -> {
                long reference = words.take("by", "reference") ? price(words, instrument) : Conditions.ABSENT;
                writer.uncross(instrument.id(), reference);
            }
            case "bands" -> bands(instrument, words);
            default -> ticks(instrument, words);
        }
        words.end();
    }

    /** Reads what stands behind {@code venue}: {@code blocks alice}, {@code limits alice to 5 orders and 1000 usd}. */
    void venue(Words words) {
        String verb = words.word("a verb");
        if (BidderActions.standing(verb) != null) {
            bidders.setBidder(CommandWriter.NO_ACCOUNT, BidderActions.standing(verb), words);
            writer.authority(true);
            words.end();
            return;
        }
        switch (verb) {
            case "blocks" -> writer.blockAccount(names.account(words.word("an account")), true);
            case "unblocks" -> writer.blockAccount(names.account(words.word("an account")), false);
            case "limits" -> limits(words);
            case "schedules" -> sessions.schedule(words);
            case "allows" -> bidders.allow(words);
            default ->
                throw words.unexpected("a verb (blocks, limits, schedules, allows, admits, refuses) before this");
        }
        words.end();
    }

    static Phase phase(Words words) {
        return switch (words.word("a phase")) {
            case "preOpen" -> Phase.PRE_OPEN;
            case "call" -> Phase.CALL;
            case "continuous" -> Phase.CONTINUOUS;
            case "halt" -> Phase.HALT;
            case "closed" -> Phase.CLOSED;
            case "delisted" -> Phase.DELISTED;
            default -> throw words.unexpected("a phase before this");
        };
    }

    /** A number that may end in a percent sign, in millionths of a percent. */
    static long percentMicros(Words words) {
        String word = words.word("a percentage");
        String number = word.endsWith("%") ? word.substring(0, word.length() - 1) : word;
        try {
            return Amounts.units(new BigDecimal(number), PERCENT_DECIMALS);
        } catch (NumberFormatException e) {
            throw new ScenarioException("expected a percentage such as 5%, found=" + word);
        }
    }

    private void bands(Directory.Instrument instrument, Words words) {
        long low = Conditions.ABSENT;
        long high = Conditions.ABSENT;
        long reference = Conditions.ABSENT;
        long collar = Conditions.ABSENT;
        do {
            if (words.take("from")) {
                low = price(words, instrument);
            } else if (words.take("to")) {
                high = price(words, instrument);
            } else if (words.take("reference")) {
                reference = price(words, instrument);
            } else if (words.take("collar")) {
                collar = percentMicros(words);
            } else {
                words.expect("nothing");
            }
        } while (words.take(","));
        writer.setPriceBand(instrument.id(), low, high, reference, collar);
    }

    private void ticks(Directory.Instrument instrument, Words words) {
        List<long[]> bands = new ArrayList<>();
        do {
            long tick = price(words, instrument);
            long below = words.take("below") ? price(words, instrument) : Conditions.ABSENT;
            bands.add(new long[] {below, tick});
        } while (words.take("/"));
        writer.setTickTable(instrument.id(), bands.toArray(new long[0][]));
    }

    private void limits(Words words) {
        int account = names.account(words.word("an account"));
        long orders = Conditions.ABSENT;
        long notional = Conditions.ABSENT;
        int assetId = 0;
        words.expect("to");
        if (!words.take("nothing")) {
            do {
                BigDecimal number = words.number("a limit");
                if (words.take("orders")) {
                    orders = number.longValueExact();
                } else {
                    Directory.Asset asset = names.asset(words.word("`orders` or an asset"));
                    assetId = asset.id() == 0 ? UNKNOWN : asset.id();
                    notional = Amounts.units(number, asset.decimals());
                }
            } while (words.take("and"));
        }
        writer.setAccountLimits(account, orders, assetId, notional);
    }

    private static long price(Words words, Directory.Instrument instrument) {
        return Amounts.units(words.number("a price"), instrument.priceDecimals());
    }
}
