package io.gavel.testing;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.random.RandomGenerator;

/**
 * Makes up what a venue is told beside plain orders and bids: orders of every type, replaces, mass cancels, timers, kill
 * switches, phases and calls. Instrument 1 has phases; prices are around 10.00 in steps of 0.05, quantities in ones.
 */
public final class RandomVenue {
    private static final int INSTRUMENT = 1;
    private static final long SECOND_NS = 1_000_000_000L;

    private final RandomGenerator random;
    private final CommandWriter command;
    /** Account, instrument and number of orders that may be open. */
    private final int[][] lately = new int[16][3];

    private boolean isInCall;
    private int blocked;

    public RandomVenue(RandomGenerator random, CommandWriter command) {
        this.random = random;
        this.command = command;
    }

    /** Writes a command; client order ids are {@code c} and a number. */
    public void next(int account, long nowNs, int number) {
        int dice = random.nextInt(100);
        if (isInCall && dice < 20) {
            uncross();
        } else if (blocked != 0 && dice < 30) {
            command.blockAccount(blocked, false);
            blocked = 0;
        } else if (dice < 65) {
            order(account, nowNs, number);
        } else if (dice < 85) {
            replace(number);
        } else if (dice < 88) {
            command.massCancel(account, random.nextInt(3), random.nextBoolean() ? Side.BUY : null, CancelReason.MASS);
        } else if (dice < 91) {
            command.cancelAllAfter(account, random.nextInt(3) * SECOND_NS);
        } else if (dice < 92) {
            command.blockAccount(account, true);
            blocked = account;
        } else if (dice < 93) {
            command.setAccountLimits(account, random.nextInt(20, 200), 0, Conditions.ABSENT);
        } else if (dice < 94) {
            command.setPriceBand(INSTRUMENT, 5 * 100, 5 * 300, 5 * 200, 20_000_000L);
        } else {
            command.setPhase(INSTRUMENT, random.nextInt(4) == 0 ? Phase.CLOSED : Phase.CALL);
            isInCall = true;
        }
    }

    private void uncross() {
        isInCall = false;
        if (random.nextBoolean()) {
            command.uncross(INSTRUMENT, Conditions.ABSENT);
            isInCall = random.nextInt(4) == 0;
        } else {
            command.setPhase(INSTRUMENT, Phase.CONTINUOUS);
        }
    }

    private void replace(int number) {
        int[] order = lately[random.nextInt(lately.length)];
        long qty = random.nextBoolean() ? Conditions.ABSENT : 10L * random.nextInt(1, 60);
        long price = random.nextBoolean() ? Conditions.ABSENT : price();
        command.replaceOrder(order[0], order[1], qty, price, "c" + number, "c" + order[2]);
        order[2] = number;
    }

    private void order(int account, long nowNs, int number) {
        OrdType type = OrdType.get((short) random.nextInt(1, 6));
        TimeInForce timeInForce = switch (random.nextInt(8)) {
            case 0 -> TimeInForce.IOC;
            case 1 -> TimeInForce.FOK;
            case 2 -> TimeInForce.DAY;
            case 3 -> TimeInForce.GTD;
            case 4 -> isInCall ? TimeInForce.AUCTION : TimeInForce.GTC;
            default -> TimeInForce.GTC;
        };
        long qty = 10L * random.nextInt(1, 38);
        boolean hasLimit = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        Conditions conditions = Conditions.NONE.withSelfTrade(SelfTrade.get((short) random.nextInt(5)));
        if (timeInForce == TimeInForce.GTD) {
            conditions = conditions.withExpireAtNs(nowNs + random.nextLong(3 * SECOND_NS));
        }
        if (type == OrdType.STOP || type == OrdType.STOP_LIMIT) {
            conditions = conditions.withStopPx(price());
        } else if (type == OrdType.LIMIT) {
            conditions = switch (random.nextInt(5)) {
                case 0 -> conditions.withDisplayQty(10L * random.nextLong(1, qty / 10 + 1));
                case 1 -> conditions.withMinQty(10);
                case 2 -> conditions.withPostOnly(random.nextBoolean() ? PostOnly.SLIDE : PostOnly.REJECT);
                default -> conditions;
            };
        }
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        OrderTerms terms = new OrderTerms(side, type, timeInForce, qty, hasLimit ? price() : OrderTerms.NO_PRICE);
        int instrument = instrument();
        command.newOrder(account, instrument, terms.when(conditions), "c" + number);
        lately[random.nextInt(lately.length)] = new int[] {account, instrument, number};
    }

    private long price() {
        return 5L * random.nextInt(190, 210);
    }

    private int instrument() {
        return random.nextInt(4) == 0 ? 2 : INSTRUMENT;
    }
}
