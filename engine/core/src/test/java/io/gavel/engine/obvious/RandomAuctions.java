package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Standing;
import io.gavel.engine.obvious.Terms.BuyNow;
import io.gavel.engine.obvious.Terms.Format;
import io.gavel.engine.obvious.Terms.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes up a history of an auction house from a seed: lots of all formats, then whatever anybody may send about them. Bids are
 * near each other, and rise with their number, so that they meet; now and then something is at the edge, or beyond. One seed,
 * one history, whatever the engine does.
 */
final class RandomAuctions {
    private static final int FIRST_ACCOUNT = 16;
    private static final int ACCOUNTS = 9;
    private static final int ASSETS = 2;
    private static final int OPEN_LOTS = 8;
    /** Time goes in steps, so that things fall due together, and at the very instant of a command. */
    private static final long TICK_NS = 1_000_000_000L;

    private static final int RECENT = 24;
    private static final long NONE = Command.NONE;
    private static final long[][] EBAY = {
        {1_00, 5}, {5_00, 25}, {25_00, 50}, {100_00, 1_00}, {250_00, 2_50}, {NONE, 5_00}
    };
    /** {@code -Dgavel.auctions.formats=ENGLISH,DUTCH} compares these. */
    private static final Format[] FORMATS = formats();

    /** What is compared only where it is left out of {@code -Dgavel.auctions.without}. */
    private static final List<String> WITHOUT = List.of(
            System.getProperty("gavel.auctions.without", "second,outage").split(","));

    /** What is known of a lot to whom makes up bids: what it is, and how many were sent. */
    private static final class Sent {
        final Terms terms;
        int bids;
        long opensAt;
        long end = Long.MAX_VALUE;

        Sent(Terms terms) {
            this.terms = terms;
        }
    }

    /** What is known of a session to whom makes up its lots. */
    private static final class Day {
        final boolean isSequential;
        final boolean movesGroup;
        long opensAt;

        Day(Command plan, boolean movesGroup) {
            isSequential = plan.isSequential;
            opensAt = plan.opensAt;
            this.movesGroup = movesGroup;
        }
    }

    private final SplittableRandom random;
    private final List<Command> history = new ArrayList<>();
    private final List<Sent> lots = new ArrayList<>();
    private final List<Day> sessions = new ArrayList<>();
    private final Command[] recent = new Command[RECENT];
    private int ids;
    private long nowNs;

    private RandomAuctions(long seed) {
        random = new SplittableRandom(seed);
    }

    static List<Command> history(long seed, int commands) {
        RandomAuctions made = new RandomAuctions(seed);
        made.found();
        while (made.history.size() < commands) {
            made.next();
        }
        return made.history;
    }

    private static Format[] formats() {
        String named = System.getProperty(
                "gavel.auctions.formats", "ENGLISH,DUTCH,SEALED,VICKREY,UNIFORM,DISCRIMINATORY,REVERSE,HYBRID");
        return Stream.of(named.split(",")).map(Format::valueOf).toArray(Format[]::new);
    }

    private static boolean isOffered(String feature) {
        return !WITHOUT.contains(feature);
    }

    private void found() {
        make(Kind.CREATE_ASSET, 0).decimals = 2;
        make(Kind.CREATE_ASSET, 0).decimals = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            make(Kind.CREATE_ACCOUNT, 0).flag = i % 4 == 0;
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            for (int asset = 1; asset <= ASSETS; asset++) {
                Command command = make(Kind.DEPOSIT, FIRST_ACCOUNT + i);
                command.asset = asset;
                command.amount = i == 1 ? 2_000 : 300_000;
                command.id = ++ids;
            }
        }
        for (int i = 0; i < OPEN_LOTS; i++) {
            auction();
        }
    }

    private void next() {
        nowNs += oneIn(5) ? TICK_NS * random.nextInt(8) : 0;
        int die = random.nextInt(1_000);
        if (die < 760) {
            bid();
        } else if (die < 785) {
            buyNow();
        } else if (die < 815) {
            again();
        } else if (die < 835) {
            money();
        } else if (die < 845) {
            make(Kind.PASS_TIME, 0);
        } else if (die < 848) {
            make(Kind.LOOK, 0);
        } else if (die < 852) {
            make(Kind.BLOCK, account()).flag = oneIn(25);
        } else if (die < 900) {
            auction();
        } else if (die < 906) {
            Command command = make(Kind.CANCEL_AUCTION, account(), ++ids);
            command.auction = lot();
            command.isAdmin = oneIn(3);
            command.cause = random.nextInt(7);
        } else {
            seldom(die - 906);
        }
    }

    /** What is tried less often; {@code die} is below 94. */
    private void seldom(int die) {
        if (die < 12 && isOffered("sessions")) {
            session();
        } else if (die < 16 && isOffered("sessions")) {
            schedule();
        } else if (die < 22 && isOffered("hammer")) {
            Command command = make(Kind.CLOSE_AUCTION, account(), ++ids);
            command.auction = lot();
            command.isAdmin = oneIn(2);
        } else if (die < 46 && isOffered("retraction")) {
            retract();
        } else if (die < 62 && isOffered("second")) {
            afterwards();
        } else if (die < 68 && isOffered("outage")) {
            Command command = make(Kind.RECOVERED, 0);
            command.amount = nowNs;
            nowNs += TICK_NS * random.nextInt(40);
            command.atNs = nowNs;
        } else if (die < 80 && isOffered("limits")) {
            limits();
        } else {
            bid();
        }
    }

    private void retract() {
        Command target = null;
        for (int i = 0; i < 6 && !isRetractable(target); i++) {
            target = recent[random.nextInt(RECENT)];
        }
        if (target == null || target.kind != Kind.PLACE_BID) {
            return;
        }
        Command command = make(Kind.RETRACT_BID, oneIn(20) ? account() : target.account, ++ids);
        command.auction = oneIn(20) ? lot() : target.auction;
        command.origId = oneIn(2) ? 0 : oneIn(20) ? random.nextInt(ids) : target.id;
        command.cause = 1 + random.nextInt(4);
        command.isAdmin = oneIn(4);
        remember(command);
    }

    private boolean isRetractable(Command target) {
        return target != null
                && target.kind == Kind.PLACE_BID
                && sent(target.auction).terms.retractFree != NONE
                && sent(target.auction).end > nowNs;
    }

    /** What is done when an auction is over. */
    private void afterwards() {
        Kind kind = any(new Kind[] {Kind.OFFER_SECOND_CHANCE, Kind.ANSWER_OFFER, Kind.CANCEL_SALE});
        Command command = make(kind, account(), ++ids);
        command.auction = Math.max(1, lots.size() - random.nextInt(3 * OPEN_LOTS));
        command.isAdmin = !oneIn(4);
        switch (kind) {
            case OFFER_SECOND_CHANCE -> {
                command.bidder = account();
                command.expiresIn = oneIn(2) ? NONE : TICK_NS * random.nextInt(40);
            }
            case ANSWER_OFFER -> command.flag = !oneIn(3);
            default -> {
                command.bidder = oneIn(2) ? 0 : account();
                command.cause = 1 + random.nextInt(6);
            }
        }
        remember(command);
    }

    private void limits() {
        if (oneIn(2)) {
            Command command = make(Kind.SET_BIDDER, account());
            command.isAdmin = oneIn(2);
            command.bidder = account();
            command.standing = Standing.values()[1 + random.nextInt(3)];
            command.maxBid = oneIn(2) ? NONE : 1 + random.nextLong(2_000);
            if (oneIn(3) && !sessions.isEmpty()) {
                command.session = 1 + random.nextInt(sessions.size());
            } else {
                command.auction = lot();
            }
        } else {
            Command command = make(Kind.SET_BID_LIMITS, account());
            command.asset = oneIn(20) ? ASSETS + 1 : 1 + random.nextInt(ASSETS);
            command.maxBid = oneIn(2) ? NONE : 1 + random.nextLong(3_000);
            command.maxExposure = oneIn(2) ? NONE : 1 + random.nextLong(6_000);
        }
    }

    private void session() {
        Command command = make(Kind.CREATE_SESSION, 0);
        command.isSequential = oneIn(2);
        command.opensAt = nowNs + TICK_NS * (2 + random.nextInt(30));
        command.previewAt = oneIn(2) ? NONE : command.opensAt - TICK_NS * (1 + random.nextInt(2));
        if (command.isSequential) {
            command.lotDuration = TICK_NS * (1 + random.nextInt(30));
        } else {
            command.closesAt = command.opensAt + TICK_NS * (1 + random.nextInt(60));
            command.stagger = oneIn(3) ? NONE : TICK_NS * random.nextInt(5);
        }
        sessions.add(new Day(command, !command.isSequential && oneIn(2)));
    }

    private void schedule() {
        if (sessions.isEmpty()) {
            return;
        }
        Command command = make(Kind.SCHEDULE_SESSION, 0);
        command.session =
                oneIn(30) ? sessions.size() + 1 : sessions.size() - random.nextInt(Math.min(3, sessions.size()));
        Day day = sessions.get(Math.min(command.session, sessions.size()) - 1);
        boolean isInTime = day.opensAt > nowNs;
        if (isInTime || oneIn(2)) {
            command.opensAt = Math.max(day.opensAt, nowNs) + TICK_NS * random.nextInt(5);
            command.closesAt = day.isSequential ? NONE : command.opensAt + TICK_NS * (1 + random.nextInt(60));
            day.opensAt = isInTime ? command.opensAt : day.opensAt;
        }
    }

    private void bid() {
        Command command = make(Kind.PLACE_BID, account(), ++ids);
        command.auction = lot();
        Sent sent = sent(command.auction);
        if (sent.bids++ == 0 && sent.terms.duration != NONE) {
            sent.end = nowNs + sent.terms.duration;
        }
        command.qty = qty(sent.terms);
        boolean isOpenToAll = sent.terms.format == Format.UNIFORM && oneIn(5);
        command.amount = oneIn(150) ? edge() : isOpenToAll ? 0 : amount(sent);
        remember(command);
    }

    private void buyNow() {
        Command command = make(Kind.BUY_NOW, account(), ++ids);
        for (int i = 0; i < 4; i++) {
            command.auction = lot();
            if (sent(command.auction).terms.buyNow != NONE) {
                break;
            }
        }
        remember(command);
    }

    private long qty(Terms terms) {
        if (oneIn(60)) {
            return random.nextLong(-1, 12);
        }
        return terms.hasUnits() ? random.nextLong(1 + terms.qty / 2 + 1) : oneIn(4) ? terms.qty : 0;
    }

    private long amount(Sent sent) {
        Terms terms = sent.terms;
        if (oneIn(12)) {
            long[] marks = {terms.start, terms.reserve, terms.buyNow, terms.ceiling};
            long mark = marks[random.nextInt(marks.length)];
            return mark == NONE ? terms.start : mark + random.nextLong(-1, 2);
        }
        if (terms.format == Format.REVERSE) {
            return terms.start - random.nextLong(1 + terms.start * Math.min(20, sent.bids + 2) / 22);
        }
        long wide = terms.start + 8;
        return terms.start + wide * random.nextLong(sent.bids + 3) / 6 + random.nextLong(-3, wide);
    }

    private void auction() {
        Command command = make(Kind.CREATE_AUCTION, 0);
        Terms terms = new Terms();
        command.terms = terms;
        lots.add(new Sent(terms));
        terms.format = any(FORMATS);
        terms.asset = oneIn(4) ? 2 : 1;
        terms.seller = oneIn(3) ? FIRST_ACCOUNT + random.nextInt(ACCOUNTS) : 0;
        terms.start = oneIn(3) ? 1 + random.nextInt(5) : 1 + random.nextInt(400);
        terms.qty = terms.hasUnits() || oneIn(8) ? 1 + random.nextInt(9) : 1;
        if (!joins(terms)) {
            times(terms);
        }
        more(terms);
        if (oneIn(3) && terms.format != Format.DUTCH && isOffered("retraction")) {
            terms.retractFree = TICK_NS * random.nextInt(30);
            terms.retractWithin = TICK_NS * random.nextInt(10);
        }
        if (oneIn(2) && isOffered("outage")) {
            terms.outageGrace = TICK_NS * (1 + random.nextInt(20));
            terms.outageWindow = oneIn(2) ? NONE : TICK_NS * random.nextInt(20);
        }
        terms.admittedOnly = oneIn(12) && isOffered("limits");
        if (oneIn(3) && isOffered("fees")) {
            fees(terms);
        }
        if (terms.closesAt != NONE && terms.closesAt <= Math.max(nowNs, terms.opensAt)) {
            lots.remove(lots.size() - 1);
        }
    }

    private void more(Terms terms) {
        switch (terms.format) {
            case ENGLISH -> english(terms);
            case DUTCH -> dutch(terms);
            case SEALED, VICKREY, UNIFORM -> sealed(terms);
            case DISCRIMINATORY -> yankee(terms);
            case REVERSE -> reverse(terms);
            case HYBRID -> hybrid(terms);
            default -> throw new IllegalStateException("no terms for " + terms.format);
        }
    }

    /** Whether it is a lot of a session; then its times are the session's. */
    private boolean joins(Terms terms) {
        if (sessions.isEmpty() || !oneIn(2) || terms.format == Format.REVERSE) {
            return false;
        }
        int number = sessions.size() - random.nextInt(Math.min(2, sessions.size()));
        Day day = sessions.get(number - 1);
        boolean hasSoftClose = terms.ascends() || terms.format == Format.DISCRIMINATORY;
        if (day.opensAt <= nowNs || (day.movesGroup && !hasSoftClose && !oneIn(40))) {
            return false;
        }
        terms.session = number;
        terms.lot = oneIn(4) ? 1 + random.nextInt(30) : 0;
        lots.get(lots.size() - 1).opensAt = day.opensAt;
        return true;
    }

    private void dutch(Terms terms) {
        terms.start *= 20;
        terms.floor = 1 + random.nextLong(terms.start);
        terms.step = 1 + random.nextLong(terms.start / 8);
        terms.interval = TICK_NS * (1 + random.nextInt(5));
        terms.restartUp = oneIn(3) ? 1 + random.nextLong(terms.start / 6) : NONE;
        if (terms.duration != NONE) {
            terms.duration = NONE;
        }
    }

    private void sealed(Terms terms) {
        if (oneIn(3)) {
            terms.reserve = terms.start + random.nextLong(2 * terms.start);
        }
        if (terms.format == Format.UNIFORM && oneIn(2)) {
            terms.ceiling = Math.max(terms.start, terms.reserve) + random.nextLong(3 * terms.start);
        }
    }

    private void yankee(Terms terms) {
        increments(terms);
        softClose(terms);
        if (oneIn(3)) {
            terms.reserve = terms.start + random.nextLong(2 * terms.start);
        }
    }

    private void reverse(Terms terms) {
        terms.start *= 4;
        terms.step = 1 + random.nextLong(Math.max(1, terms.start / 20));
        terms.rounds = 1 + random.nextInt(4);
        if (oneIn(2)) {
            terms.roundNs = TICK_NS * (1 + random.nextInt(15));
        } else {
            terms.turnNs = TICK_NS * (1 + random.nextInt(5));
        }
        if (oneIn(3)) {
            terms.reserve = 1 + random.nextLong(terms.start);
        }
        if (terms.duration != NONE) {
            terms.duration = NONE;
            terms.closesAt = Math.max(nowNs, terms.opensAt) + TICK_NS * (1 + random.nextInt(30));
        }
        Sent sent = lots.get(lots.size() - 1);
        sent.end = terms.closesAt + terms.rounds * TICK_NS * 15;
    }

    private void hybrid(Terms terms) {
        english(terms);
        terms.secondChance = NONE;
        terms.items = 0;
        terms.clockAdd = 1 + random.nextLong(3 * terms.start);
        terms.step = 1 + random.nextLong(Math.max(1, terms.clockAdd / 5));
        terms.interval = TICK_NS * (1 + random.nextInt(5));
        lots.get(lots.size() - 1).end += TICK_NS * 30;
    }

    private void fees(Terms terms) {
        if (oneIn(3)) {
            terms.premium = tiers(300_000_000);
        }
        if (oneIn(3)) {
            terms.commission = tiers(100_000_001);
        }
    }

    private long[][] tiers(long most) {
        long rate = random.nextLong(most);
        return oneIn(2)
                ? new long[][] {{NONE, rate}}
                : new long[][] {{1 + random.nextLong(400), random.nextLong(30_000_000)}, {NONE, rate / 10}};
    }

    private void times(Terms terms) {

        if (oneIn(3)) {
            terms.opensAt = nowNs + TICK_NS * random.nextInt(20);
            lots.get(lots.size() - 1).opensAt = terms.opensAt;
        }
        long from = Math.max(nowNs, terms.opensAt);
        if (oneIn(3)) {
            terms.duration = TICK_NS * (1 + random.nextInt(90));
        } else {
            terms.closesAt = oneIn(40) ? nowNs : from + TICK_NS * (1 + random.nextInt(90));
            lots.get(lots.size() - 1).end = terms.closesAt;
        }
    }

    private void english(Terms terms) {
        terms.proxy = !oneIn(4);
        terms.lowering = terms.proxy && oneIn(3) && isOffered("lowering");
        terms.followsSecond = oneIn(3) && isOffered("follows");
        increments(terms);
        softClose(terms);
        if (oneIn(2) && isOffered("second")) {
            terms.secondChance = TICK_NS * (1 + random.nextInt(60));
            terms.items = random.nextInt(4);
        }
        if (oneIn(3)) {
            terms.reserve = terms.start + random.nextLong(3 * terms.start);
        }
        if (oneIn(3)) {
            terms.buyNow = terms.start + random.nextLong(6 * terms.start);
            terms.buyNowPolicy = BuyNow.values()[1 + random.nextInt(4)];
            if (terms.buyNowPolicy == BuyNow.UNTIL_RESERVE_MET && oneIn(2)) {
                terms.reserve = terms.start + random.nextLong(8 * terms.start);
            }
        }
    }

    private void increments(Terms terms) {
        if (oneIn(3)) {
            terms.steps = EBAY;
        } else if (oneIn(2)) {
            terms.steps = new long[][] {{NONE, 1 + random.nextInt(20)}};
        } else {
            terms.percent = 1 + random.nextLong(20_000_000);
            terms.roundsDown = oneIn(3) && isOffered("down");
            terms.leastStep = oneIn(3) ? 1 + random.nextInt(20) : NONE;
        }
    }

    private void softClose(Terms terms) {
        boolean movesGroup = terms.session != 0 && sessions.get(terms.session - 1).movesGroup;
        if (movesGroup || oneIn(2)) {
            terms.movesGroup = movesGroup != oneIn(400);
            terms.window = TICK_NS * (1 + random.nextInt(20));
            terms.extension = TICK_NS * (1 + random.nextInt(20));
            terms.cap = oneIn(2) ? TICK_NS * (1 + random.nextInt(60)) : NONE;
            terms.fromEnd = oneIn(2);
            terms.trigger = Trigger.values()[1 + random.nextInt(3)];
        }
    }

    /** What was sent lately once more, or something else under its id. */
    private void again() {
        Command before = recent[random.nextInt(RECENT)];
        if (before == null) {
            return;
        }
        Command command = make(before.kind, before.account, before.id);
        command.origId = before.origId;
        command.auction = before.auction;
        command.qty = before.qty;
        command.amount = before.amount + (before.kind == Kind.PLACE_BID && oneIn(6) ? 1 : 0);
        command.bidder = before.bidder;
        command.cause = before.cause;
        command.flag = before.flag;
        command.isAdmin = before.isAdmin;
        command.expiresIn = before.expiresIn;
    }

    private void money() {
        Command command = make(random.nextBoolean() ? Kind.DEPOSIT : Kind.WITHDRAW, account(), ++ids);
        command.asset = oneIn(20) ? ASSETS + 1 : 1 + random.nextInt(ASSETS);
        command.amount = oneIn(20) ? edge() : 1 + random.nextLong(20_000);
    }

    /** What is at an edge: nothing, one, one less than nothing, what no sum may reach. */
    private long edge() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 1;
            case 3 -> 1L << 62;
            case 4 -> Long.MAX_VALUE;
            default -> (1L << 61) + random.nextLong(1L << 61);
        };
    }

    private int account() {
        return oneIn(300) ? FIRST_ACCOUNT + ACCOUNTS : FIRST_ACCOUNT + random.nextInt(ACCOUNTS);
    }

    /** Mostly one of the last few, and one that is probably open. */
    private int lot() {
        if (oneIn(300)) {
            return lots.size() + 1;
        }
        int lot = 0;
        for (int i = 0; i < 6; i++) {
            lot = Math.max(1, lots.size() - random.nextInt(oneIn(30) ? lots.size() : OPEN_LOTS));
            if (lots.get(lot - 1).end > nowNs && lots.get(lot - 1).opensAt <= nowNs) {
                return lot;
            }
        }
        return lot;
    }

    private Sent sent(int lot) {
        return lots.get(Math.min(lot, lots.size()) - 1);
    }

    private void remember(Command command) {
        recent[random.nextInt(RECENT)] = command;
    }

    private Command make(Kind kind, int account) {
        Command command = new Command(kind, account, nowNs);
        history.add(command);
        return command;
    }

    private Command make(Kind kind, int account, int id) {
        Command command = make(kind, account);
        command.id = id;
        return command;
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
