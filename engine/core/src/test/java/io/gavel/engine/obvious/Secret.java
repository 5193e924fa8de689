package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Terms.BuyNow;
import io.gavel.engine.obvious.Terms.Format;
import io.gavel.engine.obvious.Terms.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One lot that several bid for, and the same once more with other values of what is hidden: those that nobody could have
 * learnt, going by what was told the first time. Whoever watches must see the same.
 */
final class Secret {
    private static final int FIRST = 16;
    private static final int BIDDERS = 5;
    /** Watches, and bids as well; what she bids is the same both times. */
    private static final int EVE = FIRST + BIDDERS;

    private static final int STEPS = 50;
    private static final long NONE = Command.NONE;
    private static final long SECOND_NS = 1_000_000_000;
    private static final long CLOSES_NS = 100 * SECOND_NS;

    /** Another value of a bid; {@code number} is that of the command. */
    interface Hiding {
        long amount(Command command, int number);
    }

    /** What one stream showed. */
    private static final class Shown {
        String seen = "";
        String beforeTheEnd = "";
        final Told told = new Told();
        /** Of the commands with these numbers bids were taken. */
        final Set<Integer> taken = new HashSet<>();

        /** The highest of all prices that were told to everybody. */
        long highest = NONE;
        /** At what it was sold, and the last to whom. */
        long price = NONE;

        int winner;
        boolean wasMet;
        /** The highest that eve offered: who won before her is told before her. */
        long own = NONE;
    }

    private final long seed;
    private final Format format;

    Secret(long seed, Format format) {
        this.seed = seed;
        this.format = format;
    }

    /** What is different where what nobody could learn, also not from the end, is; null: nothing. Empty: nothing was hidden. */
    String leakToTheEnd() {
        Terms terms = terms();
        Shown first = play(terms, (command, number) -> command.amount);
        Terms others = terms();
        SplittableRandom random = new SplittableRandom(~seed);
        long more = 1 + random.nextLong(1_000);
        others.reserve = otherReserve(terms, first, more);
        boolean[] changed = {others.reserve != terms.reserve};
        Shown second = play(others, (command, number) -> {
            long amount = otherAmount(terms, first, command, number, more);
            changed[0] |= amount != command.amount;
            return amount;
        });
        return changed[0] ? difference(first.seen, second.seen) : "";
    }

    /** The same of all that is bid, and of the reserve, before the end of hidden bids. */
    String leakBeforeTheEnd() {
        Terms terms = terms();
        Shown first = play(terms, (command, number) -> command.amount);
        Terms others = terms();
        others.reserve = terms.reserve == NONE ? NONE : Math.max(1, terms.reserve / 2);
        SplittableRandom random = new SplittableRandom(~seed);
        Shown second = play(others, (command, number) -> {
            boolean isHidden = first.taken.contains(number) && command.amount > 0;
            long most = terms.ceiling != NONE ? terms.ceiling : format == Format.REVERSE ? terms.start : 10_000;
            long least = format == Format.REVERSE ? 1 : terms.start;
            return isHidden ? least + random.nextLong(most - least + 1) : command.amount;
        });
        return difference(first.beforeTheEnd, second.beforeTheEnd);
    }

    private static String difference(String one, String other) {
        if (one.equals(other)) {
            return null;
        }
        List<String> ones = one.lines().toList();
        List<String> others = other.lines().toList();
        int at = 0;
        while (at < Math.min(ones.size(), others.size()) && ones.get(at).equals(others.get(at))) {
            at++;
        }
        return String.join("\n", ones.subList(Math.max(0, at - 8), Math.min(ones.size(), at + 1)))
                + "\nor\n"
                + String.join("\n", others.subList(at, Math.min(others.size(), at + 1)));
    }

    private long otherReserve(Terms terms, Shown shown, long more) {
        boolean isHidden = terms.reserve != NONE && !shown.wasMet;
        return switch (format) {
            case ENGLISH, DISCRIMINATORY -> isHidden ? terms.reserve + 2 * more + 1 : terms.reserve;
            case SEALED, VICKREY, UNIFORM ->
                isHidden && shown.price == NONE && terms.ceiling == NONE
                        ? terms.reserve + more
                        : format == Format.SEALED ? lower(terms, terms.reserve) : terms.reserve;
            case REVERSE ->
                terms.reserve == NONE
                        ? NONE
                        : shown.price == NONE ? Math.max(1, terms.reserve / 2) : terms.reserve + more;
            default -> terms.reserve;
        };
    }

    private static long lower(Terms terms, long amount) {
        return amount <= terms.start ? amount : terms.start + (amount - terms.start) / 2;
    }

    private long otherAmount(Terms terms, Shown shown, Command command, int number, long more) {
        long amount = command.amount;
        return switch (format) {
            // What is above all that was ever told is one bidder's own.
            case ENGLISH, HYBRID -> amount > shown.highest && shown.taken.contains(number) ? amount + more : amount;
            case DUTCH -> shown.taken.contains(number) ? amount + more : amount;
            case SEALED -> command.account == shown.winner ? amount : lower(terms, amount);
            case VICKREY ->
                shown.price == NONE || (amount < shown.price && command.account != shown.winner)
                        ? lower(terms, amount)
                        : amount > shown.price && command.account == shown.winner ? amount + more : amount;
            case UNIFORM ->
                shown.price == NONE || amount < shown.price
                        ? lower(terms, amount)
                        : amount > Math.max(shown.price, shown.own) && terms.ceiling == NONE ? amount + more : amount;
            default -> amount;
        };
    }

    private Terms terms() {
        SplittableRandom random = new SplittableRandom(seed);
        Terms terms = new Terms();
        terms.format = format;
        terms.start = 50 + random.nextInt(100);
        terms.qty = terms.hasUnits() ? 1 + random.nextInt(6) : 1;
        terms.closesAt = CLOSES_NS;
        if (random.nextBoolean()) {
            terms.premium = new long[][] {{NONE, 1_000_000 * random.nextInt(1, 30)}};
        }
        if (terms.ascends() || format == Format.DISCRIMINATORY) {
            terms.steps = new long[][] {{300, 1 + random.nextInt(8)}, {NONE, 1 + random.nextInt(20)}};
            terms.window = SECOND_NS * (1 + random.nextInt(60));
            terms.extension = SECOND_NS * (1 + random.nextInt(20));
            terms.trigger = Trigger.values()[1 + random.nextInt(3)];
        }
        if (terms.ascends()) {
            terms.proxy = true;
            terms.lowering = random.nextBoolean();
            terms.followsSecond = format == Format.ENGLISH && random.nextBoolean();
        }
        boolean isReserved = random.nextBoolean() && format != Format.HYBRID && format != Format.DUTCH;
        if (isReserved) {
            terms.reserve =
                    format == Format.REVERSE ? 1 + random.nextLong(terms.start) : terms.start + random.nextLong(1_200);
        }
        if (format == Format.ENGLISH && random.nextInt(3) == 0) {
            terms.buyNow = terms.start + random.nextLong(2_000);
            terms.buyNowPolicy = BuyNow.values()[1 + random.nextInt(3)];
        }
        if (random.nextBoolean() && format != Format.DUTCH) {
            terms.retractFree = SECOND_NS * random.nextInt(40);
            terms.retractWithin = SECOND_NS * random.nextInt(20);
        }
        if (format == Format.ENGLISH && random.nextBoolean()) {
            terms.secondChance = 1_000 * SECOND_NS;
            terms.items = 3;
        }
        switch (format) {
            case DUTCH -> {
                terms.start = 900;
                terms.floor = 100;
                terms.step = 40;
                terms.interval = 5 * SECOND_NS;
            }
            case UNIFORM -> terms.ceiling = random.nextBoolean() ? 2_000 : NONE;
            case REVERSE -> {
                terms.start = 1_000;
                terms.rounds = 1;
                terms.roundNs = 20 * SECOND_NS;
                terms.step = 5;
            }
            case HYBRID -> {
                terms.clockAdd = 60;
                terms.step = 10;
                terms.interval = 5 * SECOND_NS;
            }
            default -> {}
        }
        return terms;
    }

    private Shown play(Terms terms, Hiding hiding) {
        Witness eve = new Witness(EVE);
        EventFacts facts = new EventFacts();
        Shown shown = new Shown();
        String[] questions = {
            "{\"type\":\"auction?\",\"auction\":\"lot" + (BIDDERS + 3) + "\"}",
            "{\"type\":\"balance?\",\"asset\":\"asset1\",\"account\":\"account" + (BIDDERS + 2) + "\"}"
        };
        int number = 0;
        for (Command command : commands(terms, hiding)) {
            boolean isBeforeTheEnd = command.atNs < CLOSES_NS;
            eve.send(command);
            shown.told.clear();
            facts.read(eve.out(), command, shown.told);
            note(shown, command, number++);
            if (number > BIDDERS + 6) {
                eve.ask(questions);
            }
            if (number % 12 == 0) {
                eve.askOfASnapshot(questions);
            }
            if (isBeforeTheEnd) {
                shown.beforeTheEnd = eve.seen();
            }
        }
        shown.seen = eve.seen();
        return shown;
    }

    private void note(Shown shown, Command command, int number) {
        Told told = shown.told;
        shown.own = command.account == EVE ? Math.max(shown.own, command.amount) : shown.own;
        if (told.find(Fact.BID_TAKEN, 0) != NONE || told.find(Fact.BOUGHT, 0) != NONE) {
            shown.taken.add(number);
        }
        shown.wasMet |= told.find(Fact.AUCTION_STATE, 6) == 1;
        for (long price : new long[] {
            told.find(Fact.AUCTION_STATE, 2),
            told.find(Fact.CLOSED, 2),
            told.find(Fact.AWARDED, 3),
            told.find(Fact.CLOCK, 1),
            told.find(Fact.BOUGHT, 0)
        }) {
            shown.highest = Math.max(shown.highest, price);
        }
        long awarded = told.find(Fact.AWARDED, 1);
        long closed = told.find(Fact.CLOSED, 1);
        if (awarded != NONE || closed > 0) {
            shown.winner = (int) (awarded != NONE ? awarded : closed);
            shown.price = awarded != NONE ? told.find(Fact.AWARDED, 3) : told.find(Fact.CLOSED, 2);
        }
    }

    private List<Command> commands(Terms terms, Hiding hiding) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        List<Command> all = new ArrayList<>();
        all.add(new Command(Kind.CREATE_ASSET, 0, 0));
        for (int i = 0; i <= BIDDERS; i++) {
            Command account = new Command(Kind.CREATE_ACCOUNT, 0, 0);
            account.flag = i < BIDDERS;
            all.add(account);
        }
        Command deposit = new Command(Kind.DEPOSIT, EVE, 0);
        deposit.asset = 1;
        deposit.amount = 3_000;
        deposit.id = 1;
        all.add(deposit);
        Command create = new Command(Kind.CREATE_AUCTION, 0, 0);
        create.terms = terms;
        all.add(create);
        long nowNs = 0;
        for (int i = 0; i < STEPS; i++) {
            nowNs += random.nextInt(3) == 0 ? SECOND_NS * random.nextInt(12) : 0;
            Command command = next(random, nowNs, i + 2);
            if (command.kind == Kind.PLACE_BID && command.account != EVE) {
                command.amount = hiding.amount(command, all.size());
            }
            all.add(command);
        }
        all.add(new Command(Kind.PASS_TIME, 0, 2 * CLOSES_NS));
        for (int i = 0; i < 10; i++) {
            all.add(behind(random, 2 * CLOSES_NS + i * SECOND_NS, STEPS + i + 2));
        }
        all.add(new Command(Kind.PASS_TIME, 0, 20 * CLOSES_NS));
        return all;
    }

    private Command next(SplittableRandom random, long nowNs, int id) {
        int who = random.nextInt(4) == 0 ? EVE : FIRST + random.nextInt(BIDDERS);
        int die = random.nextInt(20);
        Kind kind = die == 0 && format != Format.DUTCH
                ? Kind.RETRACT_BID
                : die == 1 ? Kind.BUY_NOW : die == 2 ? Kind.PASS_TIME : Kind.PLACE_BID;
        Command command = new Command(kind, kind == Kind.BUY_NOW ? EVE : who, nowNs);
        command.auction = 1;
        command.id = id;
        command.cause = 1;
        if (kind == Kind.PLACE_BID) {
            long wide = format == Format.REVERSE ? 1_000 : 100 + 20L * id;
            command.amount = 1 + random.nextLong(wide);
            if (format == Format.UNIFORM && random.nextInt(8) == 0) {
                command.amount = 0;
            }
            command.qty = format == Format.UNIFORM || format == Format.DISCRIMINATORY ? random.nextInt(3) : 0;
        }
        return command;
    }

    /** What is offered to others behind the close, and not taken, is theirs alone to know. */
    private static Command behind(SplittableRandom random, long nowNs, int id) {
        Kind kind = switch (random.nextInt(4)) {
            case 0 -> Kind.CANCEL_SALE;
            case 1, 2 -> Kind.OFFER_SECOND_CHANCE;
            default -> Kind.ANSWER_OFFER;
        };
        int bidder = FIRST + random.nextInt(BIDDERS);
        Command command = new Command(kind, kind == Kind.ANSWER_OFFER ? bidder : EVE, nowNs);
        command.auction = 1;
        command.id = id;
        command.isAdmin = true;
        command.cause = 1;
        command.bidder = kind == Kind.OFFER_SECOND_CHANCE ? bidder : 0;
        return command;
    }
}
