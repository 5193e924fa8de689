package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.SplittableRandom;

/**
 * Makes up commands from a seed: orders, cancels, bids, money in and out, new auctions, repeated and nonsensical ones,
 * with time passing. One seed, one history. Accounts, assets and books exist before; see {@link #found}.
 */
final class RandomTrader {
    private static final int ACCOUNTS = 24;
    private static final int FIRST_ACCOUNT = 16;
    private static final int BOOKS = 3;
    private static final long SECOND_NS = 1_000_000_000L;

    private final SplittableRandom random;
    private final Names names = new Names();
    private final CommandWriter writer = new CommandWriter();
    private final ActionCompiler compiler = new ActionCompiler(names, writer);
    private int ids;
    private final byte[][] lately = new byte[64][];
    private int auctions;
    private long nowNs;

    RandomTrader(long seed) {
        random = new SplittableRandom(seed);
    }

    long nowNs() {
        return nowNs;
    }

    /** Lists assets, accounts and books, and gives everybody something. */
    void found(History history) {
        define(history, "usd: asset, decimals 2");
        define(history, "coal: asset, decimals 0");
        define(history, "btc: asset, decimals 8");
        for (int i = 0; i < ACCOUNTS; i++) {
            define(history, "trader" + i + ": account" + (i == 0 ? ", unlimited credit" : ""));
        }
        define(history, "coal/usd: book of coal in usd, tick 0.5, lot 1");
        define(history, "btc/usd: book of btc in usd, tick 0.1, lot 0.1, max notional 100000");
        define(history, "bare: book of coal in usd, tick 1, lot 1, risk none");
        for (int i = 0; i < ACCOUNTS; i++) {
            for (int asset = 1; asset <= 3; asset++) {
                writer.deposit(FIRST_ACCOUNT + i, asset, asset == 3 ? 1_000_000_000L : 1_000_000, "founded" + asset);
                history.command(writer.buffer(), writer.length(), nowNs);
            }
        }
    }

    private void define(History history, String definition) {
        compiler.compile(definition, nowNs, nowNs);
        history.command(writer.buffer(), writer.length(), nowNs);
        history.last().forEach(names::learn);
    }

    /** The next command, which may be one of the last ones again; empty: only time passes. */
    byte[] next() {
        if (random.nextInt(40) == 0 && lately[0] != null) {
            byte[] again = lately[random.nextInt(lately.length)];
            return again == null ? lately[0] : again;
        }
        if (!makeUp()) {
            return new byte[0];
        }
        byte[] command = new byte[writer.length()];
        writer.buffer().getBytes(0, command);
        lately[random.nextInt(lately.length)] = command;
        lately[0] = command;
        return command;
    }

    private boolean makeUp() {
        nowNs += random.nextInt(4) == 0 ? random.nextLong(SECOND_NS / 2) : 0;
        int die = random.nextInt(100);
        if (die < 45) {
            order();
        } else if (die < 60) {
            writer.cancelOrder(account(), book(), String.valueOf(recentId()));
        } else if (die < 85) {
            bid();
        } else if (die < 87) {
            writer.buyNow(account(), auction(), id());
        } else if (die < 88) {
            writer.cancelAuction(account(), auction(), id());
            writer.authority(random.nextBoolean());
        } else if (die < 92) {
            listAuction();
        } else if (die < 95) {
            writer.deposit(account(), 1 + random.nextInt(4), random.nextLong(-10, 50_000), id());
        } else if (die < 98) {
            writer.withdraw(account(), 1 + random.nextInt(3), random.nextLong(0, 20_000), id());
        } else {
            return false;
        }
        return true;
    }

    private void order() {
        long qty = random.nextInt(50) == 0 ? 0 : 1 + random.nextInt(20);
        int book = book();
        // Around 100 coal/usd in halves, 200 btc/usd in tenths, 50 bare in ones; now and then off the tick.
        long middle = book == 1 ? 1_000 : book == 2 ? 2_000 : 50;
        long price = middle + random.nextLong(-middle / 20, middle / 20 + 1);
        if (book == 1 && random.nextInt(10) != 0) {
            price = price / 5 * 5;
        }
        TimeInForce timeInForce = random.nextInt(4) == 0 ? TimeInForce.IOC : TimeInForce.GTC;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        CommandWriter.OrderTerms terms = new CommandWriter.OrderTerms(side, OrdType.LIMIT, timeInForce, qty, price);
        writer.newOrder(account(), book, terms, id());
    }

    private void bid() {
        long amount = random.nextInt(20) == 0 ? random.nextLong(10_000_000) : 100 + random.nextLong(5_000);
        writer.placeBid(account(), auction(), amount, random.nextInt(50) == 0 ? 7 : random.nextInt(2), id());
    }

    private void listAuction() {
        auctions++;
        long opens = nowNs + (random.nextInt(3) == 0 ? random.nextLong(10 * SECOND_NS) : 0);
        StringBuilder text = new StringBuilder("lot" + auctions + ": english, opens " + (1 + random.nextInt(9)));
        text.append(random.nextBoolean() ? ", step ebay" : random.nextBoolean() ? ", step 7.5%" : ", step 1");
        text.append(random.nextInt(3) == 0 ? ", reserve " + (5 + random.nextInt(30)) : "");
        text.append(random.nextInt(4) == 0 ? ", no proxy" : "");
        text.append(random.nextInt(3) == 0 ? ", seller trader" + random.nextInt(ACCOUNTS) : "");
        if (random.nextInt(3) == 0) {
            text.append(", buy now ").append(20 + random.nextInt(40)).append(policy());
        }
        text.append(opens > nowNs ? ", opens at " + TimeText.text(opens) : "");
        if (random.nextInt(4) == 0) {
            text.append(", lasts ").append(1 + random.nextInt(60)).append('s');
        } else {
            text.append(", closes ").append(TimeText.text(opens + 1 + random.nextLong(60 * SECOND_NS)));
        }
        text.append(random.nextBoolean() ? softClose() : "");
        compiler.compile(text.toString(), nowNs, nowNs);
    }

    private String policy() {
        return switch (random.nextInt(4)) {
            case 0 -> " until first bid";
            case 1 -> " until reserve met";
            case 2 -> " until price exceeds";
            default -> " bid at or above buys";
        };
    }

    private String softClose() {
        String anchor = random.nextBoolean() ? " from bid" : " from end";
        String trigger = switch (random.nextInt(3)) {
            case 0 -> " on price";
            case 1 -> " on bid";
            default -> " on leader";
        };
        String cap = random.nextBoolean() ? " up to 20s" : "";
        return ", soft close 5s by " + (1 + random.nextInt(10)) + "s" + anchor + trigger + cap;
    }

    private int account() {
        return random.nextInt(200) == 0 ? 0 : FIRST_ACCOUNT + random.nextInt(ACCOUNTS);
    }

    private int book() {
        return random.nextInt(200) == 0 ? BOOKS + 1 : 1 + random.nextInt(BOOKS);
    }

    /** Mostly one of the last twenty lots. */
    private int auction() {
        return Math.max(0, auctions - random.nextInt(20));
    }

    private String id() {
        return String.valueOf(random.nextInt(30) == 0 ? recentId() : ++ids);
    }

    private int recentId() {
        return Math.max(1, ids - random.nextInt(400));
    }
}
