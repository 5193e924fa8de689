package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Profile;
import io.gavel.engine.obvious.Command.Reason;
import io.gavel.engine.obvious.Command.Stp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The obvious exchange, to compare with: every rule of the order books once more, by the words of the rules, with lists that
 * are walked from end to end, big numbers and copies to try things out on. Shares nothing with the engine but the numbers of
 * the wire. Takes plain commands, tells plain facts.
 */
final class ObviousExchange {
    private static final long NONE = Told.NONE;
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(62);

    /** What a command with an id of its own was answered. */
    private record Answer(Command command, int template, long code, long value) {}

    private final State state;
    private final OrderDesk orders;
    private final PhaseDesk phases;
    private final AuctionHouse auctions;
    private final Map<Long, Answer> answers = new HashMap<>();
    private final Told answer = new Told();

    ObviousExchange(int maxOpenOrders) {
        state = new State(maxOpenOrders);
        orders = new OrderDesk(state);
        phases = new PhaseDesk(state, orders);
        auctions = new AuctionHouse(state);
    }

    /** Decides a command; what follows from it is told. */
    void decide(Command command, Told told) {
        state.told = told;
        if (command.kind == Command.Kind.RECOVERED) {
            auctions.onOutage(command);
            return;
        }
        passTime(command.atNs);
        state.nowNs = Math.max(state.nowNs, command.atNs);
        if (command.kind == Command.Kind.PASS_TIME) {
            return;
        }
        state.decided++;
        switch (command.kind) {
            case CREATE_ASSET -> createAsset(command);
            case CREATE_ACCOUNT -> createAccount(command);
            case CREATE_INSTRUMENT -> createInstrument(command);
            case SET_BAND -> setBand(command);
            case SET_TICKS -> setTicks(command);
            case SET_PHASE -> phases.setPhase(command);
            case UNCROSS -> phases.uncross(command);
            case CREATE_AUCTION -> auctions.create(command);
            case SET_BIDDER -> auctions.setBidder(command);
            case CREATE_SESSION -> auctions.createSession(command);
            case SCHEDULE_SESSION -> auctions.schedule(command);
            default -> decideForAccount(command);
        }
        state.tellIndicatives();
    }

    State state() {
        return state;
    }

    private void decideForAccount(Command command) {
        State.Account account = state.account(command.account);
        if (account == null) {
            state.refuse(No.UNKNOWN_ACCOUNT);
            return;
        }
        switch (command.kind) {
            case CANCEL_ORDER -> cancelOrder(command);
            case MASS_CANCEL -> massCancel(command);
            case CANCEL_ALL_AFTER -> cancelAllAfter(account, command);
            case SET_LIMITS -> setLimits(account, command);
            case BLOCK -> block(account, command);
            case SET_BID_LIMITS -> auctions.setBidLimits(command);
            default -> decideOnce(account, command);
        }
    }

    private void decideOnce(State.Account account, Command command) {
        long key = State.key(command.account, command.id);
        Answer known = answers.get(key);
        if (known != null && known.command.hasBodyOf(command)) {
            state.told.tell(Fact.REPEATED, known.template, known.code, known.value);
            return;
        }
        if (known != null) {
            state.refuse(No.CL_ORD_ID_REUSED);
            return;
        }
        Told before = state.told;
        answer.clear();
        state.told = answer;
        switch (command.kind) {
            case DEPOSIT -> deposit(command);
            case WITHDRAW -> withdraw(command);
            case NEW_ORDER, REPLACE_ORDER -> decideOrder(account, command);
            default -> auctions.decide(command);
        }
        answers.put(key, answerOf(command, answer));
        before.append(answer);
        state.told = before;
    }

    private void decideOrder(State.Account account, Command command) {
        if (account.isBlocked) {
            state.refuse(No.ACCOUNT_BLOCKED);
        } else if (command.kind == Command.Kind.REPLACE_ORDER) {
            orders.replaceOrder(command);
        } else {
            orders.newOrder(command);
        }
    }

    private static Answer answerOf(Command command, Told answer) {
        long first = answer.word(1);
        return switch (answer.first()) {
            case REFUSED -> new Answer(command, 201, first, answer.word(2));
            case BALANCE -> new Answer(command, 230, 0, answer.word(2));
            case ENTERED -> new Answer(command, 204, 0, first);
            case REPLACED -> new Answer(command, 205, 0, first);
            case ACCEPTED -> new Answer(command, 200, 0, first);
            default -> auctionAnswer(command, answer);
        };
    }

    private static Answer auctionAnswer(Command command, Told answer) {
        return switch (answer.first()) {
            case BID_TAKEN -> new Answer(command, 220, 0, answer.find(Fact.AUCTION_STATE, 2));
            case BOUGHT -> new Answer(command, 223, 0, answer.word(1));
            case RETRACTED -> new Answer(command, 225, 0, answer.word(3));
            case OFFERED -> new Answer(command, 227, 0, answer.word(3));
            case OFFER_ENDED -> new Answer(command, 228, 0, answer.word(3));
            case SALE_CANCELED -> new Answer(command, 229, 0, 0);
            default -> new Answer(command, answer.count(Fact.CLOSED) > 0 ? 322 : 325, 0, 0);
        };
    }

    /** What is due happens, each at its own time: what expires, and who has not been heard of. */
    private void passTime(long toNs) {
        while (true) {
            Order order = null;
            for (Order each : state.expiring) {
                if (order == null
                        || each.expireAtNs < order.expireAtNs
                        || (each.expireAtNs == order.expireAtNs && each.timerSet < order.timerSet)) {
                    order = each;
                }
            }
            State.Account account = null;
            for (State.Account each : state.accounts) {
                if (each.deadlineNs != NONE
                        && (account == null
                                || each.deadlineNs < account.deadlineNs
                                || (each.deadlineNs == account.deadlineNs && each.armed < account.armed))) {
                    account = each;
                }
            }
            boolean isOrder = order != null
                    && (account == null
                            || order.expireAtNs < account.deadlineNs
                            || (order.expireAtNs == account.deadlineNs && order.timerSet < account.armed));
            long dueNs = isOrder ? order.expireAtNs : account != null ? account.deadlineNs : Long.MAX_VALUE;
            AuctionHouse.Due auction = auctions.earliest();
            long set = isOrder ? order.timerSet : account != null ? account.armed : Long.MAX_VALUE;
            if (auction != null && (auction.atNs() < dueNs || (auction.atNs() == dueNs && auction.created() < set))) {
                if (auction.atNs() > toNs) {
                    return;
                }
                state.nowNs = Math.max(state.nowNs, auction.atNs());
                state.decided++;
                state.told.tell(Fact.TIME, state.nowNs);
                auction.happens().run();
                continue;
            }
            if (dueNs > toNs) {
                return;
            }
            state.nowNs = Math.max(state.nowNs, dueNs);
            state.decided++;
            state.told.tell(Fact.TIME, state.nowNs);
            if (isOrder) {
                state.cancelOpen(order, Reason.EXPIRED);
            } else {
                account.deadlineNs = NONE;
                cancelAll(account, 0, 0, Reason.DEADMAN);
            }
            state.tellIndicatives();
        }
    }

    private void cancelOrder(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        Order order = state.open.get(State.key(command.account, command.id));
        if (order == null || order.instrument != book.id) {
            state.refuse(No.UNKNOWN_ORDER);
            return;
        }
        state.cancelOpen(order, Reason.USER);
    }

    private void massCancel(Command command) {
        if (command.instrument != 0 && state.book(command.instrument) == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        cancelAll(state.account(command.account), command.instrument, command.side, command.reason);
    }

    /** In order of entry. */
    private void cancelAll(State.Account account, int instrument, int side, Reason reason) {
        int count = 0;
        for (Order order : new ArrayList<>(account.orders.values())) {
            if ((instrument == 0 || order.instrument == instrument) && (side == 0 || order.side() == side)) {
                state.cancelOpen(order, reason);
                count++;
            }
        }
        state.told.tell(Fact.MASS_CANCELED, account.id, instrument, side == 0 ? NONE : side, count, reason.ordinal());
    }

    private void cancelAllAfter(State.Account account, Command command) {
        if (command.timeoutNs < 0) {
            state.refuse(No.TIME_IN_PAST, state.nowNs);
            return;
        }
        account.deadlineNs = command.timeoutNs == 0 ? NONE : deadline(command.timeoutNs);
        account.armed = state.decided;
        state.told.tell(Fact.DEAD_MAN_SET, account.deadlineNs);
    }

    private long deadline(long timeoutNs) {
        BigInteger deadline = BigInteger.valueOf(state.nowNs).add(BigInteger.valueOf(timeoutNs));
        return deadline.min(LIMIT.subtract(BigInteger.ONE)).longValue();
    }

    private void block(State.Account account, Command command) {
        account.isBlocked = command.flag;
        if (command.flag) {
            cancelAll(account, 0, 0, Reason.ADMIN);
        }
        state.told.tell(Fact.BLOCKED, account.id, command.flag ? 1 : 0);
    }

    private void setLimits(State.Account account, Command command) {
        boolean hasNotional = command.maxOpenNotional != NONE;
        boolean hasOrders = command.maxOpenOrders != NONE;
        if (command.asset != 0 && !state.isAsset(command.asset)) {
            state.refuse(No.UNKNOWN_ASSET);
        } else if ((hasOrders && command.maxOpenOrders < 0)
                || (hasNotional && (command.asset == 0 || command.maxOpenNotional < 0))) {
            state.refuse(No.BAD_DEFINITION);
        } else if (hasNotional && BigInteger.valueOf(command.maxOpenNotional).compareTo(LIMIT) >= 0) {
            state.refuse(No.AMOUNT_RANGE);
        } else {
            account.maxOpenOrders = command.maxOpenOrders;
            if (command.asset != 0) {
                account.maxOpenNotional[command.asset] = command.maxOpenNotional;
            } else {
                Arrays.fill(account.maxOpenNotional, NONE);
            }
            state.told.tell(Fact.APPLIED);
        }
    }

    private void setBand(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        if (!isSound(command, book.tick)) {
            state.refuse(No.BAD_DEFINITION);
            return;
        }
        band(book, command);
        state.told.tell(Fact.APPLIED);
        book.touchIfAny();
    }

    private static boolean isSound(Command command, long tick) {
        for (long price : new long[] {command.bandLow, command.bandHigh, command.reference}) {
            if (price != NONE && (price <= 0 || price % tick != 0)) {
                return false;
            }
        }
        if (command.reference != NONE
                && BigInteger.valueOf(command.reference / tick).compareTo(LIMIT) >= 0) {
            return false;
        }
        boolean isUpsideDown =
                command.bandLow != NONE && command.bandHigh != NONE && command.bandLow > command.bandHigh;
        return !isUpsideDown && (command.collar == NONE || (command.collar > 0 && command.collar <= 100_000_000));
    }

    private static void band(Book book, Command command) {
        book.low = command.bandLow == NONE ? NONE : command.bandLow / book.tick;
        book.high = command.bandHigh == NONE ? NONE : command.bandHigh / book.tick;
        book.reference = command.reference == NONE ? NONE : command.reference / book.tick;
        book.collar = command.collar;
    }

    private void setTicks(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        book.ticks = command.ticks;
        state.told.tell(Fact.APPLIED);
    }

    private void createAsset(Command command) {
        state.assetDecimals.add(command.decimals);
        state.told.tell(Fact.CREATED, 1, state.assetDecimals.size());
    }

    private void createAccount(Command command) {
        int id = State.FIRST_ACCOUNT + state.accounts.size();
        state.accounts.add(new State.Account(id));
        state.money.open(id, command.flag);
        state.told.tell(Fact.CREATED, 2, id);
    }

    private void createInstrument(Command command) {
        Book book = new Book();
        book.id = state.books.size() + 1;
        book.touched = state.touched;
        book.base = command.base;
        book.quote = command.quote;
        book.movesMoney = command.flag;
        book.tick = command.tick;
        book.lot = command.lot;
        book.minQty = command.minQty;
        book.maxQty = command.maxQty;
        book.minNotional = command.minNotional;
        book.maxNotional = command.maxNotional;
        book.lotMinor = scaled(
                BigInteger.valueOf(command.lot), state.assetDecimals.get(command.base - 1) - command.qtyDecimals);
        book.tickLotMinor = scaled(
                BigInteger.valueOf(command.tick).multiply(BigInteger.valueOf(command.lot)),
                state.assetDecimals.get(command.quote - 1) - command.priceDecimals - command.qtyDecimals);
        book.halfUnit = BigInteger.TEN.pow(command.priceDecimals).longValueExact() / 2 / command.tick;
        book.phase = command.phase == Phase.NULL ? Phase.CONTINUOUS : command.phase;
        book.profile = command.profile == Profile.NULL ? Profile.XETRA : command.profile;
        book.stp = command.stp == null ? Stp.NONE : command.stp;
        book.makerFee = command.makerFee == NONE ? 0 : command.makerFee;
        book.takerFee = command.takerFee == NONE ? 0 : command.takerFee;
        band(book, command);
        state.books.add(book);
        state.told.tell(Fact.CREATED, 3, book.id);
    }

    private static BigInteger scaled(BigInteger amount, int exponent) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        return exponent < 0 ? amount.divide(power) : amount.multiply(power);
    }

    private void deposit(Command command) {
        if (isAmount(command)) {
            if (!state.money.staysInRange(Money.EXTERNAL, command.asset, command.amount)) {
                state.refuse(No.AMOUNT_RANGE);
                return;
            }
            state.money.move(Money.EXTERNAL, command.account, command.asset, command.amount);
            tellBalance(command);
        }
    }

    private void withdraw(Command command) {
        if (isAmount(command)) {
            if (!state.money.staysInRange(command.account, command.asset, command.amount)) {
                state.refuse(No.AMOUNT_RANGE);
                return;
            }
            if (!state.money.covers(command.account, command.asset, command.amount)) {
                state.refuse(No.INSUFFICIENT_FUNDS, state.money.available(command.account, command.asset));
                return;
            }
            state.money.move(command.account, Money.EXTERNAL, command.asset, command.amount);
            tellBalance(command);
        }
    }

    private boolean isAmount(Command command) {
        if (!state.isAsset(command.asset)) {
            return state.refuse(No.UNKNOWN_ASSET);
        }
        if (command.amount <= 0) {
            return state.refuse(No.AMOUNT_NOT_POSITIVE);
        }
        return BigInteger.valueOf(command.amount).compareTo(LIMIT) < 0 || state.refuse(No.AMOUNT_RANGE);
    }

    private void tellBalance(Command command) {
        state.told.tell(
                Fact.BALANCE,
                command.asset,
                state.money.total(command.account, command.asset),
                state.money.held(command.account, command.asset));
    }

    /** The great laws, from all that there is: held is what is owed, nobody is overdrawn, money is conserved, no book is crossed. */
    void verify() {
        BigInteger[][] owed =
                new BigInteger[State.FIRST_ACCOUNT + state.accounts.size()][state.assetDecimals.size() + 1];
        for (BigInteger[] row : owed) {
            Arrays.fill(row, BigInteger.ZERO);
        }
        for (Order order : state.open.values()) {
            Book book = state.book(order.instrument);
            check(order.leaves > 0 && order.shown > 0 && order.shown <= order.leaves, "an open order has leaves");
            if (book.movesMoney) {
                int asset = order.isBuy ? book.quote : book.base;
                BigInteger held = book.held(order.isBuy, order.hold, order.leaves);
                owed[order.account][asset] = owed[order.account][asset].add(held);
            }
        }
        auctions.addHeld(owed);
        int inBooks = 0;
        for (Book book : state.books) {
            book.verify();
            inBooks += book.bids.size() + book.asks.size() + book.stops.size();
        }
        check(inBooks == state.open.size(), "an open order is in a book");
        for (int asset = 1; asset <= state.assetDecimals.size(); asset++) {
            long sum = 0;
            for (int account = 1; account < owed.length; account++) {
                sum += state.money.total(account, asset);
                check(
                        state.money.held(account, asset) == owed[account][asset].longValueExact(),
                        "what is held is owed");
                check(state.money.covers(account, asset, 0), "nobody is overdrawn");
            }
            check(sum == 0, "money is conserved");
        }
    }

    private static void check(boolean holds, String law) {
        if (!holds) {
            throw new IllegalStateException("the obvious exchange is wrong: " + law);
        }
    }

    /** Every open order and every balance, in an order of their own. */
    void tellState(Told told) {
        for (Book book : state.books) {
            for (boolean areBids : new boolean[] {true, false}) {
                for (Order order : book.side(areBids)) {
                    tellOpen(told, order);
                }
            }
            List<Order> stops = new ArrayList<>(book.stops);
            stops.sort(OrderDesk.FROM_THE_MARKET);
            stops.forEach(order -> tellOpen(told, order));
        }
        for (int account = 1; account < State.FIRST_ACCOUNT + state.accounts.size(); account++) {
            for (int asset = 1; asset <= state.assetDecimals.size(); asset++) {
                if (state.money.total(account, asset) != 0 || state.money.held(account, asset) != 0) {
                    told.tell(
                            Fact.OWNED,
                            account,
                            asset,
                            state.money.total(account, asset),
                            state.money.held(account, asset));
                }
            }
        }
    }

    private static void tellOpen(Told told, Order order) {
        told.tell(
                Fact.OPEN,
                order.instrument,
                order.orderId,
                order.account,
                order.id,
                order.side(),
                order.qty,
                order.leaves);
    }
}
