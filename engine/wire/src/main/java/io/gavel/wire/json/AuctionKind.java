package io.gavel.wire.json;

import static io.gavel.wire.json.FieldSet.of;
import static io.gavel.wire.json.JsonField.*;

import io.gavel.wire.types.AuctionFormat;
import java.util.Locale;

/** Which fields an auction of a format has, and needs, beside those that all have. */
enum AuctionKind {
    ENGLISH(
            AuctionFormat.ENGLISH,
            of(INCREMENTS),
            of(
                    RESERVE,
                    RESERVE_POLICY,
                    BUY_NOW,
                    BUY_NOW_POLICY,
                    DURATION_US,
                    SOFT_CLOSE,
                    LOWERING,
                    RETRACTION,
                    SECOND_CHANCE)),
    DUTCH(AuctionFormat.DUTCH, of(FLOOR, STEP, INTERVAL_US), of(RESTART_UP)),
    SEALED(AuctionFormat.SEALED, of(), of(RESERVE, DURATION_US, RETRACTION)),
    VICKREY(AuctionFormat.VICKREY, of(), of(RESERVE, DURATION_US, RETRACTION)),
    UNIFORM(AuctionFormat.UNIFORM, of(), of(RESERVE, DURATION_US, RETRACTION, CEILING)),
    DISCRIMINATORY(AuctionFormat.DISCRIMINATORY, of(INCREMENTS), of(RESERVE, DURATION_US, SOFT_CLOSE, RETRACTION)),
    REVERSE(AuctionFormat.REVERSE, of(STEP, ROUNDS), of(RESERVE, RETRACTION)),
    HYBRID(
            AuctionFormat.HYBRID,
            of(INCREMENTS, STEP, INTERVAL_US, CLOCK_ADD),
            of(RESERVE, RESERVE_POLICY, BUY_NOW, BUY_NOW_POLICY, DURATION_US, SOFT_CLOSE, LOWERING, RETRACTION));

    private static final AuctionKind[] KINDS = values();
    private static final String[] WORDS = words();

    /** By kind, what only others have. */
    private static final FieldSet[] FOREIGN = foreign();

    /** What an auction of plain terms does not say. */
    private static final FieldSet EXTRAS = of(
            RESERVE_POLICY,
            LOWERING,
            BIDDERS,
            PREMIUM,
            COMMISSION,
            OUTAGE,
            RETRACTION,
            SECOND_CHANCE,
            SESSION,
            LOT,
            CATEGORY);

    private final AuctionFormat format;
    private final FieldSet needed;
    private final FieldSet own;

    AuctionKind(AuctionFormat format, FieldSet needed, FieldSet optional) {
        this.format = format;
        this.needed = needed;
        own = FieldSet.union(needed, optional);
    }

    /** The kind that the message at hand names, with a finding where its fields are another's. */
    static AuctionKind read(JsonFields fields) {
        AuctionKind kind = KINDS[fields.choice(FORMAT, WORDS)];
        JsonField missing = kind.needed.firstNotIn(fields.present(), null);
        if (missing != null) {
            fields.malformed(missing.jsonName(), "expected for format " + kind.word());
        }
        JsonField foreign = FOREIGN[kind.ordinal()].firstIn(fields.present());
        if (foreign != null) {
            fields.malformed(foreign.jsonName(), "expected no such field for format " + kind.word());
        }
        return kind;
    }

    AuctionFormat format() {
        return format;
    }

    /** Whether bids are maxima where nothing else is said; no other format takes maxima. */
    boolean takesMaxima() {
        return this == ENGLISH || this == HYBRID;
    }

    /** Whether version 1 of the wire can say what the message at hand does, but for what its objects hold. */
    boolean isPlain(JsonFields fields) {
        return this == ENGLISH && EXTRAS.firstIn(fields.present()) == null;
    }

    /** Its name in JSON. */
    String word() {
        return WORDS[ordinal()];
    }

    private static String[] words() {
        String[] words = new String[KINDS.length];
        for (AuctionKind kind : KINDS) {
            words[kind.ordinal()] = kind.format.name().toLowerCase(Locale.ROOT);
        }
        return words;
    }

    private static FieldSet[] foreign() {
        FieldSet particular = of();
        for (AuctionKind kind : KINDS) {
            particular = FieldSet.union(particular, kind.own);
        }
        FieldSet[] foreign = new FieldSet[KINDS.length];
        for (AuctionKind kind : KINDS) {
            foreign[kind.ordinal()] = particular.minus(kind.own);
        }
        return foreign;
    }
}
