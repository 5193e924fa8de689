package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code lamp: english, opens 100, step 5, closes 12:00:00, soft close 30s} says, clause by clause; of any format.
 *
 * <p>Contradictions are passed on: refusing them is the engine's business.
 */
final class AuctionTerms {
    private static final long ABSENT = CreateAuctionEncoder.reserveNullValue();
    private static final int PERCENT_DECIMALS = 6;
    /** ENG-1: {below, step} in hundredths. */
    private static final long[][] EBAY = {
        {1_00, 5},
        {5_00, 25},
        {25_00, 50},
        {100_00, 1_00},
        {250_00, 2_50},
        {500_00, 5_00},
        {1_000_00, 10_00},
        {2_500_00, 25_00},
        {5_000_00, 50_00},
        {ABSENT, 100_00},
    };

    /** One band of the increment table; below {@link #ABSENT} it is the last. */
    private record Band(long below, long step) {}

    private final Names names;
    private final String name;
    private final AuctionFormat format;
    private final List<Band> bands = new ArrayList<>();

    private final Directory.Asset asset;
    private final FormatClauses extras;
    private final PolicyClauses policies;
    private int sellerId = Names.NOBODY;
    private long qty = 1;
    private BigDecimal start = BigDecimal.ZERO;
    private BigDecimal reserve;
    private BigDecimal buyNow;
    private BuyNowPolicy buyNowPolicy = BuyNowPolicy.UNTIL_FIRST_BID;
    private boolean proxy;
    private long percentMicros = ABSENT;
    private long opensAtNs = ABSENT;
    private long closesAtNs = ABSENT;
    private long durationNs = ABSENT;
    private long windowNs = ABSENT;
    private long extensionNs = ABSENT;
    private long capNs = ABSENT;
    private ExtensionAnchor anchor = ExtensionAnchor.BID;
    private ExtensionTrigger trigger = ExtensionTrigger.PRICE;

    private AuctionTerms(Names names, String name, AuctionFormat format, Directory.Asset asset) {
        this.names = names;
        this.name = name;
        this.format = format;
        this.asset = asset;
        extras = new FormatClauses(names, asset.decimals());
        policies = new PolicyClauses(asset.decimals());
        proxy = format == AuctionFormat.ENGLISH || format == AuctionFormat.HYBRID;
    }

    /** The format that a word names, or null. */
    static AuctionFormat format(String word) {
        for (AuctionFormat format : AuctionFormat.values()) {
            if (format != AuctionFormat.NULL_VAL
                    && format.name().toLowerCase(Locale.ROOT).equals(word)) {
                return format;
            }
        }
        return null;
    }

    /** Reads the clauses behind {@code NAME: english}. */
    static AuctionTerms parse(Names names, String name, AuctionFormat format, Words words) {
        AuctionTerms terms = new AuctionTerms(names, name, format, asset(names, words));
        while (words.take(",")) {
            terms.clause(words);
        }
        words.end();
        return terms;
    }

    /** The money decides how many decimals the other clauses may have, wherever it is named. */
    private static Directory.Asset asset(Names names, Words words) {
        for (int i = 0; !words.peek(i).isEmpty(); i++) {
            if (words.peek(i).equals(",") && words.peek(i + 1).equals("in")) {
                return names.asset(words.peek(i + 2));
            }
        }
        return names.defaultAsset();
    }

    private void clause(Words words) {
        String first = words.word("a clause of an auction");
        switch (first) {
            case "in" -> words.word("an asset");
            case "opens" -> opens(words);
            case "step" -> step(words);
            case "steps" -> steps(words);
            case "reserve" -> reserve = words.number("a reserve");
            case "buy" -> buyNow(words);
            case "no" -> noProxy(words);
            case "closes" -> closesAtNs = words.timeNs("a closing time");
            case "lasts" -> durationNs = words.durationNs("a duration");
            case "soft" -> softClose(words);
            case "seller" -> sellerId = names.account(words.word("a seller"));
            case "quantity" -> qty = words.whole("a quantity");
            default -> {
                if (!extras.takes(first, words) && !policies.takes(first, words)) {
                    throw words.unexpected("another clause than the one before this");
                }
            }
        }
    }

    private void opens(Words words) {
        if (words.take("at")) {
            opensAtNs = words.timeNs("an opening time");
        } else {
            start = words.number("a start price");
        }
    }

    private void step(Words words) {
        if (words.take("ebay")) {
            for (long[] band : EBAY) {
                bands.add(new Band(cents(band[0]), cents(band[1])));
            }
            return;
        }
        String word = words.word("a step");
        if (word.endsWith("%")) {
            percentMicros = Amounts.units(new BigDecimal(word.substring(0, word.length() - 1)), PERCENT_DECIMALS);
        } else {
            bands.add(new Band(ABSENT, units(new BigDecimal(word))));
        }
    }

    private long cents(long hundredths) {
        return hundredths == ABSENT ? ABSENT : units(Amounts.number(hundredths, 2));
    }

    private void steps(Words words) {
        do {
            long step = units(words.number("a step"));
            bands.add(new Band(words.take("below") ? units(words.number("a price")) : ABSENT, step));
        } while (words.take("/"));
    }

    private void buyNow(Words words) {
        words.expect("now");
        buyNow = words.number("a buy-now price");
        if (words.take("until", "first", "bid")) {
            buyNowPolicy = BuyNowPolicy.UNTIL_FIRST_BID;
        } else if (words.take("until", "reserve", "met")) {
            buyNowPolicy = BuyNowPolicy.UNTIL_RESERVE_MET;
        } else if (words.take("until", "price", "exceeds")) {
            buyNowPolicy = BuyNowPolicy.UNTIL_PRICE_EXCEEDS;
        } else if (words.take("bid", "at", "or", "above", "buys")) {
            buyNowPolicy = BuyNowPolicy.BID_AT_OR_ABOVE_BUYS;
        }
    }

    private void noProxy(Words words) {
        words.expect("proxy");
        proxy = false;
    }

    private void softClose(Words words) {
        words.expect("close");
        windowNs = words.durationNs("a window");
        extensionNs = words.take("by") ? words.durationNs("an extension") : windowNs;
        if (words.take("from")) {
            anchor = ExtensionAnchor.valueOf(words.word("`bid` or `end`").toUpperCase(Locale.ROOT));
        }
        if (words.take("on")) {
            trigger = ExtensionTrigger.valueOf(
                    words.word("`price`, `bid` or `leader`").toUpperCase(Locale.ROOT));
        }
        if (words.take("up", "to")) {
            capNs = words.durationNs("a cap");
        }
        if (words.take("for", "all")) {
            extras.softCloseForAll();
        }
    }

    /** Writes the command. */
    void write(CommandWriter writer) {
        if (format == AuctionFormat.ENGLISH && extras.arePlain() && policies.arePlain()) {
            writer.createAuction(encoder -> {
                encodeBlock(encoder);
                encodeIncrements(encoder);
                encoder.name(name);
            });
        } else {
            writer.createAuctionOfAnyFormat(encoder -> {
                encodeBlock(encoder);
                extras.encode(encoder);
                policies.encode(encoder);
                encodeIncrements(encoder);
                extras.encodeFees(encoder);
                encoder.name(name).category("");
            });
        }
    }

    private void encodeBlock(CreateAuctionEncoder encoder) {
        encoder.format(format)
                .assetId(asset.id())
                .sellerAccountId(sellerId)
                .qty(qty)
                .start(units(start))
                .reserve(optional(reserve))
                .buyNow(optional(buyNow))
                .buyNowPolicy(buyNowPolicy)
                .proxy(proxy ? BooleanType.TRUE : BooleanType.FALSE)
                .incrementPercentMicros(percentMicros)
                .opensAtNs(opensAtNs)
                .closesAtNs(closesAtNs)
                .durationNs(durationNs)
                .softCloseWindowNs(windowNs)
                .softCloseExtensionNs(extensionNs)
                .softCloseCapNs(capNs)
                .softCloseAnchor(anchor)
                .softCloseTrigger(trigger);
    }

    private void encodeIncrements(CreateAuctionEncoder encoder) {
        CreateAuctionEncoder.IncrementsEncoder increments = encoder.incrementsCount(bands.size());
        for (Band band : bands) {
            increments.next().below(band.below()).step(band.step());
        }
    }

    private long optional(BigDecimal number) {
        return number == null ? ABSENT : units(number);
    }

    private long units(BigDecimal number) {
        return Amounts.units(number, asset.decimals());
    }
}
