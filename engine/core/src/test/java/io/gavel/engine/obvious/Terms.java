package io.gavel.engine.obvious;

import java.util.Arrays;

/** What an auction is to be, in plain fields; {@link #NONE}: not said. Amounts in smallest units, times in ns. */
final class Terms {
    static final long NONE = Told.NONE;

    /** The numbers of the wire, said once more. */
    enum Format {
        NULL,
        ENGLISH,
        DUTCH,
        SEALED,
        VICKREY,
        UNIFORM,
        DISCRIMINATORY,
        REVERSE,
        HYBRID
    }

    enum BuyNow {
        NULL,
        UNTIL_FIRST_BID,
        UNTIL_RESERVE_MET,
        UNTIL_PRICE_EXCEEDS,
        BID_AT_OR_ABOVE_BUYS
    }

    enum Trigger {
        NULL,
        PRICE,
        BID,
        LEADER
    }

    Format format = Format.ENGLISH;
    int asset = 1;
    /** 0: the house. */
    int seller;

    long qty = 1;
    long start = 100;
    long reserve = NONE;
    boolean followsSecond;
    long buyNow = NONE;
    BuyNow buyNowPolicy = BuyNow.UNTIL_FIRST_BID;
    boolean proxy;
    boolean lowering;
    boolean admittedOnly;

    /** Millionths of a percent. */
    long percent = NONE;

    long leastStep = NONE;
    boolean roundsDown;
    /** Below, step: the last below {@link #NONE}. */
    long[][] steps = {};

    long opensAt = NONE;
    long closesAt = NONE;
    long duration = NONE;
    long window = NONE;
    long extension = NONE;
    long cap = NONE;
    boolean fromEnd;
    Trigger trigger = Trigger.PRICE;
    boolean movesGroup;

    long floor = NONE;
    long step = NONE;
    long interval = NONE;
    long restartUp = NONE;
    long clockAdd = NONE;
    long ceiling = NONE;
    int rounds;
    long roundNs = NONE;
    long turnNs = NONE;

    long outageGrace = NONE;
    long outageWindow = NONE;
    long retractFree = NONE;
    long retractWithin = NONE;
    long secondChance = NONE;
    /** 0: not said. */
    int items;

    int session;
    /** 0: not said. */
    int lot;
    /** Below, millionths of a percent: the last below {@link #NONE}. */
    long[][] premium = {};

    long[][] commission = {};

    /** Whether what is sold comes in units that several may win. */
    boolean hasUnits() {
        return format == Format.DUTCH || format == Format.UNIFORM || format == Format.DISCRIMINATORY;
    }

    boolean isSealed() {
        return format == Format.SEALED || format == Format.VICKREY || format == Format.UNIFORM;
    }

    boolean ascends() {
        return format == Format.ENGLISH || format == Format.HYBRID;
    }

    /** Whether the end says who pays what: where there are fees, several may win, or the one who wins is paid. */
    boolean hasAwards() {
        boolean severalMayWin = hasUnits() && (format != Format.DUTCH || qty > 1);
        return severalMayWin || format == Format.REVERSE || premium.length > 0 || commission.length > 0;
    }

    boolean keepsBids() {
        return retractFree != NONE || retractWithin != NONE || secondChance != NONE;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(format.name());
        add(text, "asset", asset, 1);
        add(text, "seller", seller, 0);
        add(text, "qty", qty, 1);
        add(text, "start", start, NONE);
        add(text, "reserve", reserve, NONE);
        add(text, "buyNow", buyNow, NONE);
        text.append(buyNow == NONE ? "" : " " + buyNowPolicy);
        text.append(followsSecond ? " followsSecond" : "").append(proxy ? " proxy" : "");
        text.append(lowering ? " lowering" : "").append(admittedOnly ? " admittedOnly" : "");
        add(text, "percent", percent, NONE);
        add(text, "leastStep", leastStep, NONE);
        text.append(roundsDown ? " roundsDown" : "");
        addTable(text, "steps", steps);
        add(text, "opensAt", opensAt, NONE);
        add(text, "closesAt", closesAt, NONE);
        add(text, "duration", duration, NONE);
        add(text, "window", window, NONE);
        add(text, "extension", extension, NONE);
        add(text, "cap", cap, NONE);
        if (window != NONE) {
            text.append(fromEnd ? " fromEnd " : " fromBid ").append(trigger).append(movesGroup ? " group" : "");
        }
        add(text, "floor", floor, NONE);
        add(text, "step", step, NONE);
        add(text, "interval", interval, NONE);
        add(text, "restartUp", restartUp, NONE);
        add(text, "clockAdd", clockAdd, NONE);
        add(text, "ceiling", ceiling, NONE);
        add(text, "rounds", rounds, 0);
        add(text, "roundNs", roundNs, NONE);
        add(text, "turnNs", turnNs, NONE);
        add(text, "outageGrace", outageGrace, NONE);
        add(text, "outageWindow", outageWindow, NONE);
        add(text, "retractFree", retractFree, NONE);
        add(text, "retractWithin", retractWithin, NONE);
        add(text, "secondChance", secondChance, NONE);
        add(text, "items", items, 0);
        add(text, "session", session, 0);
        add(text, "lot", lot, 0);
        addTable(text, "premium", premium);
        addTable(text, "commission", commission);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, long value, long absent) {
        if (value != absent) {
            text.append(' ').append(name).append('=').append(value);
        }
    }

    private static void addTable(StringBuilder text, String name, long[][] table) {
        if (table.length > 0) {
            text.append(' ').append(name).append('=').append(Arrays.deepToString(table));
        }
    }
}
