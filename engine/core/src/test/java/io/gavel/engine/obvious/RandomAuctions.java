package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Standing;
import io.gavel.engine.obvious.Terms.BuyNow;
import io.gavel.engine.obvious.Terms.Format;
import io.gavel.engine.obvious.Terms.Trigger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes up a history of an auction house from a seed: lots of all formats, then whatever anybody may send about them. Bids are
 * near each other, and rise with their number, so that they meet; now and then something is at the edge, or beyond. One seed,
 * one history, whatever the engine does.
 */
final class RandomAuctions {
    private static final int FIRST_ACCOUNT = 16;
    private static final int ACCOUNTS = 9;
    /** Every so manieth has unlimited credit. */
    private static final int WITH_CREDIT = 4;

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

    /** {@code -Dgavel.auctions.without=second,outage} leaves these out. */
    private static final List<String> WITHOUT =
            List.of(System.getProperty("gavel.auctions.without", "").split(","));

    /** What is known of a lot to whom makes up bids: what it is, and how many were sent. */
    private static final class Sent {
        final Terms terms;
        int bids;
        long opensAt;
        /** As far as it can be known beforehand. */
        long end = Long.MAX_VALUE;
        /** Some of those who bid. */
        final List<Integer> bidders = new ArrayList<>();
        /** To whom it was offered last; 0: nobody. */
        int offeredTo;

        Sent(Terms terms) {
            this.terms = terms;
        }

        /** Whether something may still be done behind its close. */
        boolean hasAftermath(long nowNs) {
            return terms.secondChance != NONE && end <= nowNs && nowNs < end + terms.secondChance;
        }
    }

    /** What is known of a session to whom makes up its lots. */
    private static final class Day {
        final boolean isSequential;
        final boolean movesGroup;
        final long lotDuration;
        final long stagger;
        long opensAt;
        long closesAt;
        final TreeSet<Integer> numbers = new TreeSet<>();
        int lots;

        Day(Command plan, boolean movesGroup) {
            isSequential = plan.isSequential;
            opensAt = plan.opensAt;
            closesAt = plan.closesAt;
            lotDuration = plan.lotDuration;
            stagger = plan.stagger == NONE ? 0 : plan.stagger;
            this.movesGroup = movesGroup;
        }

        /** The number, or the next one behind it that no lot has. */
        int free(int number) {
            int free = number;
            while (numbers.contains(free)) {
                free++;
            }
            return free;
        }

        /** A lot joins; 0: behind all others. */
        void take(int number) {
            numbers.add(number != 0 ? number : numbers.isEmpty() ? 1 : numbers.last() + 1);
        }

        /** When the lot that joins now ends, about. */
        long nextEnd() {
            int place = lots++;
            return isSequential ? opensAt + (place + 1) * lotDuration : closesAt + place * stagger;
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

    /** Whether all formats and all features are compared. */
    static boolean isOfAll() {
        return WITHOUT.equals(List.of(""))
                && List.of(FORMATS).containsAll(EnumSet.complementOf(EnumSet.of(Format.NULL)));
    }

    private static Format[] formats() {
        String named = System.getProperty(
                "gavel.auctions.formats",
                "ENGLISH,ENGLISH,ENGLISH,DUTCH,SEALED,VICKREY,UNIFORM,DISCRIMINATORY,REVERSE,HYBRID");
        return Stream.of(named.split(",")).map(Format::valueOf).toArray(Format[]::new);
    }

    private static boolean isOffered(String feature) {
        return !WITHOUT.contains(feature);
    }

    private void found() {
        make(Kind.CREATE_ASSET, 0).decimals = 2;
        make(Kind.CREATE_ASSET, 0).decimals = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            make(Kind.CREATE_ACCOUNT, 0).flag = i % WITH_CREDIT == 0;
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
        if (die < 730) {
            bid();
        } else if (die < 735) {
            schedule();
        } else if (die < 770) {
            afterwards();
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
        if (die < 12) {
            session();
        } else if (die < 22 && isOffered("hammer")) {
            Command command = make(Kind.CLOSE_AUCTION, account(), ++ids);
            command.auction = lot();
            command.isAdmin = oneIn(2);
        } else if (die < 46 && isOffered("retraction")) {
            retract();
        } else if (die < 54 && isOffered("outage")) {
            Command command = make(Kind.RECOVERED, 0);
            command.amount = nowNs;
            nowNs += TICK_NS * random.nextInt(40);
            command.atNs = nowNs;
            if (oneIn(4)) {
                make(Kind.LOOK, 0);
            }
        } else if (die < 80 && isOffered("limits")) {
            limits();
        } else {
            bid();
        }
    }

    private void retract() {
        Command target = null;
        for (int i = 0; i < 2 * RECENT && !isRetractable(target); i++) {
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
        if (!isOffered("second")) {
            return;
        }
        int lot = oneIn(20) ? lot() : oneOf(10 * OPEN_LOTS, sent -> sent.hasAftermath(nowNs));
        Sent sent = sent(lot);
        if (sent.terms.secondChance == NONE && !oneIn(10)) {
            bid();
            return;
        }
        boolean isAnswered = oneIn(sent.offeredTo != 0 ? 3 : 30);
        Kind kind = isAnswered ? Kind.ANSWER_OFFER : oneIn(4) ? Kind.CANCEL_SALE : Kind.OFFER_SECOND_CHANCE;
        int answering = sent.offeredTo == 0 || oneIn(20) ? account() : sent.offeredTo;
        Command command = make(kind, kind == Kind.ANSWER_OFFER ? answering : account(), ++ids);
        command.auction = oneIn(100) ? lots.size() + 1 : lot;
        command.isAdmin = !oneIn(12);
        switch (kind) {
            case OFFER_SECOND_CHANCE -> {
                command.bidder = bidderOf(sent);
                command.expiresIn = oneIn(2) ? NONE : 10 * TICK_NS * random.nextInt(5);
                sent.offeredTo = command.bidder;
            }
            case ANSWER_OFFER -> {
                command.flag = !oneIn(3);
                sent.offeredTo = oneIn(2) ? 0 : sent.offeredTo;
            }
            default -> {
                command.bidder = oneIn(2) ? 0 : bidderOf(sent);
                command.cause = random.nextInt(7);
            }
        }
        remember(command);
    }

    private int bidderOf(Sent sent) {
        return sent.bidders.isEmpty() || oneIn(20) ? account() : sent.bidders.get(random.nextInt(sent.bidders.size()));
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
        if (!isOffered("sessions")) {
            return;
        }
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
        for (int lots = random.nextInt(6); lots > 0; lots--) {
            auction();
        }
    }

    private void schedule() {
        if (sessions.isEmpty() || oneIn(2)) {
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
            day.closesAt = isInTime ? command.closesAt : day.closesAt;
        }
    }

    private void bid() {
        Command command = make(Kind.PLACE_BID, account(), ++ids);
        command.auction = lot();
        Sent sent = sent(command.auction);
        if (sent.bids++ == 0 && sent.terms.duration != NONE) {
            sent.end = nowNs + sent.terms.duration;
        }
        if (sent.bidders.size() < 8) {
            sent.bidders.add(command.account);
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
        if (terms.format == Format.REVERSE && terms.seller != 0 && !oneIn(100)) {
            terms.seller = FIRST_ACCOUNT + WITH_CREDIT * random.nextInt(2);
        }
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
        boolean isTooLate = terms.closesAt != NONE && terms.closesAt <= Math.max(nowNs, terms.opensAt);
        if (isTooLate || (terms.session != 0 && sessions.get(terms.session - 1).movesGroup != terms.movesGroup)) {
            // It is refused.
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
        if (sessions.isEmpty() || oneIn(4) || terms.format == Format.REVERSE) {
            return false;
        }
        int number = sessions.size() - random.nextInt(Math.min(2, sessions.size()));
        Day day = sessions.get(number - 1);
        boolean hasSoftClose = terms.ascends() || terms.format == Format.DISCRIMINATORY;
        if (day.opensAt <= nowNs || (day.movesGroup && !hasSoftClose && !oneIn(40))) {
            return false;
        }
        terms.session = number;
        terms.lot = oneIn(4) ? day.free(1 + random.nextInt(30)) : 0;
        day.take(terms.lot);
        lots.get(lots.size() - 1).opensAt = day.opensAt;
        lots.get(lots.size() - 1).end = day.nextEnd();
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
        Sent sent = lots.get(lots.size() - 1);
        long falls = (terms.start - terms.floor) / terms.step + 2;
        sent.end = Math.min(sent.end, Math.max(nowNs, sent.opensAt) + falls * terms.interval);
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
            terms.secondChance = TICK_NS * (1 + random.nextInt(200));
            terms.items = random.nextInt(8);
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
        return oneIn(10)
                ? Math.max(1, lots.size() - random.nextInt(oneIn(4) ? lots.size() : OPEN_LOTS))
                : oneOf(3 * OPEN_LOTS, sent -> sent.end > nowNs && sent.opensAt <= nowNs);
    }

    /** One of the last lots that is so, or any of them. */
    private int oneOf(int last, Predicate<Sent> isSo) {
        int first = Math.max(0, lots.size() - last);
        List<Integer> found = new ArrayList<>();
        for (int i = first; i < lots.size(); i++) {
            if (isSo.test(lots.get(i))) {
                found.add(i + 1);
            }
        }
        return found.isEmpty()
                ? lots.size() - random.nextInt(lots.size() - first)
                : found.get(random.nextInt(found.size()));
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
