package io.gavel.engine.obvious;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * The same commands to the engine and to the obvious exchange: what both tell must be the same after each, and what both have
 * must be the same at the end.
 */
final class Comparison {
    /** Commands of a history: a new market for each. */
    static final int HISTORY = 4_000;

    static final int MAX_OPEN_ORDERS = 150;
    static final MarketConfig CONFIG = config(MAX_OPEN_ORDERS);

    /** Makes up a history of so many commands from a seed. */
    interface Histories {
        List<Command> of(long seed, int commands);
    }

    /** What a history showed: how often each fact was told, which refusals. */
    static final class Seen {
        final long[] facts = new long[Fact.values().length];
        final long[] refusals = new long[4_000];
        long commands;
        /** Those that were sent. */
        long bids;

        @Override
        public String toString() {
            return "commands=" + commands + ", bids=" + bids;
        }

        /** Every count that is not zero. */
        String details() {
            StringBuilder text = new StringBuilder(toString());
            for (Fact fact : Fact.values()) {
                text.append(facts[fact.ordinal()] == 0 ? "" : "\n  " + fact + " " + facts[fact.ordinal()]);
            }
            for (int code = 0; code < refusals.length; code++) {
                text.append(refusals[code] == 0 ? "" : "\n  refused " + code + " " + refusals[code]);
            }
            return text.toString();
        }
    }

    private final CommandBytes bytes = new CommandBytes();
    private final EventFacts facts = new EventFacts();
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private final Told expected = new Told();
    private final Told came = new Told();
    private final StateFacts states = new StateFacts();
    private final MarketConfig config;
    private final ObviousExchange obvious;
    private Market market;
    private final ToldIndicatives indicatives = new ToldIndicatives();

    private Comparison(int maxOpenOrders) {
        config = config(maxOpenOrders);
        obvious = new ObviousExchange(maxOpenOrders);
        market = new Market(config);
    }

    /** With memory for as many as rest in most histories: where there are more it grows. */
    private static MarketConfig config(int maxOpenOrders) {
        return new MarketConfig(1_000, 1_000, 1_000, 1_000, maxOpenOrders, 32_768, 4_000_000, MAX_OPEN_ORDERS);
    }

    /**
     * Plays a history and says where the two differ first, or null.
     */
    static String difference(List<Command> history, Seen seen) {
        long open = history.get(0).maxOpenOrders;
        return new Comparison(open == Command.NONE ? MAX_OPEN_ORDERS : (int) open).play(history, seen);
    }

    /** Plays random histories of books, one seed after the other, until so many commands are compared; the first difference, or null. */
    static String firstDifference(long firstSeed, long commands) {
        return firstDifference(firstSeed, commands, RandomCommands::history);
    }

    /** The same with histories of auctions. */
    static String firstDifferenceOfAuctions(long firstSeed, long commands) {
        return firstDifference(firstSeed, commands, RandomAuctions::history);
    }

    /** The first trace of what is hidden, in so many lots of each format, or null. */
    static String firstLeak(long firstSeed, long lots) {
        for (long seed = firstSeed; seed < firstSeed + lots; seed++) {
            for (Terms.Format format : EnumSet.complementOf(EnumSet.of(Terms.Format.NULL))) {
                Secret secret = new Secret(seed, format);
                String leak =
                        format.name().matches("SEALED|VICKREY|UNIFORM|REVERSE") ? secret.leakBeforeTheEnd() : null;
                leak = leak == null || leak.isEmpty() ? secret.leakToTheEnd() : leak;
                if (leak != null && !leak.isEmpty()) {
                    return "seed=" + seed + ", format=" + format;
                }
            }
        }
        return null;
    }

    private static String firstDifference(long firstSeed, long commands, Histories histories) {
        Seen seen = new Seen();
        for (long seed = firstSeed; seen.commands < commands; seed++) {
            List<Command> history = histories.of(seed, HISTORY);
            if (difference(history, seen) != null) {
                return "seed=" + seed;
            }
        }
        return null;
    }

    private String play(List<Command> history, Seen seen) {
        int number = 0;
        for (Command command : history) {
            seen.bids += command.kind == Command.Kind.PLACE_BID ? 1 : 0;
            String difference = difference(command, number == history.size() - 1, seen);
            if (difference != null) {
                return "command " + number + ": " + command + "\n" + difference;
            }
            number++;
        }
        seen.commands += number;
        return null;
    }

    /** Also where a law or an assertion fails, on whichever side: nothing else would tell the history. */
    private String difference(Command command, boolean isLast, Seen seen) {
        try {
            // To look is no command: time stands still.
            String difference = command.kind == Command.Kind.LOOK ? null : decide(command, seen);
            boolean looks = command.kind == Command.Kind.LOOK || isLast;
            return difference == null && looks ? look() : difference;
        } catch (RuntimeException | AssertionError e) {
            return "failed: " + e + trace(e) + "\nexpected\n" + expected;
        }
    }

    /** Where it was thrown; nowhere, where the compiler has left that out. */
    private static String trace(Throwable e) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(e.getStackTrace())
                .limit(3)
                .forEach(frame -> text.append("\n  at ").append(frame));
        return text.toString();
    }

    private String decide(Command command, Seen seen) {
        expected.clear();
        came.clear();
        out.clear();
        obvious.decide(command, expected);
        if (command.kind == Command.Kind.PASS_TIME) {
            market.onTime(command.atNs, out);
        } else {
            bytes.write(command);
            market.onCommand(bytes.buffer(), 0, bytes.length(), command.atNs, out);
        }
        facts.read(out, command, came);
        if (!expected.isSameAs(came)) {
            return "expected\n" + expected + "came\n" + came;
        }
        indicatives.hear(came);
        expected.countInto(seen.facts);
        expected.countRefusals(seen.refusals);
        return null;
    }

    private String look() {
        expected.clear();
        came.clear();
        obvious.verify();
        market.verify();
        long hash = market.stateHash();
        market = states.restored(market, new Market(config));
        if (market.stateHash() != hash) {
            return "a snapshot is not what it was taken of";
        }
        market.verify();
        states.read(market, came);
        obvious.tellState(expected);
        if (!expected.isSameAs(came)) {
            return "expected to have\n" + expected + "has\n" + came;
        }
        return indicatives.stale(obvious.state());
    }

    /** A history that differs, as the few commands that are needed for it and what is different at the end. */
    static String story(List<Command> history) {
        List<Command> few = Shrinking.shrunk(history, fewer -> difference(fewer, new Seen()) != null);
        StringBuilder text = new StringBuilder();
        few.forEach(command -> text.append(command).append('\n'));
        return text.append(difference(few, new Seen())).toString();
    }
}
