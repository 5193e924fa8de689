package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Post;
import io.gavel.engine.obvious.Command.Profile;
import io.gavel.engine.obvious.Command.Reason;
import io.gavel.engine.obvious.Command.Stp;
import io.gavel.engine.obvious.Command.Tif;
import io.gavel.engine.obvious.Command.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up a history from a seed: a world of assets, accounts and books, then whatever anybody may send. Prices are near each
 * other in most ({@link Breadth}), so that orders meet; now and then something is at the edge, or beyond. Every other history
 * is a plain day: books without terms, orders without conditions, most of which come to rest. One seed, one history, whatever
 * the engine does.
 */
final class RandomCommands {
    private static final int FIRST_ACCOUNT = 16;
    private static final int ACCOUNTS = 8;
    private static final int ASSETS = 3;
    /** Time goes in steps, so that things fall due together, and at the very instant of a command. */
    private static final long TICK_NS = 50_000_000L;

    private static final long NONE = Command.NONE;

    private final SplittableRandom random;
    private final Breadth breadth;
    private final List<Command> history = new ArrayList<>();
    private final List<Command> books = new ArrayList<>();
    /** Of each book. */
    private final List<PriceRange> prices = new ArrayList<>();

    private final Command[] recent;
    private final boolean isPlainDay;
    private int ids;
    private long nowNs;

    private RandomCommands(long seed) {
        random = new SplittableRandom(seed);
        breadth = Breadth.of(seed);
        recent = new Command[breadth.recent()];
        isPlainDay = breadth == Breadth.DEEP || (random.nextBoolean() && breadth != Breadth.HUGE);
    }

    static List<Command> history(long seed, int commands) {
        RandomCommands made = new RandomCommands(seed);
        made.found();
        while (made.history.size() < made.breadth.commands(commands)) {
            made.next();
        }
        return made.history;
    }

    private void found() {
        asset(2);
        asset(0);
        asset(8);
        history.get(0).maxOpenOrders = breadth.mostOpenOrders();
        for (int i = 0; i < ACCOUNTS; i++) {
            Command command = make(Kind.CREATE_ACCOUNT, 0);
            command.flag = i % 4 == 0;
        }
        book(2, 1, 2, 0, 10, 1, true);
        book(3, 1, 1, 2, 1, 10, true);
        book(2, 1, 0, 0, 1, 1, false);
        book(2, 1, 4, 0, 100, 1, true);
        book(3, 1, 0, 0, 5, 5, false);
        long highest = prices.stream().mapToLong(PriceRange::height).max().orElse(1);
        for (int i = 0; i < ACCOUNTS; i++) {
            for (int asset = 1; asset <= ASSETS; asset++) {
                Command command = make(Kind.DEPOSIT, FIRST_ACCOUNT + i);
                command.asset = asset;
                command.amount = asset == 1 ? 300_000 * highest : asset == 2 ? 400 : 4_000_000_000L;
                command.amount *= breadth.wealth();
                command.id = ++ids;
            }
        }
    }

    private void asset(int decimals) {
        make(Kind.CREATE_ASSET, 0).decimals = decimals;
    }

    private void book(
            int base, int quote, int priceDecimals, int qtyDecimals, long tick, long lot, boolean movesMoney) {
        Command book = make(Kind.CREATE_INSTRUMENT, 0);
        book.base = base;
        book.quote = quote;
        book.priceDecimals = priceDecimals;
        book.qtyDecimals = qtyDecimals;
        book.tick = tick;
        book.lot = lot;
        book.flag = movesMoney;
        books.add(book);
        prices.add(PriceRange.of(breadth, books.size(), movesMoney ? 100 : 40, random));
        if (breadth == Breadth.HUGE && !movesMoney) {
            calls(book);
        } else if (!isPlainDay || oneIn(8)) {
            terms(book, lot);
        }
        if (random.nextBoolean()) {
            book.makerFee = random.nextLong(-30_000, 200_000);
            book.takerFee = random.nextLong(30_000, 400_000);
        }
        if (oneIn(2)) {
            band(book, book);
        }
    }

    private void terms(Command book, long lot) {
        if (oneIn(4)) {
            book.minQty = 2 * lot;
            book.maxQty = 30 * lot;
        }
        if (oneIn(4)) {
            book.maxNotional = 1_500 * 100L * range(book).height();
        }
        if (oneIn(4)) {
            book.minNotional = 100 * 100L * range(book).height();
        }
        calls(book);
    }

    private void calls(Command book) {
        if (random.nextBoolean()) {
            book.stp = any(Stp.values());
        }
        book.phase = oneIn(3) && breadth != Breadth.DEEP ? Phase.PRE_OPEN : Phase.NULL;
        book.profile = any(Profile.values());
    }

    private void next() {
        nowNs += oneIn(4) ? TICK_NS * random.nextInt(10) : 0;
        // What cancels very many would keep a deep history from being so.
        int die = random.nextInt(breadth == Breadth.DEEP && !oneIn(8) ? 905 : 1_000);
        if (die < 620) {
            newOrder();
        } else if (die < 760) {
            cancelOrder();
        } else if (die < 860) {
            replaceOrder();
        } else if (die < (isPlainDay ? 905 : 885)) {
            again();
        } else if (die < 905) {
            money();
        } else if (die < 912) {
            make(Kind.PASS_TIME, 0);
        } else if (die < 914 && oneIn(4)) {
            make(Kind.LOOK, 0);
        } else if (die < 920) {
            massCancel();
        } else if (die < 924) {
            make(Kind.CANCEL_ALL_AFTER, account()).timeoutNs =
                    oneIn(9) ? edge(1) : oneIn(3) ? 0 : TICK_NS * (1 + random.nextInt(400));
        } else if (die < 928) {
            make(Kind.BLOCK, account()).flag = oneIn(25) && breadth != Breadth.DEEP;
        } else if (die < 950 && isWanted()) {
            phase();
        } else if (die < 956) {
            Command command = make(Kind.SET_BAND, 0);
            command.instrument = instrument();
            band(command, book(command.instrument));
        } else if (die < 959 && isWanted()) {
            ticks();
        } else if (die < 965 && isWanted()) {
            limits();
        } else {
            newOrder();
        }
    }

    /** Whether what makes a day less plain happens. */
    private boolean isWanted() {
        return !isPlainDay || oneIn(breadth == Breadth.DEEP ? 5 : 20);
    }

    private void newOrder() {
        if (isPlainDay && !oneIn(5)) {
            plainOrder();
            return;
        }
        Command order = make(Kind.NEW_ORDER, account());
        order.id = ++ids;
        order.instrument = instrument();
        Command book = book(order.instrument);
        order.side = oneIn(300) ? 0 : 1 + random.nextInt(2);
        order.qty = qty(book);
        order.price = range(book).isFar() ? priceBeside(order.side, book) : price(book);
        order.tif = tif();
        type(order, book);
        if (oneIn(20)) {
            sweep(order, book);
        }
        conditions(order, book);
        if (oneIn(5) || (order.tif != Tif.IOC && order.tif != Tif.FOK && order.type != Type.MARKET)) {
            remember(order);
        }
    }

    /** Most rest, as the two sides overlap a little. */
    private void plainOrder() {
        Command order = make(Kind.NEW_ORDER, account());
        order.id = ++ids;
        order.instrument = instrument();
        order.side = 1 + random.nextInt(2);
        order.qty = qty(book(order.instrument));
        order.price = priceBeside(order.side, book(order.instrument));
        order.tif = oneIn(6) ? Tif.IOC : Tif.GTC;
        if (order.tif == Tif.GTC || oneIn(5)) {
            remember(order);
        }
    }

    /** Mostly those that go together. */
    private void conditions(Command order, Command book) {
        boolean mayBeBad = oneIn(40);
        boolean isImmediate = order.tif == Tif.IOC || order.tif == Tif.FOK;
        boolean isPriced = order.type == Type.LIMIT || order.type == Type.STOP_LIMIT;
        if (oneIn(6) && (mayBeBad || (isPriced && !isImmediate))) {
            order.post = any(Post.values());
        }
        if (oneIn(4)) {
            order.stp = any(Stp.values());
        }
        if (oneIn(4) && (mayBeBad || (isPriced && !isImmediate))) {
            order.displayQty = oneIn(30) ? edge(book.lot) : book.lot * (1 + random.nextInt(3));
        }
        if (oneIn(10) && (mayBeBad || (order.tif != Tif.AUCTION && order.post == null))) {
            order.minQty = oneIn(30) ? edge(book.lot) : book.lot * (1 + random.nextInt(4));
        }
        if (order.tif == Tif.GTD != oneIn(400)) {
            order.expireAtNs = oneIn(30) ? nowNs : nowNs + TICK_NS * (1 + random.nextInt(600));
        }
    }

    /** Takes most of the other side, so that books don't only fill up. */
    private void sweep(Command order, Command book) {
        order.qty = book.lot * (book.maxQty == NONE ? 60 : 30);
        order.tif = Tif.IOC;
        order.price = order.price == NONE ? NONE : book.tick * range(book).beyond(order.side);
    }

    private void type(Command order, Command book) {
        int die = random.nextInt(20);
        if (die < 2) {
            order.type = Type.MARKET;
        } else if (die < 3) {
            order.type = Type.MARKET_TO_LIMIT;
        } else if (die < 5) {
            order.type = Type.STOP;
        } else if (die < 7) {
            order.type = Type.STOP_LIMIT;
        } else if (oneIn(400)) {
            order.type = Type.NULL;
        }
        boolean isStop = order.type == Type.STOP || order.type == Type.STOP_LIMIT;
        if (isStop != (oneIn(200))) {
            order.stopPx = price(book);
        }
        boolean isPriced = order.type == Type.LIMIT || order.type == Type.STOP_LIMIT || order.type == Type.NULL;
        if (isPriced == oneIn(300)) {
            order.price = NONE;
        }
    }

    private Tif tif() {
        int die = random.nextInt(20);
        if (die < 3) {
            return Tif.IOC;
        }
        if (die < 5) {
            return Tif.FOK;
        }
        if (die < 8) {
            return die == 7 ? Tif.DAY : Tif.GTD;
        }
        if (die < 9) {
            return Tif.AUCTION;
        }
        return oneIn(400) ? Tif.NULL : Tif.GTC;
    }

    private void cancelOrder() {
        Command target = recent();
        Command command = make(Kind.CANCEL_ORDER, target == null || oneIn(50) ? account() : target.account);
        command.id = target == null || oneIn(50) ? 1 + random.nextInt(ids + 1) : target.id;
        command.instrument = target == null || oneIn(50) ? instrument() : target.instrument;
    }

    private void replaceOrder() {
        Command target = recent();
        Command command = make(Kind.REPLACE_ORDER, target == null || oneIn(50) ? account() : target.account);
        command.id = target != null && oneIn(isPlainDay ? 12 : 100) ? recent(target).id : ++ids;
        command.origId = target == null || oneIn(50) ? 1 + random.nextInt(ids + 1) : target.id;
        command.instrument = target == null || oneIn(50) ? instrument() : target.instrument;
        Command book = book(command.instrument);
        if (isPlainDay && target != null) {
            command.side = target.side;
            command.qty = oneIn(9) ? NONE : oneIn(3) && target.qty > book.lot ? target.qty - book.lot : qty(book);
            command.price = oneIn(9) ? NONE : oneIn(2) ? target.price : priceBeside(target.side, book);
        } else {
            command.qty = oneIn(3) ? NONE : oneIn(3) && target != null ? target.qty : qty(book);
            command.price = oneIn(3) ? NONE : oneIn(3) && target != null ? target.price : price(book);
        }
        remember(command);
    }

    /** What was sent lately once more, or something else under its id. */
    private void again() {
        Command before = recent();
        if (before == null) {
            return;
        }
        Command command = make(before.kind, before.account);
        command.id = before.id;
        command.origId = before.origId;
        command.instrument = before.instrument;
        command.side = before.side;
        command.type = before.type;
        command.tif = before.tif;
        command.post = before.post;
        command.stp = before.stp;
        command.qty = before.qty;
        command.price = before.price;
        command.stopPx = before.stopPx;
        command.displayQty = before.displayQty;
        command.minQty = before.minQty;
        command.expireAtNs = before.expireAtNs;
        switch (random.nextInt(6)) {
            case 0 -> command.qty = qty(books.get(0));
            case 1 -> command.origId = before.kind == Kind.REPLACE_ORDER ? recent(before).id : before.origId;
            case 2 -> command.tif = before.kind == Kind.NEW_ORDER ? Tif.IOC : before.tif;
            default -> {}
        }
    }

    private void money() {
        Command command = make(random.nextBoolean() ? Kind.DEPOSIT : Kind.WITHDRAW, account());
        command.id = ++ids;
        command.asset = oneIn(20) ? ASSETS + 1 : 1 + random.nextInt(ASSETS);
        command.amount = oneIn(20) ? edge(1) : 1 + random.nextLong(command.asset == 2 ? 50 : 40_000);
    }

    private void massCancel() {
        Command command = make(Kind.MASS_CANCEL, account());
        command.instrument = random.nextBoolean() ? 0 : instrument();
        command.side = oneIn(2) ? 0 : 1 + random.nextInt(2);
        command.reason = oneIn(4) ? Reason.DISCONNECT : Reason.MASS;
    }

    private void phase() {
        if (breadth == Breadth.DEEP) {
            shortCall();
            return;
        }
        if (oneIn(12)) {
            callWithARaisedBand();
            return;
        }
        Command command = make(oneIn(3) ? Kind.UNCROSS : Kind.SET_PHASE, 0);
        command.instrument = instrument();
        if (command.kind == Kind.UNCROSS) {
            command.price = oneIn(3) ? price(book(command.instrument)) : NONE;
        } else if (oneIn(4) == (breadth == Breadth.HUGE)) {
            command.phase = Phase.CONTINUOUS;
        } else {
            command.phase = oneIn(60) ? Phase.DELISTED : Phase.values()[1 + random.nextInt(5)];
        }
    }

    /** The obvious exchange takes long for each change in a call of very many orders. */
    private void shortCall() {
        int instrument = instrument();
        setPhase(instrument, Phase.CALL);
        for (int i = 0; i < 20; i++) {
            next();
        }
        setPhase(instrument, Phase.CONTINUOUS);
    }

    /** Who buys at market is held for at the upper edge of the band; then orders come that would print around or above that. */
    private void callWithARaisedBand() {
        int instrument = instrument();
        Command book = book(instrument);
        long edge = range(book).middle() + random.nextInt(-4, 5);
        raiseBand(instrument, edge * book.tick);
        setPhase(instrument, Phase.CALL);
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            Command order = entered(instrument, oneIn(4) ? 2 : 1);
            order.type = oneIn(3) ? Type.MARKET_TO_LIMIT : Type.MARKET;
        }
        raiseBand(instrument, oneIn(2) ? NONE : (edge + random.nextInt(1, 8)) * book.tick);
        for (int i = random.nextInt(2, 12); i > 0; i--) {
            entered(instrument, 1 + random.nextInt(2)).price = (edge + random.nextInt(-3, 8)) * book.tick;
        }
        if (oneIn(2)) {
            make(Kind.UNCROSS, 0).instrument = instrument;
        } else {
            setPhase(instrument, Phase.CONTINUOUS);
        }
    }

    private void raiseBand(int instrument, long bandHigh) {
        Command command = make(Kind.SET_BAND, 0);
        command.instrument = instrument;
        command.bandHigh = bandHigh;
    }

    private Command entered(int instrument, int side) {
        Command order = make(Kind.NEW_ORDER, account());
        order.id = ++ids;
        order.instrument = instrument;
        order.side = side;
        order.qty = qty(book(instrument));
        order.tif = oneIn(4) ? Tif.AUCTION : Tif.GTC;
        remember(order);
        return order;
    }

    private void setPhase(int instrument, Phase phase) {
        Command command = make(Kind.SET_PHASE, 0);
        command.instrument = instrument;
        command.phase = phase;
    }

    private void band(Command command, Command book) {
        PriceRange range = range(book);
        boolean isDeep = breadth == Breadth.DEEP;
        long middle = range.middle() * book.tick;
        command.bandLow = oneIn(2) || isDeep ? NONE : middle - random.nextLong(20) * range.reach() * book.tick;
        command.bandHigh = oneIn(2) || isDeep ? NONE : middle + random.nextLong(20) * range.reach() * book.tick;
        command.reference = oneIn(2) ? NONE : middle + random.nextLong(-5, 5) * book.tick;
        command.collar = oneIn(2) ? NONE : random.nextLong(1, 8_000_000);
    }

    private void ticks() {
        Command command = make(Kind.SET_TICKS, 0);
        command.instrument = instrument();
        Command book = book(command.instrument);
        long middle = range(book).middle() * book.tick;
        command.ticks =
                oneIn(3) ? new long[][] {{NONE, book.tick}} : new long[][] {{middle, book.tick}, {NONE, 2 * book.tick}};
    }

    private void limits() {
        Command command = make(Kind.SET_LIMITS, account());
        command.maxOpenOrders = oneIn(2) ? NONE : 1 + random.nextInt(20);
        if (oneIn(2)) {
            command.asset = 1;
            command.maxOpenNotional = oneIn(3)
                    ? NONE
                    : 100L * random.nextInt(5_000) * prices.get(0).height();
        }
    }

    private long qty(Command book) {
        if (oneIn(60)) {
            return edge(book.lot);
        }
        if (breadth == Breadth.HUGE && !book.flag && oneIn(4)) {
            return Long.MAX_VALUE / book.lot / (1 + random.nextInt(4)) * book.lot;
        }
        return book.lot * (oneIn(40) ? 1 + random.nextInt(60) : 1 + random.nextInt(12));
    }

    /** Around the middle of the book, in ticks mostly; the two sides overlap. */
    private long price(Command book) {
        if (oneIn(60)) {
            return edge(book.tick);
        }
        return range(book).any() * book.tick + (oneIn(80) ? 1 : 0);
    }

    private long priceBeside(int side, Command book) {
        if (oneIn(8)) {
            return price(book);
        }
        return range(book).beside(side) * book.tick;
    }

    private PriceRange range(Command book) {
        return prices.get(books.indexOf(book));
    }

    /** What is at an edge: nothing, one, one less than nothing, what no sum may reach. */
    private long edge(long unit) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> -unit;
            case 2 -> 1;
            case 3 -> unit - 1;
            case 4 -> unit + 1;
            case 5 -> (1L << 62) / unit * unit;
            case 6 -> (1L << 62) - 1;
            case 7 -> Long.MAX_VALUE / unit * unit;
            case 8 -> unit * (1L << 31);
            default -> unit;
        };
    }

    private int account() {
        return oneIn(300) ? FIRST_ACCOUNT + ACCOUNTS : FIRST_ACCOUNT + random.nextInt(ACCOUNTS);
    }

    private int instrument() {
        if (breadth == Breadth.HUGE && oneIn(2)) {
            return oneIn(2) ? 3 : 5;
        }
        return oneIn(300) ? books.size() + 1 : 1 + random.nextInt(books.size());
    }

    private Command book(int instrument) {
        return books.get(Math.min(instrument, books.size()) - 1);
    }

    private void remember(Command command) {
        recent[random.nextInt(recent.length)] = command;
    }

    /** One that was sent lately, or this one. */
    private Command recent(Command instead) {
        Command recent = recent();
        return recent == null ? instead : recent;
    }

    private Command recent() {
        return recent[random.nextInt(recent.length)];
    }

    private Command make(Kind kind, int account) {
        Command command = new Command(kind, account, nowNs);
        history.add(command);
        return command;
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
