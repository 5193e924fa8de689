package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Terms.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of auctions whatever anybody sends, asked of the engine alone. */
@DisplayName("Laws of auctions hold over random streams")
final class AuctionLawsTest {
    private static final int FIRST = 16;
    private static final int BIDDERS = 6;
    private static final long NONE = Command.NONE;
    private static final long SECOND_NS = 1_000_000_000;
    private static final long CLOSES_NS = 100 * SECOND_NS;

    /** What was seen of a lot. */
    private static final class Course {
        final Terms terms;
        /** Maxima in the order in which their bidders came to them. */
        final Map<Integer, Long> maxima = new LinkedHashMap<>();

        boolean isRebuilt;
        boolean isOver;
        long price = NONE;
        long next = NONE;
        long units;
        int sales;

        Course(Terms terms) {
            this.terms = terms;
        }

        void bid(int account, long amount) {
            long own = maxima.getOrDefault(account, NONE);
            boolean isLowered = own != NONE && amount < own && account == leader() && terms.proxy;
            if (!isLowered) {
                maxima.remove(account);
            }
            maxima.put(account, isLowered ? amount : Math.max(own, amount));
        }

        int leader() {
            int leader = 0;
            long most = NONE;
            for (Map.Entry<Integer, Long> bid : maxima.entrySet()) {
                if (bid.getValue() > most) {
                    leader = bid.getKey();
                    most = bid.getValue();
                }
            }
            return leader;
        }
    }

    private final Map<Long, Course> courses = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void aPriceNeverFallsTheHighestMaximumLeadsAndNothingIsSoldTwice(long seed) {
        Stream stream = new Stream();
        long lots = 0;
        int states = 0;
        for (Command command : RandomAuctions.history(seed, Comparison.HISTORY)) {
            Told told = stream.send(command);
            states += told.count(Fact.AUCTION_STATE);
            if (command.kind == Kind.CREATE_AUCTION && told.count(Fact.CREATED) > 0) {
                courses.put(++lots, new Course(command.terms));
            }
            if (command.kind == Kind.PLACE_BID && told.count(Fact.BID_TAKEN) > 0) {
                courses.get((long) command.auction).bid(command.account, command.amount);
            }
            told.forEach((fact, at) -> look(fact, told, at));
        }
        assertTrue(states > 100, "expected open bids, states=" + states);
    }

    private void look(Fact fact, Told told, int at) {
        switch (fact) {
            case REBUILT -> {
                Course lot = courses.get(told.word(at));
                lot.isRebuilt = true;
                lot.price = NONE;
                lot.next = NONE;
            }
            case AUCTION_STATE -> state(courses.get(told.word(at)), told, at);
            case CLOSED, ENDED -> {
                Course lot = courses.get(told.word(at));
                assertTrue(!lot.isOver, "a lot ends once");
                lot.isOver = true;
                lot.sales += fact == Fact.CLOSED && told.word(at + 1) != 0 ? 1 : 0;
                checkSales(lot);
            }
            case AWARDED -> {
                Course lot = courses.get(told.word(at));
                lot.units += told.word(at + 2);
                lot.sales++;
                checkSales(lot);
            }
            case SALE_CANCELED -> {
                Course lot = courses.get(told.word(at));
                lot.units -= lot.terms.qty;
                lot.sales--;
            }
            default -> {
                // Says nothing of prices and winners.
            }
        }
    }

    private static void state(Course lot, Told told, int at) {
        long price = told.word(at + 2);
        if (lot.terms.ascends()) {
            assertTrue(price >= lot.price, "a price never falls");
            if (!lot.isRebuilt) {
                assertEquals(lot.leader(), told.word(at + 1), "the highest maximum leads, of equal ones the earliest");
                assertTrue(price <= lot.maxima.get(lot.leader()), "a price is within the leader's maximum");
            }
        }
        assertTrue(told.word(at + 3) >= lot.next, "the least bid never falls");
        lot.price = price;
        lot.next = told.word(at + 3);
    }

    private static void checkSales(Course lot) {
        if (lot.terms.hasUnits()) {
            assertTrue(lot.units <= lot.terms.qty, "no more units are sold than there are");
        } else {
            assertTrue(lot.sales <= Math.max(1, lot.terms.items), "one lot has one winner");
        }
    }

    @Test
    void aRestartAtAnyLineChangesNothing() {
        Stream straight = new Stream();
        Stream restarted = new Stream();
        int number = 0;
        for (Command command : RandomAuctions.history(3, 1_200)) {
            straight.send(command);
            restarted.send(command);
            restarted.restart();
            int line = number++;
            assertArrayEquals(straight.bytes(), restarted.bytes(), () -> "line " + line + ": " + command);
        }
        assertEquals(straight.market.stateHash(), restarted.market.stateHash());
    }

    /** RET-3, SEA-4, REV-1: what was taken back never was. */
    @ParameterizedTest
    @EnumSource(names = {"ENGLISH", "HYBRID", "SEALED", "VICKREY", "UNIFORM", "REVERSE"})
    void whatIsTakenBackNeverWas(Format format) {
        int retracted = 0;
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Terms terms = terms(format, random);
            terms.retractFree = 0;
            terms.retractWithin = 0;
            Stream stream = new Stream(terms);
            Map<Integer, Command> left = new LinkedHashMap<>();
            for (int id = 100; id < 140; id++) {
                int account = FIRST + random.nextInt(BIDDERS);
                if (random.nextInt(5) > 0) {
                    Command bid = bid(account, id, amount(format, terms, random, id), random.nextInt(3));
                    if (stream.send(bid).count(Fact.BID_TAKEN) > 0) {
                        left.put(id, bid);
                    }
                } else {
                    Command retract = new Command(Kind.RETRACT_BID, account, CLOSES_NS / 2);
                    retract.auction = 1;
                    retract.id = id;
                    retract.cause = 1;
                    boolean isNamed = terms.ascends() && random.nextBoolean();
                    retract.origId = isNamed ? idOfOne(left, account) : 0;
                    if (stream.send(retract).count(Fact.RETRACTED) > 0) {
                        retracted++;
                        left.values()
                                .removeIf(bid ->
                                        bid.account == account && (retract.origId == 0 || bid.id == retract.origId));
                    }
                }
            }
            Stream without = new Stream(terms);
            left.values().forEach(without::send);
            assertEquals(without.end(), stream.end(), "seed=" + seed);
        }
        assertTrue(retracted > 60, "expected that bids are taken back, retracted=" + retracted);
    }

    private static int idOfOne(Map<Integer, Command> bids, int account) {
        return bids.values().stream()
                .filter(bid -> bid.account == account)
                .map(bid -> bid.id)
                .findFirst()
                .orElse(0);
    }

    /** Where all are taken, and no two are alike, it does not matter who was first. */
    @ParameterizedTest
    @EnumSource(names = {"ENGLISH", "HYBRID", "SEALED", "VICKREY", "UNIFORM", "DISCRIMINATORY", "REVERSE"})
    void theOrderOfBidsDoesNotMatter(Format format) {
        int compared = 0;
        for (long seed = 0; seed < 600; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Terms terms = terms(format, random);
            List<Command> bids = new ArrayList<>();
            Set<Long> amounts = new HashSet<>();
            for (int account = FIRST; account < FIRST + 3; account++) {
                long amount = amount(format, terms, random, 120);
                while (!amounts.add(amount)) {
                    amount = amount(format, terms, random, 120);
                }
                bids.add(bid(account, account, amount, random.nextInt(3)));
            }
            Stream one = new Stream(terms);
            boolean allTaken = one.sendAll(bids);
            Collections.shuffle(bids, new Random(seed));
            Stream other = new Stream(terms);
            if (other.sendAll(bids) && allTaken) {
                assertEquals(one.end(), other.end(), "seed=" + seed);
                compared++;
            }
        }
        assertTrue(compared > 20, "expected that all are taken in both orders, compared=" + compared);
    }

    private static Command bid(int account, int id, long amount, int qty) {
        Command bid = new Command(Kind.PLACE_BID, account, CLOSES_NS / 2);
        bid.auction = 1;
        bid.id = id;
        bid.amount = amount;
        bid.qty = qty;
        return bid;
    }

    private static long amount(Format format, Terms terms, SplittableRandom random, int id) {
        return format == Format.REVERSE
                ? 1 + random.nextLong(terms.start)
                : terms.start + random.nextLong(20L * (id - 90));
    }

    private static Terms terms(Format format, SplittableRandom random) {
        Terms terms = new Terms();
        terms.format = format;
        terms.start = format == Format.REVERSE ? 1_000 : 100;
        terms.qty = terms.hasUnits() ? 2 + random.nextInt(3) : 1;
        terms.closesAt = CLOSES_NS;
        terms.proxy = terms.ascends() && random.nextInt(4) > 0;
        if (terms.ascends() || format == Format.DISCRIMINATORY) {
            terms.steps = new long[][] {{NONE, 1 + random.nextInt(9)}};
        }
        if (random.nextInt(3) == 0) {
            terms.reserve = 100 + random.nextLong(400);
        }
        switch (format) {
            case HYBRID -> {
                terms.clockAdd = 60;
                terms.step = 10;
                terms.interval = 5 * SECOND_NS;
            }
            case REVERSE -> {
                terms.rounds = 1;
                terms.roundNs = SECOND_NS;
                terms.step = 5;
            }
            default -> {}
        }
        return terms;
    }

    /** A market, and what it told of the last command. */
    private static final class Stream {
        private final CommandBytes bytes = new CommandBytes();
        private final EventFacts facts = new EventFacts();
        private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
        private final StateFacts states = new StateFacts();
        private final Told told = new Told();
        Market market = new Market(Comparison.CONFIG);

        Stream() {}

        /** With bidders who can pay, and one lot. */
        Stream(Terms terms) {
            send(new Command(Kind.CREATE_ASSET, 0, 0));
            for (int i = 0; i < BIDDERS; i++) {
                Command account = new Command(Kind.CREATE_ACCOUNT, 0, 0);
                account.flag = true;
                send(account);
            }
            Command lot = new Command(Kind.CREATE_AUCTION, 0, 0);
            lot.terms = terms;
            assertEquals(1, send(lot).count(Fact.CREATED));
        }

        Told send(Command command) {
            out.clear();
            told.clear();
            if (command.kind == Kind.PASS_TIME) {
                market.onTime(command.atNs, out);
            } else if (command.kind != Kind.LOOK) {
                bytes.write(command);
                market.onCommand(bytes.buffer(), 0, bytes.length(), command.atNs, out);
            }
            facts.read(out, command, told);
            return told;
        }

        /** Whether all were taken. */
        boolean sendAll(List<Command> commands) {
            boolean areTaken = true;
            for (Command command : commands) {
                areTaken &= send(command).count(Fact.BID_TAKEN) > 0;
            }
            return areTaken;
        }

        /** Who got what, at which price. */
        String end() {
            Told all = send(new Command(Kind.PASS_TIME, 0, 100 * CLOSES_NS));
            StringBuilder sold = new StringBuilder();
            all.forEach((fact, at) -> {
                if (fact == Fact.AWARDED || fact == Fact.ENDED) {
                    for (int i = 0; i < (fact == Fact.AWARDED ? 7 : 6); i++) {
                        sold.append(all.word(at + i)).append(' ');
                    }
                } else if (fact == Fact.CLOSED) {
                    sold.append(all.word(at + 1)).append(" at ").append(all.word(at + 2));
                }
            });
            return sold.toString();
        }

        void restart() {
            market = states.restored(market, new Market(Comparison.CONFIG));
        }

        byte[] bytes() {
            byte[] copy = new byte[out.length()];
            out.buffer().getBytes(0, copy);
            return copy;
        }
    }
}
